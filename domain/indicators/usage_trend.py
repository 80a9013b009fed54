"""Usage trend: whether use grows or fades."""

import numpy as np

from domain.facts import Facts
from domain.grid import Floats
from domain.policy import Policy
from domain.registry import Family, Row, indicator


def sentence(row: Row, policy: Policy) -> str:
    """Say the change."""
    weeks, before, now = policy.usage_before_weeks, row["active_users_before"], row["active_users"]
    if 0 < 10 * before < now:
        return f"Use grew more than tenfold against the {weeks} weeks before."
    if before > 0:
        return f"Use changed by {now / before - 1.0:+.0%} against the {weeks} weeks before."
    return f"Use began: nobody used it in the {weeks} weeks before." if now > 0 else "Nobody uses what they have."


@indicator("usage_trend", "Usage trend", Family.ADOPTION, sentence)
def measure(facts: Facts, policy: Policy) -> Floats:
    """65 for steady use, 160 points more for each doubling of users + 1 and less for each halving: 4 weeks, 12 before.

    Unknown without use in both windows on record.
    """
    doublings = np.log2((facts.active_users + 1.0) / (facts.active_users_before + 1.0))
    return np.asarray(np.clip(policy.usage_steady_points + policy.usage_trend_points * doublings, 0.0, 100.0))
