"""Adoption: whether what they pay for is used, and whether use grows or fades."""

import numpy as np

from domain.facts import Facts
from domain.grid import Floats
from domain.policy import Policy
from domain.registry import Family, Row, indicator


def sentence(row: Row, policy: Policy) -> str:
    """Say the seats used, and the change of use where there is something to compare with."""
    now, seats, before = row["active_users"], row["seats"], row["active_users_before"]
    level = f"{now:.0f} people use it" if np.isnan(seats) else f"{now / seats:.0%} of seats are in use"
    weeks = policy.usage_before_weeks
    if np.isnan(before):
        return f"{level}."
    if before == 0:
        return f"{level}, against none in the {weeks} weeks before."
    return f"{level}, {now / before - 1.0:+.0%} against the {weeks} weeks before."


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
