"""Reviews: whether the business review that the tier is due takes place."""

import numpy as np

from domain.facts import TIERS, Facts
from domain.grid import Floats
from domain.policy import Policy
from domain.registry import Family, Row, indicator


def sentence(row: Row, _policy: Policy) -> str:
    """Say when the last one was."""
    days = row["qbr_days"]
    return (
        "No business review is on record." if np.isnan(days) else f"The last business review was {days:.0f} days ago."
    )


@indicator("reviews", "Business reviews", Family.ALIGNMENT, sentence)
def measure(facts: Facts, policy: Policy) -> Floats:
    """100 within the tier's cadence (strategic 100 days, key 190), falling to 0 at twice that; 0 if there was none.

    Unknown for tiers without reviews, and while no touch was ever recorded.
    """
    due = np.array([policy.qbr_days.get(TIERS[int(tier)], np.nan) if tier >= 0 else np.nan for tier in facts.tier])
    late = np.nan_to_num(facts.qbr_days, nan=np.inf) / due[:, None] - 1.0
    reading = 100.0 * np.clip(1.0 - late, 0.0, 1.0)
    return np.where(np.isnan(due)[:, None] | (facts.was_touched == 0), np.nan, reading)
