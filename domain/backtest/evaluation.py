"""The backtest: as-of scores against what happened in the days after, beside rivals on the same facts.

The score itself learns nothing, so that its AUC is told on the very samples on which its rivals are judged. What is
learned (the rivals, and the probability that a score stands for) comes from other accounts and earlier windows
(`domain.backtest.split`).
"""

from dataclasses import dataclass

import numpy as np

from domain.backtest import rivals
from domain.backtest.measures import (
    CalibrationBin,
    Confusion,
    Flags,
    auc,
    auc_interval,
    brier,
    calibration,
    calibration_error,
    confusion,
    lift,
)
from domain.backtest.samples import NO_DAY, Samples, accounts_with
from domain.backtest.split import LEAST_OUTCOMES, Fold, Split, split
from domain.backtest.verdict import verdict
from domain.bands import LOWER_BOUNDS
from domain.grid import Floats, Ints
from domain.kpis import AT_RISK_BELOW

HORIZONS = (30, 60, 90, 180)
"""Days after a sample in which an outcome is also looked for."""
RIVALS = ("recency", "logistic", "boosting")
NEVER_TOUCHED_DAYS = 36_500.0
"""Recency of an account without any touch: longer than any other."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """How well one ranking did; None where it has no meaning or too few outcomes. `ece`: expected calibration error.

    `n`: samples; `outcomes`: accounts among them to which the outcome came.
    """

    auc: float | None
    auc_low: float | None
    auc_high: float | None
    brier: float | None
    ece: float | None
    lift_10: float | None
    n: int
    outcomes: int


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
class Bound:
    """What calling everybody below a bound of the score would have met."""

    below: float
    confusion: Confusion


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
    score = judge_ranking(-judged.score, told.get("score"), judged.account, judged_came, seed)
    baselines = {name: _judge_rival(name, judged, judged_came, told.get(name), seed) for name in RIVALS}
    first_day = int(judged.day.min()) if len(judged.day) else 0
    enough = score.outcomes >= LEAST_OUTCOMES
    return Backtest(
        horizon_days=horizon_days,
        score=score,
        baselines=baselines,
        verdict=verdict(score, baselines, parts.learned, LEAST_OUTCOMES),
        calibration=calibration(told["score"], judged_came) if enough and "score" in told else (),
        confusion=confusion(judged.score < AT_RISK_BELOW, judged_came),
        by_tier=_by_group(judged, judged_came, told.get("score"), judged.tier, seed),
        by_segment=_by_group(judged, judged_came, told.get("score"), judged.segment, seed),
        horizons=_horizons(known.take(known.day >= first_day), last_day, seed),
        moments=_moments(judged, judged_came, told.get("score")),
        warnings=warning_time(known, last_day),
        by_bound=tuple(
            Bound(bound, confusion(judged.score < bound, judged_came)) for _, bound in LOWER_BOUNDS[::-1] if bound > 0
        ),
        learned=parts.learned,
    )


def judge_ranking(risk: Floats, probability: Floats | None, account: Ints, came: Flags, seed: int) -> Judgement:
    """Measure one ranking of samples; with too few outcomes only how many they are."""
    outcomes = accounts_with(account, came)
    if outcomes < LEAST_OUTCOMES:
        return Judgement(None, None, None, None, None, None, len(came), outcomes)
    low, high = auc_interval(risk, came, account, seed) or (None, None)
    return Judgement(
        auc=auc(risk, came),
        auc_low=low,
        auc_high=high,
        brier=None if probability is None else brier(probability, came),
        ece=None if probability is None else calibration_error(calibration(probability, came)),
        lift_10=lift(risk, came),
        n=len(came),
        outcomes=outcomes,
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
    told = {name: np.full(len(came), np.nan) for name in ("score", *RIVALS)}
    for fold in parts.folds:
        for name, values in _taught(samples, came, fold).items():
            told[name][fold.judge] = values
    return {name: values[parts.judged] for name, values in told.items()}


def _taught(samples: Samples, came: Flags, fold: Fold) -> dict[str, Floats]:
    learn, judge, outcome = samples.take(fold.learn), samples.take(fold.judge), came[fold.learn]
    return {
        "score": rivals.calibrated(-learn.score, outcome, -judge.score),
        "recency": rivals.calibrated(_recency(learn), outcome, _recency(judge)),
        "logistic": rivals.logistic(learn.facts, outcome, judge.facts),
        "boosting": rivals.boosting(learn.facts, outcome, judge.facts),
    }


def _judge_rival(name: str, judged: Samples, came: Flags, told: Floats | None, seed: int) -> Judgement:
    if name == "recency":
        return judge_ranking(_recency(judged), told, judged.account, came, seed)
    if told is None:
        return Judgement(None, None, None, None, None, None, len(came), accounts_with(judged.account, came))
    return judge_ranking(told, told, judged.account, came, seed)


def _by_group(
    judged: Samples, came: Flags, told: Floats | None, group: "np.ndarray[tuple[int], np.dtype[np.object_]]", seed: int
) -> dict[str, Judgement]:
    found = {}
    for name in sorted({str(one) for one in group if one}):
        mine = np.asarray(group == name, dtype=bool)
        probability = None if told is None else told[mine]
        found[name] = judge_ranking(-judged.score[mine], probability, judged.account[mine], came[mine], seed)
    return found


def _horizons(samples: Samples, last_day: int, seed: int) -> tuple[Called, ...]:
    found = []
    for horizon in HORIZONS:
        closed = samples.take(samples.closed(horizon, last_day))
        came = closed.came_within(horizon)
        score = judge_ranking(-closed.score, None, closed.account, came, seed)
        found.append(Called(horizon, score, confusion(closed.score < AT_RISK_BELOW, came)))
    return tuple(found)


def _moments(judged: Samples, came: Flags, told: Floats | None) -> tuple[Moment, ...]:
    """Base rates drift: each day by itself."""
    return tuple(
        Moment(int(day), int(mine.sum()), int(came[mine].sum()), None if told is None else float(told[mine].mean()))
        for day in np.unique(judged.day)
        for mine in [judged.day == day]
    )
