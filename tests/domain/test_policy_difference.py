"""What one model says otherwise than another."""

from dataclasses import replace
from types import MappingProxyType

from domain.policy import POLICY
from domain.policy_difference import differences
from domain.vocabulary import Tier


def test_models_that_score_alike_differ_in_nothing() -> None:
    assert differences(POLICY, replace(POLICY, name="Other")) == ()


def test_each_weight_and_number_is_told_with_both_values() -> None:
    other = replace(
        POLICY,
        weights=MappingProxyType({**POLICY.weights, "trust": 25.0, "notice": 0.0}),
        tier_weights=MappingProxyType({Tier.KEY: {"seats": 12.5}}),
        trust_half_life_days=60.0,
        qbr_days=MappingProxyType({**POLICY.qbr_days, Tier.TACTICAL: 365}),
    )
    assert sorted(differences(POLICY, other)) == [
        "Notice: weight 1 → 0",
        "Qbr days: tactical none → 365",
        "Seats in use, key accounts: weight as for all → 12.5",
        "Trust half life days 90 → 60",
        "Trust: weight 18 → 25",
    ]
    assert "Trust: weight 25 → 18" in differences(other, POLICY)
    assert "Seats in use, key accounts: weight 12.5 → as for all" in differences(other, POLICY)
