"""Money: exact, half up, at the day's rate; never a float."""

from datetime import date, timedelta
from fractions import Fraction
from math import floor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.events import NEVER, Terms
from domain.grid import Ints, weekly_grid
from domain.money import RATE_ONE, MissingRateError, Rates, convert, convert_all, rate_on, weekly_arr
from domain.portfolio import NO_SUBSCRIPTION

DAY = date(2026, 11, 18)
RATES: Rates = {"USD": [(date(2026, 1, 1), 90_000_000), (date(2026, 6, 1), 95_000_000), (DAY, 92_500_000)]}


@pytest.mark.parametrize(
    ("cents", "rate", "euros"),
    [
        (100, RATE_ONE, 100),
        (1, 50_000_000, 1),
        (1, 49_999_999, 0),
        (3, 50_000_000, 2),
        (12_345_678, 92_345_678, 11_400_700),
    ],
)
def test_amounts_are_rounded_half_up(cents: int, rate: int, euros: int) -> None:
    assert convert(cents, rate) == euros


@given(st.lists(st.integers(0, 9 * 10**14), min_size=1), st.integers(1, 10_000_000))
def test_small_rates_convert_a_column_exactly(cents: list[int], rate: int) -> None:
    column = convert_all(np.array(cents, dtype=np.int64), rate)
    assert column.dtype == np.int64
    assert column.tolist() == [convert(one, rate) for one in cents] == [half_up(one, rate) for one in cents]


@given(st.lists(st.integers(0, 10**13), min_size=1), st.integers(1, 30_000 * RATE_ONE))
def test_large_amounts_at_large_rates_convert_exactly(cents: list[int], rate: int) -> None:
    column = convert_all(np.array(cents, dtype=np.int64), rate)
    assert column.tolist() == [half_up(one, rate) for one in cents]


def half_up(cents: int, rate: int) -> int:
    """The definition, in exact fractions."""
    return floor(Fraction(cents * rate, RATE_ONE) + Fraction(1, 2))


@pytest.mark.parametrize(
    ("day", "rate"),
    [
        (date(2025, 1, 1), 90_000_000),
        (date(2026, 5, 31), 90_000_000),
        (date(2026, 6, 1), 95_000_000),
        (DAY, 92_500_000),
        (date(2030, 1, 1), 92_500_000),
    ],
)
def test_the_rate_is_the_latest_that_began_or_the_first(day: date, rate: int) -> None:
    assert rate_on(RATES, "USD", day, "EUR") == rate


def test_the_reporting_currency_needs_no_rate_and_another_one_does() -> None:
    assert rate_on({}, "EUR", DAY, "EUR") == RATE_ONE
    with pytest.raises(MissingRateError, match="CHF"):
        rate_on({"CHF": []}, "CHF", DAY, "EUR")


def terms(*rows: tuple[int, date, date, date | None, int, str]) -> Terms:
    """Terms of accounts, each (account, known on, starts on, ends on, cents, currency)."""

    def number(day: date) -> int:
        return (day - date(1970, 1, 1)).days

    def whole(values: list[int]) -> Ints:
        return np.array(values, dtype=np.int64)

    return Terms(
        account=whole([row[0] for row in rows]),
        known_at=whole([number(row[1]) * 86_400 for row in rows]),
        starts_day=whole([number(row[2]) for row in rows]),
        ends_day=whole([NEVER if row[3] is None else number(row[3]) for row in rows]),
        arr_cents=whole([row[4] for row in rows]),
        currency=np.array([row[5] for row in rows], dtype=object),
    )


def test_arr_is_what_is_in_force_and_known_at_each_days_rate() -> None:
    start = date(2026, 11, 2)
    held = terms(
        (0, start, start, date(2026, 11, 16), 1_001, "USD"),  # until Sunday the 15th
        (0, date(2026, 11, 10), start, None, 500, "EUR"),  # known in the second week
        (1, start, start, DAY, 700, "EUR"),  # ends before the last row
    )
    grid = weekly_grid(DAY, weeks=3)
    assert grid.days == (date(2026, 11, 1), date(2026, 11, 8), date(2026, 11, 15), DAY)
    arr = weekly_arr(held, 3, grid, RATES, "EUR")
    none = NO_SUBSCRIPTION
    assert arr.tolist() == [[none, 951, 1_451, 500], [none, 700, 700, 0], [none] * 4]
    assert arr.dtype == np.int64


def test_two_terms_are_rounded_before_they_are_summed() -> None:
    held = terms((0, DAY, DAY, None, 1, "USD"), (0, DAY, DAY, None, 1, "USD"))
    rates: Rates = {"USD": [(DAY - timedelta(days=9), 50_000_000)]}
    assert weekly_arr(held, 1, weekly_grid(DAY, weeks=1), rates, "EUR")[0, -1] == 2
