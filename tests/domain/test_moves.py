"""A move below three points is flat; a larger one is the difference of the two scores as they are written."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.moves import points_moved

scores = st.floats(0, 100)


@pytest.mark.parametrize(
    ("before", "now", "points"),
    [(70.0, 72.9, 0), (70.0, 73.0, 3), (72.9, 70.0, 0), (73.0, 70.0, -3), (60.9, 64.0, 4), (50.0, 50.0, 0)],
)
def test_small_moves_are_flat(before: float, now: float, points: int) -> None:
    assert points_moved(before, now) == points


@given(scores, scores)
def test_what_is_told_agrees_with_the_scores_in_view_and_is_never_small(before: float, now: float) -> None:
    told = points_moved(before, now)
    assert told == -points_moved(now, before)
    assert told in (0, math.floor(now) - math.floor(before))
    assert told == 0 or abs(told) >= 3
