"""Breadth: on how many people the relationship rests.

A relationship that hangs on one person goes when that person goes; nine of ten bridging ties are gone within a year
(Burt 2002).
"""

import numpy as np

from domain.facts import TIERS, Facts
from domain.grid import Floats
from domain.policy import Policy
from domain.registry import Family, Row, indicator
from domain.vocabulary import Tier


def expected_people(tier: float, policy: Policy) -> float:
    """The number of people whom an account of that tier should rest on."""
    return policy.expected_contacts[TIERS[int(tier)] if tier >= 0 else Tier.TACTICAL]


def sentence(row: Row, policy: Policy) -> str:
    """Say how many are reached, of how many."""
    count, norm = int(row["warm_contacts"]), int(expected_people(row["tier"], policy))
    return f"{count or 'No'} {'person is' if count == 1 else 'people are'} reached warmly, of {norm} for its tier."


@indicator("breadth", "Breadth", Family.ENGAGEMENT, sentence)
def measure(facts: Facts, policy: Policy) -> Floats:
    """People with a tie of strength 30 or more, as a share of what the tier expects; at most 100.

    Unknown while no touch has anybody of theirs on record.
    """
    expected = np.array([expected_people(tier, policy) for tier in facts.tier])[:, None]
    reading = 100.0 * np.minimum(facts.warm_contacts / expected, 1.0)
    return np.where(facts.people_seen > 0, reading, np.nan)
