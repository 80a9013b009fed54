"""What became of the customers who began in the same quarter: their ARR, quarter by quarter, at today's rates."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.grid import EPOCH, Ints
from domain.revenue import Contracts, value_on

QUARTERS = 12
"""Start quarters that are told apart, the latest ones."""


@dataclass(frozen=True, slots=True, eq=False)
class Cohorts:
    """`quarters`: the first day of each start quarter, oldest first; `ends`: the last day of each quarter, and today.

    `starts`: each account's place among the quarters, -1 if it began earlier or has no term; `arr`: (accounts, ends),
    hundredths at the rates of the last day.
    """

    quarters: tuple[date, ...]
    ends: tuple[date, ...]
    starts: Ints
    arr: Ints


def quarter_of(day: date) -> date:
    """The first day of the quarter in which a day lies."""
    return date(day.year, day.month - (day.month - 1) % 3, 1)


def quarter_after(start: date, quarters: int = 1) -> date:
    """The first day of the quarter so many quarters later (or earlier)."""
    months = start.year * 12 + start.month - 1 + 3 * quarters
    return date(months // 12, months % 12 + 1, 1)


def quarter_name(start: date) -> str:
    """`Q4 2026`."""
    return f"Q{(start.month + 2) // 3} {start.year}"


def cohorts(contracts: Contracts, today: date) -> Cohorts:
    """Return each account's start quarter and its ARR at the end of that and of every later quarter."""
    current = quarter_of(today)
    quarters = tuple(quarter_after(current, back) for back in range(1 - QUARTERS, 1))
    ends = (*(quarter_after(start) - timedelta(days=1) for start in quarters[:-1]), today)
    terms = contracts.terms
    begun = terms.starts_day <= today.toordinal() - EPOCH
    first = np.full(contracts.accounts, np.iinfo(np.int64).max)
    np.minimum.at(first, terms.account[begun], terms.starts_day[begun])
    bounds = np.array([start.toordinal() - EPOCH for start in (*quarters, quarter_after(current))])
    place = np.searchsorted(bounds, first, side="right") - 1
    starts = np.where(place < QUARTERS, place, -1)
    arr = np.stack([value_on(contracts, day, valued_on=today) for day in ends], axis=1)
    return Cohorts(quarters, ends, starts, arr)


def retention(found: Cohorts, rows: npt.NDArray[np.intp]) -> pd.DataFrame:
    """A row a start quarter and age, over the accounts at these positions.

    Columns: `quarter` (first day), `age` (quarters since, 0 its own), `accounts` and `start_cents` (of the cohort at
    the end of its quarter), `arr_cents` now at that age, `nrr` and `grr`: shares of `start_cents`, an account counting
    in `grr` for no more than it began with. Accounts that came and went within their quarter are left out.
    """
    starts, arr = found.starts[rows], found.arr[rows]
    made = []
    for place, quarter in enumerate(found.quarters):
        mine = arr[(starts == place) & (arr[:, place] > 0)]
        base = mine[:, place]
        total = int(base.sum())
        for age in range(len(found.ends) - place):
            now = mine[:, place + age]
            if total:
                kept = int(np.minimum(now, base).sum())
                made.append((quarter, age, len(mine), total, int(now.sum()), int(now.sum()) / total, kept / total))
    return pd.DataFrame(made, columns=["quarter", "age", "accounts", "start_cents", "arr_cents", "nrr", "grr"])
