"""What people write into surveys, by how content they are."""

import numpy as np

from data_access.demo.blocks import Ints
from data_access.demo.words import phrases

_GLAD, _FAIR, _SOUR = (phrases("voice")[heading] for heading in ("glad", "fair", "sour"))
COMMENTS = (*_GLAD, *_FAIR, *_SOUR)


def comment_of(rng: np.random.Generator, kind: Ints, score: Ints) -> Ints:
    """A comment (number in `COMMENTS`) that fits the score; -1 for the many who write none."""
    count = len(score)
    content = np.where(kind == 0, score, (score - 1) * 2.5)
    glad = rng.integers(0, len(_GLAD), count)
    fair = len(_GLAD) + rng.integers(0, len(_FAIR), count)
    sour = len(_GLAD) + len(_FAIR) + rng.integers(0, len(_SOUR), count)
    comment = np.where(content >= 9, glad, np.where(content >= 7, fair, sour))
    return np.where(rng.random(count) < np.where(content < 7, 0.62, 0.38), comment, -1)
