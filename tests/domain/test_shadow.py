"""The shadow of issues: darker with age and severity, never negative, and named by the issue that casts it."""

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.policy import POLICY
from domain.shadow import AGE_STEPS, casting, dusk, without_words

DAY = date(2026, 6, 30)


def issues(*rows: dict[str, Any]) -> pd.DataFrame:
    usual = {"title": "Outage", "severity": "s2", "opened_at": "2026-06-17", "resolved_at": None, "closed_at": None}
    frame = pd.DataFrame([{"id": number, **usual, **row} for number, row in enumerate(rows, start=1)])
    for column in ("opened_at", "resolved_at", "closed_at"):
        frame[column] = pd.to_datetime(frame[column], utc=True)
    return frame.assign(is_open=frame["resolved_at"].isna())


def test_an_issue_two_weeks_old_casts_half_of_its_full_shadow() -> None:
    (found,) = casting(issues({}), DAY, POLICY)  # from the start of 17 June to the end of 30 June: 14 days
    assert (found.title, found.is_open) == ("Outage", True)
    assert found.points == pytest.approx(10.0)


def test_after_it_closes_the_shadow_halves_in_three_weeks() -> None:
    closed = {"opened_at": "2026-05-27", "resolved_at": "2026-06-10", "closed_at": "2026-06-10"}
    (found,) = casting(issues(closed), DAY, POLICY)
    assert not found.is_open
    assert found.points == pytest.approx(5.0)


def test_the_longest_shadow_comes_first_and_a_faint_one_is_not_told() -> None:
    found = casting(issues({"severity": "s4"}, {"severity": "s1"}, {"opened_at": "2026-07-05"}), DAY, POLICY)
    assert [one.issue_id for one in found] == [2, 1]
    assert casting(issues({}).iloc[:0], DAY, POLICY) == []


@given(level=st.integers(1, 4), days=st.integers(0, 400))
def test_a_band_grows_darker_without_a_gap_and_ends_with_the_issue(level: int, days: int) -> None:
    until = DAY + timedelta(days=days)
    pieces = dusk(level, DAY, until, POLICY)
    darkness = [piece.darkness for piece in pieces]
    assert darkness == sorted(darkness)
    assert 0 <= darkness[0] <= darkness[-1] < 1
    assert pieces[0].starts_on == DAY
    assert pieces[-1].ends_on == max(until, DAY + timedelta(days=1))
    assert [one.ends_on for one in pieces[:-1]] == [one.starts_on for one in pieces[1:]]
    assert len(pieces) <= len(AGE_STEPS)


@given(days=st.integers(0, 400))
def test_a_worse_issue_is_darker_at_every_age(days: int) -> None:
    worst, mild = (dusk(level, DAY, DAY + timedelta(days=days), POLICY) for level in (1, 2))
    assert all(one.darkness > other.darkness for one, other in zip(worst, mild, strict=True))


def test_the_score_without_issues_names_what_it_leaves_out() -> None:
    one = casting(issues({}), DAY, POLICY)
    three = casting(issues({"severity": "s1", "title": "Outage"}, {}, {}), DAY, POLICY)
    assert without_words(54.0, 78.0, one) == "“Outage”"
    assert without_words(54.0, 78.0, three) == "“Outage” and 2 more issues"
    assert without_words(54.0, 78.0, three[:2]) == "“Outage” and 1 more issue"
    assert without_words(54.0, 54.9, one) is None
    assert without_words(None, None, one) is None
    assert without_words(54.0, 78.0, []) is None
