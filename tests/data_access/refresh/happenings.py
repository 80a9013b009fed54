"""What may happen to the records of the random company between two refreshes, in SQL that both databases understand."""

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest

from data_access.refresh import refresh
from tests.conftest import ENGINES, _in_use
from tests.oracles.fixtures import fill
from tests.oracles.raw import Raw, opened
from tests.oracles.read_models import read_models, remembered
from tests.oracles.records import DAY
from tests.servers.databases import DatabaseMaker

HAPPENINGS: dict[str, str] = {
    "a touch": "INSERT INTO touchpoints (account_id, occurred_at, channel, direction, initiative, purpose, sentiment,"
    " response_seconds, recorded_at) SELECT id, '{day} 10:00:00', 'call', 'outbound', 'proactive', 'insight', {tone},"
    " {number}, '{day} 11:00:00' FROM accounts WHERE id % 5 = {fifth}",
    "a machine's touch": "INSERT INTO touchpoints (account_id, occurred_at, channel, direction, is_automated,"
    " recorded_at) SELECT id, '{day} 10:00:00', 'email', 'outbound', true, '{day} 11:00:00' FROM accounts"
    " WHERE id % 5 = {fifth}",
    "a touch recorded a week late": "INSERT INTO touchpoints (account_id, occurred_at, channel, direction, recorded_at)"
    " SELECT id, '{week_ago} 10:00:00', 'meeting', 'inbound', '{day} 11:00:00' FROM accounts WHERE id % 5 = {fifth}",
    "a touch recorded a year late": "INSERT INTO touchpoints (account_id, occurred_at, channel, direction, recorded_at)"
    " SELECT id, '{year_ago} 10:00:00', 'meeting', 'inbound', '{day} 11:00:00' FROM accounts WHERE id % 9 = {fifth}",
    "a touch that will be known later": "INSERT INTO touchpoints (account_id, occurred_at, channel, direction,"
    " recorded_at) SELECT id, '{year_ago} 10:00:00', 'call', 'inbound', '{later} 11:00:00' FROM accounts"
    " WHERE id % 9 = {fifth}",
    "a touch of next month": "INSERT INTO touchpoints (account_id, occurred_at, channel, direction, recorded_at)"
    " SELECT id, '{later} 10:00:00', 'call', 'inbound', '{day} 11:00:00' FROM accounts WHERE id % 5 = {fifth}",
    "an old touch, dated back": "INSERT INTO touchpoints (account_id, occurred_at, channel, direction, recorded_at)"
    " SELECT id, '{year_ago} 10:00:00', 'call', 'inbound', '{year_ago} 12:00:00' FROM accounts WHERE id % 9 = {fifth}",
    "somebody took part": "INSERT INTO touchpoint_participants (touchpoint_id, position, contact_id, part)"
    " SELECT t.id, 90 + {fifth}, (SELECT min(c.id) FROM contacts c WHERE c.account_id = t.account_id), 'attendee'"
    " FROM touchpoints t WHERE t.id % 7 = {fifth} AND EXISTS"
    " (SELECT 1 FROM contacts c WHERE c.account_id = t.account_id)",
    "a tone is put right": "UPDATE touchpoints SET sentiment = {tone} WHERE id % 17 = {fifth}",
    "a touch is moved to another account": "UPDATE touchpoints SET account_id = 2 WHERE id % 29 = {fifth}",
    "a touch did not happen": "UPDATE touchpoints SET is_planned = true WHERE id % 23 = {fifth}",
    "touches are deleted": "DELETE FROM touchpoints WHERE id % 31 = {fifth}",
    "participants are deleted": "DELETE FROM touchpoint_participants WHERE touchpoint_id % 19 = {fifth}",
    "an issue": "INSERT INTO issues (account_id, title, severity, status, opened_at, recorded_at)"
    " SELECT id, 'x', 's2', 'open', '{day} 09:00:00', '{day} 09:30:00' FROM accounts WHERE id % 5 = {fifth}",
    "issues are resolved": "UPDATE issues SET status = 'resolved', resolved_at = '{day} 23:00:00',"
    " resolution_recorded_at = '{day} 23:30:00' WHERE status = 'open' AND opened_at < '{day}' AND id % 3 = {third}",
    "a resolution is dated otherwise": "UPDATE issues SET resolved_at = '{day} 23:00:00' WHERE status = 'resolved'"
    " AND opened_at < '{day}' AND id % 7 = {fifth}",
    "a severity is put right": "UPDATE issues SET severity = 's1' WHERE id % 7 = {fifth}",
    "a survey": "INSERT INTO survey_responses (account_id, kind, score, answered_at, recorded_at)"
    " SELECT id, 'nps', {fifth}, '{day} 09:00:00', '{day} 10:00:00' FROM accounts WHERE id % 5 = {fifth}",
    "an answer is put right": "UPDATE survey_responses SET score = 3 WHERE id % 5 = {fifth}",
    "use": "INSERT INTO usage_weeks (account_id, week_on, product_id, active_users, seats, events, recorded_at)"
    " SELECT id, '{monday}', 9, {number} % 50, 40, 0, '{day} 00:00:00' FROM accounts WHERE id % 5 = {fifth}"
    " AND NOT EXISTS (SELECT 1 FROM usage_weeks u WHERE u.account_id = accounts.id AND u.week_on = '{monday}'"
    " AND u.product_id = 9)",
    "use that was counted anew": "UPDATE usage_weeks SET active_users = active_users + 3 WHERE account_id % 5 = {fifth}"
    " AND week_on > '{month_ago}'",
    "use of long ago": "DELETE FROM usage_weeks WHERE account_id % 9 = {fifth} AND week_on < '{year_ago}'",
    "a promise": "INSERT INTO commitments (account_id, promise, department, made_on, due_on, recorded_at)"
    " SELECT id, 'x', 'support', '{day}', '{later}', '{day} 09:00:00' FROM accounts WHERE id % 5 = {fifth}",
    "promises are kept": "UPDATE commitments SET kept_on = '{day}', outcome_recorded_at = '{day} 12:00:00'"
    " WHERE kept_on IS NULL AND broken_on IS NULL AND id % 3 = {third}",
    "a promise was kept on another day": "UPDATE commitments SET kept_on = '{week_ago}' WHERE kept_on IS NOT NULL"
    " AND id % 5 = {fifth}",
    "somebody leaves": "UPDATE contacts SET left_on = '{day}' WHERE left_on IS NULL AND id % 11 = {fifth}",
    "somebody rises": "UPDATE contacts SET seniority = 'executive' WHERE id % 11 = {fifth}",
    "somebody is placed in a second account": "INSERT INTO stakeholders (account_id, contact_id, recorded_at)"
    " SELECT 4, c.id, '{day} 09:00:00' FROM contacts c WHERE c.account_id <> 4 AND c.id % 3 = {third} AND NOT EXISTS"
    " (SELECT 1 FROM stakeholders s WHERE s.account_id = 4 AND s.contact_id = c.id)",
    "an assessment": "INSERT INTO stakeholder_assessments (account_id, stakeholder_id, assessed_on, stance, influence,"
    " recorded_at) SELECT account_id, id, '{day}', 'champion', {number} % 100, '{day} 10:00:00' FROM stakeholders"
    " WHERE id % 5 = {fifth}",
    "ARR changes": "UPDATE subscription_terms SET arr_cents = arr_cents + 100000 WHERE id % 7 = {fifth}",
    "a term ends": "UPDATE subscription_terms SET ends_on = '{day}' WHERE ends_on IS NULL AND starts_on < '{day}'"
    " AND id % 3 = {third}",
    "a goal is reached": "UPDATE plan_goals SET reached_on = '{day}', progress = 'done' WHERE reached_on IS NULL"
    " AND set_on <= '{day}' AND id % 3 = {third}",
    "a goal is measured": "INSERT INTO plan_goal_readings (account_id, goal_id, measured_on, value, recorded_at)"
    " SELECT account_id, id, '{day}', {number} % 90, '{day} 10:00:00' FROM plan_goals WHERE id % 3 = {third}",
    "a bill": "INSERT INTO invoices (account_id, number, issued_on, due_on, status, amount_cents, currency,"
    " recorded_at) SELECT id, 'x', '{day}', '{later}', 'open', 1, 'EUR', '{day} 10:00:00' FROM accounts"
    " WHERE id % 5 = {fifth}",
    "bills are paid": "UPDATE invoices SET status = 'paid', paid_on = '{day}' WHERE status <> 'paid' AND issued_on <="
    " '{day}' AND id % 3 = {third}",
    "a bill is cancelled": "UPDATE invoices SET status = 'cancelled' WHERE id % 11 = {fifth}",
    "notice is given": "INSERT INTO contract_events (account_id, kind, happened_on, recorded_at)"
    " SELECT id, 'notice', '{day}', '{day} 10:00:00' FROM accounts WHERE id % 9 = {fifth}",
    "a deadline moves": "UPDATE contracts SET notice_on = '{later}' WHERE id % 5 = {fifth}",
    "a rate": "UPDATE exchange_rates SET rate_e8 = rate_e8 + {number} WHERE currency <> 'EUR' AND starts_on <= '{day}'",
    "a tier": "UPDATE accounts SET tier = 'key' WHERE id % 9 = {fifth}",
    "a name": "UPDATE accounts SET name = 'Name {number}' WHERE id % 9 = {fifth}",
    "an owner's name": "UPDATE users SET name = 'Name {number}' WHERE id % 3 = {third}",
    "an account goes": "DELETE FROM accounts WHERE id = 10 + {fifth}",
    "an account comes": "INSERT INTO accounts (id, name, tier) VALUES (1000 + {number}, 'New', 'tactical')",
}  # fmt: skip


