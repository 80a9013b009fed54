"""Facts that hold from an instant until another, or that count from the latest event."""

import numpy as np
import numpy.typing as npt

from domain.grid import DAY_SECONDS, Floats, Grid, Ints


def held(grid: Grid, size: int, account: Ints, since: Ints, until: Ints, amount: Ints) -> Ints:
    """Sum `amount` over what holds at each row, from the first row after `since` until that after `until`.

    Whole numbers, so that the sum is exact in whatever order it is made: (size, rows).
    """
    change = np.zeros((size, len(grid) + 1), dtype=np.int64)
    first, last = grid.first_row_after(since), grid.first_row_after(until)
    valid = first < last
    np.add.at(change, (account[valid], first[valid]), amount[valid])
    np.add.at(change, (account[valid], last[valid]), -amount[valid])
    return np.cumsum(change, axis=1)[:, :-1]


def days_since_latest(grid: Grid, size: int, account: Ints, at: Ints, known_at: Ints) -> Floats:
    """Days from the latest event that was known at each row; NaN before the first: (size, rows)."""
    row = grid.first_row_after(np.maximum(at, known_at))
    seen = row < len(grid)
    latest = np.full((size, len(grid)), np.iinfo(np.int64).min, dtype=np.int64)
    np.maximum.at(latest, (account[seen], row[seen]), at[seen])
    latest = np.maximum.accumulate(latest, axis=1)
    never = latest == np.iinfo(np.int64).min
    days = (grid.ends_at[None, :] - np.where(never, 0, latest)) / DAY_SECONDS
    return np.where(never, np.nan, days)


def days_until_next(grid: Grid, size: int, account: Ints, at: Ints, known_at: Ints) -> Floats:
    """Days until the soonest event still ahead that was known at each row; NaN without one: (size, rows)."""
    soonest = np.full((size, len(grid)), np.inf)
    for position, end in enumerate(grid.ends_at):
        ahead = (known_at < end) & (at >= end)
        np.minimum.at(soonest[:, position], account[ahead], (at[ahead] - end) / DAY_SECONDS)
    return np.where(np.isinf(soonest), np.nan, soonest)


def counted(size: int, account: Ints, chosen: npt.NDArray[np.bool_]) -> Floats:
    """How many of each account's events are chosen at each row; `chosen`: (events, rows)."""
    out = np.zeros((size, chosen.shape[1]))
    np.add.at(out, account, chosen.astype(float))
    return out
