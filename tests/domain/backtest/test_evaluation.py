"""Planted truths are found, and noise is called noise."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest

from domain.backtest.document import BacktestReport, contract_form, from_json, to_json
from domain.backtest.evaluation import Backtest, evaluate, warning_time
from domain.backtest.lines import report_lines
from domain.backtest.samples import NO_DAY, Outcomes, Samples
from tests.domain.backtest.planted import LAST_DAY, planted

FIGURES = {"auc", "auc_low", "auc_high", "brier", "ece", "lift_10", "n", "outcomes"}


def truth(left: np.ndarray) -> np.ndarray:
    """A score that knows how many days are left."""
    return np.minimum(left / 4.0, 100.0)


@pytest.fixture(scope="module")
def found_truth() -> Backtest:
    return evaluate(planted(score=truth, facts=lambda left: np.minimum(left, 1e6)[:, None]), 90, LAST_DAY)


@pytest.fixture(scope="module")
def found_noise() -> Backtest:
    return evaluate(planted(), 90, LAST_DAY)


def test_a_score_that_is_the_truth_is_found_perfect(found_truth: Backtest) -> None:
    assert found_truth.score.auc == 1.0
    assert found_truth.score.brier == pytest.approx(0.0, abs=0.01)
    assert found_truth.verdict.startswith("The score tells these outcomes: AUC 1.00")
    assert found_truth.confusion.recall == 1.0
    assert found_truth.warnings.warned == found_truth.warnings.outcomes
    assert found_truth.warnings.median_days == pytest.approx(150, abs=20)


def test_rivals_find_what_the_facts_tell(found_truth: Backtest) -> None:
    assert (found_truth.baselines["boosting"].auc or 0) > 0.97
    assert (found_truth.baselines["logistic"].auc or 0) > 0.97
    assert (found_truth.baselines["recency"].auc or 0) < 0.6


def test_noise_is_reported_as_no_better_than_chance(found_noise: Backtest) -> None:
    assert found_noise.score.auc_low is not None
    assert found_noise.score.auc_high is not None
    assert found_noise.score.auc_low < 0.5 < found_noise.score.auc_high
    assert found_noise.verdict.startswith("The score is no better than chance at these outcomes: AUC")
    assert "best rival" not in found_noise.verdict
    for rival in found_noise.baselines.values():
        assert rival.auc_low is not None
        assert rival.auc_low < 0.52


@pytest.mark.parametrize("seed", range(3))
def test_labels_that_are_shuffled_among_accounts_teach_nobody(seed: int) -> None:
    """The rivals see facts that know the truth of another account."""
    samples = planted(score=truth, facts=lambda left: np.minimum(left, 1e6)[:, None], seed=seed)
    order = np.random.default_rng(seed).permutation(200)
    others = planted(seed=seed + 50)
    ends = dict(zip(others.account.tolist(), others.outcome_day.tolist(), strict=True))
    outcome_day = np.array([ends.get(int(order[account]), NO_DAY) for account in samples.account])
    outcome_day = np.where(outcome_day > samples.day, outcome_day, NO_DAY)
    found = evaluate(replace(samples, outcome_day=outcome_day), 90, LAST_DAY)
    assert found.score.auc == pytest.approx(0.5, abs=0.12)
    assert max(rival.auc or 0 for rival in found.baselines.values()) < 0.65


def test_a_score_that_is_upside_down_is_called_misleading() -> None:
    found = evaluate(planted(score=lambda left: 100.0 - truth(left)), 90, LAST_DAY)
    assert found.verdict.startswith("The score misleads about these outcomes")


def test_a_better_rival_is_named_as_such() -> None:
    blurred = planted(
        score=lambda left: truth(left) + np.random.default_rng(2).normal(0, 60, len(left)),
        facts=lambda left: np.minimum(left, 1e6)[:, None],
    )
    assert "worse than the best rival" in evaluate(blurred, 90, LAST_DAY).verdict


def test_another_horizon_in_the_table_tells_what_a_run_over_it_tells() -> None:
    """The score learns nothing: a longer horizon is judged on its own closed samples, whatever day the first is."""
    samples = planted(score=truth)
    by_horizon = {one.horizon_days: one for one in evaluate(samples, 90, LAST_DAY).horizons}
    for horizon in (30, 180):
        one = by_horizon[horizon]
        alone = evaluate(samples, horizon, LAST_DAY)
        assert (alone.score.auc, alone.score.n, alone.score.outcomes) == (
            one.score.auc,
            one.score.n,
            one.score.outcomes,
        )
        assert alone.confusion == one.confusion


def test_with_few_outcomes_there_are_no_figures() -> None:
    found = evaluate(planted(accounts=40, churned=0.5), 90, LAST_DAY)
    assert found.score.outcomes < 30
    assert found.verdict == f"Too few outcomes to say: {found.score.outcomes} of the 30 that a verdict needs."
    for one in (found.score, *found.baselines.values()):
        assert {name: getattr(one, name) for name in FIGURES - {"n", "outcomes"}} == dict.fromkeys(
            FIGURES - {"n", "outcomes"}
        )
    assert found.calibration == ()


def test_without_any_known_score_the_verdict_says_what_is_missing() -> None:
    found = evaluate(planted(score=lambda left: np.full(len(left), np.nan)), 90, LAST_DAY)
    assert found.score.n == 0
    assert "no customer had a known score" in found.verdict


def test_outcomes_enough_but_none_before_them_are_judged_without_taught_rivals() -> None:
    samples = planted(score=truth, churned=0.9)
    late = samples.take(samples.day >= 16 * 28)
    found = evaluate(late, 90, LAST_DAY)
    assert found.score.auc == 1.0
    assert found.score.brier is None
    assert found.baselines["recency"].auc is not None
    assert found.baselines["boosting"].auc is None
    assert "too few earlier outcomes to teach" in found.verdict


def test_windows_that_have_not_closed_are_not_judged() -> None:
    samples = planted()
    found = evaluate(samples, 90, last_day=400)
    assert max(one.day for one in found.moments) + 90 <= 400
    outcome_day = np.where(samples.day + 90 > 400, samples.day + 1, samples.outcome_day)
    changed = replace(samples, outcome_day=outcome_day)
    assert evaluate(changed, 90, last_day=400).score == found.score


def test_the_same_samples_give_the_same_document(found_noise: Backtest) -> None:
    again = evaluate(planted(), 90, LAST_DAY)
    assert json.dumps(contract_form(again)) == json.dumps(contract_form(found_noise))


def test_the_document_has_the_form_that_stays(found_noise: Backtest) -> None:
    document = contract_form(found_noise)
    assert set(document) == {"score", "baselines", "horizon_days", "verdict"}
    assert set(document["baselines"]) == {"recency", "logistic", "boosting"}
    for one in (document["score"], *document["baselines"].values()):
        assert set(one) == FIGURES
    assert document["horizon_days"] == 90


def test_a_report_survives_being_kept(found_truth: Backtest, found_noise: Backtest) -> None:
    for found in (found_truth, found_noise, evaluate(planted(accounts=20), 90, LAST_DAY)):
        report = BacktestReport(*_circumstances(), found)
        assert from_json(json.loads(json.dumps(to_json(report), sort_keys=True))) == report
        assert report_lines(report)[0] == found.verdict


def _circumstances() -> tuple[datetime, date, str, str]:
    return datetime(2026, 6, 30, tzinfo=UTC), date(2026, 6, 29), "Nexus 1", "the records"


def test_groups_and_horizons_are_told(found_truth: Backtest) -> None:
    assert set(found_truth.by_tier) == {"key"}
    assert set(found_truth.by_segment) == {"north", "south"}
    assert sum(one.n for one in found_truth.by_segment.values()) == found_truth.score.n
    assert [one.horizon_days for one in found_truth.horizons] == [30, 60, 90, 180]
    ninety = found_truth.horizons[2]
    assert (ninety.score.auc, ninety.score.n) == (found_truth.score.auc, found_truth.score.n)
    assert sum(one.n for one in found_truth.moments) == found_truth.score.n


def test_warning_is_counted_from_the_unbroken_run_at_risk() -> None:
    """At risk on days 0, 56 and 84, not on 28: the run that led to the outcome on day 100 began on day 56."""
    scores = np.array([30.0, 70.0, 30.0, 30.0])
    days = np.array([0, 28, 56, 84])
    words = np.array([""] * 4, dtype=object)
    samples = Samples(
        np.zeros(4, dtype=np.int64), days, scores, np.zeros(4), np.zeros((4, 1), dtype=np.float32),
        np.full(4, 100), words, words, np.ones(4),
    )  # fmt: skip
    told = warning_time(samples, last_day=200)
    assert (told.outcomes, told.warned, told.median_days) == (1, 1, 44.0)
    assert warning_time(samples, last_day=99).outcomes == 0


def test_outcomes_are_found_after_and_before_a_day() -> None:
    outcomes = Outcomes(np.array([7, 7, 9]), np.array([50, 10, 20]))
    account, day = np.array([7, 7, 7, 7, 8, 9]), np.array([9, 10, 49, 50, 5, 20])
    assert outcomes.first_after(account, day).tolist() == [10, 50, 50, NO_DAY, NO_DAY, NO_DAY]
    assert outcomes.none_until(account, day).tolist() == [True, False, False, False, True, False]
    none = Outcomes(np.array([], dtype=np.int64), np.array([], dtype=np.int64))
    assert none.first_after(account, day).tolist() == [NO_DAY] * 6
    assert none.none_until(account, day).all()
