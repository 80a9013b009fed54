"""Health of a group of accounts, each week by the model that was in force, and its rows in the read models."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from data_access.refresh.plan import Plan
from data_access.refresh.rows import snapshot_columns
from domain.events import Events
from domain.facts import Facts, gather
from domain.facts.carried import Carried, Levels
from domain.facts.contact_days import recent_contact
from domain.grid import Floats, Grid, Ints
from domain.money import weekly_arr
from domain.scoring import Assessments, assess


@dataclass(frozen=True, slots=True, eq=False)
class Computed:
    """`scores` and `arr` (accounts, rows); `facts` and `health` by the latest model; `kept`: what to go on from.

    `last_contact` (epoch s, NaN: none) and `recent_contacts`, at the end of the last row: (accounts,).
    """

    grid: Grid
    scores: Floats
    arr: Ints
    facts: Facts
    health: Assessments
    kept: Levels
    last_contact: Floats
    recent_contacts: Floats
    snapshots: list[dict[str, list[Any]]]


def compute(events: Events, ids: Sequence[int], grid: Grid, plan: Plan, start: Levels | None = None) -> Computed:
    """Compute the rows of `grid`; `start`: the levels at `grid.since` that they go on from."""
    arr = weekly_arr(events.terms, events.accounts, grid, plan.rates, plan.reporting)
    scores = np.full((events.accounts, len(grid)), np.nan)
    snapshots = []
    for version, rows in plan.by_version(grid):
        carried = Carried(grid, start or {})
        facts = gather(events, grid, version.policy, carried)
        health = assess(facts, version.policy)
        scores[:, rows] = health.score[:, rows]
        snapshots.append(snapshot_columns(list(ids), grid, health, arr, version.id, rows))
    last, recent = recent_contact(events.touches, events.accounts, grid, carried)
    return Computed(grid, scores, arr, facts, health, carried.kept, last, recent, snapshots)
