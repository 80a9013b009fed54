"""The definitions in words: what a tier weighs otherwise."""

from dataclasses import replace
from types import MappingProxyType

from components.definitions import tiers_text
from domain.definitions import indicator_definitions
from domain.policy import POLICY
from domain.vocabulary import Tier


def test_a_tier_that_weighs_an_indicator_otherwise_is_named_with_its_share() -> None:
    weights = MappingProxyType({"trust": 50.0, "seats": 50.0})
    policy = replace(POLICY, weights=weights, tier_weights=MappingProxyType({Tier.KEY: {"trust": 150.0}}))
    told = {one.key: tiers_text(one) for one in indicator_definitions(policy)}
    assert told["trust"] == " (key accounts 75%)"
    assert told["seats"] == " (key accounts 25%)"
    assert told["goals"] == ""


def test_where_no_tier_differs_nothing_is_said() -> None:
    assert {tiers_text(one) for one in indicator_definitions(POLICY)} == {""}
