"""Goals: whether the client gets where they wanted to get with us."""

import numpy as np

from domain.facts import Facts
from domain.grid import Floats
from domain.policy import Policy
from domain.registry import Family, Row, indicator


def sentence(row: Row, _policy: Policy) -> str:
    """Say how far the goals have come."""
    count = int(row["goals"])
    share = row["goals_kept"] / row["goals"] if row["goals"] else 0.0
    return f"{count} {'goal stands' if count == 1 else 'goals stand'} at {share:.0%} of where time expects."


@indicator("goals", "Goals", Family.ALIGNMENT, sentence)
def measure(facts: Facts, _policy: Policy) -> Floats:
    """Mean over the plan's goals of progress against what time expects, each 0-100; a reached goal is 100 for a year.

    Unknown without goals.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(facts.goals > 0, 100.0 * facts.goals_kept / facts.goals, np.nan)
