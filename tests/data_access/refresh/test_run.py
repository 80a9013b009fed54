"""Refresh: the same rows however often, wherever and after whatever; and never a fact before it was known."""

import gc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from sqlalchemy import delete

from data_access.models import Account, Touchpoint
from data_access.refresh import groups, refresh, shards
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
from tests.oracles.read_models import read_models
from tests.oracles.records import DAY
from tests.servers.databases import DatabaseMaker
from tests.statements import counted_statements


def test_a_second_refresh_gives_the_same_rows(own_random_company: str) -> None:
    first = read_models(own_random_company)
    assert refresh(DAY, full=True).from_the_start == ACCOUNTS
    assert read_models(own_random_company) == first


def test_both_databases_give_the_same_rows(database_maker: Callable[[str], DatabaseMaker]) -> None:
    sqlite, postgresql = (read_models(database_maker(engine).template("random_company", fill)) for engine in ENGINES)
    assert sqlite == postgresql


def test_the_size_of_the_groups_changes_nothing(own_random_company: str, monkeypatch: pytest.MonkeyPatch) -> None:
    together = read_models(own_random_company)
    monkeypatch.setattr(shards, "ACCOUNTS_AT_MOST", 3)
    monkeypatch.setattr(shards, "TOUCHPOINTS_AT_MOST", 50)
    told: list[tuple[int, int]] = []
    refresh(DAY, progress=lambda done, total: told.append((done, total)), full=True)
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
        refresh(DAY, progress=die, full=True)
    halfway = read_models(own_random_company)["account_current"]
    assert [row["as_of_on"] for row in halfway] == [DAY] * 8 + [DAY - timedelta(days=30)] * 10
    refresh(DAY)
    assert read_models(own_random_company) == expected


def test_two_at_once_give_the_same_rows(own_random_company: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = read_models(own_random_company)
    monkeypatch.setattr(shards, "ACCOUNTS_AT_MOST", 4)
    with ThreadPoolExecutor(2) as both:
        done = list(both.map(lambda day: refresh(day, full=True).accounts, [DAY, DAY]))
    assert done == [ACCOUNTS, ACCOUNTS]
    assert read_models(own_random_company) == expected


def test_a_group_that_fails_leaves_its_accounts_as_they_were(
    own_random_company: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh(DAY - timedelta(days=30))
    before = read_models(own_random_company)

    def fail(*_: object) -> list[Row]:
        raise OSError("disk full")

    monkeypatch.setattr(groups, "current_columns", fail)
    with pytest.raises(OSError, match="disk full"):
        refresh(DAY)
    assert read_models(own_random_company) == before


def test_the_number_of_statements_does_not_grow_with_touchpoints(database: str) -> None:
    make_workspace()
    account_id = make_account()
    make_touchpoint(account_id)
    refresh(DAY)
    with counted_statements() as few:
        refresh(DAY, full=True)
    at = datetime(2026, 1, 1, tzinfo=UTC)
    with maintaining() as session:
        session.add_all(
            Touchpoint(account_id=account_id, occurred_at=at + timedelta(hours=number), recorded_at=at,
                       channel=Channel.EMAIL, direction=Direction.INBOUND)
            for number in range(2_000)
        )  # fmt: skip
    with counted_statements() as many:
        refresh(DAY, full=True)
    assert len(many) == len(few)
    assert len(few) < 50


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
    assert refresh(DAY).accounts == ACCOUNTS - 1
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

    refresh(DAY, progress=meddle, full=True)
    meddled = read_models(own_random_company)
    refresh(DAY)
    assert read_models(own_random_company) == meddled


def test_a_currency_without_a_rate_is_named_and_nothing_is_replaced(own_random_company: str) -> None:
    before = read_models(own_random_company)
    with opened(own_random_company) as raw:
        raw.run("UPDATE subscriptions SET currency = 'XTS'")
    with pytest.raises(MissingRateError, match="XTS"):
        refresh(DAY)
    assert read_models(own_random_company) == before


def test_the_collector_looks_as_often_as_before_whoever_ends_first(own_random_company: str) -> None:
    before, seen = gc.get_threshold(), []
    first_began, second_began, first_ended = Event(), Event(), Event()

    def first(_done: int, _total: int) -> None:
        first_began.set()
        assert second_began.wait(60)

    def second(_done: int, _total: int) -> None:
        seen.append(gc.get_threshold())
        second_began.set()
        assert first_ended.wait(60)

    def after_the_first() -> None:
        assert first_began.wait(60)
        refresh(DAY + timedelta(days=2), second)

    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(refresh, DAY + timedelta(days=1), first)
        other = pool.submit(after_the_first)
        one.result()
        first_ended.set()
        other.result()
    assert gc.get_threshold() == before
    assert min(seen)[0] > before[0]


def test_an_empty_database_says_so(database: str) -> None:
    with pytest.raises(NexusError, match="holds no data yet"):
        refresh(DAY)


def test_the_model_is_published_once(own_random_company: str) -> None:
    refresh(DAY)
    with opened(own_random_company) as raw:
        assert raw.row("SELECT count(*) AS n, min(name) AS name FROM health_models") == {"n": 1, "name": POLICY.name}
