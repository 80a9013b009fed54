"""Movement between bands since a day, and which indicator moved an account most."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.bands import ORDER
from domain.grid import Floats
from domain.vocabulary import Band


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
    places = {band: place for place, band in enumerate(ORDER)}
    before, now = ([places[Band(band)] for band in moved[name]] for name in ("band_before", "band_now"))
    cell = np.array(before, dtype=np.intp) * len(ORDER) + np.array(now, dtype=np.intp)
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


def leading_change(before: Floats, now: Floats, weights: Floats, *, is_worse: bool) -> tuple[int, float]:
    """Which indicator moved the score most in that direction, by its place, and by how many points (+ up, - down).

    `before`, `now`, `weights`: (indicators,); readings 0-100, NaN unknown. Each takes w (100 - x)/sum(w) from a hundred
    over the known ones (`domain.explanation`): what it takes less than before, it gave. -1 where nothing is known.
    """
    given = _lost(before, weights) - _lost(now, weights)
    if np.isnan(given).all():
        return -1, 0.0
    place = int(np.nanargmin(given) if is_worse else np.nanargmax(given))
    return place, float(given[place])


def _lost(readings: Floats, weights: Floats) -> npt.NDArray[np.float64]:
    known = weights[~np.isnan(readings)].sum()
    return np.asarray(weights * (100.0 - readings) / known) if known else np.full(len(readings), np.nan)
