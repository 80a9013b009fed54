"""Every indicator of the register keeps the same promises: a new one is covered by being there."""

import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from domain.facts import DIRECTIONS, Facts
from domain.policy import POLICY
from domain.registry import Family, Indicator, indicator, indicators
from domain.scoring import FactsOf, model_indicators
from domain.vocabulary import Direction, Purpose
from tests.domain.happenings import (
    GRID,
    PURPOSES,
    bill,
    contact,
    facts_of,
    goal,
    issue,
    measured,
    met,
    milestone,
    promise,
    stance,
    survey,
    touch,
    use,
)
from tests.domain.lives import lives

EVERY = pytest.mark.parametrize("rule", indicators(), ids=lambda rule: rule.key)
MARKUP = re.compile(r"[<>*_`$\[\]{}|\\]|nan|inf\b|None", re.IGNORECASE)
RICH: dict[str, Any] = {
    "touches": [
        touch(day, sentiment=0.2, response_seconds=7_200.0, direction=day % 2, purpose=PURPOSES.index(Purpose.QBR))
        for day in range(1, 60, 3)
    ],
    "issues": [issue(20), issue(50, closed_days_ago=30.0)],
    "surveys": [survey(12, 90.0)],
    "usage": [use(week, 50.0, 100.0) for week in range(16)],
    "contacts": [contact(seniority=0), contact(seniority=3)],
    "reached": [met(5), met(9, 1)],
    "stances": [stance(40, 2), stance(40, -1, 1)],
    "promises": [promise(10, 11)],
    "goals": [goal(100, -100)],
    "goal_readings": [measured(20, 30.0)],
    "invoices": [bill(12)],
    "deadlines": [milestone(-30)],
    "tier": 1,
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
        said = rule.sentence(FactsOf(facts, 0, int(row)), POLICY)
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


@pytest.mark.parametrize("key", ["reviews", "two_way"])
def test_what_a_source_does_not_record_is_unknown_and_not_bad(key: str) -> None:
    orders = [touch(day, direction=DIRECTIONS.index(Direction.INBOUND)) for day in range(1, 60, 3)]
    assert np.isnan(_last(key, touches=orders, tier=0))


def test_who_never_answers_reads_nothing_and_who_is_reviewed_late_less() -> None:
    ours = [touch(day, purpose=PURPOSES.index(Purpose.QBR)) for day in range(150, 250, 5)]
    assert _last("two_way", touches=ours) == 0.0
    assert _last("reviews", touches=ours, tier=0) == pytest.approx(50.0)


def _last(key: str, **life: Any) -> float:
    (rule,) = (rule for rule in indicators() if rule.key == key)
    return float(rule.measure(facts_of(**life), POLICY)[0, -1])


def test_every_weight_belongs_to_an_indicator() -> None:
    assert {rule.key for rule in model_indicators(POLICY)} == set(POLICY.weights)


def test_indicators_come_in_a_fixed_order_each_once() -> None:
    keys = [rule.key for rule in indicators()]
    assert keys == sorted(set(keys))


def test_two_indicators_cannot_have_one_name() -> None:
    with pytest.raises(ValueError, match="service"):
        indicator("service", "Again", Family.SERVICE, lambda _row, _policy: "")(lambda facts, _policy: facts.shadow)


SAID: list[tuple[str, dict[str, Any], str]] = [
    ("seats", {"usage": [use(0, 30.0, 60.0)]}, "50% of seats are in use."),
    ("usage_trend", {"usage": [use(0, 30.0), use(5, 20.0)]}, "Use changed by +50% against the 12 weeks before."),
    ("usage_trend", {"usage": [use(0, 3.0), use(5, 0.0)]}, "Use began: nobody used it in the 12 weeks before."),
    ("usage_trend", {"usage": [use(0, 0.0), use(5, 0.0)]}, "Nobody uses what they have."),
    ("balance", {"touches": [touch(1)] * 4}, "100% of touches are by people."),
    (
        "balance",
        {"touches": [touch(1, initiative=0), touch(1, initiative=1), *[touch(1, is_automated=True)] * 2]},
        "50% of touches are by people; 50% of ours are proactive.",
    ),
    (
        "champion",
        {"contacts": [contact()], "stances": [stance(9, 2)]},
        "A champion is on record, and nobody has met them.",
    ),
    (
        "champion",
        {"contacts": [contact()], "stances": [stance(9, 2)], "reached": [met(40)]},
        "A champion was last heard from 40 days ago.",
    ),
    ("champion", {"contacts": [contact()], "stances": [stance(9, 2)], "reached": [met(30)]}, "A champion is active."),
    (
        "champion",
        {"contacts": [contact(left_days_ago=3)], "stances": [stance(9, 2)]},
        "The champion left, and nobody has taken the place.",
    ),
    ("champion", {"contacts": [contact()], "stances": [stance(9, 1)]}, "Nobody there is a champion of ours."),
    ("notice", {"notices": [milestone(20)]}, "Notice was given 20 days ago."),
    ("notice", {"notices": [milestone(400)], "deadlines": [milestone(-9)]}, "The notice deadline is in 9 days."),
    ("price_rise", {"price_rises": [milestone(-9)]}, "A price rise takes effect in 9 days."),
    ("price_rise", {"price_rises": [milestone(9)]}, "A price rise took effect 9 days ago."),
    ("price_rise", {"price_rises": [milestone(91)], "invoices": [bill(1)]}, "No price rise is in sight."),
    ("invoices", {"invoices": [bill(9), bill(4)]}, "A bill is 9 days overdue."),
    ("invoices", {"invoices": [bill(9, 3), bill(-4)]}, "No bill is overdue."),
    (
        "goals",
        {"goals": [goal(50, -50)], "goal_readings": [measured(1, 25.0)]},
        "1 goal stands at 50% of where time expects.",
    ),
    ("goals", {"goals": [goal(90, 9, 9), goal(50, -50)]}, "2 goals stand at 50% of where time expects."),
    (
        "reviews",
        {"touches": [touch(9, purpose=PURPOSES.index(Purpose.QBR))], "tier": 0},
        "The last business review was 9 days ago.",
    ),
    ("breadth", {"contacts": [contact()], "reached": [met(1)] * 9}, "1 person is reached warmly, of 3 for its tier."),
    ("breadth", {"contacts": [contact()], "reached": [met(200)]}, "No people are reached warmly, of 3 for its tier."),
    ("seniority", {"contacts": [contact(1)], "reached": [met(1)] * 9}, "The highest warm tie is at VP level."),
    (
        "seniority",
        {"contacts": [contact(1), contact()], "reached": [met(1, 1)] * 9},
        "No warm tie reaches anybody whose level is known.",
    ),
    (
        "sponsor",
        {"contacts": [contact(1)], "reached": [met(7)]},
        "Somebody at VP level or above was last met 7 days ago.",
    ),
    (
        "trust",
        {"touches": [touch(1)], "promises": [promise(60)]},
        "Trust stands at 42 of 100, under an overdue promise.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("key", "life", "said"), SAID)
def test_it_says_what_is_the_case(key: str, life: dict[str, Any], said: str) -> None:
    facts = facts_of(**life)
    (rule,) = (rule for rule in indicators() if rule.key == key)
    assert not np.isnan(rule.measure(facts, POLICY)[0, -1])
    assert rule.sentence(FactsOf(facts, 0, -1), POLICY) == said
