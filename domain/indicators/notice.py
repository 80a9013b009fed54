"""Notice: how near the day is on which all can end."""

import numpy as np

from domain.facts import Facts
from domain.grid import Floats
from domain.policy import Policy
from domain.registry import Family, Row, indicator


def sentence(row: Row, policy: Policy) -> str:
    """Say the deadline, or that notice was given."""
    if row["notice_days"] <= policy.notice_remembered_days:
        return f"Notice was given {row['notice_days']:.0f} days ago."
    return f"The notice deadline is in {row['deadline_in_days']:.0f} days."


@indicator("notice", "Notice", Family.COMMERCIAL, sentence)
def measure(facts: Facts, policy: Policy) -> Floats:
    """100, 40 while the notice deadline is within 60 days, 0 for a year after notice was given.

    Unknown without a deadline ahead or a notice.
    """
    given = facts.notice_days <= policy.notice_remembered_days
    near = facts.deadline_in_days <= policy.notice_window_days
    reading = np.where(near, policy.notice_window_points, np.where(np.isnan(facts.deadline_in_days), np.nan, 100.0))
    return np.where(given, 0.0, reading)
