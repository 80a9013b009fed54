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


def decayed_sum(
    grid: Grid,
    accounts: int,
    account: Ints,
    occurred_at: Ints,
    known_at: Ints,
    weight: Floats,
    half_life_days: float,
) -> Floats:
    """Sum `weight` x d(age, H) over each account's events, at the end of each row: shape (accounts, rows).

    An event counts from the first row that ends after it both happened and became known, with its age since it
    happened. `account` is a position from 0; instants are epoch seconds. Equal to the direct double sum, in one pass:
    what a row adds is summed, and what was there before is let decay.
    """
    row = grid.first_row_after(np.maximum(occurred_at, known_at))
    seen = row < len(grid)
    row, account, occurred_at, weight = row[seen], account[seen], occurred_at[seen], weight[seen]
    age_days = (grid.ends_at[row] - occurred_at) / DAY_SECONDS
    added: Floats = (
        np.bincount(
            account * len(grid) + row,
            weights=weight * decay(age_days, half_life_days),
            minlength=accounts * len(grid),
        )
        .astype(np.float64, copy=False)
        .reshape(accounts, len(grid))
    )
    steps = decay(np.diff(grid.ends_at) / DAY_SECONDS, half_life_days)
    for position, step in enumerate(steps, start=1):
        added[:, position] += added[:, position - 1] * step
    return added
