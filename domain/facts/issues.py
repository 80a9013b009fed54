"""Facts about issues: the shadow that they cast, and the oldest severe ones."""

import numpy as np

from domain.events import NEVER, Issues
from domain.grid import DAY_SECONDS, Floats, Grid, Ints, decay
from domain.policy import Policy


def issue_facts(issues: Issues, size: int, grid: Grid, policy: Policy) -> dict[str, Floats]:
    """`shadow` (points), age of the `oldest_s1_days` and `oldest_s2_days` (NaN without one), `open_issues`."""
    shadows = issue_shadows(issues, grid, policy)
    opened_days = (grid.ends_at[None, :] - issues.opened_at[:, None]) / DAY_SECONDS
    is_open = is_open_at(issues, grid)

    def summed(values: Floats) -> Floats:
        out = np.zeros((size, len(grid)))
        np.add.at(out, issues.account, values)
        return out

    def oldest(level: int) -> Floats:
        out = np.full((size, len(grid)), -1.0)
        ages = np.where(is_open & (issues.level == level)[:, None], opened_days, -1.0)
        np.maximum.at(out, issues.account, ages)
        return np.where(out < 0, np.nan, out)

    return {
        "shadow": summed(shadows),
        "oldest_s1_days": oldest(1),
        "oldest_s2_days": oldest(2),
        "open_issues": summed(is_open.astype(float)),
    }


def is_open_at(issues: Issues, grid: Grid) -> np.ndarray:
    """Whether each issue was known to be open at each row: (issues, rows)."""
    begun = np.maximum(issues.opened_at, issues.known_at)[:, None] < grid.ends_at[None, :]
    return np.asarray(begun & ~(_closed_at(issues)[:, None] < grid.ends_at[None, :]))


def issue_shadows(issues: Issues, grid: Grid, policy: Policy) -> Floats:
    """The shadow of each issue at each row (points): (issues, rows); never below zero.

    While it is known to be open: sev x (1 - d(age, 14)). After its resolution is known, the height that it had then
    decays with half-life 21 days.
    """
    points = np.array([policy.severity_points[level] for level in range(1, 5)])[issues.level - 1][:, None]
    ends = grid.ends_at[None, :]
    closed_at = _closed_at(issues)[:, None]
    until = np.minimum(ends, closed_at)
    age = np.maximum(until - issues.opened_at[:, None], 0) / DAY_SECONDS
    height = points * (1.0 - decay(age, policy.shadow_half_life_days))
    since_closed = np.maximum(ends - closed_at, 0) / DAY_SECONDS
    begun = np.maximum(issues.opened_at, issues.known_at)[:, None] < ends
    return np.where(begun, height * decay(since_closed, policy.recovery_half_life_days), 0.0)


def _closed_at(issues: Issues) -> Ints:
    known = np.maximum(issues.resolved_at, issues.resolution_known_at)
    return np.where(issues.resolved_at == NEVER, NEVER, known)
