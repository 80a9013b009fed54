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


def latest_known(grid: Grid, size: int, account: Ints, at: Ints, known_at: Ints, start: Floats | None = None) -> Floats:
    """The latest event that was known at each row (epoch s, exact); NaN before the first: (size, rows).

    `start` (size,): the latest that was known before the first row, NaN for none.
    """
    row = grid.first_row_after(np.maximum(at, known_at))
    seen = row < len(grid)
    latest = np.full((size, len(grid)), -np.inf)
    np.maximum.at(latest, (account[seen], row[seen]), at[seen])
    if start is not None:
        latest[:, 0] = np.fmax(latest[:, 0], start)
    latest = np.maximum.accumulate(latest, axis=1)
    return np.where(np.isinf(latest), np.nan, latest)


def days_since_latest(grid: Grid, size: int, account: Ints, at: Ints, known_at: Ints) -> Floats:
    """Days from the latest event that was known at each row; NaN before the first: (size, rows)."""
    return days_since(grid, latest_known(grid, size, account, at, known_at))


def days_since(grid: Grid, instants: Floats) -> Floats:
    """Days from each instant (epoch s, NaN for none) until the end of its row: (size, rows)."""
    return np.asarray((grid.ends_at[None, :] - instants) / DAY_SECONDS)


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
