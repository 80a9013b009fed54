"""Bands of a health score: four, and unknown."""

import numpy as np
import numpy.typing as npt

from domain.vocabulary import Band

LOWER_BOUNDS: tuple[tuple[Band, float], ...] = (
    (Band.HEALTHY, 80.0),
    (Band.STABLE, 60.0),
    (Band.WATCH, 40.0),
    (Band.AT_RISK, 0.0),
)
"""Lowest score (0-100) of each band, best band first. Our choice."""

ORDER: tuple[Band, ...] = (Band.HEALTHY, Band.STABLE, Band.WATCH, Band.AT_RISK, Band.UNKNOWN)
"""Best first, unknown last: the order in which bands are listed and stacked everywhere."""

NOTICEABLE_POINTS = 3.0
"""A move of the score smaller than this is shown as flat (points)."""


def band_of(score: float | None) -> Band:
    """Return the band of one score; no score gives `UNKNOWN`."""
    if score is None or np.isnan(score):
        return Band.UNKNOWN
    return next(band for band, lowest in LOWER_BOUNDS if score >= lowest)


def bands_of(scores: npt.NDArray[np.floating]) -> npt.NDArray[np.int8]:
    """Return the position in `ORDER` of the band of each score (any shape); NaN gives that of `UNKNOWN`."""
    reached = np.zeros(scores.shape, dtype=np.int8)
    for _, lowest in LOWER_BOUNDS[:-1]:
        reached += scores >= lowest
    positions = np.subtract(len(LOWER_BOUNDS) - 1, reached, dtype=np.int8)
    positions[np.isnan(scores)] = len(ORDER) - 1
    return positions


MEMORY_WEEKS = 3
"""So many weeks before a row have a say in the band that is told there."""


def told_bands(scores: npt.NDArray[np.floating]) -> npt.NDArray[np.int8]:
    """Return the position in `ORDER` of the band that is told at each week: (accounts, weeks), like `scores`.

    A band changes only as far as two refreshes in a row agree, so that a score at a bound does not flap: between the
    bands of this week's score and of last week's the band told last stays, and beyond them it moves to the nearer.
    What was told is followed back over `MEMORY_WEEKS`, from the worse of the first two: one that goes to and fro for
    longer has the worse band. An unknown score is told at once, as is the first known one. Our choice.
    """
    unknown = len(ORDER) - 1
    of_score = bands_of(scores)

    def before(weeks: int) -> npt.NDArray[np.int8]:
        first = np.repeat(of_score[:, :1], min(weeks, of_score.shape[1]), axis=1)
        return np.concatenate([first, of_score[:, : max(of_score.shape[1] - weeks, 0)]], axis=1)

    told = _worse(before(MEMORY_WEEKS), before(MEMORY_WEEKS - 1))
    for weeks in range(MEMORY_WEEKS - 1, -1, -1):
        last, present = before(weeks + 1), before(weeks)
        kept = np.clip(told, np.minimum(last, present), np.maximum(last, present))
        is_new = (last == unknown) | (told == unknown) | (present == unknown)
        told = np.where(is_new, present, kept)
    return told


def _worse(one: npt.NDArray[np.int8], other: npt.NDArray[np.int8]) -> npt.NDArray[np.int8]:
    """The worse of two bands; what is unknown gives way."""
    unknown = len(ORDER) - 1
    return np.where(one == unknown, other, np.where(other == unknown, one, np.maximum(one, other)))
