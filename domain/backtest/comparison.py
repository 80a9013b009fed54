"""Two models' scores of the same accounts and days, judged by the same outcomes."""

from dataclasses import dataclass

import numpy as np

from domain.backtest.judgement import Judgement, judge_ranking
from domain.backtest.measures import Confusion, confusion
from domain.backtest.samples import Samples
from domain.backtest.split import split
from domain.grid import Floats, Ints
from domain.kpis import AT_RISK_BELOW
from domain.reweighing import StoredReadings


@dataclass(frozen=True, slots=True)
class Comparison:
    """How each of two models ranked, and what calling everybody below its at-risk bound would have met."""

    before: Judgement
    after: Judgement
    calls_before: Confusion
    calls_after: Confusion
    horizon_days: int


def compare(
    stored: StoredReadings,
    outcome_day: Ints,
    before: Floats,
    after: Floats,
    horizon_days: int,
    last_day: int,
    seed: int = 1,
) -> Comparison:
    """Judge two scores of stored rows on the rows that a backtest judges, where both are known."""
    known = ~np.isnan(before) & ~np.isnan(after) & (stored.day + horizon_days <= last_day)
    rows, day = stored.take(known), outcome_day[known]
    samples = judged_samples(rows, day, before[known])
    judged = split(samples, samples.came_within(horizon_days), horizon_days, seed).judged
    return both(rows.take(judged), day[judged], before[known][judged], after[known][judged], horizon_days, seed)


def both(
    rows: StoredReadings, outcome_day: Ints, before: Floats, after: Floats, horizon_days: int, seed: int
) -> Comparison:
    """Judge two scores of these rows."""
    came = judged_samples(rows, outcome_day, before).came_within(horizon_days)
    was, will = (judge_ranking(-score, None, rows.account, came, seed) for score in (before, after))
    calls = [confusion(score < AT_RISK_BELOW, came) for score in (before, after)]
    return Comparison(was, will, calls[0], calls[1], horizon_days)


def judged_samples(rows: StoredReadings, outcome_day: Ints, score: Floats) -> Samples:
    """Stored rows as samples without facts: enough to be split and judged."""
    size = len(rows.account)
    words = np.full(size, "", dtype=object)
    nothing = np.empty((size, 0), dtype=np.float32)
    unknown = np.full(size, np.nan)
    return Samples(rows.account, rows.day, score, unknown, nothing, outcome_day, words, words, unknown)
