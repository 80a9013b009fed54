"""Price rise: the moment at which every client asks what they get."""

import numpy as np

from domain.facts import Facts
from domain.grid import Floats
from domain.policy import Policy
from domain.registry import Family, Row, indicator


def sentence(row: Row, policy: Policy) -> str:
    """Say when it takes effect."""
    if row["price_rise_in_days"] <= policy.price_rise_ahead_days:
        return f"A price rise takes effect in {row['price_rise_in_days']:.0f} days."
    if row["price_rise_days"] <= policy.price_rise_felt_days:
        return f"A price rise took effect {row['price_rise_days']:.0f} days ago."
    return "No price rise is in sight."


@indicator("price_rise", "Price rise", Family.COMMERCIAL, sentence)
def measure(facts: Facts, policy: Policy) -> Floats:
    """100, or 20 from 180 days before a price rise takes effect until 90 days after. Unknown without any invoice."""
    felt = (facts.price_rise_in_days <= policy.price_rise_ahead_days) | (
        facts.price_rise_days <= policy.price_rise_felt_days
    )
    return np.where(felt, policy.price_rise_points, np.where(facts.invoices > 0, 100.0, np.nan))
