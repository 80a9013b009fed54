"""Events of accounts for tests of facts and scores: each kind empty unless a test says otherwise."""

from datetime import date
from typing import Any

import numpy as np

from domain.deadlines import Ends
from domain.events import (
    NEVER,
    Contacts,
    Events,
    GoalReadings,
    Goals,
    Invoices,
    Issues,
    Milestones,
    Promises,
    Reached,
    Stances,
    Surveys,
    Terms,
    Touches,
    Usage,
)
from domain.facts import CHANNELS, DIRECTIONS, Facts, gather
from domain.grid import DAY_SECONDS, weekly_grid
from domain.policy import POLICY, Policy
from domain.portfolio_columns import NO_DAY
from domain.vocabulary import Channel, Direction, Purpose

DAY = date(2026, 11, 15)
"""A Sunday."""
GRID = weekly_grid(DAY, weeks=30)
END = int(GRID.ends_at[-1])
NAN = float("nan")

PURPOSES = tuple(Purpose)

Record = dict[str, Any]


def ago(days: float) -> int:
    """The instant so many days before the end of `DAY`, epoch seconds."""
    return END - int(days * DAY_SECONDS)


def touch(days_ago: float, **given: Any) -> Record:
    """An e-mail from a person of ours."""
    usual = {"account": 0, "at": ago(days_ago), "known_at": ago(days_ago), "channel": CHANNELS.index(Channel.EMAIL),
             "direction": DIRECTIONS.index(Direction.OUTBOUND), "purpose": PURPOSES.index(Purpose.OTHER),
             "initiative": -1, "department": -1, "is_automated": False, "sentiment": NAN,
             "response_seconds": NAN, "id": 0}  # fmt: skip
    return usual | given


def issue(days_ago: float, closed_days_ago: float | None = None, **given: Any) -> Record:
    """An issue of severity 2, open unless told when it closed."""
    closed = NEVER if closed_days_ago is None else ago(closed_days_ago)
    usual = {"account": 0, "opened_at": ago(days_ago), "known_at": ago(days_ago), "resolved_at": closed,
             "resolution_known_at": closed, "level": 2}  # fmt: skip
    return usual | given


def survey(days_ago: float, value: float, **given: Any) -> Record:
    """An answer, on the scale to 100."""
    return {"account": 0, "at": ago(days_ago), "known_at": ago(days_ago), "value": value, "is_nps": False} | given


def use(weeks_ago: int, active_users: float, seats: float = NAN, **given: Any) -> Record:
    """A week of use that was over so many weeks before the end of `DAY`."""
    over = ago(7 * weeks_ago)
    return {"account": 0, "ends_at": over, "known_at": over - 1, "active_users": active_users, "seats": seats} | given


def contact(seniority: int = -1, left_days_ago: float | None = None, **given: Any) -> Record:
    """Somebody of theirs, on record for years."""
    left = NEVER if left_days_ago is None else ago(left_days_ago)
    usual = {"id": 0, "account": 0, "known_at": ago(3_000), "seniority": seniority, "left_at": left}
    return usual | {"on_map_at": NEVER} | given


def met(days_ago: float, contact: int = 0, **given: Any) -> Record:
    """The contact at that position and one of ours, in a meeting of two."""
    usual = {"contact": contact, "at": ago(days_ago), "known_at": ago(days_ago), "points": 3 / 2**0.5, "outward": 0.5}
    return usual | given


def stance(days_ago: float, stance: int, contact: int = 0, **given: Any) -> Record:
    """An assessment of the contact at that position that nothing has followed."""
    usual = {"account": 0, "contact": contact, "since": ago(days_ago), "until": NEVER, "stance": stance,
             "influence": 50}  # fmt: skip
    return usual | given


