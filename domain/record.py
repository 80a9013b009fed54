"""One dated record in full, as it is read beside the timeline, and what followed it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pandas as pd

from domain.evidence import Evidence, Kind
from domain.occurrence import Occurrence

FOLLOW_DAYS = 14
"""What came within so many days is told as what followed; whether one caused the other is for the reader to say."""
FOLLOWERS = 6
_TELLING = {Kind.ISSUE, Kind.SURVEY, Kind.CONTRACT, Kind.PROMISE, Kind.OWNER}


@dataclass(frozen=True, slots=True)
class Record:
    """A record: its title, when it happened, what is known of it (label and value), its text, and dated notes."""

    kind: Kind
    id: int
    title: str
    at: datetime
    facts: tuple[tuple[str, str | date], ...]
    text: str | None = None
    notes: tuple[tuple[date, str], ...] = ()


def followed(
    touches: pd.DataFrame,
    occurrences: Sequence[Occurrence],
    at: datetime,
    own: frozenset[int],
    record: tuple[Kind, int],
) -> list[Evidence]:
    """Return what came in the `FOLLOW_DAYS` after `at`, soonest first: records and touches of people, threads once.

    `own`: touchpoints that are the thing itself (its thread); `record`: the record itself, which follows nothing.
    """
    until = at + timedelta(days=FOLLOW_DAYS)
    after = touches[
        (touches["occurred_at"] > at)
        & (touches["occurred_at"] <= until)
        & ~touches["is_automated"].astype(bool)
        & ~touches["is_planned"].astype(bool)
        & ~touches["id"].isin(own)
    ]
    first = after[(after["thread"] < 0) | ~after["thread"].duplicated()]
    found = [
        Evidence(Kind.TOUCH, int(number), when.date(), subject if isinstance(subject, str) else str(channel))
        for number, when, subject, channel in zip(
            first["id"], first["occurred_at"], first["subject"], first["channel"], strict=True
        )
    ]
    found += [
        Evidence(one.kind, one.id, one.on, f"{one.label}, {one.word}" if one.word else one.label)
        for one in occurrences
        if one.kind in _TELLING and (one.kind, one.id) != record and at.date() < one.on <= until.date()
    ]
    return sorted(found, key=lambda one: (one.on or date.max, one.kind is Kind.TOUCH))[:FOLLOWERS]


def noon(day: date) -> datetime:
    """The middle of a day (UTC): when something happened of which only the day is known."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
