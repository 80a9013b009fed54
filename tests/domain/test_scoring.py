"""The score: its bounds, its caps, what the unknown does to it and what the issues do."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.facts import Facts
from domain.policy import POLICY
from domain.scoring import Assessments, FactsOf, assess, main_reasons, model_indicators
from tests.domain.happenings import GRID, KINDS, ago, facts_of, issue, survey, touch, use
from tests.domain.lives import Life, beside, lives, touches

NOT_POINTED_AT = sorted(set(KINDS) - {"contacts", "goals"})


def assessed(**kinds: Any) -> Assessments:
    return assess(facts_of(**kinds), POLICY)


def reading(health: Assessments, key: str, row: int = -1) -> float:
    keys = [rule.key for rule in model_indicators(POLICY)]
    return float(health.readings[keys.index(key), 0, row])


@given(lives)
def test_readings_scores_and_completeness_stay_in_their_bounds(life: Life) -> None:
    health = assessed(**life)
    for values in (health.readings, health.score, health.score_without_issues):
        known = values[~np.isnan(values)]
        assert ((known >= 0) & (known <= 100)).all()
    assert ((health.completeness >= 0) & (health.completeness <= 1)).all()


@given(lives)
def test_a_score_is_told_exactly_when_enough_is_known(life: Life) -> None:
    health = assessed(**life)
    enough = health.completeness >= POLICY.least_completeness
    assert (~np.isnan(health.score) == enough).all()
    assert (~np.isnan(health.score_without_issues) == enough).all()


@given(lives)
def test_issues_never_raise_a_score_and_taking_them_away_never_lowers_it(life: Life) -> None:
    health, clear = assessed(**life), assessed(**life | {"issues": []})
    both = ~np.isnan(health.score) & ~np.isnan(clear.score)
    assert (health.score[both] <= clear.score[both]).all()
    told = ~np.isnan(health.score)
    assert (health.score_without_issues[told] >= health.score[told]).all()
    assert health.score_without_issues[both] == pytest.approx(clear.score[both], abs=1e-9)


@given(lives, st.sampled_from(NOT_POINTED_AT))
def test_taking_an_input_away_never_makes_completeness_rise(life: Life, kind: str) -> None:
    assert (assessed(**life | {kind: []}).completeness <= assessed(**life).completeness).all()


@given(lives)
def test_the_unknown_is_left_out_and_never_counts_as_zero(life: Life) -> None:
    health = assessed(**life)
    weights = [POLICY.weights[rule.key] for rule in model_indicators(POLICY)]
    for row in range(len(GRID)):
        known = [(w, x) for w, x in zip(weights, health.readings[:, 0, row], strict=True) if not np.isnan(x)]
        if np.isnan(health.score[0, row]):
            continue
        mean = sum(w * x for w, x in known) / sum(w for w, _ in known)
        assert health.score[0, row] <= mean + 1e-9
        if health.score[0, row] not in (POLICY.cap_severity_1, POLICY.cap_severity_2):
            assert health.score[0, row] == pytest.approx(mean, abs=1e-9)


@given(lives, lives)
def test_accounts_computed_together_do_not_touch_one_another(first: Life, second: Life) -> None:
    both = assessed(**beside(first, second))
    for place, life in enumerate((first, second | {"tier": first["tier"]})):
        alone = assessed(**life)
        np.testing.assert_array_equal(both.score[place], alone.score[0])
        np.testing.assert_array_equal(both.readings[:, place], alone.readings[:, 0])


@given(touches)
def test_the_order_of_events_changes_nothing_that_is_told(drawn: list[dict[str, Any]]) -> None:
    forward, backward = assessed(touches=drawn), assessed(touches=drawn[::-1])
    assert forward.readings == pytest.approx(backward.readings, abs=1e-9, nan_ok=True)


@pytest.mark.parametrize(
    ("level", "days", "cap"),
    [(1, 2.9, 100.0), (1, 3.1, 49.0), (2, 13.9, 100.0), (2, 14.1, 69.0), (3, 300.0, 100.0), (4, 300.0, 100.0)],
)
def test_an_old_severe_issue_caps_the_score(level: int, days: float, cap: float) -> None:
    good = {"touches": [touch(day, sentiment=1.0, response_seconds=60.0) for day in range(90)]}
    health = assessed(**good, issues=[issue(days, level=level)])
    free = assessed(**good)
    assert free.score[0, -1] > 90
    if cap < 100:
        assert health.score[0, -1] == cap
    else:
        assert health.score[0, -1] > 69
    assert health.score_without_issues[0, -1] == free.score[0, -1]


def test_the_lower_cap_holds_where_both_do() -> None:
    good = {"touches": [touch(day, sentiment=1.0) for day in range(90)]}
    assert assessed(**good, issues=[issue(30, level=1), issue(30, level=2)]).score[0, -1] == POLICY.cap_severity_1


def test_an_account_without_anything_is_unknown() -> None:
    health = assessed()
    assert np.isnan(health.readings).all()
    assert np.isnan(health.score).all()
    assert (health.completeness == 0).all()
    assert main_reasons(health.readings[:, :, -1], facts_of(), POLICY) == [None]


def test_one_kind_of_facts_alone_tells_no_score_where_too_little_is_known() -> None:
    health = assessed(issues=[issue(5)])
    assert health.completeness[0, -1] == pytest.approx(10 / 100)
    assert np.isnan(health.score[0, -1])


def test_engagement_at_the_tiers_norm_reads_sixty() -> None:
    # A key account is expected to have 2.6 e-mails a week, a strategic one 6, a tactical one 0.75.
    weekly = [touch(7 * (number + 0.5) / 2.6) for number in range(900)]
    assert reading(assessed(touches=weekly, tier=1), "engagement_depth") == pytest.approx(60.0, abs=0.6)
    assert reading(assessed(touches=weekly, tier=0), "engagement_depth") < 50
    assert reading(assessed(touches=weekly, tier=2), "engagement_depth") == pytest.approx(90.0, abs=0.3)
    assert reading(assessed(touches=weekly, tier=-1), "engagement_depth") == reading(
        assessed(touches=weekly, tier=2), "engagement_depth"
    )


@pytest.mark.parametrize(("key", "direction"), [("responsiveness", 1), ("their_responsiveness", 0)])
def test_replies_after_five_and_a_half_hours_count_two_thirds_once_there_are_many(key: str, direction: int) -> None:
    reply = touch(0.01, response_seconds=5.5 * 3600.0, direction=direction)
    assert reading(assessed(touches=[reply]), key) == pytest.approx(
        100 * ((200 / 3 + 5 * 62) / 6 - 53) / (70 - 53), abs=0.01
    )
    assert reading(assessed(touches=[reply] * 5_000), key) == pytest.approx(100 * (200 / 3 - 53) / (70 - 53), abs=0.1)
    other = touch(0.01, response_seconds=60.0, direction=1 - direction)
    assert np.isnan(reading(assessed(touches=[other]), key))


def test_satisfaction_weighs_surveys_above_tone() -> None:
    mixed = assessed(surveys=[survey(0.01, 80.0)], touches=[touch(0.01, sentiment=-1.0)])
    assert reading(mixed, "satisfaction") == pytest.approx(
        100 * ((5 * 80 + 0 + 5 * 62) / 11 - 45) / (72 - 45), abs=0.01
    )


def test_use_of_four_fifths_of_the_seats_reads_a_hundred_and_steady_use_sixty_five() -> None:
    steady = assessed(usage=[use(week, 80.0, 100.0) for week in range(16)])
    assert reading(steady, "seats") == pytest.approx(100.0)
    assert reading(steady, "usage_trend") == pytest.approx(65.0)
    fewer = assessed(usage=[use(week, 50.0 if week < 4 else 60.0, 100.0) for week in range(16)])
    assert reading(fewer, "seats") == pytest.approx(100 * 10 / 35)
    assert reading(fewer, "usage_trend") == pytest.approx(65.0 + 160 * np.log2(51 / 61))
    assert np.isnan(reading(assessed(usage=[use(0, 5.0)]), "seats"))
    assert np.isnan(reading(assessed(usage=[use(0, 5.0)]), "usage_trend"))
    assert np.isnan(reading(assessed(usage=[use(4, 5.0, 10.0)]), "seats"))


def test_use_becomes_known_only_after_it_was_recorded() -> None:
    facts = facts_of(usage=[use(3, 5.0, known_at=ago(7))])
    assert np.isnan(facts.active_users[0, -2])  # known just at the end of that row
    assert facts.active_users[0, -1] == 5.0


@given(lives)
def test_the_shadow_of_issues_is_never_negative_and_bounded_by_their_severity(life: Life) -> None:
    facts = facts_of(**life)
    most = sum(POLICY.severity_points[record["level"]] for record in life["issues"])
    assert ((facts.shadow >= 0) & (facts.shadow <= most + 1e-9)).all()


def test_a_shadow_grows_while_open_and_halves_in_three_weeks_after() -> None:
    facts = facts_of(issues=[issue(70, closed_days_ago=42.0)])
    grown = 20.0 * (1 - 2 ** (-28 / 14))
    assert facts.shadow[0, -1] == pytest.approx(grown / 4)
    assert facts.shadow[0, -7] == pytest.approx(grown)  # it closed just at the end of that row
    assert (np.diff(facts.shadow[0, -7:]) < 0).all()
    assert (facts.open_issues[0, -6:] == 0).all()
    assert facts.open_issues[0, -7] == 1


def test_a_resolution_counts_when_it_is_known() -> None:
    late = facts_of(issues=[issue(70, closed_days_ago=42.0, resolution_known_at=ago(5))])
    still = facts_of(issues=[issue(70)])
    assert (late.shadow[0, :-1] == still.shadow[0, :-1]).all()
    assert late.open_issues[0, -2:].tolist() == [1, 0]


def test_the_main_reason_is_what_costs_most_points() -> None:
    facts = facts_of(touches=[touch(3, sentiment=0.3)], issues=[issue(60, level=1)])
    health = assess(facts, POLICY)
    told = main_reasons(health.readings[:, :, -1], facts, POLICY)[0]
    assert told == "Trust stands at 18 of 100."


def test_a_model_can_weigh_indicators_otherwise() -> None:
    facts: Facts = facts_of(touches=[touch(1)], issues=[issue(2)])
    only_service = replace(POLICY, weights={"service": 1.0})
    health = assess(facts, only_service)
    assert [rule.key for rule in model_indicators(only_service)] == ["service"]
    assert health.completeness[0, -1] == 1
    assert health.score[0, -1] == pytest.approx(100 - 4 * facts.shadow[0, -1], abs=1e-9)


def test_the_facts_of_an_account_on_a_day_are_told_by_their_names() -> None:
    facts = facts_of(touches=[touch(3)], tier=1)
    said = dict(FactsOf(facts, 0, -1))
    assert list(said) == list(Facts.__slots__)
    assert len(said) == len(FactsOf(facts, 0, -1))
    assert (said["tier"], said["touches"]) == (1.0, facts.touches[0, -1])
    assert {type(value) for value in said.values()} == {float}