def promise(
    due_days_ago: float, kept_days_ago: float | None = None, broken_days_ago: float | None = None, **given: Any
) -> Record:
    """A promise of ours, of two weeks, whose outcome was known at once."""
    kept = NEVER if kept_days_ago is None else ago(kept_days_ago)
    broken = NEVER if broken_days_ago is None else ago(broken_days_ago)
    usual = {"account": 0, "known_at": ago(due_days_ago + 14), "due_at": ago(due_days_ago), "kept_at": kept,
             "broken_at": broken, "outcome_known_at": min(kept, broken)}  # fmt: skip
    return usual | given


def goal(set_days_ago: float, due_days_ago: float, reached_days_ago: float | None = None, **given: Any) -> Record:
    """A goal from 0 to 100."""
    reached = NEVER if reached_days_ago is None else ago(reached_days_ago)
    usual = {"account": 0, "known_at": ago(set_days_ago), "set_at": ago(set_days_ago), "due_at": ago(due_days_ago),
             "reached_at": reached, "start": 0.0, "target": 100.0}  # fmt: skip
    return usual | given


def measured(days_ago: float, value: float, goal: int = 0, **given: Any) -> Record:
    """A value of the goal at that position."""
    return {"goal": goal, "at": ago(days_ago), "known_at": ago(days_ago), "value": value} | given


def bill(due_days_ago: float, paid_days_ago: float | None = None, **given: Any) -> Record:
    """A bill sent a month before it was due."""
    paid = NEVER if paid_days_ago is None else ago(paid_days_ago)
    usual = {"account": 0, "known_at": ago(due_days_ago + 30), "due_at": ago(due_days_ago), "paid_at": paid}
    return usual | given


def milestone(days_ago: float, said_days_ago: float | None = None, **given: Any) -> Record:
    """A dated fact, known a year before unless told otherwise; days ahead are negative."""
    said = days_ago + 365 if said_days_ago is None else said_days_ago
    return {"account": 0, "known_at": ago(said), "at": ago(days_ago)} | given


def contract_end(days_ahead: int, notice_days_ahead: int | None = None, **given: Any) -> Record:
    """A contract of long ago that ends so many days after `DAY`."""
    notice = NO_DAY if notice_days_ahead is None else DAY.toordinal() + notice_days_ahead
    ends = DAY.toordinal() + days_ahead
    usual = {"account": 0, "from_day": ends - 730, "until_day": ends, "ends": ends, "notice": notice}
    return usual | {"known_at": ago(2_000)} | given


KINDS: dict[str, type[Any]] = {
    "touches": Touches, "issues": Issues, "surveys": Surveys, "usage": Usage, "reached": Reached, "contacts": Contacts,
    "stances": Stances, "promises": Promises, "goals": Goals, "goal_readings": GoalReadings, "invoices": Invoices,
    "price_rises": Milestones, "notices": Milestones, "deadlines": Milestones,
    "contract_ends": Milestones, "owner_changes": Milestones, "ends": Ends,
}  # fmt: skip
"""The tables of events, but for terms."""


def happened(*, accounts: int = 1, tier: int = 2, **kinds: list[Record]) -> Events:
    """Events of `accounts` accounts of one tier (position in the vocabulary), from `touches=[…]`, `issues=[…]` ….

    Columns take the type that the fast code asks for.
    """
    none = np.array([], dtype=np.int64)
    nothing = Terms(none, none, none, none, none, np.array([], dtype=object))

    def table(name: str) -> Any:
        kind, rows = KINDS[name], kinds.get(name, [])
        return kind(**{key: np.array([row[key] for row in rows], dtype=_type(key)) for key in kind.__slots__})

    tiers = np.full(accounts, tier, dtype=np.int64)
    return Events(accounts=accounts, tier=tiers, terms=nothing, **{name: table(name) for name in KINDS})


def facts_of(policy: Policy = POLICY, **kinds: Any) -> Facts:
    """The facts of those events on every row of `GRID`."""
    return gather(happened(**kinds), GRID, policy)


def _type(column: str) -> type:
    if column in _NUMBERS:
        return np.float64
    return np.bool_ if column in {"is_automated", "is_nps"} else np.int64


_NUMBERS = {"sentiment", "response_seconds", "value", "active_users", "seats", "points", "outward", "start", "target"}
