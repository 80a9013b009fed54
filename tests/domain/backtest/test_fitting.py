"""Weights proposed from outcomes whose cause was planted."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest
from scipy.optimize import minimize

from domain.backtest.comparison import compare
from domain.backtest.fitting import BELIEF, Proposal, fitted, propose
from domain.backtest.measures import auc
from domain.backtest.samples import NO_DAY
from domain.facts import TIERS
from domain.grid import Floats, Ints
from domain.policy import POLICY
from domain.reweighing import StoredReadings, scores_under, stored_together
from domain.vocabulary import Tier

KEYS = ("goals", "seats", "trust")
POLICY_OF_THREE = replace(POLICY, weights=MappingProxyType({"goals": 45.0, "seats": 45.0, "trust": 10.0}))
HORIZON = 90
EVERY, TIMES = 28, 20
LAST = EVERY * TIMES + 180


def planted(
    accounts: int = 400, cause: str | None = "trust", missing: float = 0.0, seed: int = 3
) -> tuple[StoredReadings, Ints]:
    """Accounts whose lasting level of one indicator decides whether they leave, some day; the rest is noise."""
    draw = np.random.default_rng(seed)
    level = draw.uniform(10, 90, (len(KEYS), accounts))
    danger = 1 / (1 + np.exp((level[KEYS.index(cause)] - 35) / 8)) if cause else np.full(accounts, 0.4)
    ends = np.where(draw.random(accounts) < danger, draw.integers(60, EVERY * TIMES + 90, accounts), NO_DAY)
    account = np.repeat(np.arange(accounts), TIMES)
    day = np.tile(np.arange(TIMES) * EVERY, accounts)
    there = day < ends[account]
    account, day = account[there], day[there]
    readings = np.clip(level[:, account] + draw.normal(0, 8, (len(KEYS), len(account))), 0, 100)
    readings[draw.random(readings.shape) < missing] = np.nan
    size = len(account)
    rows = StoredReadings(
        keys=KEYS, account=account, day=day, tier=np.full(size, TIERS.index(Tier.KEY)), readings=readings,
        cap=np.full(size, 100.0), arr_cents=np.ones(size, dtype=np.int64), score=np.full(size, np.nan),
    )  # fmt: skip
    return rows, ends[account]


def proposed(**given: object) -> Proposal:
    rows, outcome = planted(**given)  # type: ignore[arg-type]
    return propose(rows, outcome, POLICY_OF_THREE, HORIZON, LAST)


@pytest.mark.parametrize("missing", [0.0, 0.3])
def test_what_caused_the_outcomes_gains_weight_and_the_score_ranks_better_out_of_sample(missing: float) -> None:
    found = proposed(missing=missing)
    assert found.weights is not None
    assert found.weights["trust"] > 20
    assert min(found.weights.values()) >= 0
    assert sum(found.weights.values()) == pytest.approx(100, abs=0.2)
    assert found.before is not None
    assert found.after is not None
    assert (found.before.auc or 0) + 0.02 < (found.after.auc or 0)
    assert found.outcomes >= 30


def test_when_a_decision_falls_takes_no_weight_from_what_decides_it() -> None:
    """Notice is given 60 days ahead, its deadline is near before that; who is far from theirs never leaves."""
    rows, outcome = planted()
    left = outcome - rows.day
    is_near = (left <= 150) | (np.random.default_rng(1).random(len(left)) < 0.4)
    notice = np.where(left <= 60, 0.0, np.where(is_near, 40.0, 100.0))
    told = replace(
        rows, keys=("goals", "notice", "trust"), readings=np.vstack([rows.readings[0], notice, rows.readings[2]])
    )
    weights = MappingProxyType({"goals": 75.0, "notice": 15.0, "trust": 10.0})
    found = propose(told, outcome, replace(POLICY, weights=weights), HORIZON, LAST)
    assert found.weights is not None
    assert found.weights["notice"] == 15
    assert found.weights["trust"] > 20
    assert sum(found.weights.values()) == pytest.approx(100, abs=0.2)


def test_what_is_announced_is_not_judged() -> None:
    rows, outcome = planted()
    notice = np.where(outcome - rows.day <= 60, 0.0, 100.0)
    told = replace(
        rows, keys=("goals", "notice", "trust"), readings=np.vstack([rows.readings[0], notice, rows.readings[2]])
    )
    weights = MappingProxyType({"goals": 45.0, "notice": 45.0, "trust": 10.0})
    found = propose(told, outcome, replace(POLICY, weights=weights), HORIZON, LAST)
    assert found.before is not None
    assert (found.before.auc or 1) < 0.75, "the announcement itself would rank almost perfectly"


def test_outcomes_without_a_cause_move_little_and_promise_nothing() -> None:
    found = proposed(cause=None)
    assert found.weights is not None
    assert all(abs(found.weights[key] - POLICY_OF_THREE.weights[key]) < 15 for key in KEYS)
    assert found.after is not None
    assert (found.after.auc_low or 1) < 0.5 < (found.after.auc_high or 0)


@pytest.mark.parametrize("accounts", [0, 1, 40])
def test_with_few_outcomes_nothing_is_proposed(accounts: int) -> None:
    found = proposed(accounts=accounts)
    assert (found.weights, found.before, found.after) == (None, None, None)
    assert found.needed == 30
    assert found.outcomes < 60


def test_the_more_outcomes_the_further_the_weights_may_move() -> None:
    moved = []
    for accounts in (60, 400, 1500):
        rows, outcome = planted(accounts=accounts)
        came = outcome <= rows.day + HORIZON
        moved.append(fitted(rows, came, POLICY_OF_THREE)["trust"])
    assert 10 <= moved[0] < moved[1] < moved[2]


def test_an_indicator_that_speaks_the_other_way_gets_no_weight_below_zero() -> None:
    rows, outcome = planted(accounts=3000)
    upside_down = replace(rows, readings=np.vstack([rows.readings[2], rows.readings[1], 100 - rows.readings[2]]))
    weights = fitted(upside_down, outcome <= rows.day + HORIZON, POLICY_OF_THREE)
    assert weights["trust"] == 0
    assert weights["goals"] > 50


def test_the_same_samples_give_the_same_weights() -> None:
    first, second = proposed(), proposed()
    assert first == second


def test_it_is_the_bottom_of_what_it_says_it_minimises() -> None:
    """By another method, without slopes, of a cost that is written down anew."""
    rows, outcome = planted(accounts=300)
    came = outcome <= rows.day + HORIZON
    share = np.array([0.45, 0.45, 0.10])
    lost = 1 - rows.readings.T / 100
    once = len(set(rows.account[came])) / came.sum()

    def bottom(scale: float, belief: float) -> Floats:
        def cost(x: Floats) -> float:
            told = 1 / (1 + np.exp(-(x[0] + lost @ x[1:])))
            error = -once * np.log(np.where(came, told, 1 - told)).sum()
            return float(error + 0.5 * (((x[1:] / scale - share) / belief) ** 2).sum())

        bounds = [(None, None), *[(0.0, None)] * 3]
        found = minimize(cost, [-4.0, *(3 * share)], method="SLSQP", bounds=bounds, options={"ftol": 1e-12})
        return np.asarray(found.x[1:])

    weights = bottom(float(bottom(1.0, 30.0).sum()), BELIEF)
    expected = 100 * weights / weights.sum()
    assert list(fitted(rows, came, POLICY_OF_THREE).values()) == pytest.approx(expected, abs=0.1)


def test_two_models_are_judged_on_the_same_rows() -> None:
    rows, outcome = planted()
    good, bad = rows.readings[2], rows.readings[0]
    found = compare(rows, outcome, bad, good, HORIZON, LAST)
    assert found.before.n == found.after.n
    assert found.before.outcomes == found.after.outcomes
    assert (found.after.auc or 0) > 0.75 > (found.before.auc or 1)
    swapped = compare(rows, outcome, good, bad, HORIZON, LAST)
    assert (swapped.before, swapped.after, swapped.calls_before) == (found.after, found.before, found.calls_after)


def test_rows_with_one_unknown_score_are_left_out_of_both() -> None:
    rows, outcome = planted()
    holes = np.where(np.arange(len(rows.account)) % 3 == 0, np.nan, rows.readings[2])
    found = compare(rows, outcome, rows.readings[2], holes, HORIZON, LAST)
    assert found.before == found.after
    assert found.before.n < compare(rows, outcome, rows.readings[2], rows.readings[2], HORIZON, LAST).before.n


def test_the_auc_told_is_that_of_the_scores_themselves() -> None:
    rows, outcome = planted(accounts=500)
    score = scores_under(rows, POLICY_OF_THREE)
    found = compare(rows, outcome, score, score, HORIZON, LAST)
    pairs = [(rows.day[place], place) for place in range(len(score)) if rows.day[place] + HORIZON <= LAST]
    judged_from = sorted({day for day, _ in pairs})[-len({day for day, _ in pairs}) :]
    for first in judged_from:
        chosen = np.array([place for day, place in pairs if day >= first])
        if len(chosen) == found.before.n:
            expected = auc(-score[chosen], outcome[chosen] <= rows.day[chosen] + HORIZON)
            assert found.before.auc == pytest.approx(expected)
            return
    raise AssertionError("no day cuts off so many rows")


def test_groups_of_rows_are_joined_as_they_came() -> None:
    rows, _ = planted(accounts=20)
    half = rows.account < 10
    again = stored_together([rows.take(half), rows.take(~half)])
    np.testing.assert_array_equal(again.readings, rows.readings)
    np.testing.assert_array_equal(again.account, rows.account)
