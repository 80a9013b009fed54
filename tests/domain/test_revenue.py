"""The ARR bridge: by hand, always adding up, and equal to a slow walk through the days."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.events import NEVER, Terms
from domain.grid import EPOCH
from domain.money import Rates, convert, rate_on
from domain.revenue import Bridge, Contracts, bridge, movements, value_on, year_before

OPEN, CLOSE = date(2025, 12, 31), date(2026, 3, 31)
RATES: Rates = {
    "USD": [(date(2025, 1, 1), 90_000_000), (date(2026, 1, 15), 80_000_000), (date(2026, 3, 1), 85_000_000)],
    "CHF": [(date(2026, 2, 1), 105_333_333)],
}


class Term(NamedTuple):
    account: int
    starts: date
    ends: date | None
    cents: int
    currency: str = "EUR"


def contracts(terms: Sequence[Term], accounts: int = 3) -> Contracts:
    def column(values: list[int]) -> np.ndarray:
        return np.array(values, dtype=np.int64)

    return Contracts(
        Terms(
            account=column([term.account for term in terms]),
            known_at=column([0 for _ in terms]),
            starts_day=column([term.starts.toordinal() - EPOCH for term in terms]),
            ends_day=column([NEVER if term.ends is None else term.ends.toordinal() - EPOCH for term in terms]),
            arr_cents=column([term.cents for term in terms]),
            currency=np.array([term.currency for term in terms], dtype=object),
        ),
        accounts,
        RATES,
        "EUR",
    )


def told(terms: Sequence[Term]) -> Bridge:
    return bridge(movements(contracts(terms), OPEN, CLOSE))


def adds_up(found: Bridge) -> bool:
    moved = found.new + found.expansion - found.contraction - found.churn + found.rates
    return found.opening + moved == found.closing


def test_each_kind_of_movement_by_hand() -> None:
    found = told(
        [
            Term(0, date(2025, 1, 1), date(2026, 2, 1), 100_00), Term(0, date(2026, 2, 1), None, 130_00),
            Term(1, date(2025, 1, 1), date(2026, 3, 31), 50_00),
            Term(2, date(2026, 1, 10), None, 70_00, "USD"),
        ]
    )  # fmt: skip
    assert (found.opening, found.new, found.expansion, found.contraction, found.churn) == (15000, 6300, 3000, 0, 5000)
    assert (found.rates, found.closing) == (5950 - 6300, 13000 + 5950)
    assert (found.accounts, found.lost, found.logo_churn) == (2, 1, 0.5)
    assert found.grr == pytest.approx(100 / 150)
    assert found.nrr == pytest.approx(130 / 150)


def test_a_renewal_at_the_same_price_moves_nothing() -> None:
    found = told([Term(0, date(2025, 2, 1), date(2026, 2, 1), 9_99), Term(0, date(2026, 2, 1), None, 9_99)])
    assert (found.opening, found.expansion, found.contraction, found.churn, found.new) == (999, 0, 0, 0, 0)
    assert (found.grr, found.nrr, found.lost) == (1.0, 1.0, 0)


def test_a_gap_within_the_period_is_not_a_loss() -> None:
    found = told([Term(0, date(2025, 1, 1), date(2026, 1, 5), 100), Term(0, date(2026, 1, 20), None, 90)])
    assert (found.contraction, found.churn, found.new, found.lost) == (10, 0, 0, 0)


def test_what_only_rates_changed_is_told_apart() -> None:
    found = told([Term(0, date(2025, 1, 1), None, 1_000_00, "USD")])
    assert (found.opening, found.rates, found.closing) == (90000, -5000, 85000)
    assert found.grr == found.nrr == 1.0


def test_a_term_of_the_closing_day_counts_and_one_of_the_opening_day_is_no_movement() -> None:
    found = told([Term(0, CLOSE, None, 5), Term(1, OPEN, None, 7), Term(2, CLOSE + timedelta(days=1), None, 9)])
    assert (found.opening, found.new, found.closing) == (7, 5, 12)


def test_without_any_contract_nothing_can_be_kept() -> None:
    found = told([])
    assert (found.opening, found.closing, found.grr, found.nrr, found.logo_churn) == (0, 0, None, None, None)


def test_the_year_before_a_leap_day_is_a_day() -> None:
    assert year_before(date(2028, 2, 29)) == date(2027, 2, 28)
    assert year_before(date(2026, 11, 20)) == date(2025, 11, 20)


days = st.dates(date(2025, 9, 1), date(2026, 5, 31))
terms = st.builds(
    lambda account, starts, length, cents, currency: Term(
        account, starts, None if length is None else starts + timedelta(days=length), cents, currency
    ),
    st.integers(0, 2), days, st.one_of(st.none(), st.integers(1, 200)), st.integers(0, 10**9),
    st.sampled_from(["EUR", "USD", "CHF"]),
)  # fmt: skip
books = st.lists(terms, max_size=12)


@given(books)
def test_the_bridge_always_adds_up_and_no_part_is_negative(book: list[Term]) -> None:
    found = told(book)
    assert adds_up(found)
    assert min(found.new, found.expansion, found.contraction, found.churn) >= 0
    if found.grr is not None and found.nrr is not None:
        assert found.grr <= 1
        assert found.grr <= found.nrr


@given(books, st.integers(0, 2))
def test_parts_add_up_to_the_whole(book: list[Term], split: int) -> None:
    moved = movements(contracts(book), OPEN, CLOSE)
    parts = [bridge(moved.take(rows)) for rows in (np.arange(split), np.arange(split, 3))]
    whole = bridge(moved)
    for name in ("opening", "new", "expansion", "contraction", "churn", "rates", "closing", "accounts", "lost"):
        assert sum(getattr(part, name) for part in parts) == getattr(whole, name)


@given(books)
def test_the_bridge_equals_a_slow_walk_through_the_days(book: list[Term]) -> None:
    moved = movements(contracts(book), OPEN, CLOSE)
    for account in range(3):
        slow = walk([term for term in book if term.account == account])
        fast = (moved.opening[account], moved.closing[account], moved.rates[account])
        assert fast == (slow["opening"], slow["closing"], slow["rates"])
        gain = moved.new[account] + moved.expansion[account] - moved.contraction[account] - moved.churn[account]
        assert gain == slow["moved"]
        assert value_on(contracts(book), CLOSE, valued_on=CLOSE)[account] == slow["closing"]


def walk(book: Sequence[Term]) -> dict[str, int]:
    """Day by day: what began and ended at that day's rate, and what each night's rates did to what was held."""

    def worth(term: Term, day: date) -> int:
        return convert(term.cents, rate_on(RATES, term.currency, day, "EUR"))

    def held(day: date) -> list[Term]:
        return [term for term in book if term.starts <= day and (term.ends is None or term.ends > day)]

    opening = sum(worth(term, OPEN) for term in held(OPEN))
    moved = rates = 0
    day = OPEN
    while day < CLOSE:
        before, day = day, day + timedelta(days=1)
        rates += sum(worth(term, day) - worth(term, before) for term in held(before))
        moved += sum(worth(term, day) for term in book if term.starts == day)
        moved -= sum(worth(term, day) for term in book if term.ends == day)
    return {
        "opening": opening,
        "moved": moved,
        "rates": rates,
        "closing": sum(worth(term, CLOSE) for term in held(CLOSE)),
    }
