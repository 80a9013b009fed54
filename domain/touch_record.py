"""One touchpoint in full, as it is read."""

from dataclasses import dataclass
from datetime import datetime

from domain.vocabulary import Channel, Department, Direction, ParticipantPart, Purpose


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who took part: one of theirs, one of ours, or an address that nobody knows yet."""

    name: str
    is_ours: bool
    is_known: bool
    part: ParticipantPart


@dataclass(frozen=True, slots=True)
class TouchRecord:
    """One touchpoint in full."""

    id: int
    occurred_at: datetime
    channel: Channel
    direction: Direction
    purpose: Purpose
    department: Department | None
    is_automated: bool
    is_planned: bool
    sentiment: float | None
    response_seconds: int | None
    duration_minutes: int | None
    subject: str | None
    summary: str | None
    people: tuple[Person, ...]
