"""What key figures need of the past beside weekly scores and ARR: deadlines as they stood, and a year's movements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from domain.deadlines import Ends, next_ends
from domain.grid import Ints
from domain.revenue import Contracts, yearly


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
