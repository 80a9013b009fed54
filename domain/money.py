"""Money: whole hundredths of a currency unit, converted at dated rates, never a float."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from domain.errors import NexusError
from domain.events import Terms
from domain.grid import EPOCH, Grid, Ints
from domain.portfolio import NO_SUBSCRIPTION

RATE_ONE = 100_000_000
"""A rate of 1, as rates are kept: x 100,000,000."""

Rates = Mapping[str, Sequence[tuple[date, int]]]
"""For each currency the rates (units of the reporting currency, x 1e8) and the day each begins, oldest first."""


class MissingRateError(NexusError):
    """A currency has no exchange rate at all."""


def convert(cents: int, rate_e8: int) -> int:
    """Hundredths in the reporting currency: rounded half up, exactly."""
    return (cents * rate_e8 + RATE_ONE // 2) // RATE_ONE


def convert_all(cents: Ints, rate_e8: int | Ints) -> Ints:
    """`convert` for a column of amounts from 0 to 9e14 (nine trillion units), at one rate or at one each.

    It does not leave 64 bits.
    """
    units, part = np.divmod(rate_e8, RATE_ONE)
    whole, rest = np.divmod(cents, 10_000)
    # cents x part = (whole x 10,000 + rest) x part; the first product is divided before it can overflow.
    high, left = np.divmod(whole * part, RATE_ONE // 10_000)
    return np.asarray(cents * units + high + (left * 10_000 + rest * part + RATE_ONE // 2) // RATE_ONE)


def rate_on(rates: Rates, currency: str, day: date, reporting: str) -> int:
    """The rate in force on `day`: the latest that began by then, or the first there is. The reporting currency is 1.

    Raises `MissingRateError` for a currency without any rate.
    """
    if currency == reporting:
        return RATE_ONE
    known = rates.get(currency)
    if not known:
        raise MissingRateError(
            f"There is no exchange rate for {currency}.", f"Add at least one row for {currency} to exchange_rates."
        )
    begun = [rate for starts_on, rate in known if starts_on <= day]
    return begun[-1] if begun else known[0][1]


def rates_on(rates: Rates, currency: str, days: Ints, reporting: str) -> Ints:
    """`rate_on` for a column of days (since 1970-01-01); raises `MissingRateError` likewise."""
    if currency == reporting or not len(days):
        return np.full(len(days), RATE_ONE, dtype=np.int64)
    rate_on(rates, currency, date.max, reporting)
    begin = np.array([starts_on.toordinal() - EPOCH for starts_on, _ in rates[currency]], dtype=np.int64)
    known = np.array([rate for _, rate in rates[currency]], dtype=np.int64)
    return known[np.maximum(np.searchsorted(begin, days, side="right") - 1, 0)]


def weekly_arr(terms: Terms, accounts: int, grid: Grid, rates: Rates, reporting: str) -> Ints:
    """ARR of each account at each row, hundredths of `reporting`: (accounts, rows); `NO_SUBSCRIPTION` where none holds.

    Each term in force is converted at the day's rate, rounded, then summed. A term counts from when it was known. An
    account whose terms have all ended has 0; one that never had any has `NO_SUBSCRIPTION`.
    """
    total = np.zeros((accounts, len(grid)), dtype=np.int64)
    had = np.zeros((accounts, len(grid)), dtype=bool)
    for currency in sorted(set(terms.currency.tolist())):
        mine = terms.currency == currency
        for position, day in enumerate(grid.days):
            number = grid.day_numbers[position]
            begun = mine & (terms.known_at < grid.ends_at[position]) & (terms.starts_day <= number)
            had[terms.account[begun], position] = True
            held = begun & (terms.ends_day > number)
            rate = rate_on(rates, currency, day, reporting)
            np.add.at(total[:, position], terms.account[held], convert_all(terms.arr_cents[held], rate))
    return np.where(had, total, NO_SUBSCRIPTION)
