"""Facts about use of our products: the last weeks, those before, and the seats bought."""

import numpy as np

from domain.events import Usage
from domain.grid import DAY_SECONDS, Floats, Grid, Ints
from domain.policy import Policy

_WEEK = 7 * DAY_SECONDS


def usage_facts(usage: Usage, size: int, grid: Grid, policy: Policy) -> dict[str, Floats]:
    """Means over windows that end with the last week that was over, and known, at each row."""
    now, before = policy.usage_window_weeks, policy.usage_before_weeks
    shape = (size, len(grid))
    recent, recent_weeks = np.zeros(shape), np.zeros(shape)
    earlier, earlier_weeks = np.zeros(shape), np.zeros(shape)
    seats, is_told = np.zeros(shape), np.zeros(shape, dtype=bool)
    has_seats = ~np.isnan(usage.seats)
    weeks_of_use = _WeeksOfUse(usage, grid)
    for age in range(now + before):
        event, cell = weeks_of_use.of_age(age)
        into, weeks = (recent, recent_weeks) if age < now else (earlier, earlier_weeks)
        into += np.bincount(cell, usage.active_users[event], size * len(grid)).reshape(shape)
        weeks += np.bincount(cell, minlength=size * len(grid)).reshape(shape) > 0
        if age < now:
            event, cell = event[has_seats[event]], cell[has_seats[event]]
            told = np.bincount(cell, minlength=size * len(grid)).reshape(shape) > 0
            total = np.bincount(cell, usage.seats[event], size * len(grid)).reshape(shape)
            seats = np.where(is_told, seats, total)
            is_told |= told
    with np.errstate(invalid="ignore", divide="ignore"):
        return {
            "active_users": np.where(recent_weeks > 0, recent / recent_weeks, np.nan),
            "active_users_before": np.where(earlier_weeks > 0, earlier / earlier_weeks, np.nan),
            "seats": np.where(seats > 0, seats, np.nan),
        }


class _WeeksOfUse:
    """Where a week of use is so many whole weeks old.

    The rows of the grid are a week apart, but for the last one, which may be any day: each week of use has that age in
    one regular row at most, and perhaps in the last.
    """

    def __init__(self, usage: Usage, grid: Grid) -> None:
        last = len(grid) - 1
        is_regular = last == 0 or grid.ends_at[last] - grid.ends_at[last - 1] == _WEEK
        self._cell = usage.account * len(grid)
        self._last = None if is_regular else last
        self._regular = last + 1 if is_regular else last
        self._known_from = grid.first_row_after(usage.known_at)
        self._over_from = -((grid.ends_at[0] - usage.ends_at) // _WEEK)
        self._age_at_last = (grid.ends_at[last] - usage.ends_at) // _WEEK

    def of_age(self, age: int) -> tuple[Ints, Ints]:
        """Positions of the weeks that have that age in some row by which they are known, and their cells."""
        row = self._over_from + age
        here = np.flatnonzero((row >= self._known_from) & (row >= 0) & (row < self._regular))
        cell = self._cell[here] + row[here]
        if self._last is None:
            return here, cell
        late = np.flatnonzero((self._age_at_last == age) & (self._known_from <= self._last))
        return np.concatenate([here, late]), np.concatenate([cell, self._cell[late] + self._last])
