"""Facts of the accounts as arrays of numbers, without missing values: what filters and breakdowns count with.

A column of objects costs milliseconds each time it is compared; it is turned into numbers once for a book.
"""

from datetime import date
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.bands import ORDER
from domain.vocabulary import Severity, Tier

NO_DAY: Final = 0
"""Stands for a missing date: before every date."""
TIERS: Final[tuple[str, ...]] = (*Tier, "none")
"""The tiers in their order; "none" stands for accounts without one."""
NO_SEVERITY: Final = len(Severity)
"""Stands for an account without open issues: after every severity."""

_DATES: Final = {"renewal_on", "notice_on", "next_touch_due_on", "last_touch_on", "oldest_issue_on"}
_COUNTS: Final = {"account_id", "arr_cents", "open_issues", "touches_90_days", "overdue_commitments"}
_LEVELS: Final = {"score", "human_touches", "automated_touches", "proactive_touches", "reactive_touches"}


def column_of(accounts: pd.DataFrame, name: str) -> npt.NDArray[Any]:
    """Return a column as an array (accounts,).

    Dates are proleptic ordinals (`NO_DAY` where missing), counts and money whole numbers (0 where missing), `score`
    and `…_touches` NaN where unknown; `band`, `tier` and `worst_severity` places in `ORDER`, `TIERS` and `Severity`.
    `arr_known` tells whether the ARR is known, `owner_id` is -1 without owner, and `name` is the place of the name in
    their order.
    """
    if name in _DATES:
        return ordinals(accounts[name])
    if name in _COUNTS:
        return np.asarray(accounts[name].fillna(0), dtype=np.int64)
    if name in _LEVELS:
        return accounts[name].to_numpy(dtype=np.float64, na_value=np.nan)
    if name == "owner_id":
        return np.asarray(accounts[name].fillna(-1), dtype=np.int64)
    if name == "arr_known":
        return accounts["arr_cents"].notna().to_numpy(dtype=bool)
    if name == "is_customer":
        return accounts[name].to_numpy(dtype=bool)
    if name == "name":
        return _places(accounts[name])
    vocabularies: dict[str, tuple[tuple[str, ...], int]] = {
        "band": (ORDER, len(ORDER) - 1),
        "tier": (TIERS, len(TIERS) - 1),
        "worst_severity": (tuple(Severity), NO_SEVERITY),
    }
    values, otherwise = vocabularies[name]
    place = {str(value): number for number, value in enumerate(values)}
    return np.fromiter((place.get(str(value), otherwise) for value in accounts[name]), np.int8, len(accounts))


def ordinals(days: "pd.Series[Any]") -> npt.NDArray[np.int64]:
    """Each date as its proleptic ordinal; `NO_DAY` where it is missing."""
    values, missing = days.to_numpy(dtype=object), days.isna().to_numpy(dtype=bool)
    told = (NO_DAY if unknown else day.toordinal() for day, unknown in zip(values, missing, strict=True))
    return np.fromiter(told, dtype=np.int64, count=len(values))


def _places(names: "pd.Series[Any]") -> npt.NDArray[np.int64]:
    """The place of each name among all, case ignored; equal names share one."""
    _, places = np.unique(names.astype(str).str.casefold().to_numpy(dtype=object), return_inverse=True)
    return places.astype(np.int64)


def due_within(days: npt.NDArray[np.int64], as_of: date, horizon_days: int) -> npt.NDArray[np.bool_]:
    """Whether each date (ordinal) is `as_of` or up to `horizon_days` later; a missing date is not."""
    first = as_of.toordinal()
    return (days >= first) & (days <= first + horizon_days)
