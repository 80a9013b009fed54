"""Refresh: the same rows however often, wherever and after whatever; and never a fact before it was known."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete

from data_access.models import Account, SubscriptionTerm, Touchpoint
from data_access.refresh import refresh, run, shards
from data_access.session import maintaining
from domain.errors import NexusError
from domain.money import MissingRateError
from domain.policy import POLICY
from domain.vocabulary import Channel, Direction
from tests.builders import make_account, make_touchpoint, make_workspace
from tests.conftest import ENGINES
from tests.oracles.company import ACCOUNTS, PLANNED_ONLY, SILENT
from tests.oracles.fixtures import fill
from tests.oracles.raw import Row, opened
from tests.oracles.records import DAY
from tests.servers.databases import DatabaseMaker
from tests.statements import counted_statements

TABLES = {
    "account_current": "SELECT * FROM account_current ORDER BY account_id",
    "health_snapshots": "SELECT * FROM health_snapshots ORDER BY account_id, week_on",
}


def read_models(url: str) -> dict[str, list[Row]]:
    """Every row of both read models, without the instant at which it was written."""
    with opened(url) as raw:
        return {table: [{**row, "refreshed_at": None} for row in raw.rows(sql)] for table, sql in TABLES.items()}


def history_until(url: str, day: date) -> list[Row]:
    """The weekly history up to `day`."""
    return [row for row in read_models(url)["health_snapshots"] if row["week_on"] <= day]


def test_a_second_refresh_gives_the_same_rows(own_random_company: str) -> None:
    first = read_models(own_random_company)
    assert refresh(DAY) == ACCOUNTS
    assert read_models(own_random_company) == first


def test_both_databases_give_the_same_rows(database_maker: Callable[[str], DatabaseMaker]) -> None:
    sqlite, postgresql = (read_models(database_maker(engine).template("random_company", fill)) for engine in ENGINES)
    assert sqlite == postgresql


def test_the_size_of_the_groups_changes_nothing(own_random_company: str, monkeypatch: pytest.MonkeyPatch) -> None:
    together = read_models(own_random_company)
    monkeypatch.setattr(shards, "ACCOUNTS_AT_MOST", 3)
    monkeypatch.setattr(shards, "TOUCHPOINTS_AT_MOST", 50)
    told: list[tuple[int, int]] = []
    refresh(DAY, progress=lambda done, total: told.append((done, total)))
    assert read_models(own_random_company) == together
    assert len(told) > ACCOUNTS / 3
    assert told[-1] == (ACCOUNTS, ACCOUNTS)


def test_killed_half_way_and_run_again_it_completes(own_random_company: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = read_models(own_random_company)
    refresh(DAY - timedelta(days=30))
    monkeypatch.setattr(shards, "ACCOUNTS_AT_MOST", 4)

    def die(done: int, _total: int) -> None:
        if done == 8:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        refresh(DAY, progress=die)
    halfway = read_models(own_random_company)["account_current"]
    assert [row["as_of_on"] for row in halfway] == [DAY] * 8 + [DAY - timedelta(days=30)] * 10
    refresh(DAY)
    assert read_models(own_random_company) == expected


def test_two_at_once_give_the_same_rows(own_random_company: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = read_models(own_random_company)
    monkeypatch.setattr(shards, "ACCOUNTS_AT_MOST", 4)
    with ThreadPoolExecutor(2) as both:
        assert list(both.map(refresh, [DAY, DAY])) == [ACCOUNTS, ACCOUNTS]
    assert read_models(own_random_company) == expected


def test_a_group_that_fails_leaves_its_accounts_as_they_were(
    own_random_company: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh(DAY - timedelta(days=30))
    before = read_models(own_random_company)

    def fail(*_: object) -> list[Row]:
        raise OSError("disk full")

    monkeypatch.setattr(run, "current_rows", fail)
    with pytest.raises(OSError, match="disk full"):
        refresh(DAY)
    assert read_models(own_random_company) == before


def test_the_number_of_statements_does_not_grow_with_touchpoints(database: str) -> None:
    make_workspace()
    account_id = make_account()
    make_touchpoint(account_id)
    refresh(DAY)
    with counted_statements() as few:
        refresh(DAY)
    at = datetime(2026, 1, 1, tzinfo=UTC)
    with maintaining() as session:
        session.add_all(
            Touchpoint(account_id=account_id, occurred_at=at + timedelta(hours=number), recorded_at=at,
                       channel=Channel.EMAIL, direction=Direction.INBOUND)
            for number in range(2_000)
        )  # fmt: skip
    with counted_statements() as many:
        refresh(DAY)
    assert len(many) == len(few)
    assert len(few) < 40


def test_an_account_of_which_nothing_is_known_has_a_row_and_no_history(own_random_company: str) -> None:
    with opened(own_random_company) as raw:
        for account_id in (SILENT, PLANNED_ONLY):
            row = raw.row(f"SELECT * FROM account_current WHERE account_id = {account_id}")
            assert (row["score"], row["band"], row["arr_cents"], row["main_reason"]) == (None, "unknown", None, None)
            assert (row["last_touch_on"], row["touches_90_days"], row["completeness"]) == (None, 0, 0.0)
            assert raw.value(f"SELECT count(*) FROM health_snapshots WHERE account_id = {account_id}") == 0


def test_a_deleted_account_leaves_nothing_behind(own_random_company: str) -> None:
    with maintaining() as session:
        session.execute(delete(Account).where(Account.id == 3))
    assert refresh(DAY) == ACCOUNTS - 1
    models = read_models(own_random_company)
    assert {row["account_id"] for row in models["account_current"]} == set(range(1, ACCOUNTS + 1)) - {3}
    assert 3 not in {row["account_id"] for row in models["health_snapshots"]}


def test_an_account_made_and_one_deleted_while_it_runs_shift_no_others_numbers(
    own_random_company: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with maintaining() as session:
        session.execute(delete(Account).where(Account.id == 9))
    monkeypatch.setattr(shards, "ACCOUNTS_AT_MOST", 6)

    def meddle(done: int, _total: int) -> None:
        if done == 6:
            make_account(id=9, name="Newcomer", tier=None)
            with maintaining() as session:
                session.execute(delete(Account).where(Account.id == 11))

    refresh(DAY, progress=meddle)
    meddled = read_models(own_random_company)
    refresh(DAY)
    assert read_models(own_random_company) == meddled


FUTURE = {"touchpoints": "occurred_at", "issues": "opened_at", "survey_responses": "answered_at"}


def test_nothing_that_lies_in_the_future_counts(own_random_company: str) -> None:
    day = DAY - timedelta(days=60)
    refresh(day)
    before = read_models(own_random_company)
    with opened(own_random_company) as raw:
        for table, column in (
            ("touchpoints", "occurred_at"),
            ("issues", "opened_at"),
            ("survey_responses", "answered_at"),
        ):
            raw.run(f"DELETE FROM {table} WHERE {column} >= '{day + timedelta(days=1)} 00:00:00'")
        raw.run(f"DELETE FROM usage_weeks WHERE week_on > '{day - timedelta(days=6)}'")
        raw.run(f"DELETE FROM subscription_terms WHERE starts_on > '{day}'")
    refresh(day)
    assert read_models(own_random_company) == before


LEAKS = {
    "a touchpoint": "INSERT INTO touchpoints (account_id, occurred_at, channel, direction, response_seconds, sentiment,"
    " recorded_at) SELECT id, '{before} 09:00:00', 'meeting', 'outbound', 60, -1.0, '{after} 00:00:00' FROM accounts",
    "an issue": "INSERT INTO issues (account_id, title, severity, status, opened_at, recorded_at)"
    " SELECT id, 'x', 's1', 'open', '{before} 09:00:00', '{after} 00:00:00' FROM accounts",
    "a survey": "INSERT INTO survey_responses (account_id, kind, score, answered_at, recorded_at)"
    " SELECT id, 'nps', 0, '{before} 09:00:00', '{after} 00:00:00' FROM accounts",
    "use": "INSERT INTO usage_weeks (account_id, week_on, product_id, active_users, seats, events, recorded_at)"
    " SELECT id, '2026-09-14', 4, 0, 100, 0, '{after} 00:00:00' FROM accounts",
    "a resolution": "UPDATE issues SET status = 'resolved', resolved_at = '{before} 23:00:00',"
    " resolution_recorded_at = '{after} 00:00:00' WHERE status = 'open' AND opened_at < '{before}'",
    "a promise's outcome": "UPDATE commitments SET kept_on = due_on, outcome_recorded_at = '{after} 00:00:00'"
    " WHERE kept_on IS NULL AND broken_on IS NULL",
    "a renewal's outcome": "UPDATE renewals SET status = 'lost', decided_on = '{after}' WHERE status = 'open'",
    "a contract": "INSERT INTO contracts (account_id, name, starts_on, ends_on, recorded_at)"
    " SELECT id, 'x', '{before}', '2026-12-01', '{after} 00:00:00' FROM accounts",
    "a stakeholder": "INSERT INTO stakeholders (account_id, contact_id, recorded_at)"
    " SELECT 1, min(id), '{after} 00:00:00' FROM contacts WHERE account_id <> 1",
}  # fmt: skip


@pytest.mark.parametrize("leak", LEAKS)
def test_what_was_recorded_later_never_reaches_back(own_random_company: str, leak: str) -> None:
    day = date(2026, 10, 1)
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


def test_a_currency_without_a_rate_is_named_and_nothing_is_replaced(own_random_company: str) -> None:
    before = read_models(own_random_company)
    with opened(own_random_company) as raw:
        raw.run("UPDATE subscriptions SET currency = 'XTS'")
    with pytest.raises(MissingRateError, match="XTS"):
        refresh(DAY)
    assert read_models(own_random_company) == before


def test_an_empty_database_says_so(database: str) -> None:
    with pytest.raises(NexusError, match="holds no data yet"):
        refresh(DAY)


def test_the_model_is_published_once(own_random_company: str) -> None:
    refresh(DAY)
    with opened(own_random_company) as raw:
        assert raw.row("SELECT count(*) AS n, min(name) AS name FROM health_models") == {"n": 1, "name": POLICY.name}
