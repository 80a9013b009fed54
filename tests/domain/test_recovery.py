"""How the score came back after an issue closed."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.recovery import recovery

SUNDAY = date(2026, 3, 1)


def weeks(*scores: float) -> pd.DataFrame:
    days = [SUNDAY + timedelta(weeks=number) for number in range(len(scores))]
    return pd.DataFrame({"week_on": days, "score": scores})


def week(number: int) -> date:
    return SUNDAY + timedelta(weeks=number)


def test_the_loss_and_what_came_back_are_told() -> None:
    told = recovery(weeks(78.0, 60.0, 54.0, 58.0, 60.0), week(0) + timedelta(days=1), week(2))
    assert told is not None
    assert (told.before, told.lowest, told.now, told.back_on, told.fell) == (78.0, 54.0, 60.0, None, True)
    assert told.regained == pytest.approx(0.25)


def test_the_first_week_back_where_it_was_is_named() -> None:
    told = recovery(weeks(70.0, 60.0, 65.0, 70.0, 72.0), week(0) + timedelta(days=1), week(2))
    assert told is not None
    assert (told.back_on, told.regained) == (week(3), 1.0)


def test_while_it_is_open_nothing_is_back() -> None:
    told = recovery(weeks(70.0, 60.0, 71.0), week(0) + timedelta(days=1), None)
    assert told is not None
    assert told.back_on is None


def test_a_score_that_did_not_fall_lost_nothing() -> None:
    told = recovery(weeks(70.0, 71.0), week(0) + timedelta(days=1), None)
    assert told is not None
    assert (told.lost, told.fell, told.regained) == (0.0, False, 1.0)


@pytest.mark.parametrize("scores", [(), (70.0,), (float("nan"), 60.0), (70.0, float("nan"))])
def test_without_a_score_before_and_since_nothing_is_said(scores: tuple[float, ...]) -> None:
    assert recovery(weeks(*scores), week(0) + timedelta(days=1), None) is None


def test_a_score_of_long_before_says_nothing() -> None:
    assert recovery(weeks(70.0, *[float("nan")] * 5, 60.0), week(5), None) is None


@given(scores=st.lists(st.floats(0, 100), min_size=2, max_size=30), opened=st.integers(1, 29), later=st.integers(0, 30))
def test_it_stays_in_its_bounds_and_what_comes_later_does_not_change_the_past(
    scores: list[float], opened: int, later: int
) -> None:
    told = recovery(weeks(*scores), week(opened), week(opened + 2))
    if told is None:
        assert opened >= len(scores)
        return
    assert 0.0 <= told.regained <= 1.0
    assert told.lowest <= told.now
    cut = recovery(weeks(*scores[: max(len(scores) - later, 0)]), week(opened), week(opened + 2))
    assert cut is None or (cut.before == told.before and cut.lowest >= told.lowest)
