"""The bootstrap: AUCs of books drawn from the accounts at hand, to tell what chance may give.

Accounts are drawn, not samples: weeks of one account are not independent. Several rankings are judged on the same
draws, so that also their difference has an interval.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from domain.backtest.measures import Flags
from domain.grid import Floats, Ints

DRAWS = 2_000
"""Enough for the ends of 99%: ten draws lie beyond each. 4,000 samples and four rankings take half a second."""
FEW_DRAWS = 400
"""Enough for 95%, told with two decimals."""
TOLD_PERCENT = 95.0
"""The middle of the draws that is told beside a figure."""
SURE_PERCENT = 99.0
"""The middle of the draws that must lie on one side for a verdict: of a hundred noises one passes. Our choice."""

Range = tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class _Ranked:
    """One ranking: accounts of the samples without the outcome, by risk; and of those with it, which lie between."""

    without: Ints
    came: Ints
    first: Ints
    last: Ints

    def auc(self, times: Floats) -> float:
        """The AUC where each account is there so many times; NaN where it has no meaning."""
        below = np.concatenate([[0.0], np.cumsum(times[self.without])])
        weight = times[self.came]
        total = weight.sum() * below[-1]
        if total == 0:
            return float("nan")
        return float(weight @ (below[self.first] + below[self.last]) / 2 / total)


def drawn_aucs(risks: Sequence[Floats], outcome: Flags, account: Ints, seed: int, draws: int = DRAWS) -> Floats:
    """The AUC of each ranking in each draw: (rankings, draws); NaN where a draw holds only one kind of samples."""
    accounts, place = np.unique(account, return_inverse=True)
    found = np.full((len(risks), draws), np.nan)
    if not len(accounts):
        return found
    ranked = [_ranked(risk, outcome, place) for risk in risks]
    draw = np.random.default_rng(seed)
    for one in range(draws):
        drawn = draw.integers(0, len(accounts), len(accounts))
        times = np.bincount(drawn, minlength=len(accounts)).astype(np.float64)
        found[:, one] = [ranking.auc(times) for ranking in ranked]
    return found


def middle(drawn: Floats, percent: float = TOLD_PERCENT) -> Range | None:
    """The ends of the middle of the draws; None where fewer than half of them have a meaning."""
    known = drawn[~np.isnan(drawn)]
    if 2 * len(known) < len(drawn) or not len(known):
        return None
    low, high = np.percentile(known, [50 - percent / 2, 50 + percent / 2])
    return float(low), float(high)


def auc_interval(risk: Floats, outcome: Flags, account: Ints, seed: int, draws: int = DRAWS) -> Range | None:
    """95% interval of the AUC; None where fewer than half of the draws hold samples with the outcome and without."""
    return middle(drawn_aucs([risk], outcome, account, seed, draws)[0])


def _ranked(risk: Floats, outcome: Flags, place: Ints) -> _Ranked:
    order = np.argsort(risk[~outcome], kind="stable")
    without = risk[~outcome][order]
    first, last = (np.searchsorted(without, risk[outcome], side) for side in ("left", "right"))
    return _Ranked(place[~outcome][order], place[outcome], first, last)
