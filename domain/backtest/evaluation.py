"""The backtest: as-of scores against what happened in the days after, beside rivals on the same facts.

The score itself learns nothing, so that its AUC is told on the very samples on which its rivals are judged. What is
learned (the rivals, and the probability that a score stands for) comes from other accounts and earlier windows
(`domain.backtest.split`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from domain.backtest import rivals
from domain.backtest.draws import FEW_DRAWS, drawn_aucs, middle
from domain.backtest.judgement import Judgement, Sure, judge_ranking, measured, sure_of, unjudged
from domain.backtest.measures import Bound, CalibrationBin, Confusion, Flags, calibration, confusion
from domain.backtest.samples import NO_DAY, Samples
from domain.backtest.split import LEAST_OUTCOMES, Fold, Split, split
from domain.backtest.verdict import bands_caution, verdict
from domain.bands import LOWER_BOUNDS
from domain.grid import Floats
from domain.kpis import AT_RISK_BELOW

HORIZONS = (30, 60, 90, 180)
"""Days after a sample in which an outcome is also looked for."""
OURS = "score"
RIVALS = ("recency", "logistic", "boosting")
NEVER_TOUCHED_DAYS = 36_500.0
"""Recency of an account without any touch: longer than any other."""


@dataclass(frozen=True, slots=True)
class Called:
    """How the score did over one horizon, and what calling everybody below the at-risk bound would have met."""

    horizon_days: int
    score: Judgement
    confusion: Confusion


@dataclass(frozen=True, slots=True)
class Moment:
    """The judged samples of one day: how many, to how many the outcome came, and how often it was told to come."""

    day: int
    n: int
    came: int
    told: float | None


@dataclass(frozen=True, slots=True)
class Warnings:
    """Accounts with an outcome: how many, how many were at risk at the last sample before, and since how long (days).

    `median_days`: from the first sample of the unbroken run at risk to the outcome; None where nobody was at risk.
    """

    outcomes: int
    warned: int
    median_days: float | None


@dataclass(frozen=True, slots=True)
class Backtest:
    """The whole: our score and its rivals on the same judged samples, and the score's further measures.

    `confusion` is at the bound of the at-risk band, `by_bound` at that of each; `learned`: accounts whose outcomes
    could teach the rivals.
    """

    horizon_days: int
    score: Judgement
    baselines: dict[str, Judgement]
    verdict: str
    calibration: tuple[CalibrationBin, ...]
    confusion: Confusion
    by_tier: dict[str, Judgement]
    by_segment: dict[str, Judgement]
    horizons: tuple[Called, ...]
    moments: tuple[Moment, ...]
    warnings: Warnings
    by_bound: tuple[Bound, ...]
    learned: int


def evaluate(samples: Samples, horizon_days: int, last_day: int, seed: int = 1) -> Backtest:
    """Judge the score on `samples`; only windows that had closed on `last_day` count."""
    known = samples.take(~np.isnan(samples.score))
    closed = known.take(known.closed(horizon_days, last_day))
    came = closed.came_within(horizon_days)
    parts = split(closed, came, horizon_days, seed)
    judged, judged_came = closed.take(parts.judged), came[parts.judged]
    told = _probabilities(closed, came, parts)
    judgements, sure = _judge_all(judged, judged_came, told, seed)
    score = judgements.pop(OURS)
    enough = score.outcomes >= LEAST_OUTCOMES
    by_bound = tuple(
        Bound(bound, confusion(judged.score < bound, judged_came)) for _, bound in LOWER_BOUNDS[::-1] if bound > 0
    )
    at_risk = confusion(judged.score < AT_RISK_BELOW, judged_came)
    words = [verdict(score, judgements, sure, parts.learned), bands_caution(at_risk, by_bound) if sure else ""]
    return Backtest(
        horizon_days=horizon_days,
        score=score,
        baselines=judgements,
        verdict=" ".join(one for one in words if one),
        calibration=calibration(told[OURS], judged_came) if enough and OURS in told else (),
        confusion=at_risk,
        by_tier=_by_group(judged, judged_came, told.get(OURS), judged.tier, seed),
        by_segment=_by_group(judged, judged_came, told.get(OURS), judged.segment, seed),
        horizons=tuple(
            Called(horizon_days, score, at_risk) if horizon == horizon_days else _over(horizon, known, last_day, seed)
            for horizon in HORIZONS
        ),
        moments=_moments(judged, judged_came, told.get(OURS)),
        warnings=warning_time(known, last_day),
        by_bound=by_bound,
        learned=parts.learned,
    )


def warning_time(known: Samples, last_day: int) -> Warnings:
    """How long before each account's last outcome it was at risk without a break."""
    before = known.take((known.outcome_day != NO_DAY) & (known.outcome_day <= last_day))
    order = np.lexsort((before.day, before.account))
    account, day = before.account[order], before.day[order]
    at_risk, outcome_day = before.score[order] < AT_RISK_BELOW, before.outcome_day[order]
    lengths = []
    for places in np.split(np.arange(len(account)), np.flatnonzero(np.diff(account)) + 1):
        run = places[outcome_day[places] == outcome_day[places].max()] if len(places) else places
        calm = np.flatnonzero(~at_risk[run])
        first = int(calm[-1]) + 1 if len(calm) else 0
        if first < len(run):
            lengths.append(int(outcome_day[run[first]] - day[run[first]]))
    return Warnings(len(np.unique(account)), len(lengths), float(np.median(lengths)) if lengths else None)


