"""Seats: whether what they pay for is used."""

import numpy as np

from domain.facts import Facts
from domain.grid import Floats
from domain.policy import Policy
from domain.registry import Family, Row, indicator


def sentence(row: Row, _policy: Policy) -> str:
    """Say the share in use."""
    return f"{row['active_users'] / row['seats']:.0%} of seats are in use."


@indicator("seats", "Seats in use", Family.ADOPTION, sentence)
def measure(facts: Facts, policy: Policy) -> Floats:
    """Active users of the last 4 weeks as a share of seats: 40% reads 0, 75% reads 100. Unknown without both."""
    span = policy.seats_used_at_best - policy.seats_used_at_worst
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(
            np.clip(100.0 * (facts.active_users / facts.seats - policy.seats_used_at_worst) / span, 0, 100)
        )
