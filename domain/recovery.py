"""What the weekly score did under an issue, and how much of the loss has come back since it closed.

It is the course of the score, not the issue's own part of it: other things happen meanwhile. What the issue alone takes
is its shadow (`domain.shadow`).
"""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

FRESH_DAYS = 28
"""A score older than this at the opening says nothing of the time before."""
LEAST_LOSS = 1.0
"""Points from which the score counts as having fallen."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """Scores (0-100): the last `before` it opened, the `lowest` since, and the one `now`.

    `back_on`: the first week after it closed at which the score was where it had been; None while it is not, and while
    the issue is open.
    """

    before: float
    lowest: float
    now: float
    back_on: date | None

    @property
    def lost(self) -> float:
        """Points that the score fell (>= 0)."""
        return max(self.before - self.lowest, 0.0)

    @property
    def fell(self) -> bool:
        """Whether the score fell by more than noise."""
        return self.lost >= LEAST_LOSS

    @property
    def regained(self) -> float:
        """The share of the loss that has come back (0-1); 1 where nothing was lost."""
        return min(max((self.now - self.lowest) / self.lost, 0.0), 1.0) if self.lost else 1.0


def recovery(weeks: pd.DataFrame, opened_on: date, closed_on: date | None) -> Recovery | None:
    """Return it from the weekly `score` by `week_on`, oldest first; None where it was not known both then and since."""
    known = [
        (week, float(score)) for week, score in zip(weeks["week_on"], weeks["score"], strict=True) if not pd.isna(score)
    ]
    before = [score for week, score in known if opened_on - timedelta(days=FRESH_DAYS) <= week < opened_on]
    since = [(week, score) for week, score in known if week >= opened_on]
    if not before or not since:
        return None
    back = [week for week, score in since if closed_on is not None and week >= closed_on and score >= before[-1]]
    return Recovery(before[-1], min(score for _, score in since), since[-1][1], back[0] if back else None)
