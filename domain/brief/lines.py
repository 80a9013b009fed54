"""The parts of a context brief, and what it is composed from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from domain.account import AccountHeader
from domain.account_map import Stakeholder
from domain.evidence import Kind
from domain.occurrence import Occurrence
from domain.shadow import Casting


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, why it is said (empty where that is plain), and its evidence: a record, or else a tab."""

    text: str
    because: str = ""
    record: tuple[Kind, int] | None = None
    tab: str = "timeline"


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a title; `nothing` is said where there are none."""

    title: str
    lines: tuple[Line, ...]
    nothing: str


@dataclass(frozen=True, slots=True)
class Blackout:
    """Days on which the account must not be approached, and why."""

    starts_on: date
    ends_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that a brief is composed from, as known on `as_of`.

    `touches`, `issues`, `promises`: frames of `data_access.queries`; `goals`: of the plan in force (None without one);
    `last_contact`: the day of the last touch between people, by contact; `arr`: in words.
    """

    as_of: date
    account: AccountHeader
    arr: str
    touches: pd.DataFrame
    issues: pd.DataFrame
    promises: pd.DataFrame
    occurrences: Sequence[Occurrence] = ()
    shadows: Sequence[Casting] = ()
    people: Sequence[Stakeholder] = ()
    last_contact: dict[int, date] = field(default_factory=dict)
    goals: pd.DataFrame | None = None
    blackouts: Sequence[Blackout] = ()


def on(day: date) -> str:
    """`3 Nov 2026`."""
    return f"{day.day} {day:%b %Y}"


def ago(day: date, as_of: date) -> str:
    """`today`, `19 days ago`, `in 5 days`."""
    days = (as_of - day).days
    return "today" if days == 0 else f"{counted(days, 'day')} ago" if days > 0 else f"in {counted(-days, 'day')}"


def ended(words: str) -> str:
    """The same as a sentence: with a full stop, unless a quotation brings its own."""
    return words if words.rstrip("”").endswith((".", "!", "?")) else f"{words}."


def counted(number: int, one: str) -> str:
    """`1 day`, `9 days`."""
    return f"{number:,} {one if number == 1 else f'{one}s'}"


def whose(department: str, is_ours: bool) -> str:
    """Who promised: `We (support)` or `They`."""
    return f"We ({department.replace('_', ' ')})" if is_ours else "They"


def last_contacts(participations: pd.DataFrame) -> dict[int, date]:
    """The day of the last touch of each contact, from `data_access.queries.touchpoints.participations`."""
    theirs = participations[participations["contact_id"].notna()].sort_values("occurred_at")
    return {
        int(contact): when.date() for contact, when in zip(theirs["contact_id"], theirs["occurred_at"], strict=True)
    }
