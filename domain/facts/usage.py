"""Facts about use of our products: the last weeks, those before, and the seats bought."""

import numpy as np

from domain.events import Usage
from domain.facts.carried import Carried, carried_row
from domain.grid import DAY_SECONDS, Floats, Grid, Ints, ends_on_sunday
from domain.policy import Policy

_WEEK = 7 * DAY_SECONDS
_USE = "use_by_week"


def usage_facts(usage: Usage, size: int, grid: Grid, policy: Policy, carried: Carried) -> dict[str, Floats]:
    """Means over windows that end with each row; a week that is not known by then is left out."""
    now, before = policy.usage_window_weeks, policy.usage_before_weeks
    usage = _with_weeks_before(usage, grid, carried)
    _keep_weeks(usage, size, grid, policy, carried)
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


def is_aligned(usage: Usage) -> np.ndarray:
    """Which weeks of use end with a Sunday; only such can be carried."""
    return np.asarray(ends_on_sunday(usage.ends_at) & (usage.ends_at % DAY_SECONDS == 0))


def _keep_weeks(usage: Usage, size: int, grid: Grid, policy: Policy, carried: Carried) -> None:
    """Keep use in all products, and seats, of each week that windows after the last Sunday can reach."""
    sunday = carried_row(grid)
    if sunday < 0:
        if _USE in carried.start:
            carried.kept[_USE] = carried.start[_USE]
        return
    end = grid.ends_at[sunday]
    weeks = policy.usage_window_weeks + policy.usage_before_weeks
    age = (end - usage.ends_at) // _WEEK
    chosen = np.flatnonzero((age >= 0) & (age < weeks) & (usage.known_at < end) & is_aligned(usage))
    cell = usage.account[chosen] * weeks + age[chosen]

    def total(values: Floats) -> Floats:
        told = ~np.isnan(values)
        sums = np.bincount(cell[told], values[told], size * weeks)
        return np.where(np.bincount(cell[told], minlength=size * weeks) > 0, sums, np.nan).reshape(size, weeks)

    carried.kept[_USE] = np.hstack([total(usage.active_users[chosen]), total(usage.seats[chosen])])


def _with_weeks_before(usage: Usage, grid: Grid, carried: Carried) -> Usage:
    """The weeks that were carried, each as one of use in all products, and those of `usage`."""
    if _USE not in carried.start:
        return usage
    active_users, seats = np.hsplit(carried.start[_USE], 2)
    account, age = np.nonzero(~np.isnan(active_users))
    return Usage(
        account=np.concatenate([account, usage.account]),
        ends_at=np.concatenate([grid.since - age * _WEEK, usage.ends_at]),
        known_at=np.concatenate([np.full(len(age), grid.since - 1), usage.known_at]),
        active_users=np.concatenate([active_users[account, age], usage.active_users]),
        seats=np.concatenate([seats[account, age], usage.seats]),
    )


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
