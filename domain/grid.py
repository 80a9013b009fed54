"""The weekly grid: the days at which health is told, and the decays between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np
import numpy.typing as npt

WEEKS = 104
"""Length of the history (weeks): two years."""
DAY_SECONDS = 86_400
EPOCH = date(1970, 1, 1).toordinal()
"""Days since 1970 plus this are proleptic ordinals."""
SUNDAY = 6

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


_FIRST_MONDAY = 4
"""1970-01-05, in days since 1970-01-01."""
_FIRST_WEEK_ENDS_AT = 946_857_600
"""The first Sunday of 2000 is over: weeks are not told apart before it (epoch s)."""


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """`days`: the last day of each row, oldest first; `ends_at`: the instant at which that day is over (epoch s).

    `since`: what happened and was known before this instant is not placed, as levels that are carried hold it already.
    """

    days: tuple[date, ...]
    ends_at: Ints
    since: int = int(np.iinfo(np.int64).min)

    def __len__(self) -> int:
        return len(self.days)

    def first_row_after(self, instants: Ints) -> Ints:
        """Return, for each instant (epoch s), the first row that ends after it; `len(self)` where none does."""
        return np.searchsorted(self.ends_at, instants, side="right").astype(np.int64)

    @property
    def day_numbers(self) -> Ints:
        """Each row's day as days since 1970-01-01."""
        return self.ends_at // DAY_SECONDS - 1


def last_sunday(day: date) -> date:
    """The Sunday that `day` is, or the last one before it."""
    return day - timedelta(days=(day.weekday() - SUNDAY) % 7)


def end_of_day(day: date) -> int:
    """The instant at which `day` is over (epoch s)."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) + DAY_SECONDS


def ends_on_sunday(ends_at: Ints) -> npt.NDArray[np.bool_]:
    """Which of these ends of days (epoch s) are those of Sundays."""
    return np.asarray((ends_at // DAY_SECONDS - _FIRST_MONDAY) % 7 == 0)


def weekly_grid(as_of: date, weeks: int = WEEKS) -> Grid:
    """Return the last `weeks` Sundays up to `as_of`, and `as_of` itself where that is no Sunday."""
    sunday = last_sunday(as_of)
    days = [sunday - timedelta(weeks=back) for back in range(weeks - 1, -1, -1)]
    if as_of != sunday:
        days.append(as_of)
    return Grid(tuple(days), np.array([end_of_day(day) for day in days], dtype=np.int64))


def grid_after(sunday: date, as_of: date) -> Grid:
    """Return the rows of `weekly_grid(as_of)` that come after `sunday`: what was known by then is carried."""
    rows = [day for day in weekly_grid(as_of, max((as_of - sunday).days // 7, 1)).days if day > sunday]
    return Grid(tuple(rows), np.array([end_of_day(day) for day in rows], dtype=np.int64), end_of_day(sunday))


def decay(age_days: Floats, half_life_days: float) -> Floats:
    """d(age, H) = 2^(-age/H): the share of its first weight that an event still has."""
    return np.exp2(-age_days / half_life_days)


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Events in the cells of a matrix (accounts, weeks), each in the first that ends after it was known.

    `ends_at`: the end of each week, from that of the first event on; the last `rows` of them are the grid's. `seen`:
    which of the events are in any week; `cell` and `age_days` (since they happened) are of those.
    """

    grid: Grid
    accounts: int
    ends_at: Ints
    seen: npt.NDArray[np.bool_]
    cell: Ints
    age_days: Floats

    def decayed_sum(self, weight: Floats, half_life_days: float, start: Floats | None = None) -> Floats:
        """Sum `weight` x d(age, H) over each account's events, at the end of each row; a weight for every event.

        Equal to the direct double sum, in one pass: what a week adds is summed, what was there before is let decay.
        The weeks are those of the calendar, so that a sum is the same, bit for bit, wherever the grid begins. `start`
        (accounts,): the levels at `grid.since`.
        """
        starts = None if start is None else [start]
        (level,) = self.decayed_sums(weight, half_life_days, np.zeros(len(weight), dtype=np.int64), 1, starts)
        return level

    def decayed_sums(
        self, weight: Floats, half_life_days: float, kind: Ints, kinds: int, starts: Sequence[Floats] | None = None
    ) -> list[Floats]:
        """The same for each of `kinds` kinds of events; `kind`: of every event, from 0, -1 for none of them."""
        shape = (kinds, self.accounts, len(self.ends_at))
        decayed = weight[self.seen] * decay(self.age_days, half_life_days)
        cell = self.cell
        if kinds > 1:
            of_seen = kind[self.seen]
            told = of_seen >= 0
            decayed, cell = decayed[told], of_seen[told] * (shape[1] * shape[2]) + cell[told]
        level = np.bincount(cell, weights=decayed, minlength=kinds * shape[1] * shape[2]).astype(np.float64)
        level = level.reshape(shape)
        if starts is not None:
            passed = (self.ends_at[:1] - self.grid.since) / DAY_SECONDS
            level[:, :, 0] += np.stack(starts) * decay(passed, half_life_days)
        steps = decay(np.diff(self.ends_at) / DAY_SECONDS, half_life_days)
        for position, step in enumerate(steps, start=1):
            level[:, :, position] += level[:, :, position - 1] * step
        return [np.asarray(of_kind[:, -len(self.grid) :]) for of_kind in level]


def place(grid: Grid, accounts: int, account: Ints, occurred_at: Ints, known_at: Ints) -> Placed:
    """Place events: each counts from the first week that ends after it both happened and became known.

    `account` is a position from 0; instants are epoch seconds.
    """
    instants = np.maximum(occurred_at, known_at)
    seen = (instants < grid.ends_at[-1]) & (instants >= grid.since)
    instants = instants[seen]
    ends_at = np.concatenate([_weeks_between(int(instants.min(initial=grid.ends_at[0])), grid), grid.ends_at])
    week = np.searchsorted(ends_at, instants, side="right")
    age_days = (ends_at[week] - occurred_at[seen]) / DAY_SECONDS
    return Placed(grid, accounts, ends_at, seen, account[seen] * len(ends_at) + week, age_days)


def _weeks_between(first: int, grid: Grid) -> Ints:
    """The ends of the Sundays after `first` and before the grid's first row ends (epoch s)."""
    week = 7 * DAY_SECONDS
    monday = _FIRST_MONDAY * DAY_SECONDS
    start = max((first - monday) // week * week + monday + week, _FIRST_WEEK_ENDS_AT)
    return np.arange(start, grid.ends_at[0], week, dtype=np.int64)
