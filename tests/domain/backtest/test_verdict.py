"""The sentences of a verdict, case by case."""

import numpy as np
import pytest

from domain.backtest.evaluation import evaluate
from domain.backtest.judgement import Judgement, Sure
from domain.backtest.measures import Bound, Confusion, confusion
from domain.backtest.verdict import bands_caution, verdict
from tests.domain.backtest.planted import LAST_DAY, planted

CLEAR, UNCLEAR, NONE = (0.1, 0.2), (-0.1, 0.1), (-0.2, -0.1)


def judged(auc: float, low: float, high: float, outcomes: int = 1_394) -> Judgement:
    return Judgement(auc, low, high, 0.2, 0.1, 1.5, 4_000, outcomes)


SCORE = judged(0.81, 0.8, 0.83)
BOOSTING = {"recency": judged(0.7, 0.68, 0.72), "boosting": judged(0.84, 0.82, 0.86)}
FAINT = {"recency": judged(0.49, 0.45, 0.53), "boosting": judged(0.53, 0.49, 0.57)}


def sure(low: float, high: float, rival: float = 0.49, ahead: tuple[float, float] = UNCLEAR) -> Sure:
    return Sure((low, high), {"boosting": (rival, 0.9), "recency": (0.4, 0.6)}, dict.fromkeys(BOOSTING, ahead))


@pytest.mark.parametrize(
    ("ahead", "words"), [(CLEAR, "better than"), (UNCLEAR, "about as good as"), (NONE, "worse than")]
)
def test_better_and_worse_are_said_only_where_the_difference_is_sure(ahead: tuple[float, float], words: str) -> None:
    assert verdict(SCORE, BOOSTING, sure(0.79, 0.84, 0.8, ahead), 500) == (
        "The score tells these outcomes: AUC 0.81 (0.80 to 0.83, 1,394 accounts), "
        f"{words} the best rival, gradient boosting with 0.84."
    )


def test_chance_is_called_chance_and_ranks_nobody() -> None:
    assert verdict(judged(0.52, 0.48, 0.56), FAINT, sure(0.46, 0.58), 500) == (
        "The score is no better than chance at these outcomes: AUC 0.52 (0.48 to 0.56, 1,394 accounts); "
        "neither are its rivals, the best of them gradient boosting with 0.53."
    )


def test_a_rival_that_tells_what_the_score_does_not_says_that_the_facts_hold_it() -> None:
    told = verdict(judged(0.52, 0.48, 0.56), BOOSTING, sure(0.46, 0.58, rival=0.8), 500)
    assert told.endswith("(0.48 to 0.56, 1,394 accounts); gradient boosting on the same facts tells them, with 0.84.")
    told = verdict(judged(0.42, 0.38, 0.46), BOOSTING, sure(0.36, 0.48, rival=0.8), 500)
    assert told.startswith("The score misleads about these outcomes: AUC 0.42 (0.38 to 0.46, 1,394 accounts), worse")
    assert told.endswith("than chance; gradient boosting on the same facts tells them, with 0.84.")


def test_what_only_the_wider_interval_leaves_open_is_no_skill() -> None:
    told = verdict(judged(0.56, 0.51, 0.61), FAINT, sure(0.49, 0.63), 500)
    assert told.startswith("The score is no better than chance at these outcomes: AUC 0.56 (0.51 to 0.61, ")
    assert "of which less than 99% is sure" in told


def test_on_which_side_of_chance_a_figure_lies_is_told_by_a_third_decimal() -> None:
    told = verdict(judged(0.523, 0.503, 0.543), BOOSTING, sure(0.501, 0.545), 500)
    assert "AUC 0.523 (0.503 to 0.543, 1,394 accounts)" in told
    assert told.endswith("gradient boosting with 0.840.")


def test_without_rivals_the_score_stands_alone() -> None:
    assert verdict(SCORE, {}, Sure((0.79, 0.84), {}, {}), 500).endswith("without a rival to compare with.")
    told = verdict(judged(0.52, 0.48, 0.56), {}, Sure((0.46, 0.58), {}, {}), 0)
    assert told.endswith("accounts). There were too few earlier outcomes to teach the rivals that learn.")


def test_where_everybody_has_the_outcome_there_is_nothing_to_tell_apart() -> None:
    everybody = Judgement(None, None, None, None, None, None, 400, 60)
    assert verdict(everybody, {}, None, 0).startswith("There is nothing to tell apart")


BOUNDS = [Bound(40.0, Confusion(0, 0, 50, 50)), Bound(60.0, Confusion(30, 10, 20, 40))]


def test_bands_that_call_nobody_are_said_to_say_little_and_the_bound_that_would_is_named() -> None:
    assert bands_caution(BOUNDS[0].confusion, BOUNDS) == (
        "Nobody was called at risk: on these facts the bands say little; a bound of 60 would have met 60% of the "
        "outcomes, by calling 40% of all samples."
    )
    assert bands_caution(Confusion(2, 1, 48, 49), BOUNDS[:1]) == (
        "Only 3 samples were called at risk: on these facts the bands say little."
    )
    assert bands_caution(Confusion(3, 2, 47, 48), BOUNDS) == ""


def test_a_score_that_tells_but_calls_nobody_is_cautioned() -> None:
    samples = planted(score=lambda left: 50.0 + np.minimum(left / 10.0, 40.0))
    found = evaluate(samples, 90, LAST_DAY)
    assert not confusion(samples.score < 40, samples.outcome_day < 0).called_in_vain
    assert found.verdict.startswith("The score tells these outcomes")
    assert "Nobody was called at risk" in found.verdict
