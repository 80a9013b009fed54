"""Reviews: whether the business review that the tier is due takes place."""

import numpy as np

from domain.facts import TIERS, Facts
from domain.grid import Floats
from domain.policy import Policy
from domain.registry import Family, Row, indicator


def sentence(row: Row, _policy: Policy) -> str:
    """Say when the last one was."""
    return f"The last business review was {row['qbr_days']:.0f} days ago."


@indicator("reviews", "Business reviews", Family.ALIGNMENT, sentence)
def measure(facts: Facts, policy: Policy) -> Floats:
    """100 within the tier's cadence (strategic 100 days, key 190), falling to 0 at twice that.

    Unknown for tiers without reviews, and until one is on record: sources that do not say what a touch was for would
    read 0 for all important accounts.
    """
    due = np.array([policy.qbr_days.get(TIERS[int(tier)], np.nan) if tier >= 0 else np.nan for tier in facts.tier])
    late = facts.qbr_days / due[:, None] - 1.0
    return np.asarray(100.0 * np.clip(1.0 - late, 0.0, 1.0))
