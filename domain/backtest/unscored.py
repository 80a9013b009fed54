"""Outcomes enough, but no scores before them: which of the two is missing, and why."""

from datetime import date, timedelta

import numpy as np

from domain.backtest.samples import Samples, accounts_with
from domain.backtest.split import LEAST_OUTCOMES

_EPOCH = date(1970, 1, 1)


def unscored(
    samples: Samples,
    horizon_days: int,
    last_day: int,
    least_completeness: float,
    known: tuple[date, date] | None,
    where: str,
) -> str:
    """Say that scores are missing, not outcomes; nothing where outcomes are too few as well.

    `known`: the first and the last day on which records became known; `where`: where the outcomes are.
    """
    closed = samples.take(samples.closed(horizon_days, last_day))
    came = closed.came_within(horizon_days)
    outcomes = accounts_with(closed.account, came)
    scored = accounts_with(closed.account, came & ~np.isnan(closed.score))
    if outcomes < LEAST_OUTCOMES or scored >= LEAST_OUTCOMES:
        return ""
    before = f"before only {scored} of them" if scored else ""
    words = f"a score was known {before}" if scored else "no score was known on any day before them"
    late = known is not None and (known[0] - _EPOCH).days > last_day - horizon_days
    cause = _since(known) if late and known else _share(closed.completeness[came], least_completeness)
    return f"Too few known scores to say: {outcomes:,} outcomes are {where}, but {words}: {cause}."


def _since(known: tuple[date, date]) -> str:
    first, last = known
    when = f"on {first.isoformat()}" if last - first <= timedelta(days=1) else f"from {first.isoformat()} on"
    return f"all records became known {when}; give recorded_at"


def _share(completeness: "np.ndarray[tuple[int], np.dtype[np.float64]]", least: float) -> str:
    most = float(np.nanmax(completeness)) if not np.isnan(completeness).all() else 0.0
    if most >= least:
        return f"most often less than the {least:.0%} of the weights was known that a score needs"
    return f"at most {most:.0%} of the weights was known, and a score needs {least:.0%}"
