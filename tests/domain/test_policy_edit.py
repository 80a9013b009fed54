"""A health model as a form edits it, and what no model may be."""

from contextlib import suppress
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import NexusError
from domain.facts import gather
from domain.policy import POLICY, Policy
from domain.policy_document import policy_from_document, policy_to_document
from domain.policy_edit import edited, number_lines, refuse_impossible, weight_lines
from domain.registry import indicators
from domain.scoring import assess
from domain.vocabulary import Tier
from tests.domain.happenings import GRID, happened, issue, promise, survey, touch, use
from tests.domain.lives import Life, lives

UNLIKE = replace(POLICY, tier_weights=MappingProxyType({Tier.KEY: MappingProxyType({"trust": 25.0, "goals": 0.0})}))
LINES = number_lines(POLICY)


def as_they_are(policy: Policy) -> Policy:
    numbers = [(line.name, line.of, line.value) for line in number_lines(policy)]
    return edited(policy, policy.name, weight_lines(policy), numbers)


@pytest.mark.parametrize("policy", [POLICY, UNLIKE])
def test_a_form_that_was_not_touched_gives_the_same_model(policy: Policy) -> None:
    assert policy_to_document(as_they_are(policy)) == policy_to_document(policy)


def test_every_indicator_and_number_has_a_line() -> None:
    assert {line.key for line in weight_lines(POLICY)} == {rule.key for rule in indicators()}
    families = [line.family for line in weight_lines(POLICY)]
    assert [family for place, family in enumerate(families) if family not in families[:place]][:2] == [
        "engagement depth",
        "trust",
    ]
    told = {line.label: line.value for line in LINES}
    assert told["Trust half life days"] == 90.0
    assert told["Channel weight: meeting"] == 3.0
    assert told["Severity points: 1"] == 40.0
    assert told["Qbr days: strategic"] == 100
    assert "Qbr days: tactical" not in told


def test_what_is_changed_in_the_form_is_changed_in_the_model() -> None:
    weights = [
        replace(line, weight=30.0, by_tier={Tier.STRATEGIC: 5.0, Tier.KEY: None}) if line.key == "trust" else line
        for line in weight_lines(POLICY)
    ]
    changes = [("trust_half_life_days", "", 60.0), ("channel_weight", "meeting", 4.0), ("cadence_days", "key", 21)]
    policy = edited(POLICY, "Ours", weights, changes)
    assert (policy.name, policy.weights["trust"], policy.trust_half_life_days) == ("Ours", 30.0, 60.0)
    assert policy.tier_weights == {Tier.STRATEGIC: {"trust": 5.0}}
    assert policy_to_document(policy)["channel_weight"]["meeting"] == 4.0
    assert policy.cadence_days[Tier.KEY] == 21


def test_an_indicator_without_weight_is_left_out_of_the_model() -> None:
    weights = [replace(line, weight=0.0) if line.key == "notice" else line for line in weight_lines(POLICY)]
    assert "notice" not in edited(POLICY, "Ours", weights, []).weights


IMPOSSIBLE: dict[str, tuple[str, object]] = {
    "below zero": ("weights", {**POLICY.weights, "trust": -1.0}),
    "There is no indicator mood": ("weights", {**POLICY.weights, "mood": 1.0}),
    "Nothing is weighed for strategic accounts": ("weights", {"trust": 0.0}),
    "Nothing is weighed for key accounts": ("tier_weights", {Tier.KEY: dict.fromkeys(POLICY.weights, 0.0)}),
    "of tactical is below zero": ("tier_weights", {Tier.TACTICAL: {"trust": -1.0}}),
    "Trust half life days cannot be zero": ("trust_half_life_days", 0.0),
    "Insight is below zero": ("insight", -2.0),
    "Automated share is a share": ("automated_share", 1.5),
    "Cap severity 1 is more than 100": ("cap_severity_1", 120.0),
    "Satisfaction worst must be less than satisfaction best": ("satisfaction_worst", 80.0),
    "Engagement at norm must lie between 0 and 100": ("engagement_at_norm", 100.0),
}


@pytest.mark.parametrize("words", IMPOSSIBLE)
def test_an_impossible_model_is_refused_with_its_reason(words: str) -> None:
    name, value = IMPOSSIBLE[words]
    with pytest.raises(NexusError, match=words):
        refuse_impossible(replace(POLICY, **{name: value}))  # type: ignore[arg-type]


@given(life=lives, place=st.integers(0, len(LINES) - 1), value=st.sampled_from([0, 1, 100]))
def test_whatever_is_not_refused_can_be_computed(life: Life, place: int, value: float) -> None:
    line = LINES[place]
    try:
        policy = edited(POLICY, "Ours", weight_lines(POLICY), [(line.name, line.of, value)])
    except NexusError:
        return
    health = assess(gather(happened(**life), GRID, policy), policy)
    known = health.score[~np.isnan(health.score)]
    assert ((known >= 0) & (known <= 100)).all(), line.label


@pytest.mark.parametrize("value", [0, 1, 100])
def test_no_line_at_its_extremes_breaks_the_computation(value: float) -> None:
    """Every line, as chance would leave some out."""
    life: Life = {"touches": [touch(3, sentiment=0.5, response_seconds=900.0)], "surveys": [survey(9, 70.0)],
            "usage": [use(1, 5.0, 10.0)], "promises": [promise(5)], "issues": [issue(20)]}  # fmt: skip
    for line in LINES:
        with suppress(NexusError):
            policy = edited(POLICY, "Ours", weight_lines(POLICY), [(line.name, line.of, value)])
            score = assess(gather(happened(**life), GRID, policy), policy).score
            assert ((score >= 0) & (score <= 100) | np.isnan(score)).all(), line.label


def test_the_same_document_is_read_as_the_same_lines() -> None:
    again = policy_from_document(policy_to_document(UNLIKE))
    assert weight_lines(again) == weight_lines(UNLIKE)
