"""Every indicator of the register keeps the same promises: a new one is covered by being there."""

import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from domain.facts import Facts
from domain.policy import POLICY
from domain.registry import Family, Indicator, indicator, indicators
from domain.scoring import fact_row, model_indicators
from tests.domain.happenings import GRID, facts_of, issue, lives, survey, touch, use

EVERY = pytest.mark.parametrize("rule", indicators(), ids=lambda rule: rule.key)
MARKUP = re.compile(r"[<>*_`$\[\]{}|\\]|nan|inf\b|None", re.IGNORECASE)
RICH: dict[str, Any] = {
    "touches": [touch(day, sentiment=0.2, response_seconds=7_200.0) for day in range(1, 60, 3)],
    "issues": [issue(20), issue(50, closed_days_ago=30.0)],
    "surveys": [survey(12, 90.0)],
    "usage": [use(week, 50.0, 100.0) for week in range(16)],
}
"""A life in which every indicator has something to say."""


@EVERY
@given(life=lives)
def test_readings_are_from_0_to_100_or_unknown(rule: Indicator, life: dict[str, Any]) -> None:
    readings = rule.measure(facts_of(**life), POLICY)
    assert readings.shape == (1, len(GRID))
    known = readings[~np.isnan(readings)]
    assert ((known >= 0) & (known <= 100)).all()


@EVERY
@given(life=lives)
def test_what_is_known_is_said_in_a_plain_sentence(rule: Indicator, life: dict[str, Any]) -> None:
    facts = facts_of(**life)
    for row in np.flatnonzero(~np.isnan(rule.measure(facts, POLICY)[0]))[::7]:
        said = rule.sentence(fact_row(facts, 0, int(row)), POLICY)
        assert said[0] == said[0].upper()
        assert said.endswith(".")
        assert len(said) < 120
        assert not MARKUP.search(said.replace("influence", "")), said


@EVERY
def test_without_any_fact_it_is_unknown(rule: Indicator) -> None:
    assert np.isnan(rule.measure(facts_of(), POLICY)).all()


@EVERY
def test_with_facts_it_is_known_and_does_not_change_them(rule: Indicator) -> None:
    facts = facts_of(**RICH)
    before = {name: getattr(facts, name).copy() for name in Facts.__slots__}
    assert not np.isnan(rule.measure(facts, POLICY)[0, -1])
    for name, values in before.items():
        np.testing.assert_array_equal(getattr(facts, name), values)


@EVERY
def test_it_has_a_name_a_family_a_definition_and_a_weight(rule: Indicator) -> None:
    assert re.fullmatch(r"[a-z][a-z_]+", rule.key)
    assert rule.label[0].isupper()
    assert isinstance(rule.family, Family)
    assert rule.definition.endswith(".")
    assert len(rule.definition) > 40
    assert "  " not in rule.definition
    assert POLICY.weights.get(rule.key, 0) > 0, "an indicator without weight is never heard"


def test_every_weight_belongs_to_an_indicator() -> None:
    assert {rule.key for rule in model_indicators(POLICY)} == set(POLICY.weights)


def test_indicators_come_in_a_fixed_order_each_once() -> None:
    keys = [rule.key for rule in indicators()]
    assert keys == sorted(set(keys))


def test_two_indicators_cannot_have_one_name() -> None:
    with pytest.raises(ValueError, match="service"):
        indicator("service", "Again", Family.SERVICE, lambda _row, _policy: "")(lambda facts, _policy: facts.shadow)


@pytest.mark.parametrize(
    ("usage", "said"),
    [
        ([use(0, 30.0, 60.0)], "50% of seats are in use."),
        ([use(0, 30.0, 60.0), use(5, 20.0)], "50% of seats are in use, +50% against the 12 weeks before."),
        ([use(0, 30.0, 60.0), use(5, 0.0)], "50% of seats are in use, against none in the 12 weeks before."),
        ([use(0, 3.0)], "3 people use it."),
    ],
)
def test_adoption_says_no_change_where_there_is_nothing_to_compare_with(
    usage: list[dict[str, float]], said: str
) -> None:
    facts = facts_of(usage=usage)
    (adoption,) = (rule for rule in indicators() if rule.key == "adoption")
    assert adoption.sentence(fact_row(facts, 0, -1), POLICY) == said
