"""The weekly grid, and decayed sums against the double sum that they stand for."""

import math
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.grid import DAY_SECONDS, Grid, place, weekly_grid

SUNDAY = date(2026, 11, 15)


@pytest.mark.parametrize("later", range(7))
def test_the_grid_holds_sundays_and_the_day_itself(later: int) -> None:
    as_of = SUNDAY + timedelta(days=later)
    grid = weekly_grid(as_of, weeks=3)
    sundays = (SUNDAY - timedelta(weeks=2), SUNDAY - timedelta(weeks=1), SUNDAY)
    assert grid.days == (sundays if later == 0 else (*sundays, as_of))


def test_a_row_ends_when_its_day_is_over() -> None:
    grid = weekly_grid(SUNDAY, weeks=1)
    assert datetime.fromtimestamp(int(grid.ends_at[0]), UTC) == datetime(2026, 11, 16, tzinfo=UTC)
    assert date(1970, 1, 1) + timedelta(days=int(grid.day_numbers[0])) == SUNDAY


def test_an_instant_at_midnight_belongs_to_the_day_that_begins() -> None:
    grid = weekly_grid(SUNDAY, weeks=2)
    first, last = grid.ends_at
    assert grid.first_row_after(np.array([first - 1, first, last - 1, last])).tolist() == [0, 1, 1, 2]


seconds = st.integers(0, DAY_SECONDS)
events = st.lists(
    st.tuples(st.integers(0, 2), st.integers(-900, 40), seconds, st.integers(0, 90), st.floats(0, 9)), max_size=40
)


@given(events, st.sampled_from([1.0, 60.0, 90.0, math.inf]), st.integers(0, 6))
def test_decayed_sums_equal_the_double_sum(
    drawn: list[tuple[int, int, int, int, float]], half_life: float, later: int
) -> None:
    grid = weekly_grid(SUNDAY + timedelta(days=later), weeks=20)
    base = int(grid.ends_at[-1])
    account = np.array([event[0] for event in drawn], dtype=np.int64)
    at = np.array([base + event[1] * DAY_SECONDS + event[2] for event in drawn], dtype=np.int64)
    known = at + np.array([event[3] * DAY_SECONDS for event in drawn], dtype=np.int64)
    weight = np.array([event[4] for event in drawn])
    fast = place(grid, 3, account, at, known).decayed_sum(weight, half_life)
    assert fast == pytest.approx(slow_sum(grid, account, at, known, weight, half_life), rel=1e-9, abs=1e-12)


def slow_sum(
    grid: Grid, account: np.ndarray, at: np.ndarray, known: np.ndarray, weight: np.ndarray, half_life: float
) -> np.ndarray:
    """For every account and row, every event that had happened and was known."""
    out = np.zeros((3, len(grid)))
    for row, end in enumerate(grid.ends_at):
        for who, happened, told, much in zip(account, at, known, weight, strict=True):
            if happened < end and told < end:
                out[who, row] += much * 2.0 ** (-((end - happened) / DAY_SECONDS) / half_life)
    return out
