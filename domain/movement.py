"""Movement between bands since a day, and which indicator moved an account most."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.bands import ORDER
from domain.grid import Floats


class Since(StrEnum):
    """With when bands are compared."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    VISIT = "visit"


_WEEKS: Mapping[Since, int] = {Since.WEEK: 1, Since.MONTH: 4, Since.QUARTER: 13}


def day_since(since: Since, as_of: date, visited_on: date | None) -> date:
    """The day with which is compared; without an earlier visit, four weeks ago."""
    if since is Since.VISIT and visited_on is not None:
        return visited_on
    return as_of - timedelta(weeks=_WEEKS.get(since, _WEEKS[Since.MONTH]))


def flows(moved: pd.DataFrame) -> pd.DataFrame:
    """Of `domain.breakdowns.movements`: `band_before`, `band_now`, `accounts`, `arr_cents`; only what occurs."""
    before, now = (moved[name].cat.codes.to_numpy(dtype=np.intp) for name in ("band_before", "band_now"))
    cell = before * len(ORDER) + now
    size = len(ORDER) ** 2
    counts = np.bincount(cell, minlength=size)
    arr = np.bincount(cell, moved["arr_cents"].fillna(0).to_numpy(dtype=float), size).astype(np.int64)
    occurs = np.flatnonzero(counts)
    return pd.DataFrame(
        {
            "band_before": [ORDER[place // len(ORDER)] for place in occurs],
            "band_now": [ORDER[place % len(ORDER)] for place in occurs],
            "accounts": counts[occurs],
            "arr_cents": arr[occurs],
        }
    )


def leading_changes(
    before: Floats, now: Floats, weights: Floats, is_worse: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.intp], Floats]:
    """Which indicator moved each score most in its direction, by its place, and by how many points (+ up, - down).

    `before`, `now`: (accounts, indicators), readings 0-100, NaN unknown; `weights`: (indicators,). Each takes
    w (100 - x)/sum(w) from a hundred over the known ones (`domain.explanation`): what it takes less than before, it
    gave. -1 where nothing is known.
    """
    given = _lost(before, weights) - _lost(now, weights)
    is_known = ~np.isnan(given)
    least = np.where(is_known, given, np.inf).argmin(axis=1)
    most = np.where(is_known, given, -np.inf).argmax(axis=1)
    places = np.where(is_worse, least, most)
    points = np.take_along_axis(given, places[:, None], axis=1)[:, 0]
    is_any = is_known.any(axis=1)
    return np.where(is_any, places, -1), np.where(is_any, points, 0.0)


def _lost(readings: Floats, weights: Floats) -> Floats:
    """(accounts, indicators); NaN where a reading, or all of them, are unknown."""
    known = np.where(np.isnan(readings), 0.0, weights).sum(axis=1, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(weights * (100.0 - readings) / known)
