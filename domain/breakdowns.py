"""The portfolio taken apart: by score, by tier and band, by week, by movement between bands."""

import numpy as np
import pandas as pd

from domain.bands import ORDER, bands_of
from domain.portfolio import Portfolio
from domain.vocabulary import Band, Tier

BIN_POINTS = 5
"""Width of a bar of the health distribution (points)."""

ACCOUNTS_AT_ONCE = 1024

TIERS: tuple[str, ...] = (*Tier, "none")


def health_distribution(portfolio: Portfolio) -> pd.DataFrame:
    """Customers by score: `score_from` (NaN: unknown), `band`, `accounts`, `arr_cents`; every bin, also empty ones."""
    accounts = portfolio.customers.accounts
    scores = accounts["score"].to_numpy(dtype=float, na_value=np.nan)
    arr = accounts["arr_cents"].fillna(0).to_numpy(dtype=np.int64)
    starts = np.arange(0, 100, BIN_POINTS, dtype=float)
    known = ~np.isnan(scores)
    bins = np.minimum(scores[known] // BIN_POINTS, len(starts) - 1).astype(int)
    frame = pd.DataFrame(
        {
            "score_from": starts,
            "band": [ORDER[position] for position in bands_of(starts)],
            "accounts": np.bincount(bins, minlength=len(starts)),
            "arr_cents": np.bincount(bins, weights=arr[known], minlength=len(starts)).astype(np.int64),
        }
    )
    unknown = {"score_from": [np.nan], "band": [Band.UNKNOWN]}
    tail = pd.DataFrame({**unknown, "accounts": [int((~known).sum())], "arr_cents": [int(arr[~known].sum())]})
    return pd.concat([frame, tail], ignore_index=True)


def arr_by_tier(portfolio: Portfolio) -> pd.DataFrame:
    """Customers by tier and band: `tier` ("none" without one), `band`, `accounts`, `arr_cents`; only what occurs."""
    accounts = portfolio.customers.accounts
    tiers = pd.Categorical(accounts["tier"].fillna("none"), TIERS, ordered=True)
    bands = pd.Categorical(accounts["band"], [band.value for band in ORDER], ordered=True)
    cells = tiers.codes.astype(np.intp) * len(ORDER) + bands.codes
    size = len(TIERS) * len(ORDER)
    arr = accounts["arr_cents"].fillna(0).to_numpy(dtype=float)
    counts = np.bincount(cells, minlength=size)
    occurs = np.flatnonzero(counts)
    return pd.DataFrame(
        {
            "tier": pd.Categorical.from_codes(occurs // len(ORDER), dtype=tiers.dtype),
            "band": pd.Categorical.from_codes(occurs % len(ORDER), dtype=bands.dtype),
            "accounts": counts[occurs],
            "arr_cents": np.bincount(cells, weights=arr, minlength=size)[occurs].astype(np.int64),
        }
    )


def weekly_trend(portfolio: Portfolio) -> pd.DataFrame:
    """A row a week: `week_on`, `health_by_arr`, `health_mean` (NaN unknown), `accounts_known`, `arr_cents_<band>`.

    An account counts in a week in which it had a subscription in force; where nobody has any, every scored one does.
    """
    weeks, unknown = len(portfolio.weeks), len(ORDER) - 1
    has_arr = bool((portfolio.arr > 0).any())
    points, scored_arr, scores, known = np.zeros((4, weeks))
    by_band = np.zeros(weeks * len(ORDER))
    week = np.arange(weeks, dtype=np.intp) * len(ORDER)
    # A few accounts at a time stay in the processor's cache. Hundredths below 2**53 are exact as floats, as their sums.
    for start in range(0, len(portfolio.arr), ACCOUNTS_AT_ONCE):
        part = slice(start, start + ACCOUNTS_AT_ONCE)
        arr = np.maximum(portfolio.arr[part], 0).astype(float)
        bands = bands_of(portfolio.scores[part])
        counts = (bands != unknown) & (arr > 0) if has_arr else bands != unknown
        scored = np.where(counts, portfolio.scores[part], 0.0)
        points += np.einsum("ij,ij->j", scored, arr)
        scored_arr += np.einsum("ij,ij->j", counts, arr)
        scores += scored.sum(axis=0)
        known += counts.sum(axis=0)
        by_band += np.bincount((bands + week).ravel(), weights=arr.ravel(), minlength=len(by_band))
    with np.errstate(invalid="ignore", divide="ignore"):
        by_arr, mean = points / scored_arr, scores / known
    columns = {f"arr_cents_{band}": by_band[place :: len(ORDER)].astype(np.int64) for place, band in enumerate(ORDER)}
    return pd.DataFrame(
        {
            "week_on": list(portfolio.weeks),
            "health_by_arr": by_arr,
            "health_mean": mean,
            "accounts_known": known.astype(np.int64),
            **columns,
        }
    )


def riskiest(portfolio: Portfolio, limit: int = 10) -> pd.DataFrame:
    """Customers in watch or at risk, most ARR below the line first: the rows of `accounts`, at most `limit`.

    Ranked by ARR x (60 - score): the ARR that one would have to win back, weighted by how far it has slipped.
    """
    accounts = portfolio.customers.accounts
    low = accounts[accounts["band"].isin([Band.WATCH, Band.AT_RISK])]
    gap = 60.0 - low["score"].to_numpy(dtype=float)
    weight = low["arr_cents"].fillna(0).to_numpy(dtype=float)
    order = np.lexsort((low["account_id"].to_numpy(), low["score"].to_numpy(dtype=float), -gap * weight))
    return low.iloc[order[:limit]]


def most_open(portfolio: Portfolio, limit: int = 10) -> pd.DataFrame:
    """Customers with open issues, the worst severity first, then most issues: rows of `accounts`, at most `limit`."""
    accounts = portfolio.customers.accounts
    waiting = accounts[accounts["open_issues"].gt(0)]
    keys = waiting.assign(_worst=waiting["worst_severity"].astype(str), _many=-waiting["open_issues"])
    ordered: pd.DataFrame = keys.sort_values(["_worst", "_many", "account_id"]).head(limit)
    return ordered.drop(columns=["_worst", "_many"])


def movements(portfolio: Portfolio, weeks_back: int = 4) -> pd.DataFrame:
    """Customers whose band is another than `weeks_back` weeks ago, worst and largest first.

    Columns: `account_id`, `name`, `owner_name`, `arr_cents`, `band_before`, `band_now`, `score_before`, `score_now`,
    `main_reason`, `is_worse`. Accounts unknown then or now did not move.
    """
    mine = portfolio.customers
    before = mine.scores[:, mine.week_before(weeks_back)].astype(float)
    now = mine.scores[:, -1].astype(float)
    then_band, now_band = bands_of(before), bands_of(now)
    unknown = len(ORDER) - 1
    moved = (then_band != now_band) & (then_band != unknown) & (now_band != unknown)
    frame = mine.accounts.loc[moved, ["account_id", "name", "owner_name", "arr_cents", "main_reason"]].assign(
        band_before=[ORDER[position] for position in then_band[moved]],
        band_now=[ORDER[position] for position in now_band[moved]],
        score_before=before[moved],
        score_now=now[moved],
        is_worse=now_band[moved] > then_band[moved],
    )
    frame = frame.assign(_arr=frame["arr_cents"].fillna(0))
    ordered: pd.DataFrame = frame.sort_values(["is_worse", "_arr", "account_id"], ascending=[False, False, True])
    return ordered.drop(columns="_arr")
