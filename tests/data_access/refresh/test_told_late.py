"""What an incremental refresh must not overlook: told late, of somebody new, of a week that is not over, of a rate."""

from datetime import date, timedelta

import pytest

from data_access.refresh import is_stale, refresh
from domain.grid import last_sunday
from tests.data_access.refresh.happenings import company, is_as_if_full
from tests.oracles.company import ACCOUNTS
from tests.oracles.raw import opened
from tests.oracles.records import DAY

__all__ = ["company"]

SUNDAY = last_sunday(DAY - timedelta(days=20))
ACCOUNT = 2


def after(days: int) -> date:
    return SUNDAY + timedelta(days=days)


def run(url: str, words: str) -> None:
    with opened(url) as raw:
        raw.run(words)


def met(url: str, number: int, happened: date, known: date, person: int | None = None) -> None:
    """A call with the account, in which perhaps somebody of another account took part."""
    run(
        url,
        "INSERT INTO touchpoints (id, account_id, occurred_at, recorded_at, channel, direction, purpose)"
        f" VALUES ({number}, {ACCOUNT}, '{happened} 09:00:00', '{known} 09:00:00', 'call', 'outbound', 'check_in')",
    )
    if person is not None:
        run(
            url,
            "INSERT INTO touchpoint_participants (touchpoint_id, position, contact_id, part)"
            f" VALUES ({number}, 0, {person}, 'attendee')",
        )


def stranger(url: str) -> int:
    with opened(url) as raw:
        return int(
            raw.value(
                f"SELECT min(id) FROM contacts WHERE account_id <> {ACCOUNT} AND recorded_at < '2021-01-01'"
                f" AND id NOT IN (SELECT contact_id FROM stakeholders WHERE account_id = {ACCOUNT})"
            )
        )


def place(url: str, person: int, day: date) -> None:
    run(
        url,
        "INSERT INTO stakeholders (account_id, contact_id, recorded_at)"
        f" VALUES ({ACCOUNT}, {person}, '{day} 10:00:00')",
    )


def test_somebody_gets_a_part_who_was_met_before_but_told_of_since(company: str) -> None:
    person = stranger(company)
    met(company, 990001, happened=after(-4), known=after(2), person=person)
    refresh(after(2))
    place(company, person, after(2))
    assert refresh(after(2)).advanced == 1
    assert is_as_if_full(company, after(2))


def test_an_older_touch_is_told_after_somebody_got_a_part(company: str) -> None:
    person = stranger(company)
    met(company, 990001, happened=after(-10), known=after(-10), person=person)
    refresh(after(2))
    place(company, person, after(2))
    refresh(after(2))
    met(company, 990002, happened=after(-15), known=after(3))
    refresh(after(3))
    assert is_as_if_full(company, after(3))


@pytest.mark.parametrize("first", [0, 1])
def test_use_that_was_told_before_its_week_was_over_is_put_right(company: str, first: int) -> None:
    run(
        company,
        "INSERT INTO usage_weeks (account_id, week_on, product_id, active_users, seats, events, recorded_at)"
        f" SELECT id, '{after(-6)}', 9, 30, 40, 0, '{after(-1)} 12:00:00' FROM accounts WHERE id <= 10",
    )
    refresh(after(first))
    run(company, f"UPDATE usage_weeks SET active_users = 5 WHERE week_on = '{after(-6)}' AND product_id = 9")
    refresh(after(1))
    assert is_as_if_full(company, after(1))


@pytest.mark.parametrize("change", [
    "INSERT INTO exchange_rates (currency, starts_on, rate_e8) VALUES ('USD', '{day}', 50000000)",
    "UPDATE exchange_rates SET rate_e8 = 50000000 WHERE starts_on = '{day}'",
    "DELETE FROM exchange_rates WHERE starts_on = '{day}'",
])  # fmt: skip
def test_a_rate_of_these_days_that_changes_is_due_the_same_day(company: str, change: str) -> None:
    if not change.startswith("INSERT"):
        run(company, f"INSERT INTO exchange_rates (currency, starts_on, rate_e8) VALUES ('USD', '{after(2)}', 7000000)")
    refresh(after(3))
    run(company, change.format(day=after(2)))
    assert is_stale(after(3))
    done = refresh(after(3))
    assert done.from_the_start == 0
    assert 0 < done.advanced < ACCOUNTS
    assert is_as_if_full(company, after(3))
