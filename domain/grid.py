"""The weekly grid: the days at which health is told, and the decays between them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np
import numpy.typing as npt

WEEKS = 104
"""Length of the history (weeks): two years."""
DAY_SECONDS = 86_400
SUNDAY = 6

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """`days`: the last day of each row, oldest first; `ends_at`: the instant at which that day is over (epoch s)."""

    days: tuple[date, ...]
    ends_at: Ints

    def __len__(self) -> int:
        return len(self.days)

    def first_row_after(self, instants: Ints) -> Ints:
        """Return, for each instant (epoch s), the first row that ends after it; `len(self)` where none does."""
        return np.searchsorted(self.ends_at, instants, side="right").astype(np.int64)

    @property
    def day_numbers(self) -> Ints:
        """Each row's day as days since 1970-01-01."""
        return self.ends_at // DAY_SECONDS - 1


def weekly_grid(as_of: date, weeks: int = WEEKS) -> Grid:
    """Return the last `weeks` Sundays up to `as_of`, and `as_of` itself where that is no Sunday."""
    sunday = as_of - timedelta(days=(as_of.weekday() - SUNDAY) % 7)
    days = [sunday - timedelta(weeks=back) for back in range(weeks - 1, -1, -1)]
    if as_of != sunday:
        days.append(as_of)
    ends = [int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) + DAY_SECONDS for day in days]
    return Grid(tuple(days), np.array(ends, dtype=np.int64))


def decay(age_days: Floats, half_life_days: float) -> Floats:
    """d(age, H) = 2^(-age/H): the share of its first weight that an event still has."""
    return np.exp2(-age_days / half_life_days)


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Events in the cells of a matrix (accounts, rows), each in the first row that ends after it was known.

    `seen`: which of the events are in any row; `cell` and `age_days` (since they happened) are of those.
    """

    grid: Grid
    accounts: int
    seen: npt.NDArray[np.bool_]
    cell: Ints
    age_days: Floats

    def decayed_sum(self, weight: Floats, half_life_days: float) -> Floats:
        """Sum `weight` x d(age, H) over each account's events, at the end of each row; a weight for every event.

        Equal to the direct double sum, in one pass: what a row adds is summed, what was there before is let decay.
        """
        shape = (self.accounts, len(self.grid))
        decayed = weight[self.seen] * decay(self.age_days, half_life_days)
        level = np.bincount(self.cell, weights=decayed, minlength=shape[0] * shape[1]).astype(np.float64).reshape(shape)
        steps = decay(np.diff(self.grid.ends_at) / DAY_SECONDS, half_life_days)
        for position, step in enumerate(steps, start=1):
            level[:, position] += level[:, position - 1] * step
        return level


def place(grid: Grid, accounts: int, account: Ints, occurred_at: Ints, known_at: Ints) -> Placed:
    """Place events: each counts from the first row that ends after it both happened and became known.

    `account` is a position from 0; instants are epoch seconds.
    """
    row = grid.first_row_after(np.maximum(occurred_at, known_at))
    seen = row < len(grid)
    row = row[seen]
    age_days = (grid.ends_at[row] - occurred_at[seen]) / DAY_SECONDS
    return Placed(grid, accounts, seen, account[seen] * len(grid) + row, age_days)
