"""The portfolio taken apart: by score, by tier and band, by week, by movement between bands."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.bands import ORDER, bands_of
from domain.portfolio import Portfolio
from domain.portfolio_columns import TIERS
from domain.vocabulary import Band
from domain.weekly_sums import weekly_sums

BIN_POINTS = 5
"""Width of a bar of the health distribution (points)."""

_TIERS = pd.CategoricalDtype(list(TIERS), ordered=True)
_BANDS = pd.CategoricalDtype([band.value for band in ORDER], ordered=True)


def bins_of(portfolio: Portfolio) -> npt.NDArray[np.intp]:
    """In which bar of the health distribution each account stands, from the lowest score; the last: unknown."""
    scores = portfolio.column("score")
    known = ~np.isnan(scores)
    last = 100 // BIN_POINTS
    return np.where(known, np.minimum(np.nan_to_num(scores) // BIN_POINTS, last - 1), last).astype(np.intp)


def health_distribution(portfolio: Portfolio) -> pd.DataFrame:
    """Customers by score: `score_from` (NaN: unknown), `band`, `accounts`, `arr_cents`; every bin, also empty ones."""
    mine = portfolio.customers
    bins, arr = bins_of(mine), mine.column("arr_cents")
    starts = np.arange(0, 100, BIN_POINTS, dtype=float)
    return pd.DataFrame(
        {
            "score_from": [*starts, np.nan],
            "band": [*(ORDER[position] for position in bands_of(starts)), Band.UNKNOWN],
            "accounts": np.bincount(bins, minlength=len(starts) + 1),
            "arr_cents": np.bincount(bins, weights=arr, minlength=len(starts) + 1).astype(np.int64),
        }
    )


def arr_by_tier(portfolio: Portfolio) -> pd.DataFrame:
    """Customers by tier and band: `tier` ("none" without one), `band`, `accounts`, `arr_cents`; only what occurs."""
    mine = portfolio.customers
    cells = mine.column("tier").astype(np.intp) * len(ORDER) + mine.column("band")
    size = len(TIERS) * len(ORDER)
    counts = np.bincount(cells, minlength=size)
    occurs = np.flatnonzero(counts)
    arr = np.bincount(cells, weights=mine.column("arr_cents"), minlength=size)[occurs].astype(np.int64)
    return pd.DataFrame(
        {
            "tier": pd.Categorical.from_codes(occurs // len(ORDER), dtype=_TIERS),
            "band": pd.Categorical.from_codes(occurs % len(ORDER), dtype=_BANDS),
            "accounts": counts[occurs],
            "arr_cents": arr,
        }
    )


def weekly_trend(portfolio: Portfolio) -> pd.DataFrame:
    """A row a week: `week_on`, `health_by_arr`, `health_mean` (NaN unknown), `accounts_known`.

    An account counts in a week in which it had a subscription in force; where nobody has any, every scored one does.
    """
    sums = weekly_sums(portfolio)
    points, known = (sums.paying_points, sums.paying) if sums.scored_arr.any() else (sums.points, sums.scored)
    with np.errstate(invalid="ignore", divide="ignore"):
        by_arr, mean = sums.weighted / sums.scored_arr, points / known
    return pd.DataFrame(
        {
            "week_on": list(portfolio.weeks),
            "health_by_arr": by_arr,
            "health_mean": mean,
            "accounts_known": known.astype(np.int64),
        }
    )


def riskiest(portfolio: Portfolio, limit: int = 10) -> pd.DataFrame:
    """Customers in watch or at risk, most ARR below the line first: the rows of `accounts`, at most `limit`.

    Ranked by ARR x (60 - score): the ARR that one would have to win back, weighted by how far it has slipped.
    """
    mine = portfolio.customers
    low = np.flatnonzero(np.isin(mine.column("band"), [ORDER.index(Band.WATCH), ORDER.index(Band.AT_RISK)]))
    scores, ids = mine.column("score")[low], mine.column("account_id")[low]
    order = np.lexsort((ids, scores, -(60.0 - scores) * mine.column("arr_cents")[low]))
    return mine.rows(low[order[:limit]])


def most_open(portfolio: Portfolio, limit: int = 10) -> pd.DataFrame:
    """Customers with open issues, the worst severity first, then most issues: rows of `accounts`, at most `limit`."""
    mine = portfolio.customers
    issues = mine.column("open_issues")
    waiting = np.flatnonzero(issues > 0)
    keys = (mine.column("account_id"), -issues, mine.column("worst_severity"))
    return mine.rows(waiting[np.lexsort(tuple(key[waiting] for key in keys))[:limit]])


def movements(portfolio: Portfolio, weeks_back: int = 4) -> pd.DataFrame:
    """Customers whose band is another than `weeks_back` weeks ago (`movements_since`)."""
    return movements_since(portfolio, portfolio.week_before(weeks_back))


def movements_since(portfolio: Portfolio, week: int) -> pd.DataFrame:
    """Customers whose band is another than at that column of the history, worst and largest first.

    Columns: `account_id`, `name`, `owner_name`, `arr_cents`, `band_before`, `band_now`, `score_before`, `score_now`,
    `main_reason`, `is_worse`. Accounts unknown then or now did not move.
    """
    mine = portfolio.customers
    before, now = mine.scores_of(weeks=week), mine.scores_of(weeks=-1)
    then_band, now_band = mine.bands_at(week), mine.bands_at(-1)
    unknown = len(ORDER) - 1
    moved = np.flatnonzero((then_band != now_band) & (then_band != unknown) & (now_band != unknown))
    is_worse = now_band > then_band
    keys = (mine.column("account_id")[moved], -mine.column("arr_cents")[moved], ~is_worse[moved])
    moved = moved[np.lexsort(keys)]
    facts = mine.rows(moved, "account_id", "name", "owner_name", "arr_cents", "main_reason")
    found = {
        "band_before": pd.Categorical.from_codes(then_band[moved], dtype=_BANDS),
        "band_now": pd.Categorical.from_codes(now_band[moved], dtype=_BANDS),
        "score_before": before[moved],
        "score_now": now[moved],
        "is_worse": is_worse[moved],
    }
    return pd.concat([facts, pd.DataFrame(found, index=facts.index)], axis=1)
