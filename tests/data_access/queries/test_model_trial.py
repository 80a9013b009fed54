"""Trying another model on the past, and asking which weights the past speaks for: administrators only."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from data_access.backtest.run import Order, judge
from data_access.queries.model_trial import compared_models, proposed_weights
from domain.errors import NotYours
from domain.policy import POLICY
from domain.viewer import Viewer
from domain.vocabulary import Role
from tests.builders import viewer_for
from tests.conftest import DEMO_DAY

ADMINISTRATOR: Viewer = viewer_for(1, Role.ADMINISTRATOR, DEMO_DAY)
HEAVIER = replace(POLICY, weights=MappingProxyType({**POLICY.weights, "breadth": 15.0, "satisfaction": 2.0}))
"""Between two indicators that are known together: a comparison judges only samples that both models can score."""


@pytest.mark.parametrize("role", [Role.ACCOUNT_MANAGER, Role.TEAM_LEAD, Role.EXECUTIVE])
def test_nobody_else_tries_models(demo_database: str, role: Role) -> None:
    viewer = viewer_for(1, role, DEMO_DAY)
    with pytest.raises(NotYours):
        compared_models(viewer, HEAVIER)
    with pytest.raises(NotYours):
        proposed_weights(viewer)


def test_stored_readings_judge_as_a_whole_backtest_does(demo_database: str) -> None:
    quick = compared_models(ADMINISTRATOR, HEAVIER)
    was, will = (judge(Order(as_of=DEMO_DAY), policy=policy).found for policy in (POLICY, HEAVIER))
    ranked = [replace(one.score, brier=None, ece=None) for one in (was, will)]
    assert [quick.before, quick.after] == ranked
    assert quick.before.auc != quick.after.auc
    assert (quick.calls_before, quick.calls_after) == (was.confusion, will.confusion)


def test_other_numbers_are_judged_by_computing_the_history_anew(demo_database: str) -> None:
    other = replace(POLICY, trust_half_life_days=30.0)
    progress: list[tuple[int, int]] = []
    found = compared_models(ADMINISTRATOR, other, lambda done, total: progress.append((done, total)))
    assert found.calls_before == judge(Order(as_of=DEMO_DAY), policy=POLICY).found.confusion
    assert found.calls_after == judge(Order(as_of=DEMO_DAY), policy=other).found.confusion
    assert progress


def test_with_too_few_outcomes_no_weights_are_proposed(demo_database: str) -> None:
    found = proposed_weights(ADMINISTRATOR)
    assert found.weights is None
    assert 0 < found.outcomes < 2 * found.needed
