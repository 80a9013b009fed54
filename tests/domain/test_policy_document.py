"""A policy becomes a document and the same policy again; a document that is no policy is refused."""

import json
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.policy import POLICY, Policy
from domain.policy_document import (
    UnreadablePolicy,
    only_weights_differ,
    policy_from_document,
    policy_to_document,
    same_numbers,
)
from domain.vocabulary import Channel, Tier

NUMBERS = [field.name for field in fields(Policy) if isinstance(getattr(POLICY, field.name), float)]
points = st.floats(-1e6, 1e6)


def there_and_back(policy: Policy) -> Policy:
    return policy_from_document(json.loads(json.dumps(policy_to_document(policy))))


def values(policy: Policy) -> dict[str, Any]:
    return {field.name: getattr(policy, field.name) for field in fields(Policy)}


def test_the_policy_that_nexus_comes_with_survives_json_whole() -> None:
    again = there_and_back(POLICY)
    assert values(again) == values(POLICY)
    assert {name: type(value) for name, value in values(again).items()} == {
        name: type(value) for name, value in values(POLICY).items()
    }
    assert set(map(type, again.channel_weight)) == {Channel}
    assert again.severity_points[1] == 40.0
    assert isinstance(again.cadence_days[Tier.KEY], int)


@given(
    weights=st.dictionaries(st.sampled_from(sorted(POLICY.weights)), points),
    of_tiers=st.dictionaries(
        st.sampled_from(Tier), st.dictionaries(st.sampled_from(sorted(POLICY.weights)), points).map(MappingProxyType)
    ),
    numbers=st.dictionaries(st.sampled_from(NUMBERS), points),
    name=st.text(min_size=1).filter(lambda text: text.strip() != "" and text.isprintable()),
)
def test_any_policy_survives_json_whole(
    weights: dict[str, float],
    of_tiers: dict[Tier, MappingProxyType[str, float]],
    numbers: dict[str, Any],
    name: str,
) -> None:
    policy = replace(
        POLICY,
        **numbers,
        name=name,
        weights=MappingProxyType(weights),
        tier_weights=MappingProxyType(of_tiers),
    )
    assert values(there_and_back(policy)) == values(policy)


def test_a_document_of_before_tiers_had_weights_means_that_they_have_none() -> None:
    document = policy_to_document(POLICY)
    del document["tier_weights"]
    assert values(policy_from_document(document)) == values(POLICY)


WRONG: dict[str, dict[str, Any]] = {
    "no health model has half_life": {"half_life": 1.0},
    "trust_half_life_days is not a number": {"trust_half_life_days": "90"},
    "recognition is not a number": {"recognition": True},
    "loss_weight is not a number": {"loss_weight": float("nan")},
    "usage_window_weeks is not a whole number": {"usage_window_weeks": 4.5},
    "weights is not a table": {"weights": [1.0]},
    "weights trust is not a number": {"weights": {"trust": None}},
    "channel_weight has no pigeon": {"channel_weight": {"pigeon": 1.0}},
    "severity_points has no one": {"severity_points": {"one": 1.0}},
    "tier_weights has no gold": {"tier_weights": {"gold": {}}},
    "tier_weights key is not a table": {"tier_weights": {"key": 1.0}},
    "name is not a word": {"name": " "},
}


@pytest.mark.parametrize("reason", WRONG)
def test_a_wrong_value_is_refused_with_its_name(reason: str) -> None:
    with pytest.raises(UnreadablePolicy, match=reason):
        policy_from_document(policy_to_document(POLICY) | WRONG[reason])


@pytest.mark.parametrize("name", ["weights", "name", "insight"])
def test_a_missing_value_is_refused_with_its_name(name: str) -> None:
    document = policy_to_document(POLICY)
    del document[name]
    with pytest.raises(UnreadablePolicy, match=f"{name} is missing"):
        policy_from_document(document)


def test_what_is_no_table_at_all_is_refused() -> None:
    with pytest.raises(UnreadablePolicy, match="not a table"):
        policy_from_document([])  # type: ignore[arg-type]


def test_two_policies_are_compared_without_their_names() -> None:
    assert same_numbers(POLICY, replace(POLICY, name="Other"))
    assert not same_numbers(POLICY, replace(POLICY, insight=3.0))


def test_a_policy_that_weighs_otherwise_still_reads_alike() -> None:
    heavier = MappingProxyType({**POLICY.weights, "trust": 30.0})
    assert only_weights_differ(POLICY, replace(POLICY, weights=heavier))
    assert only_weights_differ(POLICY, replace(POLICY, tier_weights=MappingProxyType({Tier.KEY: heavier})))
    assert not only_weights_differ(POLICY, replace(POLICY, weights=heavier, insight=3.0))
