"""What people write into surveys, by how content they are."""

import numpy as np

from data_access.demo.blocks import Ints

_GLAD = (
    "Support answers fast and knows our set-up.", "Our account manager thinks ahead.", "Would choose you again.",
    "The last workshop saved us weeks.", "Reliable, and honest when something goes wrong.",
    "Great help during the roll-out.", "You keep what you promise.", "Finally one view for both plants.",
)
_FAIR = (
    "Good product, reports could be faster.", "Fine, but please fewer releases in the season.", "Solid. Price is high.",
    "We do not use all of it yet.", "Support is good, documentation is not.", "Would like to see the roadmap earlier.",
)
_SOUR = (
    "The same fault for the third time.", "We wait too long for answers.", "Promised dates were missed again.",
    "Nobody has called us in months.", "We pay for modules that nobody uses.", "Sales promised more than service delivers.",
    "After our contact left nobody felt responsible.", "Had to chase every update.",
)
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