def happen(url: str, name: str, day: date, chance: random.Random) -> None:
    """Let it happen on that day."""
    words = HAPPENINGS[name].format(
        day=day, week_ago=day - timedelta(days=7), month_ago=day - timedelta(days=30),
        year_ago=day - timedelta(days=380), later=day + timedelta(days=chance.randrange(2, 25)),
        monday=day - timedelta(days=day.weekday() + 7), fifth=chance.randrange(5), third=chance.randrange(3),
        number=chance.randrange(90_000), tone=round(chance.uniform(-1, 1), 3),
    )  # fmt: skip
    with opened(url) as raw:
        raw.run(words)


def is_as_if_full(url: str, day: date) -> bool:
    """Whether the rows are those of a full refresh, and so is what the next one goes on from."""
    went_on = read_models(url), remembered(url)
    refresh(day, full=True)
    return went_on == (read_models(url), remembered(url))


@pytest.fixture(params=ENGINES)
def company(
    request: pytest.FixtureRequest, database_maker: Callable[[str], DatabaseMaker], monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The random company, refreshed two months before its day, and with a product more: a copy for one test.

    Two accounts in three learn of what happens within days, as most do: the others may have to begin anew for it.
    """
    maker = database_maker(request.param)
    with _in_use(maker.copy_of("two_months_before", _fill), monkeypatch) as url:
        yield url
    maker.drop(url)


def _fill(url: str) -> None:
    fill(url)
    with pytest.MonkeyPatch.context() as environment, _in_use(url, environment):
        with opened(url) as raw:
            raw.run("INSERT INTO products (id, name) VALUES (9, 'Product 9')")
            _learn_within_days(raw)
        refresh(DAY - timedelta(days=60))


def _learn_within_days(raw: Raw) -> None:
    for table in ("contacts", "stakeholders"):
        raw.run(f"UPDATE {table} SET recorded_at = '2020-01-01 00:00:00' WHERE account_id % 3 <> 0")
    for touch in raw.rows("SELECT id, occurred_at, recorded_at FROM touchpoints WHERE account_id % 3 <> 0"):
        if touch["recorded_at"] - touch["occurred_at"] > timedelta(days=9):
            raw.run(f"DELETE FROM touchpoints WHERE id = {touch['id']}")
    for use in raw.rows("SELECT account_id, week_on, recorded_at FROM usage_weeks WHERE account_id % 3 <> 0"):
        if use["recorded_at"].date() - use["week_on"] > timedelta(days=16):
            raw.run(f"DELETE FROM usage_weeks WHERE account_id = {use['account_id']} AND week_on = '{use['week_on']}'")
