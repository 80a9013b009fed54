"""Champion: whether somebody there speaks for us, and is heard from."""

import numpy as np

from domain.facts import Facts
from domain.grid import Floats
from domain.policy import Policy
from domain.registry import Family, Row, indicator


def sentence(row: Row, policy: Policy) -> str:
    """Say whether there is one, and the silence."""
    if row["champions"] > 0:
        days = row["champion_days"]
        if np.isnan(days):
            return "A champion is on record, and nobody has met them."
        silent = days > policy.champion_silent_days
        return f"A champion was last heard from {days:.0f} days ago." if silent else "A champion is active."
    gone = row["champion_gone_days"] <= policy.champion_gone_days
    return "The champion left, and nobody has taken the place." if gone else "Nobody there is a champion of ours."


@indicator("champion", "Champion", Family.ALIGNMENT, sentence)
def measure(facts: Facts, policy: Policy) -> Floats:
    """A champion met within 30 days reads 100, a silent one 60; none 30, and 0 where one left within 180 days.

    Unknown without an assessment.
    """
    silent = ~(facts.champion_days <= policy.champion_silent_days)
    gone = facts.champion_gone_days <= policy.champion_gone_days
    without = np.where(gone, 0.0, policy.no_champion_points)
    reading = np.where(facts.champions > 0, np.where(silent, policy.champion_silent_points, 100.0), without)
    return np.where((facts.stance_weight > 0) | gone, reading, np.nan)
