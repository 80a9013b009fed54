"""A refresh that goes on from the last one gives the rows of a full one, bit for bit, whatever happened in between."""

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import psycopg
import pytest

from data_access.refresh import groups, is_stale, refresh, refresh_account, run
from data_access.session import maintaining
from domain.grid import last_sunday
from tests.conftest import _in_use
from tests.data_access.refresh.happenings import HAPPENINGS, company, happen, is_as_if_full
from tests.oracles.company import ACCOUNTS
from tests.oracles.fixtures import fill
from tests.oracles.raw import opened
from tests.oracles.read_models import read_models
from tests.oracles.records import DAY
from tests.servers.databases import DatabaseMaker
from tests.statements import counted_statements

__all__ = ["company"]


@pytest.mark.parametrize("steps", [[1] * 9, [7, 7, 7], [3, 11, 2, 30], [0, 20, 0, 1]])
def test_days_that_pass(company: str, steps: list[int]) -> None:
    day = DAY - timedelta(days=60)
    for step in steps:
        day += timedelta(days=step)
        assert refresh(day).from_the_start < ACCOUNTS / 2
    assert is_as_if_full(company, day)


def test_over_more_weeks_fewer_accounts_go_on_together(company: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that memory does not grow with what a refresh that was not run for long must read."""
    monkeypatch.setattr(run, "ADVANCED_AT_MOST", ACCOUNTS)
    told: list[int] = []
    refresh(DAY)
    refresh(DAY + timedelta(days=1), lambda done, _total: told.append(done))
    assert told == [ACCOUNTS]
    refresh(DAY + timedelta(days=62), lambda done, _total: told.append(done))
    assert len(told[1:]) >= 5
    assert is_as_if_full(company, DAY + timedelta(days=62))


def test_a_gap_longer_than_the_history_begins_anew(company: str) -> None:
    day = DAY + timedelta(days=800)
    assert refresh(day).from_the_start == ACCOUNTS
    assert is_as_if_full(company, day)


def test_looking_back_begins_anew(company: str) -> None:
    day = DAY - timedelta(days=90)
    assert refresh(day).from_the_start == ACCOUNTS
    assert is_as_if_full(company, day)


@pytest.mark.parametrize("seed", range(6))
def test_random_sequences(company: str, seed: int) -> None:
    chance = random.Random(seed)
    day = DAY - timedelta(days=60)
    for _ in range(8):
        day += timedelta(days=chance.choice([0, 1, 1, 2, 5, 7, 9]))
        for name in chance.sample(sorted(HAPPENINGS), 4):
            happen(company, name, day - timedelta(days=chance.choice([0, 0, 1, 20])), chance)
        refresh(day)
        assert not is_stale(day)
    assert is_as_if_full(company, day)


@pytest.mark.parametrize("seed", range(4))
def test_a_sunday_is_not_over_when_it_is_refreshed(company: str, seed: int) -> None:
    chance = random.Random(seed)
    sunday = last_sunday(DAY - timedelta(days=30))
    refresh(sunday - timedelta(days=chance.choice([1, 4])))
    # A rate of the past begins everything anew.
    happenings = sorted(set(HAPPENINGS) - {"a rate"})
    for day in (sunday, sunday, sunday + timedelta(days=chance.choice([1, 3, 8]))):
        for name in chance.sample(happenings, 5):
            happen(company, name, sunday, chance)
        assert refresh(day).advanced > 0
    assert is_as_if_full(company, day)


def test_somebody_gets_a_part_after_they_were_met(company: str) -> None:
    """Of another account: what they took part in counts from then on, this week's and that of long ago."""
    with opened(company) as raw:
        person = raw.value(
            "SELECT min(id) FROM contacts WHERE account_id NOT IN (2, 3)"
            " AND id NOT IN (SELECT contact_id FROM stakeholders WHERE account_id IN (2, 3))"
        )
        for account, days in ((2, 1), (3, 40)):
            happened = f"{DAY - timedelta(days=days)} 09:00:00"
            raw.run(
                "INSERT INTO touchpoints (id, account_id, occurred_at, recorded_at, channel, direction, purpose)"
                f" VALUES (99000{account}, {account}, '{happened}', '{happened}', 'call', 'outbound', 'check_in')"
            )
            raw.run(
                "INSERT INTO touchpoint_participants (touchpoint_id, position, contact_id, part)"
                f" VALUES (99000{account}, 0, {person}, 'attendee')"
            )
    refresh(DAY)
    with opened(company) as raw:
        for account in (2, 3):
            raw.run(
                "INSERT INTO stakeholders (account_id, contact_id, recorded_at)"
                f" VALUES ({account}, {person}, '{DAY} 08:00:00')"
            )
    assert refresh(DAY).from_the_start == 1
    assert is_as_if_full(company, DAY)


def test_weeks_of_use_that_end_on_another_day_begin_anew_every_day(company: str) -> None:
    refresh(DAY)
    wednesday = DAY - timedelta(days=(DAY.weekday() - 2) % 7 + 7)
    with opened(company) as raw:
        product = raw.value("SELECT min(id) FROM products")
        raw.run(
            "INSERT INTO usage_weeks (account_id, week_on, product_id, active_users, seats, events, recorded_at)"
            f" VALUES (4, '{wednesday}', {product}, 7, 10, 70, '{DAY} 08:00:00')"
        )
    refresh(DAY)
    assert not is_stale(DAY)
    for day in (DAY + timedelta(days=7), DAY + timedelta(days=8)):
        refresh(day)
        assert refresh(day).unchanged == ACCOUNTS
    with opened(company) as raw:
        assert raw.value("SELECT count(*) FROM refresh_state WHERE base_on < '1970-01-01'") == 1
    assert is_as_if_full(company, day)


def test_accounts_that_go_on_alone_give_the_same_bits(company: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "ADVANCED_AT_MOST", 1)
    refresh(DAY - timedelta(days=59))
    assert is_as_if_full(company, DAY - timedelta(days=59))


def test_killed_half_way_it_goes_on(company: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "ADVANCED_AT_MOST", 4)
    day = DAY - timedelta(days=49)
    happen(company, "a touch recorded a year late", day, random.Random(1))
    happen(company, "a touch", day, random.Random(1))

    def die(done: int, _total: int) -> None:
        if done > ACCOUNTS / 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        refresh(day, progress=die)
    assert is_stale(day)
    assert 0 < refresh(day).unchanged < ACCOUNTS
    assert is_as_if_full(company, day)


def test_what_fails_is_due_again(company: str, monkeypatch: pytest.MonkeyPatch) -> None:
    day = DAY - timedelta(days=60)
    happen(company, "a tone is put right", day, random.Random(1))
    with monkeypatch.context() as broken:
        broken.setattr(groups, "current_columns", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            refresh(day)
    assert is_stale(day)
    refresh(day)
    assert is_as_if_full(company, day)


def test_only_what_changed_is_computed(company: str) -> None:
    day = DAY - timedelta(days=60)
    assert refresh(day).unchanged == ACCOUNTS
    with opened(company) as raw:
        raw.run("UPDATE issues SET severity = 's1' WHERE account_id = 5")
        raw.run(f"INSERT INTO survey_responses (account_id, kind, score, answered_at, recorded_at)"
                f" VALUES (6, 'nps', 1, '{day} 09:00:00', '{day} 09:00:00')")  # fmt: skip
    found = refresh(day)
    assert (found.from_the_start, found.advanced, found.unchanged) == (1, 1, ACCOUNTS - 2)
    assert is_as_if_full(company, day)


def test_one_account_is_refreshed_alone(own_random_company: str) -> None:
    refresh()
    before = read_models(own_random_company)["account_current"]
    with opened(own_random_company) as raw:
        raw.run("UPDATE issues SET severity = 's1' WHERE account_id IN (5, 6)")
    with counted_statements() as statements:
        refresh_account(5)
    assert len(statements) < 60
    after = read_models(own_random_company)["account_current"]
    assert [row["account_id"] for row, old in zip(after, before, strict=True) if row != old] == [5]
    assert is_stale()
    assert refresh().unchanged == ACCOUNTS - 1


def test_a_note_about_a_change_that_was_undone_leaves_nothing(company: str) -> None:
    with suppress(ZeroDivisionError), maintaining() as session:
        session.connection().exec_driver_sql("UPDATE issues SET severity = 's1' WHERE account_id = 5")
        session.connection().exec_driver_sql("DELETE FROM touchpoints WHERE account_id = 5")
        raise ZeroDivisionError
    assert not is_stale(DAY - timedelta(days=60))


def test_a_writer_who_commits_after_a_refresh_is_seen_by_the_next_one(
    database_maker: Callable[[str], DatabaseMaker], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of PostgreSQL alone: SQLite's one writer waits for the other."""
    maker = database_maker("postgresql")
    with _in_use(maker.copy_of("random_company", fill), monkeypatch) as url:
        refresh(DAY)
        with psycopg.connect(url.replace("postgresql+psycopg://", "postgresql://")) as writer:
            writer.execute(
                "INSERT INTO touchpoints (account_id, occurred_at, channel, direction, recorded_at)"
                f" VALUES (5, '{DAY - timedelta(days=40)} 10:00:00+00', 'call', 'inbound', '{DAY} 11:00:00+00')"
            )
            assert refresh(DAY + timedelta(days=10)).accounts == ACCOUNTS
            writer.commit()
        assert is_stale(DAY + timedelta(days=10))
        assert refresh(DAY + timedelta(days=10)).unchanged == ACCOUNTS - 1
        assert is_as_if_full(url, DAY + timedelta(days=10))
    maker.drop(url)


def test_the_day_of_the_first_model_begins_nothing_anew(company: str) -> None:
    with opened(company) as raw:
        raw.run(f"UPDATE health_models SET published_on = '{DAY - timedelta(days=58)}'")
    refresh(DAY - timedelta(days=59), full=True)
    assert refresh(DAY - timedelta(days=57)).advanced > ACCOUNTS / 2
    assert is_as_if_full(company, DAY - timedelta(days=57))
