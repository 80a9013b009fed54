"""Balance: people rather than machines, and first moves rather than answers."""

import numpy as np

from domain.facts import Facts
from domain.grid import Floats
from domain.policy import Policy
from domain.registry import Family, Row, indicator


def sentence(row: Row, _policy: Policy) -> str:
    """Say the share of people's touches, and of our first moves."""
    total, ours = row["human"] + row["automated"], row["proactive"] + row["reactive"]
    people = f"{row['human'] / total if total else 0.0:.0%} of touches are by people"
    return f"{people}; {row['proactive'] / ours:.0%} of ours are proactive." if ours > 0 else f"{people}."


@indicator("balance", "Balance", Family.ENGAGEMENT, sentence)
def measure(facts: Facts, policy: Policy) -> Floats:
    """Half each: share of touches by people (60% reads full) and of ours that answered nothing (50% reads full).

    Halved every 90 days; people alone where nobody said who moved first. Unknown with fewer than two touches, decayed.
    """
    total, ours = facts.human + facts.automated, facts.proactive + facts.reactive
    with np.errstate(invalid="ignore", divide="ignore"):
        human = np.minimum(facts.human / total / policy.human_share_at_best, 1.0)
        proactive = np.minimum(facts.proactive / ours / policy.proactive_share_at_best, 1.0)
    reading = 50.0 * (human + np.where(ours > 0, proactive, human))
    return np.where(total >= policy.least_exchanges, reading, np.nan)
