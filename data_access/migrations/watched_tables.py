"""The tables whose rows are facts of accounts, and what a change of a row tells about the weekly history."""

from dataclasses import dataclass

LONG_AGO = "'1900-01-01 00:00:00'"
FAR = "'9999-12-31 00:00:00'"


@dataclass(frozen=True, slots=True)
class Watched:
    """A table whose rows are facts of accounts.

    Expressions name a column as `{x}.column`; `{most}` and `{least}` stand for the functions, and `{day:column}` for
    the instant at which a date begins. `known` and `happened`: of a row. `same`: columns that reach back to all that
    was ever told when they change. `ends`: the instant from which on a row no longer holds, or is settled, null if
    not: moving it, or changing a column of `settled`, changes nothing before the earlier of both. `moves`: whether a
    change of the row tells on weeks from its own `known` on, as it was not counted before. `only`: the columns that
    matter at all, where few do. `keys`: what names a row. `is_small`: whether a refresh remembers the table's rows, and
    must read those of the account anew.
    """

    table: str
    known: str
    happened: str = FAR
    same: tuple[str, ...] = ()
    ends: str | None = None
    settled: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    moves: bool = False
    keys: tuple[str, ...] = ("id",)
    accounts: str = "SELECT {x}.account_id AS account_id"
    is_small: bool = True


_OF_TOUCH = "(SELECT {what} FROM touchpoints t WHERE t.id = {{x}}.touchpoint_id)"
_TOUCHED = "{most}({x}.occurred_at, {x}.recorded_at)"

_ALSO = (
    "SELECT {{x}}.account_id AS account_id"
    " UNION SELECT other.account_id FROM {table} other WHERE other.{key} = {{x}}.id"
)
"""Of rows that another account's rows go by, that account too: nothing keeps them to one."""

WATCHED = (
    Watched("touchpoints", _TOUCHED, "{x}.occurred_at", moves=True, is_small=False),
    Watched(
        "touchpoint_participants",
        _OF_TOUCH.format(what="{most}(t.occurred_at, t.recorded_at)"),
        _OF_TOUCH.format(what="t.occurred_at"),
        moves=True,
        keys=("touchpoint_id", "position"),
        accounts="SELECT t.account_id FROM touchpoints t WHERE t.id = {x}.touchpoint_id",
        is_small=False,
    ),
    Watched(
        "usage_weeks",
        "{most}({x}.recorded_at, {next_week})",
        "{next_week}",
        moves=True,
        keys=("account_id", "week_on", "product_id"),
        is_small=False,
    ),
    Watched(
        "issues",
        "{most}({x}.opened_at, {x}.recorded_at)",
        same=("account_id", "opened_at", "recorded_at", "severity"),
        ends="{most}({x}.resolved_at, coalesce({x}.resolution_recorded_at, {x}.resolved_at))",
    ),
    Watched("survey_responses", "{most}({x}.answered_at, {x}.recorded_at)", same=("account_id", "answered_at",
            "recorded_at", "kind", "score")),
    Watched(
        "commitments",
        "{x}.recorded_at",
        same=("account_id", "recorded_at", "is_ours", "due_on"),
        ends="coalesce({x}.outcome_recorded_at, {day:kept_on}, {day:broken_on})",
        settled=("kept_on", "broken_on"),
    ),
    Watched(
        "contacts",
        "{x}.recorded_at",
        same=("account_id", "recorded_at", "seniority"),
        ends="{day:left_on}",
        accounts="SELECT {x}.account_id AS account_id UNION"
        " SELECT s.account_id FROM stakeholders s WHERE s.contact_id = {x}.id",
    ),
    Watched("stakeholders", "{x}.recorded_at", same=("account_id", "contact_id", "recorded_at"),
            accounts=_ALSO.format(table="stakeholder_assessments", key="stakeholder_id")),
    Watched("stakeholder_assessments", "{most}({x}.recorded_at, {day:assessed_on})",
            same=("account_id", "stakeholder_id", "assessed_on", "recorded_at", "stance", "influence")),
    Watched("subscription_terms", "{most}({x}.recorded_at, {day:starts_on})",
            same=("account_id", "subscription_id", "recorded_at", "starts_on", "arr_cents"), ends="{day:ends_on}"),
    Watched("subscriptions", "{x}.recorded_at", same=("account_id", "currency"),
            accounts=_ALSO.format(table="subscription_terms", key="subscription_id")),
    Watched("plan_goals", "{x}.recorded_at", same=("account_id", "recorded_at", "set_on", "due_on", "start_value",
            "target_value"), ends="{day:reached_on}"),
    Watched("plan_goal_readings", "{most}({x}.recorded_at, {day:measured_on})",
            same=("account_id", "goal_id", "recorded_at", "measured_on", "value")),
    Watched("invoices", "{x}.recorded_at", same=("account_id", "recorded_at", "due_on"), ends="{paid}"),
    Watched("contract_events", "{most}({x}.recorded_at, {day:happened_on})",
            same=("account_id", "recorded_at", "happened_on", "effective_on", "kind")),
    Watched("contracts", "{most}({x}.recorded_at, {day:starts_on})",
            same=("account_id", "recorded_at", "starts_on", "ends_on", "notice_on")),
    Watched("account_owners", "{most}({x}.recorded_at, {day:since_on})",
            same=("account_id", "recorded_at", "since_on")),
    # Of these only the account's current row tells.
    Watched("renewals", FAR),
    Watched("accounts", FAR, same=("tier",), accounts="SELECT {x}.id AS account_id", is_small=False),
    Watched("users", FAR, only=("name", "team_id"),
            accounts="SELECT a.id AS account_id FROM accounts a WHERE a.owner_id = {x}.id", is_small=False),
)  # fmt: skip
