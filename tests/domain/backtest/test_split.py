"""What teaches and what is judged never touch: neither an account nor a window of time."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.backtest.samples import NO_DAY, accounts_with
from domain.backtest.split import LEAST_LEARNED, LEAST_OUTCOMES, split
from tests.domain.backtest.planted import planted


@given(st.integers(0, 1000), st.sampled_from([30, 90, 180]))
@settings(max_examples=25, deadline=None)
def test_no_account_and_no_window_is_on_both_sides(seed: int, horizon: int) -> None:
    samples = planted(seed=seed)
    parts = split(samples, samples.came_within(horizon), horizon, seed)
    assert parts.folds
    for fold in parts.folds:
        learned, judged = samples.take(fold.learn), samples.take(fold.judge)
        assert not set(learned.account) & set(judged.account)
        assert learned.day.max() + horizon < samples.day[parts.judged].min()


def test_the_folds_share_out_the_judged_samples() -> None:
    samples = planted()
    parts = split(samples, samples.came_within(90), 90, seed=1)
    assert (np.sum([fold.judge for fold in parts.folds], axis=0) == parts.judged).all()


def test_both_sides_have_outcomes_enough() -> None:
    samples = planted()
    came = samples.came_within(90)
    parts = split(samples, came, 90, seed=1)
    assert accounts_with(samples.account[parts.judged], came[parts.judged]) >= LEAST_OUTCOMES
    assert parts.learned >= LEAST_LEARNED


@pytest.mark.parametrize("accounts", [0, 40])
def test_without_enough_to_learn_from_everything_is_judged(accounts: int) -> None:
    samples = planted(accounts=accounts, churned=0.8)
    samples = samples.take(samples.day >= 15 * 28)
    parts = split(samples, samples.came_within(90), 90, seed=1)
    assert parts.folds == ()
    assert parts.judged.all()
    assert parts.learned == 0


@pytest.mark.parametrize(("horizon", "apart"), [(90, {28}), (14, {7})])
def test_days_four_weeks_apart_teach_unless_windows_would_pass_between_them(horizon: int, apart: set[int]) -> None:
    samples = planted(times=80)
    sooner = np.where(samples.outcome_day == NO_DAY, NO_DAY, samples.outcome_day // 4 + 4)
    weekly = replace(samples, day=samples.day // 4 + 3, outcome_day=sooner)
    parts = split(weekly, weekly.came_within(horizon), horizon, seed=1)
    learned = np.unique(np.concatenate([weekly.day[fold.learn] for fold in parts.folds]))
    assert set(np.diff(learned)) == apart
    assert set(np.diff(np.unique(weekly.day[parts.judged]))) == {7}
    if horizon > 28:
        assert ((learned + 4) % 28 == 0).all()
