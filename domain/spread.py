"""How readings are spread over accounts today."""

from dataclasses import dataclass

import numpy as np

from domain.grid import Floats


@dataclass(frozen=True, slots=True)
class Spread:
    """Least, quartiles and most of the known values of one thing; all None where none is known."""

    key: str
    accounts: int
    known: int
    least: float | None
    low: float | None
    median: float | None
    high: float | None
    most: float | None


def spread_of(key: str, values: Floats) -> Spread:
    """Return the spread of (accounts,) values, NaN unknown."""
    known = values[~np.isnan(values)]
    if not len(known):
        return Spread(key, len(values), 0, None, None, None, None, None)
    least, low, median, high, most = (float(one) for one in np.percentile(known, [0, 25, 50, 75, 100]))
    return Spread(key, len(values), len(known), least, low, median, high, most)