def _recency(samples: Samples) -> Floats:
    return np.where(np.isnan(samples.recency_days), NEVER_TOUCHED_DAYS, samples.recency_days)


def _probabilities(samples: Samples, came: Flags, parts: Split) -> dict[str, Floats]:
    """For the judged samples, in their order, what the score and each rival said; nothing if nothing was learned."""
    if not parts.folds:
        return {}
    told = {name: np.full(len(came), np.nan) for name in (OURS, *RIVALS)}
    for fold in parts.folds:
        for name, values in _taught(samples, came, fold).items():
            told[name][fold.judge] = values
    return {name: values[parts.judged] for name, values in told.items()}


def _taught(samples: Samples, came: Flags, fold: Fold) -> dict[str, Floats]:
    learn, judge, outcome = samples.take(fold.learn), samples.take(fold.judge), came[fold.learn]
    return {
        OURS: rivals.calibrated(-learn.score, outcome, -judge.score),
        "recency": rivals.calibrated(_recency(learn), outcome, _recency(judge)),
        "logistic": rivals.logistic(learn.facts, outcome, judge.facts),
        "boosting": rivals.boosting(learn.facts, outcome, judge.facts),
    }


def _judge_all(
    judged: Samples, came: Flags, told: Mapping[str, Floats], seed: int
) -> tuple[dict[str, Judgement], Sure | None]:
    """The score and its rivals on the same samples and the same draws; who was not taught is not judged."""
    risks = {OURS: -judged.score, "recency": _recency(judged)}
    risks |= {name: told[name] for name in RIVALS if name in told and name not in risks}
    found = {name: unjudged(judged.account, came) for name in (OURS, *RIVALS)}
    if found[OURS].outcomes < LEAST_OUTCOMES:
        return found, None
    drawn = dict(zip(risks, drawn_aucs(list(risks.values()), came, judged.account, seed), strict=True))
    for name, risk in risks.items():
        found[name] = measured(risk, told.get(name), judged.account, came, middle(drawn[name]))
    return found, sure_of(drawn, OURS)


def _by_group(
    judged: Samples, came: Flags, told: Floats | None, group: "np.ndarray[tuple[int], np.dtype[np.object_]]", seed: int
) -> dict[str, Judgement]:
    found = {}
    for name in sorted({str(one) for one in group if one}):
        mine = np.asarray(group == name, dtype=bool)
        probability = None if told is None else told[mine]
        found[name] = judge_ranking(-judged.score[mine], probability, judged.account[mine], came[mine], seed, FEW_DRAWS)
    return found


def _over(horizon: int, known: Samples, last_day: int, seed: int) -> Called:
    """What a backtest over this horizon would judge, so that it tells the same, but for fewer draws."""
    closed = known.take(known.closed(horizon, last_day))
    came = closed.came_within(horizon)
    judged = split(closed, came, horizon, seed).judged
    closed, came = closed.take(judged), came[judged]
    score = judge_ranking(-closed.score, None, closed.account, came, seed, FEW_DRAWS)
    return Called(horizon, score, confusion(closed.score < AT_RISK_BELOW, came))


def _moments(judged: Samples, came: Flags, told: Floats | None) -> tuple[Moment, ...]:
    """Base rates drift: each day by itself."""
    return tuple(
        Moment(int(day), int(mine.sum()), int(came[mine].sum()), None if told is None else float(told[mine].mean()))
        for day in np.unique(judged.day)
        for mine in [judged.day == day]
    )
