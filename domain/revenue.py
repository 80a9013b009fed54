"""How ARR moved between two days, account by account: the bridge, and what of an opening cohort was kept.

Opening + new + expansion - contraction - churn + effect of rates = closing, to the cent. What an account gained or lost
is the sum of its terms that began and ended in between, each at the rate of its day; what remains between opening and
closing, each at the rate of its own day, is the effect of rates. The cohort is fixed at the opening: the accounts
with ARR on that day. GRR = (opening - contraction - churn)/opening of the cohort; NRR adds its expansion.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from domain.events import Terms
from domain.grid import EPOCH, Ints
from domain.money import Rates, convert_all, rates_on


@dataclass(frozen=True, eq=False)
class Contracts:
    """Everything that ARR is computed from: the terms of `accounts` accounts, by position, and the dated rates."""

    terms: Terms
    accounts: int
    rates: Rates
    reporting: str

    @cached_property
    def by_currency(self) -> dict[str, npt.NDArray[np.bool_]]:
        """Which terms are in which currency."""
        written = self.terms.currency
        return {str(currency): written == currency for currency in set(written.tolist())}


@dataclass(frozen=True, slots=True, eq=False)
class Movements:
    """A column an account, hundredths of the reporting currency; all but `rates` are zero or more.

    What an account lost is `churn` if it has no ARR left at the closing, else `contraction`; what it gained is `new` if
    it had none at the opening, else `expansion`.
    """

    opening: Ints
    new: Ints
    expansion: Ints
    contraction: Ints
    churn: Ints
    rates: Ints
    closing: Ints

    def take(self, rows: npt.NDArray[np.intp]) -> "Movements":
        """Those of the accounts at these positions."""
        return Movements(*(getattr(self, field.name)[rows] for field in fields(self)))

    @property
    def is_cohort(self) -> npt.NDArray[np.bool_]:
        """Whether an account had ARR at the opening."""
        return np.greater(self.opening, 0)

    @property
    def is_lost(self) -> npt.NDArray[np.bool_]:
        """Whether an account of the cohort has no ARR left at the closing."""
        return np.asarray(self.is_cohort & (self.closing == 0))


@dataclass(frozen=True, slots=True)
class Bridge:
    """The sums of `Movements`, and the ratios of the opening cohort: 0-1, None where nobody had ARR.

    `accounts` had ARR at the opening, `lost` of them have none at the closing.
    """

    opening: int
    new: int
    expansion: int
    contraction: int
    churn: int
    rates: int
    closing: int
    accounts: int
    lost: int
    nrr: float | None
    grr: float | None

    @property
    def logo_churn(self) -> float | None:
        """Share of the cohort's accounts that were lost, 0-1."""
        return self.lost / self.accounts if self.accounts else None


def movements(contracts: Contracts, opening_on: date, closing_on: date) -> Movements:
    """Return how each account's ARR came from the end of `opening_on` to the end of `closing_on`."""
    terms, size = contracts.terms, contracts.accounts
    first, last = opening_on.toordinal() - EPOCH, closing_on.toordinal() - EPOCH

    def summed(chosen: npt.NDArray[np.bool_], days: int | Ints) -> Ints:
        rows = np.flatnonzero(chosen)
        on = np.full(len(rows), days) if isinstance(days, int) else days[rows]
        # Sums of hundredths below 2**53 are exact as floats.
        return np.bincount(terms.account[rows], _valued(contracts, rows, on), size).astype(np.int64)

    opening = summed((terms.starts_day <= first) & (terms.ends_day > first), first)
    closing = summed((terms.starts_day <= last) & (terms.ends_day > last), last)
    begun = summed((terms.starts_day > first) & (terms.starts_day <= last), terms.starts_day)
    ended = summed((terms.ends_day > first) & (terms.ends_day <= last), terms.ends_day)
    moved = begun - ended
    gained, lost = np.maximum(moved, 0), np.maximum(-moved, 0)
    return Movements(
        opening=opening,
        new=np.where(opening == 0, gained, 0),
        expansion=np.where(opening > 0, gained, 0),
        contraction=np.where(closing > 0, lost, 0),
        churn=np.where(closing == 0, lost, 0),
        rates=closing - opening - moved,
        closing=closing,
    )


def bridge(moved: Movements) -> Bridge:
    """Return the sums over the accounts; those of several parts add up to that of the whole."""
    sums = {field.name: int(getattr(moved, field.name).sum()) for field in fields(moved)}
    cohort = moved.is_cohort
    opening = sums["opening"]
    lost = int(moved.contraction[cohort].sum() + moved.churn[cohort].sum())
    gained = int(moved.expansion[cohort].sum())
    return Bridge(
        **sums,
        accounts=int(cohort.sum()),
        lost=int(moved.is_lost.sum()),
        grr=(opening - lost) / opening if opening else None,
        nrr=(opening - lost + gained) / opening if opening else None,
    )


def year_before(day: date) -> date:
    """The same day a year earlier; 28 February for 29 February."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def yearly(contracts: Contracts, days: Iterable[date]) -> list[Movements]:
    """The movements of the year up to each of those days."""
    return [movements(contracts, year_before(day), day) for day in days]


def value_on(contracts: Contracts, day: date, *, valued_on: date) -> Ints:
    """ARR of each account in force at the end of `day`, at the rates of another day: growth without rates."""
    number = day.toordinal() - EPOCH
    terms = contracts.terms
    rows = np.flatnonzero((terms.starts_day <= number) & (terms.ends_day > number))
    on = np.full(len(rows), valued_on.toordinal() - EPOCH)
    return np.bincount(terms.account[rows], _valued(contracts, rows, on), contracts.accounts).astype(np.int64)


def _valued(contracts: Contracts, rows: npt.NDArray[np.intp], days: Ints) -> Ints:
    """The ARR of these terms in the reporting currency, each at the rate of its day, rounded half up."""
    found = np.zeros(len(rows), dtype=np.int64)
    for currency, is_written in contracts.by_currency.items():
        mine = np.flatnonzero(is_written[rows])
        rates = rates_on(contracts.rates, currency, days[mine], contracts.reporting)
        found[mine] = convert_all(contracts.terms.arr_cents[rows[mine]], rates)
    return found
