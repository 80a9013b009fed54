"""Stances: how the people who count stand to us."""

import numpy as np

from domain.facts import Facts
from domain.grid import Floats
from domain.policy import Policy
from domain.registry import Family, Row, indicator


def sentence(row: Row, _policy: Policy) -> str:
    """Say where the weight lies."""
    mean = row["stance_sum"] / row["stance_weight"] if row["stance_weight"] else 0.0
    word = "for us" if mean > 0.4 else "against us" if mean < -0.4 else "undecided"
    return f"Weighed by influence, the people whom we assessed are {word}."


@indicator("stances", "Stances", Family.ALIGNMENT, sentence)
def measure(facts: Facts, policy: Policy) -> Floats:
    """50 + 40 x mean stance (champion 2 … blocker -2), weighted by influence, over people still there; 0 to 100.

    Unknown without an assessment.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = facts.stance_sum / facts.stance_weight
    return np.where(facts.stance_weight > 0, np.clip(50.0 + policy.stance_points * mean, 0.0, 100.0), np.nan)
