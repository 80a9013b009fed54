"""Their responsiveness: how fast they answer us.

People answer sooner those who matter to them: about 7 hours for friends, 11 for professional contacts, 50 for people
whom they barely know (Wuchty & Uzzi 2011).
"""

import numpy as np

from domain.facts import Facts
from domain.grid import Floats
from domain.policy import Policy
from domain.registry import Family, Row, indicator


def sentence(row: Row, policy: Policy) -> str:
    """Say their typical reply in hours."""
    total = row["their_replies"] + policy.shrinkage * policy.reply_prior
    reading = total / (row["their_replies_n"] + policy.shrinkage)
    return f"They typically answer after {policy.reply_scale_hours * (100.0 / reading - 1.0):.0f} hours."


@indicator("their_responsiveness", "Their responsiveness", Family.RESPONSIVENESS, sentence)
def measure(facts: Facts, policy: Policy) -> Floats:
    """Mean of 100/(1 + hours/11) over their replies, halved every 90 days, shrunk towards 62 as if by 5 more.

    A mean of 53 reads 0, one of 70 reads 100. Unknown while less than half a reply, decayed, is on record.
    """
    mean = (facts.their_replies + policy.shrinkage * policy.reply_prior) / (facts.their_replies_n + policy.shrinkage)
    reading = 100.0 * (mean - policy.reply_slow) / (policy.reply_prompt - policy.reply_slow)
    return np.where(facts.their_replies_n >= 0.5, np.clip(reading, 0.0, 100.0), np.nan)
