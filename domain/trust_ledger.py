"""The ledger behind a level of trust: each deposit and withdrawal that still counts, and its share of the level.

x is a sum over events, so each event's share of x is what it still weighs on that day; the shadows of issues and
promises are shares below zero. The level is 50 + 50 tanh(x/50); its distance from 50 is shared out as x is.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from domain.events import NEVER, Events
from domain.evidence import Kind
from domain.facts.issues import is_open_at, issue_shadows
from domain.grid import DAY_SECONDS, Grid, decay
from domain.policy import Policy
from domain.trust import ENTRIES, Entry, ledger, level, promise_shadows

_OF_PROMISES = {Entry.PROMISE_KEPT, Entry.PROMISE_EARLY, Entry.PROMISE_BROKEN}


@dataclass(frozen=True, slots=True)
class Share:
    """What one event gives (> 0) or takes (< 0): of x, and of the level's distance from 50 (points).

    `position`: of the record among the events of its kind; `at`: when it happened (epoch seconds).
    """

    kind: Kind
    position: int
    what: str
    at: int
    of_x: float
    of_level: float


@dataclass(frozen=True, slots=True)
class TrustLedger:
    """The shares, largest first: they add up to `x`, and those of the level to `level` - 50."""

    level: float
    x: float
    shares: tuple[Share, ...]


def trust_ledger(events: Events, grid: Grid, policy: Policy) -> TrustLedger:
    """Return the ledger of the only account of `events` at the end of the grid's last row."""
    last = Grid(grid.days[-1:], grid.ends_at[-1:])
    parts = [*_entries(events, int(last.ends_at[0]), policy), *_shadows(events, last, policy)]
    x = float(sum(of_x for *_, of_x in parts))
    reached = float(level(np.array(x)))
    rate = (reached - 50.0) / x if x else 1.0
    shares = [Share(*part, of_level=part[-1] * rate) for part in parts]
    return TrustLedger(reached, x, tuple(sorted(shares, key=lambda share: -abs(share.of_x))))


_Part = tuple[Kind, int, str, int, float]


def _entries(events: Events, end: int, policy: Policy) -> Iterator[_Part]:
    """Deposits and withdrawals that were known, each let decay until `end`."""
    entries = ledger(events.touches, events.promises, events.goals, policy)
    known = np.flatnonzero((np.maximum(entries.at, entries.known_at) < end) & (entries.amount != 0))
    left = entries.amount[known] * decay((end - entries.at[known]) / DAY_SECONDS, policy.trust_half_life_days)
    for place, weight in zip(known.tolist(), left.tolist(), strict=True):
        entry = ENTRIES[entries.entry[place]]
        kind = Kind.PROMISE if entry in _OF_PROMISES else Kind.GOAL if entry is Entry.GOAL_REACHED else Kind.TOUCH
        yield kind, int(entries.record[place]), entry.value, int(entries.at[place]), weight


def _shadows(events: Events, last: Grid, policy: Policy) -> Iterator[_Part]:
    """What open and recently closed issues, and promises past their day, cast."""
    is_open = is_open_at(events.issues, last)[:, 0]
    for place, shadow in enumerate(issue_shadows(events.issues, last, policy)[:, 0].tolist()):
        if shadow > 0:
            what = "open issue" if is_open[place] else "issue closed"
            yield Kind.ISSUE, place, what, int(events.issues.opened_at[place]), -shadow
    promises = events.promises
    settled = np.minimum(promises.kept_at, promises.broken_at)
    told = np.where(settled == NEVER, NEVER, np.maximum(settled, promises.outcome_known_at))
    for place, shadow in enumerate(promise_shadows(promises, last, policy)[:, 0].tolist()):
        if shadow > 0:
            what = "promise overdue" if told[place] >= last.ends_at[0] else "promise was overdue"
            yield Kind.PROMISE, place, what, int(promises.due_at[place]) - 1, -shadow
