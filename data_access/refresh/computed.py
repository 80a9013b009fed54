"""Health of a group of accounts, each week by the model that was in force, and its rows in the read models."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from data_access.refresh.plan import Plan
from data_access.refresh.rows import snapshot_columns
from domain.bands import MEMORY_WEEKS, told_bands
from domain.events import Events
from domain.facts import Facts, gather
from domain.facts.carried import Carried, Levels
from domain.facts.contact_days import recent_contact
from domain.grid import DAY_SECONDS, EPOCH, SUNDAY, Floats, Grid, Ints
from domain.money import weekly_arr
from domain.portfolio_columns import NO_DAY
from domain.scoring import Assessments, assess


@dataclass(frozen=True, slots=True, eq=False)
class WentBefore:
    """What the rows go on from: the `levels` at `grid.since`, and the weekly `scores` until then (accounts, weeks)."""

    levels: Levels
    scores: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Computed:
    """`scores` and `arr` (accounts, rows); `facts` and `health` by the latest model; `kept`: what to go on from.

    `contact`: the day (ordinal) of the last touch by a person, `NO_DAY` without: (accounts, rows); `recent_contacts`,
    at the end of the last row: (accounts,).
    """

    grid: Grid
    scores: Floats
    arr: Ints
    facts: Facts
    health: Assessments
    kept: Levels
    contact: Ints
    recent_contacts: Floats
    snapshots: list[dict[str, list[Any]]]


def compute(
    events: Events,
    ids: Sequence[int],
    grid: Grid,
    plan: Plan,
    went_before: WentBefore | None = None,
    stays_on: date = date.min,
) -> Computed:
    """Compute the rows of `grid` that the history shows; without `went_before`, from the first event on.

    Snapshots are of the Sundays after `stays_on`.
    """
    arr = weekly_arr(events.terms, events.accounts, grid, plan.rates, plan.reporting)
    scores = np.full((events.accounts, len(grid)), np.nan)
    parts = []
    for version, rows in plan.by_version(grid):
        carried = Carried(grid, went_before.levels if went_before else {})
        facts = gather(events, grid, version.policy, carried)
        health = assess(facts, version.policy)
        scores[:, rows] = health.score[:, rows]
        parts.append((version.id, rows, health))
    last, recent = recent_contact(events.touches, events.accounts, grid, carried)
    earlier = went_before.scores[:, -MEMORY_WEEKS:] if went_before else np.empty((events.accounts, 0))
    bands = told_bands(np.hstack([earlier, scores]))[:, earlier.shape[1] :]
    shown = grid.days.index(plan.grid.days[0]) if plan.grid.days[0] in grid.days else 0
    sundays = [row for row, day in enumerate(grid.days) if row >= shown and day > stays_on and day.weekday() == SUNDAY]
    snapshots = [
        snapshot_columns(ids, grid, health, bands, arr, number, chosen)
        for number, rows, health in parts
        if (chosen := [row for row in sundays if rows.start <= row < rows.stop])
    ]
    contact = np.where(np.isnan(last), NO_DAY, np.nan_to_num(last) // DAY_SECONDS + EPOCH).astype(np.int64)[:, shown:]
    return Computed(grid, scores[:, shown:], arr[:, shown:], facts, health, carried.kept, contact, recent, snapshots)
