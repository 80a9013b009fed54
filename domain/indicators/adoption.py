"""Adoption: whether what they pay for is used, and whether use grows or fades."""

import numpy as np

from domain.facts import Facts
from domain.grid import Floats
from domain.policy import Policy
from domain.registry import Family, Row, indicator


def sentence(row: Row, policy: Policy) -> str:
    """Say the seats used, or the change of use."""
    change = row["active_users"] / row["active_users_before"] - 1.0 if row["active_users_before"] > 0 else 0.0
    weeks = policy.usage_before_weeks
    if np.isnan(row["seats"]):
        return f"Use changed by {change:+.0%} against the {weeks} weeks before."
    return (
        f"{row['active_users'] / row['seats']:.0%} of seats are in use, {change:+.0%} against the {weeks} weeks before."
    )


@indicator("adoption", "Adoption", Family.ADOPTION, sentence)
def measure(facts: Facts, policy: Policy) -> Floats:
    """Share of seats in use (80% reads 100; 60 where seats are unknown), plus 40 points for each doubling of use.

    The mean of the last 4 weeks is compared with the 12 before. Unknown without use in the last 4 weeks on record.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        level = 100.0 * facts.active_users / facts.seats / policy.seats_used_at_best
        trend = np.log2((facts.active_users + 1.0) / (facts.active_users_before + 1.0))
    level = np.where(np.isnan(level), np.where(np.isnan(facts.active_users), np.nan, 60.0), np.minimum(level, 100.0))
    trend = np.clip(np.where(np.isnan(trend), 0.0, trend), -1.0, 1.0)
    return np.clip(level + policy.usage_trend_points * trend, 0.0, 100.0)
