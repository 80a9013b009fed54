"""The tables whose rows are facts of accounts, and what a change of a row tells about the weekly history."""

from dataclasses import dataclass

LONG_AGO = "'1900-01-01 00:00:00'"
FAR = "'9999-12-31 00:00:00'"


RECORDS = (
    "employed", "placed", "goals", "goal readings", "stances", "issues", "surveys", "promises", "terms", "invoices",
    "price rises", "notices", "contracts", "renewals", "owners",
)  # fmt: skip
"""What a refresh remembers of small tables, each a bit of `account_changes.records`."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A table whose rows are facts of accounts.

    Expressions name a column as `{x}.column`; `{most}` and `{least}` stand for the functions, `{day:column}` for the
    instant at which a date begins, `{next_week}` for the one at which the week of `week_on` is over, and `{week_over}`
    for its last second, with which it counts. `known` and `happened`: of a row. `same`: columns that reach back to all
    that was ever told when they change. `ends`: the instant from which on a row no longer holds, or is settled, null if
    not: moving it, or changing a column of `settled`, changes nothing before the earlier of both. `moves`: whether a
    change of the row tells on weeks from its own `known` on, as it was not counted before. `only`: the columns that
    matter at all, where few do. `keys`: what names a row. `records`: which of `RECORDS` a refresh remembers of the
    table's rows, and must read anew for the account.
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
    records: tuple[str, ...] = ()

    @property
    def bits(self) -> int:
        """`records` as a number."""
        return sum(1 << RECORDS.index(name) for name in self.records)


_OF_TOUCH = "(SELECT {what} FROM touchpoints t WHERE t.id = {{x}}.touchpoint_id)"
_TOUCHED = "{most}({x}.occurred_at, {x}.recorded_at)"

_ALSO = (
    "SELECT {{x}}.account_id AS account_id"
    " UNION SELECT other.account_id FROM {table} other WHERE other.{key} = {{x}}.id"
)
"""Of rows that another account's rows go by, that account too: nothing keeps them to one."""

WATCHED = (
    Watched("touchpoints", _TOUCHED, "{x}.occurred_at", moves=True),
    Watched(
        "touchpoint_participants",
        _OF_TOUCH.format(what="{most}(t.occurred_at, t.recorded_at)"),
        _OF_TOUCH.format(what="t.occurred_at"),
        moves=True,
        keys=("touchpoint_id", "position"),
        accounts="SELECT t.account_id FROM touchpoints t WHERE t.id = {x}.touchpoint_id",
    ),
    Watched(
        "usage_weeks",
        "{most}({x}.recorded_at, {week_over})",
        "{next_week}",
        moves=True,
        keys=("account_id", "week_on", "product_id"),
    ),
    Watched(
        "issues",
        "{most}({x}.opened_at, {x}.recorded_at)",
        same=("account_id", "opened_at", "recorded_at", "severity"),
        ends="{most}({x}.resolved_at, coalesce({x}.resolution_recorded_at, {x}.resolved_at))",
        records=("issues",),
    ),
    Watched("survey_responses", "{most}({x}.answered_at, {x}.recorded_at)", same=("account_id", "answered_at",
            "recorded_at", "kind", "score"),
            records=("surveys",)),
    Watched(
        "commitments",
        "{x}.recorded_at",
        same=("account_id", "recorded_at", "is_ours", "due_on"),
        ends="coalesce({x}.outcome_recorded_at, {day:kept_on}, {day:broken_on})",
        settled=("kept_on", "broken_on"),
        records=("promises",),
    ),
    Watched(
        "contacts",
        "{x}.recorded_at",
        same=("account_id", "recorded_at", "seniority"),
        ends="{day:left_on}",
        accounts="SELECT {x}.account_id AS account_id UNION"
        " SELECT s.account_id FROM stakeholders s WHERE s.contact_id = {x}.id",
        records=("employed", "placed"),
    ),
    Watched("stakeholders", "{x}.recorded_at", same=("account_id", "contact_id", "recorded_at"),
            accounts=_ALSO.format(table="stakeholder_assessments", key="stakeholder_id"),
            records=("placed", "stances")),
    Watched("stakeholder_assessments", "{most}({x}.recorded_at, {day:assessed_on})",
            same=("account_id", "stakeholder_id", "assessed_on", "recorded_at", "stance", "influence"),
            records=("stances",)),
    Watched("subscription_terms", "{most}({x}.recorded_at, {day:starts_on})",
            same=("account_id", "subscription_id", "recorded_at", "starts_on", "arr_cents"), ends="{day:ends_on}",
            records=("terms",)),
    Watched("subscriptions", "{x}.recorded_at", same=("account_id", "currency"),
            accounts=_ALSO.format(table="subscription_terms", key="subscription_id"),
            records=("terms",)),
    Watched("plan_goals", "{x}.recorded_at", same=("account_id", "recorded_at", "set_on", "due_on", "start_value",
            "target_value"), ends="{day:reached_on}",
            records=("goals",)),
    Watched("plan_goal_readings", "{most}({x}.recorded_at, {day:measured_on})",
            same=("account_id", "goal_id", "recorded_at", "measured_on", "value"),
            records=("goal readings",)),
    Watched("invoices", "{x}.recorded_at", same=("account_id", "recorded_at", "due_on"), ends="{paid}",
            records=("invoices",)),
    Watched("contract_events", "{most}({x}.recorded_at, {day:happened_on})",
            same=("account_id", "recorded_at", "happened_on", "effective_on", "kind"),
            records=("price rises", "notices")),
    Watched("contracts", "{most}({x}.recorded_at, {day:starts_on})",
            same=("account_id", "recorded_at", "starts_on", "ends_on", "notice_on"),
            records=("contracts", "renewals")),
    Watched("account_owners", "{most}({x}.recorded_at, {day:since_on})",
            same=("account_id", "recorded_at", "since_on"),
            records=("owners",)),
    Watched("exchange_rates", "{day:starts_on}", moves=True, keys=("currency", "starts_on"),
            accounts="SELECT DISTINCT t.account_id AS account_id FROM subscriptions s"
            " JOIN subscription_terms t ON t.subscription_id = s.id WHERE s.currency = {x}.currency"),
    # Of these only the account's current row tells.
    Watched("renewals", FAR,
            records=("renewals",)),
    Watched("accounts", FAR, same=("tier",), accounts="SELECT {x}.id AS account_id"),
    Watched("users", FAR, only=("name", "team_id"),
            accounts="SELECT a.id AS account_id FROM accounts a WHERE a.owner_id = {x}.id"),
)  # fmt: skip
