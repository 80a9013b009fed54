"""What key figures need of the past beside weekly scores and ARR: deadlines as they stood, and a year's movements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from domain.deadlines import Ends, next_ends
from domain.grid import Floats, Ints
from domain.portfolio import Portfolio
from domain.revenue import Contracts, yearly
from domain.roll_up import total


@dataclass(frozen=True, slots=True, eq=False)
class Past:
    """Matrices (weeks, accounts) of the whole book, for the last weeks of its history; the last row is today.

    `renewal_on`, `notice_on`: ordinals, as they stood. Of the year up to each week, hundredths: `opening` of its
    cohort, what the cohort `lost` (contraction and churn) and `gained` (expansion); `is_lost`: it has no ARR left.
    """

    renewal_on: Ints
    notice_on: Ints
    opening: Ints
    lost: Ints
    gained: Ints
    is_lost: npt.NDArray[np.bool_]


def past_of(contracts: Contracts, ends: Ends, days: Sequence[date]) -> Past:
    """Return the past at those days."""
    renewal_on, notice_on = next_ends(ends, contracts.accounts, days)
    years = yearly(contracts, days)
    return Past(
        renewal_on=renewal_on,
        notice_on=notice_on,
        opening=np.stack([year.opening for year in years]),
        lost=np.stack([np.where(year.is_cohort, year.contraction + year.churn, 0) for year in years]),
        gained=np.stack([np.where(year.is_cohort, year.expansion, 0) for year in years]),
        is_lost=np.stack([year.is_lost for year in years]),
    )


@dataclass(frozen=True, slots=True, eq=False)
class PastSums:
    """Sums over accounts, a column a week of the `Past` (weeks,): of the year up to each, `logos` being its cohort.

    `gone`: how many of them have no ARR left. `at_risk`, `renewals`: ARR at risk and renewals due, as they stood.
    """

    opening: Floats
    lost: Floats
    gained: Floats
    logos: Floats
    gone: Floats
    at_risk: Floats
    renewals: Floats


def past_sums(portfolio: Portfolio, past: Past, *, score_below: float, days: int) -> PastSums:
    """Return the sums; at risk are scores below so much, due are deadlines within so many days."""

    def facts(book: Portfolio, rows: npt.NDArray[np.intp]) -> Floats:
        weeks = slice(len(book.weeks) - len(past.opening), None)
        first = np.array([day.toordinal() for day in book.weeks[weeks]])[:, None]
        renewal_on, notice_on = past.renewal_on[:, rows], past.notice_on[:, rows]
        arr, scores = book.arr_of(rows, weeks).T, book.scores_of(rows, weeks).T
        renews = (renewal_on >= first) & (renewal_on <= first + days)
        is_due = renews | ((notice_on >= first) & (notice_on <= first + days))
        opening, pays = past.opening[:, rows], arr > 0
        at_risk = np.where(is_due & (scores < score_below) & pays, arr, 0)
        year = (opening, past.lost[:, rows], past.gained[:, rows], opening > 0, past.is_lost[:, rows])
        return np.concatenate((*year, at_risk, renews & pays), dtype=np.float64).T

    if ("past sums", past) not in portfolio.kept:
        rows = total(portfolio, ("past sums", past), facts).reshape(-1, len(past.opening))
        portfolio.kept["past sums", past] = PastSums(*rows)
    found: PastSums = portfolio.kept["past sums", past]
    return found
