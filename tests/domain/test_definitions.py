"""The definitions say what the code does."""

from dataclasses import fields

import pytest

from domain.definitions import Definition, indicator_definitions, policy_reasons, score_numbers
from domain.facts import Facts
from domain.facts.rules import FACT_RULES, GENERAL, SCORE_NUMBERS, fact_rule
from domain.policy import POLICY, Policy
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
    assert "touches" in {one.name for one in depth.inputs}
    assert "engagement half life days" in {number.name for number in depth.numbers}
    steepness = next(number for number in depth.numbers if number.name == "engagement steepness")
    assert steepness.value == f"{POLICY.engagement_steepness:g}"
    assert "logistic" in steepness.reason


def test_a_reason_is_the_text_below_its_number() -> None:
    assert policy_reasons()["automated_share"] == "An automated touch counts a tenth of a person's."
    assert "name" not in policy_reasons()


def test_every_fact_has_a_rule_and_every_rule_a_fact() -> None:
    names = {one.name for one in fields(Facts)}
    assert all(len(fact_rule(name).rule) > 15 for name in names)
    assert set(FACT_RULES) <= names


NOT_OF_A_READING = {"name", "weights", "tier_weights", "cadence_days"}
"""What a model is called; weights, which stand at each indicator; and how often we mean to be in touch."""


def test_every_number_of_the_policy_is_told_where_it_acts() -> None:
    told = {number.name for one in DEFINITIONS for number in one.numbers}
    told |= {number.name for number in score_numbers(POLICY)}
    of_policy = {one.name for one in fields(Policy)} - NOT_OF_A_READING
    assert told == {name.removesuffix("_n").replace("_", " ") for name in of_policy}


def test_the_numbers_of_a_fact_are_those_of_the_policy() -> None:
    names = {one.name for one in fields(Policy)}
    assert set(SCORE_NUMBERS) <= names
    assert all(set(rule.numbers) <= names for rule in FACT_RULES.values())
    assert all(title and text.endswith(".") for title, text in GENERAL)


def test_trust_tells_what_it_is_made_of() -> None:
    trust = next(one for one in DEFINITIONS if one.key == "trust")
    assert {"loss weight", "trust half life days", "overdue promise points"} <= {one.name for one in trust.numbers}
    assert any("promise kept" in one.rule for one in trust.inputs)
