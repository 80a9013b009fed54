"""Weights per tier: every part of health goes by those of the account's own tier."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given

from domain.definitions import indicator_definitions
from domain.explanation import remedies, waterfall
from domain.facts import TIERS
from domain.policy import POLICY
from domain.scoring import FactsOf, assess, known_share, main_reasons, model_indicators, weighted_mean
from domain.vocabulary import Tier
from domain.weights import is_weighed, tier_at, weights_by_account, weights_of
from tests.domain.happenings import GRID, facts_of, happened, issue, survey, touch
from tests.domain.lives import Life, lives

TWO = replace(
    POLICY,
    weights=MappingProxyType({"service": 1.0, "satisfaction": 3.0}),
    tier_weights=MappingProxyType({Tier.STRATEGIC: {"service": 9.0}, Tier.KEY: {"satisfaction": 0.0}}),
)
SERVICE_AND_TASTE: Life = {"surveys": [survey(1, 60.0)], "issues": [issue(14)]}


def test_a_tier_changes_what_it_names_and_keeps_the_rest() -> None:
    assert weights_of(TWO, Tier.STRATEGIC) == {"service": 9.0, "satisfaction": 3.0}
    assert weights_of(TWO, Tier.KEY) == {"service": 1.0, "satisfaction": 0.0}
    assert weights_of(TWO, Tier.TACTICAL) == weights_of(TWO, None) == TWO.weights


def test_an_account_without_tier_weighs_as_tactical() -> None:
    policy = replace(TWO, tier_weights=MappingProxyType({Tier.TACTICAL: {"service": 5.0}}))
    assert weights_of(policy, None)["service"] == 5.0
    tiers = np.array([-1, TIERS.index(Tier.TACTICAL), TIERS.index(Tier.KEY)])
    assert weights_by_account(policy, ["service", "satisfaction"], tiers).tolist() == [[5, 5, 1], [3, 3, 3]]
    assert [tier_at(position) for position in (-1.0, 0.0, 2.0)] == [None, TIERS[0], TIERS[2]]


def test_an_indicator_that_one_tier_weighs_belongs_to_the_model() -> None:
    policy = replace(
        TWO, weights=MappingProxyType({"service": 1.0}), tier_weights=MappingProxyType({Tier.KEY: {"trust": 1.0}})
    )
    assert [rule.key for rule in model_indicators(policy)] == ["service", "trust"]
    assert not is_weighed(policy, "goals")


def test_the_mean_of_two_accounts_by_hand() -> None:
    readings = np.array([[[80.0], [80.0]], [[20.0], [np.nan]]])
    weights = np.array([[1.0, 1.0], [3.0, 3.0]])
    assert weighted_mean(readings, weights).tolist() == [[35.0], [80.0]]
    assert known_share(readings, weights).tolist() == [[1.0], [0.25]]


@pytest.mark.parametrize(
    ("tier", "service", "satisfaction"), [(Tier.STRATEGIC, 9, 3), (Tier.KEY, 1, 0), (Tier.TACTICAL, 1, 3)]
)
def test_score_waterfall_and_reason_go_by_the_accounts_tier(tier: Tier, service: float, satisfaction: float) -> None:
    facts = facts_of(**SERVICE_AND_TASTE, tier=TIERS.index(tier))
    health = assess(facts, TWO)
    # in the order of the model: satisfaction, then service
    taste, served = health.readings[:, 0, -1]
    total = service + satisfaction
    assert health.score[0, -1] == pytest.approx((service * served + satisfaction * taste) / total, abs=1e-9)
    assert health.completeness[0, -1] == 1.0
    told = waterfall(facts, health, GRID, -1, TWO)
    assert told is not None
    expected = {"service": service * (100 - served) / total, "satisfaction": satisfaction * (100 - taste) / total}
    assert {bar.key: bar.points for bar in told.bars} == pytest.approx(
        {k: v for k, v in expected.items() if k == "service" or satisfaction > 0}
    )
    worst = max(expected, key=lambda key: expected[key])
    rule = next(rule for rule in model_indicators(TWO) if rule.key == worst)
    row = FactsOf(facts, 0, -1)
    assert main_reasons(health.readings[:, :, -1], facts, TWO)[0] == rule.sentence(row, TWO)


def test_completeness_is_the_share_of_the_tiers_own_weights() -> None:
    facts = facts_of(issues=[issue(2)], tier=TIERS.index(Tier.STRATEGIC))
    assert assess(facts, TWO).completeness[0, -1] == 9 / 12


@given(lives)
def test_bars_add_up_and_remedies_hold_whatever_the_tiers_weigh(life: Life) -> None:
    policy = replace(POLICY, tier_weights=MappingProxyType({tier: {"trust": 3.0, "goals": 0.0} for tier in Tier}))
    facts = facts_of(**life)
    health = assess(facts, policy)
    told = waterfall(facts, health, GRID, -1, policy)
    if told is not None:
        assert sum(bar.points for bar in told.bars) == pytest.approx(told.missing, abs=1e-9)
    for one in remedies(happened(**life), facts, health, GRID, policy):
        assert one.score <= 100 + 1e-9
        assert one.gain == pytest.approx(one.score - health.score[0, -1], abs=1e-9)


@given(lives)
def test_weights_that_equal_the_general_ones_change_no_bit(life: Life) -> None:
    facts = facts_of(**life)
    same = replace(POLICY, tier_weights=MappingProxyType(dict.fromkeys(Tier, POLICY.weights)))
    np.testing.assert_array_equal(assess(facts, POLICY).score, assess(facts, same).score)


def test_definitions_tell_each_tiers_share() -> None:
    told = {one.key: one for one in indicator_definitions(TWO)}
    assert told["service"].share == 0.25
    assert told["service"].share_by_tier == {Tier.STRATEGIC: 0.75, Tier.KEY: 1.0, Tier.TACTICAL: 0.25}
    assert told["trust"].share_by_tier == dict.fromkeys(Tier, 0.0)
    assert all(one.share_by_tier == {} for one in indicator_definitions(POLICY))


def test_a_touch_alone_reads_alike_for_all_tiers_but_counts_as_each_says() -> None:
    heavy = replace(POLICY, tier_weights=MappingProxyType({Tier.KEY: {"trust": 60.0}}))
    facts = facts_of(touches=[touch(1, sentiment=-1.0)], tier=TIERS.index(Tier.KEY))
    plain, weighed = assess(facts, POLICY), assess(facts, heavy)
    np.testing.assert_array_equal(plain.readings, weighed.readings)
    assert weighed.completeness[0, -1] > plain.completeness[0, -1]


def test_an_account_and_a_week_alone_give_the_bits_that_they_give_among_others() -> None:
    chance = np.random.default_rng(3)
    readings = np.where(chance.random((16, 30, 5)) < 0.1, np.nan, 100 * chance.random((16, 30, 5)))
    weights = 10 * chance.random((16, 30))
    means, shares = weighted_mean(readings, weights), known_share(readings, weights)
    for account in range(30):
        for week in range(5):
            alone = readings[:, account, week].reshape(-1, 1, 1), weights[:, account].reshape(-1, 1)
            assert weighted_mean(*alone).item() == means[account, week]
            assert known_share(*alone).item() == shares[account, week]
