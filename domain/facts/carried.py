"""What facts remember from week to week, so that new weeks can be computed from new events alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from domain.facts.steps import days_since, latest_known
from domain.grid import Floats, Grid, Ints, Placed

RECENT_DAYS = 90
"""For so many days contact by people is counted day by day."""

Levels = dict[str, Floats]
"""Levels by the name of what is summed: (accounts,), (contacts,) or, for counts by day, (accounts, `RECENT_DAYS`)."""


@dataclass(frozen=True, slots=True, eq=False)
class Carried:
    """`start`: levels at `grid.since`, empty where everything is computed from the first event on.

    `kept` receives the levels at the end of the last Sunday before the last row: those that the weeks after it start
    from. An instant is kept as float64 seconds, which is exact; NaN for never.
    """

    grid: Grid
    start: Mapping[str, Floats] = field(default_factory=dict)
    kept: Levels = field(default_factory=dict)

    def decayed_sum(self, name: str, placed: Placed, weight: Floats, half_life_days: float) -> Floats:
        """`Placed.decayed_sum`, from the level that was carried."""
        level = placed.decayed_sum(weight, half_life_days, self.start.get(name))
        self._keep(name, level)
        return level

    def decayed_sums(
        self, names: Sequence[str], placed: Placed, weight: Floats, half_life_days: float, kind: Ints
    ) -> dict[str, Floats]:
        """`decayed_sum` for each kind of events, by the names of the kinds."""
        starts = [self.start[name] for name in names] if names[0] in self.start else None
        levels = placed.decayed_sums(weight, half_life_days, kind, len(names), starts)
        found = dict(zip(names, levels, strict=True))
        for name, level in found.items():
            self._keep(name, level)
        return found

    def days_since_latest(self, name: str, size: int, account: Ints, at: Ints, known_at: Ints) -> Floats:
        """Days from the latest event that was known at each row; NaN before the first: (size, rows)."""
        return days_since(self.grid, self.latest(name, size, account, at, known_at))

    def latest(self, name: str, size: int, account: Ints, at: Ints, known_at: Ints) -> Floats:
        """`latest_known`, from the instant that was carried."""
        latest = latest_known(self.grid, size, account, at, known_at, self.start.get(name))
        self._keep(name, latest)
        return latest

    def _keep(self, name: str, level: Floats) -> None:
        row = carried_row(self.grid)
        if row >= 0:
            self.kept[name] = level[:, row].copy()
        elif name in self.start:
            self.kept[name] = self.start[name]


def carried_row(grid: Grid) -> int:
    """The row whose levels are carried: the last that is a Sunday and over, -1 where none is.

    The last row is of the present day, of which more can become known even if it is a Sunday.
    """
    return len(grid) - 2
