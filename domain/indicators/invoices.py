"""Invoices: a client who means to stay pays."""

import numpy as np

from domain.facts import Facts
from domain.grid import Floats
from domain.policy import Policy
from domain.registry import Family, Row, indicator


def sentence(row: Row, _policy: Policy) -> str:
    """Say the longest delay."""
    days = row["overdue_days"]
    return f"A bill is {days:.0f} days overdue." if days > 0 else "No bill is overdue."


@indicator("invoices", "Invoices", Family.COMMERCIAL, sentence)
def measure(facts: Facts, policy: Policy) -> Floats:
    """100 less what the longest overdue bill takes: all of it at 45 days. Unknown without bills."""
    reading = 100.0 * np.maximum(1.0 - facts.overdue_days / policy.invoice_worst_days, 0.0)
    return np.where(facts.invoices > 0, reading, np.nan)
