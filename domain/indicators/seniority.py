"""Seniority: how high up the relationship reaches.

Decisions about us are made above the people who use us.
"""

import numpy as np

from domain.facts import Facts
from domain.grid import Floats
from domain.policy import Policy
from domain.registry import Family, Row, indicator


def sentence(row: Row, policy: Policy) -> str:
    """Say the highest level with a warm tie."""
    level = next((rank.value for rank, points in policy.seniority_points.items() if points == row["top_seniority"]), "")
    name = "VP" if level == "vice_president" else level
    return f"The highest warm tie is at {name} level." if name else "No warm tie reaches anybody whose level is known."


@indicator("seniority", "Seniority", Family.ENGAGEMENT, sentence)
def measure(facts: Facts, _policy: Policy) -> Floats:
    """Points of the highest level with a tie of strength 30 or more: executive 100, VP 85, director 70, manager 50.

    Staff 30, nobody whose level is known 10. Unknown where no contact's level is, and while none of theirs was met.
    """
    return np.asarray(facts.top_seniority)
