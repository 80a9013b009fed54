"""Two-way: whether both sides speak.

Reciprocity tells a tie from a broadcast (Gilbert & Karahalios 2009).
"""

import numpy as np

from domain.facts import Facts
from domain.grid import Floats
from domain.policy import Policy
from domain.registry import Family, Row, indicator


def sentence(row: Row, _policy: Policy) -> str:
    """Say their share of the exchange."""
    total = row["inbound"] + row["outbound"]
    share = row["inbound"] / total if total else 0.0
    return f"{share:.0%} of recent one-way messages come from them."


@indicator("two_way", "Two-way exchange", Family.ENGAGEMENT, sentence)
def measure(facts: Facts, policy: Policy) -> Floats:
    """2 min(in, out)/(in + out) over touches between people, halved every 90 days; 0.9 reads 100.

    Unknown with fewer than two such touches, decayed, and until one of ours is on record: where only theirs are
    (orders, messages through a portal), our side is missing and not silent.
    """
    total = facts.inbound + facts.outbound
    with np.errstate(invalid="ignore", divide="ignore"):
        share = 2.0 * np.minimum(facts.inbound, facts.outbound) / total
    reading = 100.0 * np.minimum(share / policy.two_way_at_best, 1.0)
    return np.where((total >= policy.least_exchanges) & (facts.outbound > 0), reading, np.nan)
