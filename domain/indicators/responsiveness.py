"""Responsiveness: how fast we answer them.

Friends answer in about 7 hours, professional contacts in 11, people who barely know each other in 50 (Wuchty & Uzzi
2011): the pace of answers tells how close a tie is, and a slow answer is felt.
"""

import numpy as np

from domain.facts import Facts
from domain.grid import Floats
from domain.policy import Policy
from domain.registry import Family, Row, indicator


def sentence(row: Row, policy: Policy) -> str:
    """Say the typical reply in hours."""
    reading = (row["replies"] + policy.shrinkage * policy.reply_prior) / (row["replies_n"] + policy.shrinkage)
    hours = policy.reply_scale_hours * (100.0 / reading - 1.0)
    return f"We typically answer after {hours:.0f} hours."


@indicator("responsiveness", "Responsiveness", Family.RESPONSIVENESS, sentence)
def measure(facts: Facts, policy: Policy) -> Floats:
    """Mean of 100/(1 + hours/11) over our replies, halved every 90 days, shrunk towards 62 as if by 5 more.

    A mean of 53 reads 0, one of 70 reads 100. Unknown while less than half a reply, decayed, is on record.
    """
    mean = (facts.replies + policy.shrinkage * policy.reply_prior) / (facts.replies_n + policy.shrinkage)
    reading = 100.0 * (mean - policy.reply_slow) / (policy.reply_prompt - policy.reply_slow)
    return np.where(facts.replies_n >= 0.5, np.clip(reading, 0.0, 100.0), np.nan)
