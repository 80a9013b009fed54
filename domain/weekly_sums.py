"""What of scores and ARR adds up, week by week: of it the course of every key figure and the trend are made."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from domain.grid import Floats
from domain.portfolio import NO_SUBSCRIPTION, Portfolio
from domain.roll_up import total

_NOTHING: Final = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class WeeklySums:
    """Sums over accounts, a column a week (weeks,); ARR in hundredths, exact below 2**53.

    `arr` and `arr_known`: ARR, and of how many accounts it is known. `customers`: accounts with ARR, and customers of
    today without any. Of the accounts that have a score: how many they are (`scored`), their `points`, their ARR
    (`scored_arr`), points x ARR (`weighted`); and of those of them that pay, how many and their points.
    """

    arr: Floats
    arr_known: Floats
    customers: Floats
    scored: Floats
    points: Floats
    scored_arr: Floats
    weighted: Floats
    paying: Floats
    paying_points: Floats


def weekly_sums(portfolio: Portfolio) -> WeeklySums:
    """Return the sums, computed once for a portfolio."""
    if "weekly sums" not in portfolio.kept:
        rows = total(portfolio, "weekly sums", _facts).reshape(-1, len(portfolio.weeks))
        portfolio.kept["weekly sums"] = WeeklySums(*rows)
    found: WeeklySums = portfolio.kept["weekly sums"]
    return found


def _facts(book: Portfolio, rows: npt.NDArray[np.intp]) -> Floats:
    """The fields of `WeeklySums` of each account, one after the other: (accounts, fields x weeks)."""
    arr, scores = book.arr_of(rows), book.scores_of(rows)
    is_known, is_scored, pays = arr != NO_SUBSCRIPTION, ~np.isnan(scores), arr > 0
    points = np.where(is_scored, scores, _NOTHING)
    scored_arr = np.where(is_scored & pays, arr, 0)
    untold = book.column("is_customer")[rows] & ~is_known[:, -1]
    customers, paying = pays | untold[:, None], is_scored & pays
    of_arr = (np.where(pays, arr, 0), is_known, customers)
    of_scores = (is_scored, points, scored_arr, points * scored_arr, paying, np.where(pays, points, _NOTHING))
    return np.concatenate((*of_arr, *of_scores), axis=1, dtype=np.float64)
