"""Explanations: the parts add up, changes add up, and a remedy is what the score would be."""

from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from domain.explanation import CAP, Cause, Waterfall, changes, remedies, two_rows, waterfall
from domain.facts import Facts, gather
from domain.policy import POLICY
from domain.scoring import assess
from tests.domain.happenings import DAY, GRID, ago, facts_of, happened, issue, promise, survey, touch, use
from tests.domain.lives import lives

Life = dict[str, Any]
GOOD: Life = {
    "touches": [touch(day, sentiment=1.0, response_seconds=60.0) for day in range(90)],
    "surveys": [survey(3, 100.0)],
    "usage": [use(week, 80.0, 100.0) for week in range(16)],
}


def explained(row: int = -1, **life: Any) -> Waterfall | None:
    facts = facts_of(**life)
    return waterfall(facts, assess(facts, POLICY), GRID, row, POLICY)


def score_of(**life: Any) -> float:
    return float(assess(facts_of(**life), POLICY).score[0, -1])


@given(lives)
def test_the_bars_add_up_to_what_is_missing(life: Life) -> None:
    facts = facts_of(**life)
    health = assess(facts, POLICY)
    for row in range(len(GRID)):
        told = waterfall(facts, health, GRID, row, POLICY)
        assert (told is None) == bool(np.isnan(health.score[0, row]))
        if told is not None:
            assert sum(bar.points for bar in told.bars) == pytest.approx(told.missing, abs=1e-9)
            assert all(bar.points >= 0 and bar.sentence.endswith(".") for bar in told.bars)
            assert list(told.bars) == sorted(told.bars, key=lambda bar: -bar.points)


@given(lives)
def test_the_changes_add_up_to_the_change_of_the_score(life: Life) -> None:
    before, now = explained(-2, **life), explained(**life)
    if before is not None and now is not None:
        told = changes(before, now)
        assert sum(one.points for one in told) == pytest.approx(now.score - before.score, abs=1e-9)
        assert len({one.key for one in told}) == len(told)


@given(lives)
def test_two_rows_say_what_the_whole_grid_says(life: Life) -> None:
    two = gather(happened(**life), two_rows(DAY), POLICY)
    whole = facts_of(**life)
    for name in Facts.__slots__:
        if name != "tier":
            assert getattr(two, name) == pytest.approx(getattr(whole, name)[:, -2:], abs=1e-9, nan_ok=True), name


@given(lives)
def test_a_remedy_is_the_score_computed_anew_without_its_cause(life: Life) -> None:
    events, facts = happened(**life), facts_of(**life)
    for one in remedies(events, facts, assess(facts, POLICY), GRID, POLICY):
        assert one.gain >= 0.5
        if one.cause is Cause.ISSUE:
            rest = [row for place, row in enumerate(life["issues"]) if place != one.position]
            assert score_of(**life | {"issues": rest}) == pytest.approx(one.score, abs=1e-9)


def test_an_issue_that_caps_the_score_is_told_with_its_age_and_mended_first() -> None:
    life = GOOD | {"issues": [issue(30, level=4), issue(20, level=1)]}
    told, facts = explained(**life), facts_of(**life)
    assert told is not None
    assert told.score == 49
    assert next(bar for bar in told.bars if bar.key == CAP).sentence == (
        "An issue of severity 1, open for 20 days, holds the score at 49."
    )
    first = remedies(happened(**life), facts, assess(facts, POLICY), GRID, POLICY)
    assert [(one.cause, one.position) for one in first] == [(Cause.ISSUE, 1)]
    assert first[0].score == pytest.approx(score_of(**GOOD, issues=[issue(30, level=4)]), abs=1e-9)


def test_an_overdue_promise_is_told_with_what_its_shadow_takes_and_a_settled_one_is_not() -> None:
    life = GOOD | {"touches": [touch(40)], "promises": [promise(30), promise(40, broken_days_ago=20.0)]}
    facts = facts_of(**life)
    found = remedies(happened(**life), facts, assess(facts, POLICY), GRID, POLICY)
    told = [one for one in found if one.cause is Cause.PROMISE]
    assert [one.position for one in told] == [0]
    kept = promise(30, 30.0)  # in time: it casts nothing, but is a deposit
    assert score_of(**life | {"promises": [life["promises"][1]]}) == pytest.approx(told[0].score, abs=1e-9)
    assert score_of(**life | {"promises": [kept, life["promises"][1]]}) > told[0].score


def test_an_indicator_can_give_what_it_takes() -> None:
    life = GOOD | {"surveys": [survey(3, 0.0)] * 5, "touches": [touch(day) for day in range(0, 90, 3)]}
    facts, told = facts_of(**life), explained(**life)
    assert told is not None
    found = {one.key: one.gain for one in remedies(happened(**life), facts, assess(facts, POLICY), GRID, POLICY)}
    for bar in told.bars:
        assert found.get(bar.key, 0.0) == pytest.approx(bar.points if bar.points >= 0.5 else 0.0)


def test_an_account_without_anything_has_no_explanation() -> None:
    facts = facts_of()
    assert explained() is None
    assert remedies(happened(), facts, assess(facts, POLICY), GRID, POLICY) == ()


def test_a_cap_that_ends_is_a_change_of_its_own() -> None:
    before = explained(-2, **GOOD, issues=[issue(30, 5.0, level=1)])
    now = explained(**GOOD, issues=[issue(30, 5.0, level=1)])
    assert before is not None
    assert now is not None
    assert next(one for one in changes(before, now) if one.key == CAP).points > 0


def test_the_grid_of_two_rows_ends_with_the_day() -> None:
    grid = two_rows(DAY)
    assert grid.days == (DAY - timedelta(days=7), DAY)
    assert grid.ends_at.tolist() == [ago(7), ago(0)]
