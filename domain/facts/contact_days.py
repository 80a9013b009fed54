"""When people were last in contact with an account, and how often lately."""

import numpy as np

from domain.events import Touches
from domain.facts.carried import RECENT_DAYS, Carried, carried_row
from domain.grid import DAY_SECONDS, Floats, Grid

_BY_DAY, _LAST = "contact_by_day", "last_contact"


def recent_contact(touches: Touches, size: int, grid: Grid, carried: Carried) -> tuple[Floats, Floats]:
    """The last touch of each account by a person, either way (epoch s, NaN: none), at the end of each row; and the
    number of them in the `RECENT_DAYS` before the end of the last one: (accounts, rows), (accounts,).
    """
    human = ~touches.is_automated
    last = carried.latest(_LAST, size, touches.account[human], touches.at[human], touches.known_at[human])
    sunday = carried_row(grid)
    if sunday >= 0:
        carried.kept[_BY_DAY] = _by_day(touches, size, grid, carried, int(grid.ends_at[sunday]))
    elif _BY_DAY in carried.start:
        carried.kept[_BY_DAY] = carried.start[_BY_DAY]
    return last, _by_day(touches, size, grid, carried, int(grid.ends_at[-1])).sum(axis=1)


def _by_day(touches: Touches, size: int, grid: Grid, carried: Carried, end: int) -> Floats:
    """Touches by people that were known at `end`, on each of the days before it, the oldest first."""
    known = np.maximum(touches.at, touches.known_at)
    age = (end - 1 - touches.at) // DAY_SECONDS
    chosen = ~touches.is_automated & (known >= grid.since) & (known < end) & (age < RECENT_DAYS)
    cell = touches.account[chosen] * RECENT_DAYS + (RECENT_DAYS - 1 - age[chosen])
    counts = np.bincount(cell, minlength=size * RECENT_DAYS).astype(np.float64).reshape(size, RECENT_DAYS)
    passed = (end - grid.since) // DAY_SECONDS if _BY_DAY in carried.start else RECENT_DAYS
    if passed < RECENT_DAYS:
        counts[:, : RECENT_DAYS - passed] += carried.start[_BY_DAY][:, passed:]
    return counts
