"""Sponsor: whether somebody with power over the decision was met of late."""

import numpy as np

from domain.facts import Facts
from domain.grid import Floats
from domain.policy import Policy
from domain.registry import Family, Row, indicator


def sentence(row: Row, _policy: Policy) -> str:
    """Say when one was met."""
    return f"Somebody at VP level or above was last met {row['sponsor_days']:.0f} days ago."


@indicator("sponsor", "Sponsor reached", Family.ALIGNMENT, sentence)
def measure(facts: Facts, policy: Policy) -> Floats:
    """100 when a VP or executive was met within 30 days, falling to 0 at 180 days.

    One who has left counts no more. Unknown where nobody of that level there was ever met.
    """
    span = policy.sponsor_forgotten_days - policy.sponsor_met_days
    return np.asarray(100.0 * np.clip(1.0 - (facts.sponsor_days - policy.sponsor_met_days) / span, 0.0, 1.0))
