"""Measures against scikit-learn's, against hand-made cases, and against what must hold for any input."""

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss, roc_auc_score

from domain.backtest.draws import auc_interval, drawn_aucs, middle
from domain.backtest.measures import (
    Confusion,
    auc,
    brier,
    calibration,
    calibration_error,
    confusion,
    lift,
)

RANKED = st.lists(st.tuples(st.integers(0, 20), st.booleans()), min_size=2, max_size=60).filter(
    lambda rows: len({came for _, came in rows}) == 2
)


def columns(rows: list[tuple[int, bool]]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([risk for risk, _ in rows], dtype=float), np.array([came for _, came in rows])


@given(RANKED)
@settings(max_examples=200)
def test_auc_is_scikit_learns_also_with_ties(rows: list[tuple[int, bool]]) -> None:
    risk, came = columns(rows)
    assert auc(risk, came) == pytest.approx(roc_auc_score(came, risk), abs=1e-12)


@given(RANKED)
def test_the_opposite_ranking_has_the_opposite_auc(rows: list[tuple[int, bool]]) -> None:
    risk, came = columns(rows)
    assert auc(-risk, came) == pytest.approx(1.0 - (auc(risk, came) or 0.0), abs=1e-12)


@given(RANKED)
def test_brier_is_scikit_learns(rows: list[tuple[int, bool]]) -> None:
    risk, came = columns(rows)
    assert brier(risk / 20, came) == pytest.approx(brier_score_loss(came, risk / 20), abs=1e-12)


@given(RANKED, st.randoms(use_true_random=False))
def test_the_order_of_samples_changes_no_measure(rows: list[tuple[int, bool]], shuffle: Random) -> None:
    mixed = list(rows)
    shuffle.shuffle(mixed)
    for measure in (auc, lift, lambda risk, came: calibration_error(calibration(risk / 20, came))):
        assert measure(*columns(mixed)) == pytest.approx(measure(*columns(rows)), abs=1e-12)


def test_nothing_is_measured_where_there_is_nothing_to_tell_apart() -> None:
    risk, none = np.array([1.0, 2.0]), np.array([False, False])
    assert auc(risk, none) is None
    assert auc(risk, ~none) is None
    assert auc_interval(risk, none, np.array([1, 2]), seed=1) is None
    assert lift(risk, none) is None
    assert auc(np.array([]), np.array([], dtype=bool)) is None
    assert auc_interval(np.array([]), np.array([], dtype=bool), np.array([], dtype=int), seed=1) is None
    assert brier(np.array([]), np.array([], dtype=bool)) is None
    assert calibration(np.array([]), np.array([], dtype=bool)) == ()
    assert calibration_error(()) is None


def test_lift_is_the_rate_among_the_riskiest_over_the_rate_of_all() -> None:
    risk = np.arange(20, dtype=float)
    came = np.zeros(20, dtype=bool)
    came[[19, 3]] = True
    assert lift(risk, came) == pytest.approx((1 / 2) / (2 / 20))


def test_samples_that_tie_at_the_edge_of_the_tenth_count_in_part() -> None:
    risk = np.array([9.0] + [5.0] * 19)
    came = np.array([True] + [True] * 9 + [False] * 10)
    assert lift(risk, came) == pytest.approx((1 + 9 / 19) / 2 / 0.5)


def test_calibration_keeps_equals_together_and_tells_what_came() -> None:
    probability = np.array([0.1] * 6 + [0.8] * 4)
    came = np.array([False] * 5 + [True] + [True] * 3 + [False])
    groups = calibration(probability, came, bins=5)
    told = [(one.told, one.came, one.samples) for one in groups]
    assert told == [pytest.approx((0.1, 1 / 6, 6)), pytest.approx((0.8, 0.75, 4))]
    assert calibration_error(groups) == pytest.approx((6 * (1 / 6 - 0.1) + 4 * 0.05) / 10)


def test_confusion_counts_calls_against_outcomes() -> None:
    called = np.array([True, True, True, False, False, False])
    came = np.array([True, False, False, True, True, False])
    found = confusion(called, came)
    assert found == Confusion(called_and_came=1, called_in_vain=2, missed=2, rightly_quiet=1)
    assert [found.precision, found.recall] == pytest.approx([1 / 3, 1 / 3])
    nobody = confusion(np.zeros(3, dtype=bool), np.zeros(3, dtype=bool))
    assert (nobody.precision, nobody.recall) == (None, None)


def test_the_interval_is_wider_when_samples_hang_together() -> None:
    draw = np.random.default_rng(3)
    risk, came = draw.normal(size=400), draw.random(400) < 0.3
    alone = auc_interval(risk, came, np.arange(400), seed=1)
    repeated = auc_interval(np.tile(risk[:40], 10), np.tile(came[:40], 10), np.tile(np.arange(40), 10), seed=1)
    assert alone is not None
    assert repeated is not None
    assert repeated[1] - repeated[0] > 2 * (alone[1] - alone[0])
    assert alone == auc_interval(risk, came, np.arange(400), seed=1)


@given(RANKED, st.integers(0, 5))
@settings(max_examples=50)
def test_a_draw_is_the_auc_of_the_accounts_drawn_as_often_as_they_were(rows: list[tuple[int, bool]], seed: int) -> None:
    risk, came = columns(rows)
    account = np.arange(len(rows)) // 2
    drawn = drawn_aucs([risk, -risk], came, account, seed, draws=3)
    draw = np.random.default_rng(seed)
    for one in range(3):
        times = np.bincount(draw.integers(0, account.max() + 1, account.max() + 1), minlength=account.max() + 1)
        expected = auc(np.repeat(risk, times[account]), np.repeat(came, times[account]))
        assert drawn[0, one] == pytest.approx(np.nan if expected is None else expected, nan_ok=True)
        assert drawn[1, one] == pytest.approx(np.nan if expected is None else 1 - expected, nan_ok=True)


def test_more_of_the_draws_is_a_wider_middle() -> None:
    drawn = np.arange(1001.0)
    assert middle(drawn, 95.0) == pytest.approx((25, 975))
    assert middle(drawn, 99.0) == pytest.approx((5, 995))
    assert middle(np.where(drawn < 600, np.nan, drawn)) is None
