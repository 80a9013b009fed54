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
