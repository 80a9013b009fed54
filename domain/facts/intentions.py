"""Facts about what was intended: goals of the plan, bills, price rises, notices."""

import numpy as np

from domain.events import NEVER, Events, GoalReadings, Goals, Invoices
from domain.facts.carried import Carried
from domain.facts.steps import counted, days_since_latest, days_until_next
from domain.grid import DAY_SECONDS, Floats, Grid, place
from domain.policy import Policy


def goal_facts(goals: Goals, readings: GoalReadings, size: int, grid: Grid, policy: Policy) -> dict[str, Floats]:
    """`goals`: number that count at each row; `goals_kept`: sum of their progress against time, each 0-1.

    A goal counts once it is known until a year after it was reached. Progress is (value - start)/(target - start) of
    the last reading known; what time expects is the share of its term that has passed; reached counts 1. One without
    a distance to go (no start, no target, or both the same) does not count before it is reached.
    """
    ends = grid.ends_at[None, :]
    known = np.maximum(goals.known_at, goals.set_at)[:, None] < ends
    reached = goals.reached_at[:, None] < ends
    since_reached = ends - np.minimum(goals.reached_at, grid.ends_at[-1])[:, None]
    long_ago = (goals.reached_at != NEVER)[:, None] & (since_reached > policy.goal_remembered_days * DAY_SECONDS)
    value = _latest_values(goals, readings, grid)
    with np.errstate(invalid="ignore", divide="ignore"):
        distance = np.where(goals.target == goals.start, np.nan, goals.target - goals.start)
        progress = (value - goals.start[:, None]) / distance[:, None]
        term = np.maximum(goals.due_at - goals.set_at, DAY_SECONDS)[:, None]
        expected = np.clip((ends - goals.set_at[:, None]) / term, policy.goal_least_expected, 1.0)
        kept = np.where(reached, 1.0, np.clip(progress / expected, 0.0, 1.0))
    counts = known & ~long_ago & ~np.isnan(kept)
    total = np.zeros((size, len(grid)))
    np.add.at(total, goals.account, np.where(counts, kept, 0.0))
    return {"goals": counted(size, goals.account, counts), "goals_kept": total}


def _latest_values(goals: Goals, readings: GoalReadings, grid: Grid) -> Floats:
    """The last value of each goal known at each row; its start before the first reading: (goals, rows)."""
    first = grid.first_row_after(np.maximum(readings.at, readings.known_at))
    seen = np.flatnonzero(first < len(grid))
    # The last reading, by its day, of those that are known.
    last = np.full((len(goals.start), len(grid)), -1)
    np.maximum.at(last, (readings.goal[seen], first[seen]), seen)
    last = np.maximum.accumulate(last, axis=1)
    return np.where(last >= 0, np.append(readings.value, np.nan)[last], goals.start[:, None])


def invoice_facts(invoices: Invoices, size: int, grid: Grid, carried: Carried) -> dict[str, Floats]:
    """`overdue_days`: of the bill longest overdue, 0 without one; `invoices`: bills known so far."""
    ends = grid.ends_at[None, :]
    known = invoices.known_at[:, None] < ends
    overdue = known & (invoices.due_at[:, None] < ends) & (invoices.paid_at[:, None] >= ends)
    days = np.where(overdue, (ends - invoices.due_at[:, None]) / DAY_SECONDS, 0.0)
    longest = np.zeros((size, len(grid)))
    np.maximum.at(longest, invoices.account, days)
    placed = place(grid, size, invoices.account, invoices.known_at, invoices.known_at)
    count = carried.decayed_sum("invoices", placed, np.ones(len(invoices.known_at)), np.inf)
    return {"overdue_days": longest, "invoices": count}


def contract_facts(events: Events, grid: Grid) -> dict[str, Floats]:
    """`price_rise_in_days`, `price_rise_days` (since), `notice_days` (since given), `deadline_in_days`, `runway_days`.

    And `owner_days` since the owner changed; NaN: none.
    """
    size, notices, deadlines = events.accounts, events.notices, events.deadlines
    rises = (events.price_rises.account, events.price_rises.at, events.price_rises.known_at)
    ends, owners = events.contract_ends, events.owner_changes
    return {
        "price_rise_in_days": days_until_next(grid, size, *rises),
        "price_rise_days": days_since_latest(grid, size, *rises),
        "notice_days": days_since_latest(grid, size, notices.account, notices.at, notices.known_at),
        "deadline_in_days": days_until_next(grid, size, deadlines.account, deadlines.at, deadlines.known_at),
        "runway_days": days_until_next(grid, size, ends.account, ends.at, ends.known_at),
        "owner_days": days_since_latest(grid, size, owners.account, owners.at, owners.known_at),
    }
