"""How well one ranking did, and what of several can be said for sure."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.backtest.draws import DRAWS, SURE_PERCENT, Range, auc_interval, middle
from domain.backtest.measures import Flags, auc, brier, calibration, calibration_error, lift
from domain.backtest.samples import accounts_with
from domain.backtest.split import LEAST_OUTCOMES
from domain.grid import Floats, Ints


@dataclass(frozen=True, slots=True)
class Judgement:
    """How well one ranking did; None where it has no meaning or too few outcomes. `ece`: expected calibration error.

    `auc_low` to `auc_high`: the 95% interval; `n`: samples; `outcomes`: accounts among them to which the outcome came.
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
class Sure:
    """99% intervals: of the score's AUC, of each rival's, and of how far the score's is ahead on the same draws."""

    score: Range
    rivals: Mapping[str, Range]
    ahead: Mapping[str, Range]


def judge_ranking(
    risk: Floats, probability: Floats | None, account: Ints, came: Flags, seed: int, draws: int = DRAWS
) -> Judgement:
    """Measure one ranking of samples; with too few outcomes only how many they are."""
    outcomes = accounts_with(account, came)
    if outcomes < LEAST_OUTCOMES:
        return unjudged(account, came)
    return measured(risk, probability, account, came, auc_interval(risk, came, account, seed, draws))


def measured(risk: Floats, probability: Floats | None, account: Ints, came: Flags, interval: Range | None) -> Judgement:
    """Measure one ranking whose interval is known."""
    low, high = interval or (None, None)
    return Judgement(
        auc=auc(risk, came),
        auc_low=low,
        auc_high=high,
        brier=None if probability is None else brier(probability, came),
        ece=None if probability is None else calibration_error(calibration(probability, came)),
        lift_10=lift(risk, came),
        n=len(came),
        outcomes=accounts_with(account, came),
    )


def unjudged(account: Ints, came: Flags) -> Judgement:
    """Only how many samples and outcomes there are."""
    return Judgement(None, None, None, None, None, None, len(came), accounts_with(account, came))


def sure_of(drawn: Mapping[str, Floats], score: str) -> Sure | None:
    """What the same draws say of the score and its rivals, by name; None where they say nothing."""
    ranges = {name: middle(one, SURE_PERCENT) for name, one in drawn.items()}
    ahead = {name: middle(drawn[score] - one, SURE_PERCENT) for name, one in drawn.items() if name != score}
    ours = ranges.pop(score)
    if ours is None:
        return None
    known = {name: one for name, one in ranges.items() if one is not None}
    return Sure(ours, known, {name: one for name, one in ahead.items() if one is not None})
