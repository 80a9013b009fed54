"""Trust: the level of the reservoir that promises, answers, insight and tone raise and lower (`domain.trust`)."""

import math

import numpy as np

from domain.facts import Facts
from domain.grid import Floats
from domain.policy import Policy
from domain.registry import Family, Row, indicator
from domain.trust import level


def sentence(row: Row, _policy: Policy) -> str:
    """Say the level, cut to whole points as every score is told, and what overshadows it."""
    reading = math.floor(level(np.array(row["trust_entries"] - row["shadow"] - row["promise_shadow"])))
    if row["promise_shadow"] >= 1:
        return f"Trust stands at {reading} of 100, under an overdue promise."
    return f"Trust stands at {reading} of 100."


@indicator("trust", "Trust", Family.TRUST, sentence)
def measure(facts: Facts, _policy: Policy) -> Floats:
    """50 + 50 tanh(x/50), x: deposits and withdrawals halved every 90 days, less the shadows of issues and promises.

    Unknown while no touch was recorded, no deposit or withdrawal, and no promise overdue: issues alone tell nothing.
    """
    x = facts.trust_entries - facts.shadow - facts.promise_shadow
    seen = (facts.was_touched > 0) | (facts.trust_entries != 0) | (facts.promise_shadow > 0)
    return np.where(seen, level(x), np.nan)
