"""How the score of an account moved, as it is told: one score wavers, and a small move of it says nothing.

An average over many accounts wavers less, and is told to the point.
"""

import math

from domain.bands import NOTICEABLE_POINTS


def points_moved(before: float, now: float) -> int:
    """The move from one score to another in whole points, as far as the two are apart as written (cut, not rounded).

    0 for a move of less than `NOTICEABLE_POINTS`, which is shown as flat.
    """
    return 0 if abs(now - before) < NOTICEABLE_POINTS else math.floor(now) - math.floor(before)
