"""Refresh never knows a fact before it happened and was on record: leaks are planted in every table, and refused."""

from datetime import UTC, date, datetime, timedelta

import pytest

from data_access.models import SubscriptionTerm
from data_access.refresh import refresh
from data_access.session import maintaining
from tests.oracles.raw import opened
from tests.oracles.read_models import history_until, read_models
from tests.oracles.records import DAY

FUTURE = {
    "touchpoints": "occurred_at",
    "issues": "opened_at",
    "survey_responses": "answered_at",
    "usage_weeks": "week_on",
    "subscription_terms": "starts_on",
    "stakeholder_assessments": "assessed_on",
    "plan_goal_readings": "measured_on",
    "plan_goals": "set_on",
    "contract_events": "happened_on",
}
"""When the rows of each table happen."""


def test_nothing_that_lies_in_the_future_counts(own_random_company: str) -> None:
    day = DAY - timedelta(days=60)
    refresh(day)
    before = read_models(own_random_company)
    with opened(own_random_company) as raw:
        for table, column in FUTURE.items():
            first = day - timedelta(days=5) if table == "usage_weeks" else day + timedelta(days=1)
            limit = f"{first} 00:00:00" if column.endswith("_at") else str(first)
            assert raw.run(f"DELETE FROM {table} WHERE {column} >= '{limit}'") > 0
    refresh(day)
    assert read_models(own_random_company) == before


LEAKS = {
    "a touchpoint": "INSERT INTO touchpoints (account_id, occurred_at, channel, direction, response_seconds, sentiment,"
    " recorded_at) SELECT id, '{before} 09:00:00', 'meeting', 'outbound', 60, -1.0, '{after} 00:00:00' FROM accounts",
    "an issue": "INSERT INTO issues (account_id, title, severity, status, opened_at, recorded_at)"
    " SELECT id, 'x', 's1', 'open', '{before} 09:00:00', '{after} 00:00:00' FROM accounts",
    "a resolution": "UPDATE issues SET status = 'resolved', resolved_at = '{before} 23:00:00',"
    " resolution_recorded_at = '{after} 00:00:00' WHERE status = 'open' AND opened_at < '{before}'",
    "a survey": "INSERT INTO survey_responses (account_id, kind, score, answered_at, recorded_at)"
    " SELECT id, 'nps', 0, '{before} 09:00:00', '{after} 00:00:00' FROM accounts",
    "use": "INSERT INTO usage_weeks (account_id, week_on, product_id, active_users, seats, events, recorded_at)"
    " SELECT id, '2026-09-14', 4, 0, 100, 0, '{after} 00:00:00' FROM accounts",
    "a promise": "INSERT INTO commitments (account_id, promise, department, made_on, due_on, recorded_at)"
    " SELECT id, 'x', 'support', '2026-08-01', '2026-08-20', '{after} 00:00:00' FROM accounts",
    "a promise's outcome": "UPDATE commitments SET kept_on = due_on, outcome_recorded_at = '{after} 00:00:00'"
    " WHERE kept_on IS NULL AND broken_on IS NULL",
    "a broken promise": "UPDATE commitments SET broken_on = made_on, outcome_recorded_at = '{after} 00:00:00'"
    " WHERE kept_on IS NULL AND broken_on IS NULL",
    "a renewal's outcome": "UPDATE renewals SET status = 'lost', decided_on = '{after}' WHERE status = 'open'",
    "a contract": "INSERT INTO contracts (account_id, name, starts_on, ends_on, notice_on, recorded_at)"
    " SELECT id, 'x', '{before}', '2026-12-01', '2026-11-20', '{after} 00:00:00' FROM accounts",
    "a stakeholder": "INSERT INTO stakeholders (account_id, contact_id, recorded_at)"
    " SELECT 1, id, '{after} 00:00:00' FROM contacts WHERE account_id <> 1"
    " AND id NOT IN (SELECT contact_id FROM stakeholders WHERE account_id = 1)",
    "a person": "UPDATE contacts SET recorded_at = '{after} 00:00:00' WHERE recorded_at > '{after} 00:00:00'",
    "an assessment": "INSERT INTO stakeholder_assessments (account_id, stakeholder_id, assessed_on, stance,"
    " recorded_at) SELECT account_id, id, '{before}', 'champion', '{after} 00:00:00' FROM stakeholders",
    "an assessment that says otherwise of long ago": "INSERT INTO stakeholder_assessments (account_id, stakeholder_id,"
    " assessed_on, stance, recorded_at) SELECT account_id, id, '2024-01-01', 'blocker', '{after} 00:00:00'"
    " FROM stakeholders",
    "a goal": "INSERT INTO plan_goals (account_id, plan_id, title, start_value, target_value, set_on, reached_on,"
    " progress, recorded_at) SELECT account_id, id, 'x', 0, 1, '2026-08-01', '{before}', 'done', '{after} 00:00:00'"
    " FROM account_plans",
    "a goal's value": "INSERT INTO plan_goal_readings (account_id, goal_id, measured_on, value, recorded_at)"
    " SELECT account_id, id, '{before}', 1000, '{after} 00:00:00' FROM plan_goals",
    "a bill": "INSERT INTO invoices (account_id, number, issued_on, due_on, status, amount_cents, currency,"
    " recorded_at) SELECT id, 'x', '2026-08-01', '2026-08-02', 'open', 1, 'EUR', '{after} 00:00:00' FROM accounts",
    "a price rise": "INSERT INTO contract_events (account_id, kind, happened_on, effective_on, recorded_at)"
    " SELECT id, 'price_rise', '2026-08-01', '2026-12-01', '{after} 00:00:00' FROM accounts",
    "a notice": "INSERT INTO contract_events (account_id, kind, happened_on, recorded_at)"
    " SELECT id, 'notice', '{before}', '{after} 00:00:00' FROM accounts",
}  # fmt: skip


@pytest.mark.parametrize("leak", LEAKS)
def test_what_was_recorded_later_never_reaches_back(own_random_company: str, leak: str) -> None:
    day, today = date(2026, 10, 1), read_models(own_random_company)
    later = history_until(own_random_company, date(2026, 9, 30))
    refresh(day)
    on_the_day = read_models(own_random_company)
    with opened(own_random_company) as raw:
        raw.run("INSERT INTO products (id, name) VALUES (4, 'Product 4')")
        assert raw.run(LEAKS[leak].format(before="2026-09-28", after="2026-10-02")) > 0
    refresh(day)
    assert read_models(own_random_company) == on_the_day
    refresh(DAY)
    assert history_until(own_random_company, date(2026, 9, 30)) == later
    assert read_models(own_random_company) != today, "a leak that never shows proves nothing"


def test_a_revenue_term_recorded_later_never_reaches_back(own_random_company: str) -> None:
    before = history_until(own_random_company, date(2026, 9, 30))
    with maintaining() as session:
        for number in (1, 2, 3):
            term = session.query(SubscriptionTerm).order_by(SubscriptionTerm.id).offset(number).first()
            if term is not None:
                session.add(
                    SubscriptionTerm(account_id=term.account_id, subscription_id=term.subscription_id, arr_cents=10**8,
                                     starts_on=date(2023, 1, number), recorded_at=datetime(2026, 10, 1, tzinfo=UTC))
                )  # fmt: skip
    refresh(DAY)
    assert history_until(own_random_company, date(2026, 9, 30)) == before
    assert history_until(own_random_company, DAY) != before
