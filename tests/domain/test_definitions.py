"""The definitions say what the code does."""

import pytest

from domain.definitions import Definition, indicator_definitions, policy_reasons
from domain.policy import POLICY
from domain.registry import indicators

DEFINITIONS = indicator_definitions(POLICY)


def test_every_indicator_is_defined_once_the_heaviest_first() -> None:
    assert sorted(one.key for one in DEFINITIONS) == [rule.key for rule in indicators()]
    weights = [one.weight for one in DEFINITIONS]
    assert weights == sorted(weights, reverse=True)
    assert sum(one.share for one in DEFINITIONS) == pytest.approx(1.0)


@pytest.mark.parametrize("one", DEFINITIONS, ids=lambda one: one.key)
def test_a_definition_is_whole(one: Definition) -> None:
    assert len(one.formula) > 20
    assert len(one.reason) > 20
    assert one.inputs
    assert "\n" not in one.formula + one.reason


def test_what_a_helper_of_the_rule_reads_belongs_to_it() -> None:
    depth = next(one for one in DEFINITIONS if one.key == "engagement_depth")
    assert "touches" in depth.inputs
    assert "engagement half life days" in {number.name for number in depth.numbers}
    steepness = next(number for number in depth.numbers if number.name == "engagement steepness")
    assert steepness.value == f"{POLICY.engagement_steepness:g}"
    assert "logistic" in steepness.reason


def test_a_reason_is_the_text_below_its_number() -> None:
    assert policy_reasons()["automated_share"] == "An automated touch counts a tenth of a person's."
    assert "name" not in policy_reasons()
