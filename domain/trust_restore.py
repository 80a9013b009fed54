"""What would restore trust soonest: the level in 30 days with one thing done today, against nothing done.

The same sums as today's level, told 30 days ahead: deposits fade, open issues and overdue promises cast longer shadows,
promises fall due. Done today, an issue's shadow fades instead of growing (`domain.facts.issues`), a promise overdue
likewise, and a promise that is not due yet is a deposit. x is linear, so each is one computation without the others.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from domain.events import NEVER, Events, Issues, Promises
from domain.facts.issues import issue_shadows
from domain.grid import DAY_SECONDS, Grid, decay
from domain.policy import Policy
from domain.trust import ledger, level, promise_shadows

HORIZON_DAYS = 30
LEAST_GAIN = 0.5
"""Points from which it is told."""


class Deed(StrEnum):
    """What is done today."""

    RESOLVE = "resolve"
    SETTLE = "settle"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Restore:
    """One deed, the issue or promise (position among its kind) that it is about, and the level that it leads to."""

    deed: Deed
    position: int
    level: float
    gain: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """The level in `HORIZON_DAYS` if nothing is done, and what each deed alone would make of it, the best first."""

    level: float
    restores: tuple[Restore, ...]


def outlook(events: Events, grid: Grid, policy: Policy) -> Outlook:
    """Return it for the only account of `events`, from what was known at the end of the grid's last row."""
    now = int(grid.ends_at[-1])
    then = now + HORIZON_DAYS * DAY_SECONDS
    ahead = Grid((grid.days[-1],), np.array([then], dtype=np.int64))
    issues, promises = _issues_known(events.issues, now), _promises_known(events.promises, now)
    of_issues = issue_shadows(issues, ahead, policy)[:, 0]
    of_promises = promise_shadows(promises, ahead, policy)[:, 0]
    x = _entries(events, now, then, policy) - of_issues.sum() - of_promises.sum()
    base = float(level(np.array(x)))
    found = []
    unsolved = issues.resolved_at == NEVER
    solved_at = np.where(unsolved, now - 1, issues.resolved_at)
    resolved = replace(issues, resolved_at=solved_at, resolution_known_at=solved_at)
    gained = of_issues - issue_shadows(resolved, ahead, policy)[:, 0]
    found += [(Deed.RESOLVE, place, gained[place]) for place in np.flatnonzero(unsolved).tolist()]
    is_open = (promises.kept_at == NEVER) & (promises.broken_at == NEVER)
    kept = replace(promises, kept_at=np.where(is_open, now - 1, promises.kept_at), outcome_known_at=np.where(
        is_open, now, promises.outcome_known_at))  # fmt: skip
    lifted = of_promises - promise_shadows(kept, ahead, policy)[:, 0]
    left = float(decay(np.array(float(HORIZON_DAYS)), policy.trust_half_life_days))
    for place in np.flatnonzero(is_open & (promises.known_at < now)).tolist():
        margin = int(promises.due_at[place]) - now
        deposit = 0.0 if margin < 0 else policy.promise_early if margin >= DAY_SECONDS else policy.promise_kept
        found.append((Deed.KEEP if margin >= 0 else Deed.SETTLE, place, lifted[place] + deposit * left))
    restores = [
        Restore(deed, place, reached, reached - base)
        for deed, place, points in found
        if (reached := float(level(np.array(x + points)))) - base >= LEAST_GAIN
    ]
    return Outlook(base, tuple(sorted(restores, key=lambda one: (-one.gain, one.deed, one.position))))


def _entries(events: Events, now: int, then: int, policy: Policy) -> float:
    """Deposits and withdrawals known now, as much as is left of them then."""
    entries = ledger(events.touches, events.promises, events.goals, policy)
    known = np.maximum(entries.at, entries.known_at) < now
    age = (then - entries.at[known]) / DAY_SECONDS
    return float((entries.amount[known] * decay(age, policy.trust_half_life_days)).sum())


def _issues_known(issues: Issues, now: int) -> Issues:
    """The issues as known now: what opens, or was resolved, later is not told."""
    begun = np.maximum(issues.opened_at, issues.known_at) < now
    told = np.maximum(issues.resolved_at, issues.resolution_known_at) < now
    return replace(
        issues,
        known_at=np.where(begun, issues.known_at, NEVER),
        resolved_at=np.where(~begun, now, np.where(told, issues.resolved_at, NEVER)),
        resolution_known_at=np.where(told, issues.resolution_known_at, NEVER),
    )


def _promises_known(promises: Promises, now: int) -> Promises:
    """The promises as known now."""
    settled = np.minimum(promises.kept_at, promises.broken_at)
    told = (settled != NEVER) & (np.maximum(settled, promises.outcome_known_at) < now)
    return replace(
        promises,
        known_at=np.where(promises.known_at < now, promises.known_at, NEVER),
        kept_at=np.where(told, promises.kept_at, NEVER),
        broken_at=np.where(told, promises.broken_at, NEVER),
        outcome_known_at=np.where(told, promises.outcome_known_at, NEVER),
    )
