"""What happened between us and this account, and what was said?"""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from sqlalchemy import Label, Select, Text, or_, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from data_access.cache import cached
from data_access.columns import epoch, frame
from data_access.models import Contact, Participant, Touchpoint, User
from data_access.session import reading
from domain.errors import NotFound
from domain.ties import end_of
from domain.touch_record import Person, TouchRecord
from domain.viewer import Viewer
from domain.vocabulary import Channel, Department, Direction, Topic

_CLOSED = {
    "channel": [one.value for one in Channel],
    "direction": [one.value for one in Direction],
    "department": [one.value for one in Department],
    "topic": [one.value for one in Topic],
}
"""Columns that are kept as positions in their vocabulary: a filter over 20,000 rows takes a tenth of the time."""
THREAD_LIMIT = 30
"""Messages of one thread that are shown."""
TIE_DAYS = 730
"""What is older says nothing about a tie: twelve half-lives."""


@cached(entries=64)
def touches(viewer: Viewer, account_id: int) -> pd.DataFrame:
    """Every touchpoint known on the viewer's day, oldest first; what lies after that day counts as planned.

    Columns: `id`, `occurred_at` (UTC), `channel`, `direction`, `purpose`, `topic`, `department`, `is_automated`,
    `is_planned`, `thread` (equal for the messages of one conversation, -1 without one), `initiative`, `sentiment`,
    `response_seconds` (NaN where it answers nothing), `subject`.
    """
    t = Touchpoint
    statement = (
        select(
            t.id, epoch(t.occurred_at).label("occurred_at"),
            *_as_text(t.channel, t.direction, t.purpose, t.topic, t.department),
            t.is_automated, or_(t.is_planned, t.occurred_at >= end_of(viewer.as_of)).label("is_planned"),
            *_as_text(t.initiative), t.thread_key, t.sentiment, t.response_seconds, t.subject,
        )
        .where(*_of(viewer, account_id))
        .order_by(t.occurred_at, t.id)
    )  # fmt: skip
    with reading(viewer) as session:
        found = frame(
            session, statement, id="int64", occurred_at="int64", is_automated="bool", is_planned="bool",
            sentiment="float64", response_seconds="float64",
        )  # fmt: skip
    return found.drop(columns="thread_key").assign(
        occurred_at=pd.to_datetime(found["occurred_at"], unit="s", utc=True),
        thread=pd.factorize(found["thread_key"])[0],
        **{name: pd.Categorical(found[name], categories=words) for name, words in _CLOSED.items()},
    )


@cached(entries=64)
def touches_about(viewer: Viewer, account_id: int, words: str) -> frozenset[int]:
    """Ids of the touchpoints in whose subject, text or people `words` occur, case ignored."""
    t = Touchpoint
    like = f"%{words.replace('/', '//').replace('%', '/%').replace('_', '/_')}%"
    people = (
        select(Participant.touchpoint_id)
        .join(Touchpoint, Touchpoint.id == Participant.touchpoint_id)
        .outerjoin(Contact, Contact.id == Participant.contact_id)
        .outerjoin(User, User.id == Participant.user_id)
        .where(
            t.account_id == account_id,
            or_(*(name.ilike(like, escape="/") for name in (Contact.name, User.name, Participant.address))),
        )
    )
    said = or_(t.subject.ilike(like, escape="/"), t.summary.ilike(like, escape="/"), t.id.in_(people))
    with reading(viewer) as session:
        return frozenset(session.scalars(select(t.id).where(*_of(viewer, account_id), said)))


@cached(entries=256)
def latest_touches(viewer: Viewer, account_id: int, limit: int = 5) -> tuple[TouchRecord, ...]:
    """The last touchpoints between people, newest first; of a thread only its last message."""
    t = Touchpoint
    recent = (
        select(t.id, t.thread_key)
        .where(
            *_of(viewer, account_id),
            t.occurred_at < end_of(viewer.as_of),
            t.is_automated.is_(False),
            t.is_planned.is_(False),
        )
        .order_by(t.occurred_at.desc(), t.id.desc())
        .limit(limit * THREAD_LIMIT)
    )
    with reading(viewer) as session:
        newest: dict[str, int] = {}
        for touchpoint_id, thread in session.execute(recent):
            newest.setdefault(thread or f"#{touchpoint_id}", touchpoint_id)
        chosen = list(newest.values())[:limit]
        return _records(viewer, session, select(t).where(t.id.in_(chosen)).order_by(t.occurred_at.desc(), t.id.desc()))


@cached(entries=256)
def conversation(viewer: Viewer, account_id: int, touchpoint_id: int) -> tuple[TouchRecord, ...]:
    """The touchpoint and the others of its thread, oldest first, at most `THREAD_LIMIT`. Raises `NotFound`."""
    t = Touchpoint
    thread = select(t.thread_key).where(t.id == touchpoint_id).scalar_subquery()
    statement = (
        select(t)
        .where(*_of(viewer, account_id), or_(t.id == touchpoint_id, t.thread_key == thread))
        .order_by(t.occurred_at, t.id)
        .limit(THREAD_LIMIT)
    )
    with reading(viewer) as session:
        found = _records(viewer, session, statement)
    if not found:
        raise NotFound("touchpoint")
    return found


@cached(entries=64)
def participations(viewer: Viewer, account_id: int) -> pd.DataFrame:
    """Who took part in which touch between people, a row a participant: input of `domain.ties` and `domain.circle`."""
    return participations_of(viewer, (account_id,))


def participations_of(viewer: Viewer, account_ids: Sequence[int]) -> pd.DataFrame:
    """The same for several accounts, told apart by `account_id`."""
    t, end = Touchpoint, end_of(viewer.as_of)
    statement = (
        select(
            t.id.label("touchpoint_id"), epoch(t.occurred_at).label("occurred_at"), *_as_text(t.channel, t.direction),
            t.is_automated, t.is_planned, Participant.user_id, Participant.contact_id, *_as_text(Participant.part),
            t.account_id,
        )
        .join(Participant, Participant.touchpoint_id == t.id)
        .where(
            t.account_id.in_(account_ids),
            t.recorded_at < end,
            t.occurred_at < end,
            t.occurred_at >= end - pd.Timedelta(days=TIE_DAYS).to_pytimedelta(),
            t.is_automated.is_(False),
            t.is_planned.is_(False),
        )
        .order_by(t.id, Participant.position)
    )  # fmt: skip
    with reading(viewer) as session:
        found = frame(
            session, statement, account_id="int64", touchpoint_id="int64", occurred_at="int64",
            is_automated="bool", is_planned="bool", user_id="Int64", contact_id="Int64",
        )  # fmt: skip
    return found.assign(occurred_at=pd.to_datetime(found["occurred_at"], unit="s", utc=True))


def _as_text(*columns: InstrumentedAttribute[Any]) -> list[Label[Any]]:
    """Vocabularies as they are stored: of 20,000 rows each value would become a member of an enum, and text again."""
    return [type_coerce(column, Text).label(column.key) for column in columns]


def _of(viewer: Viewer, account_id: int) -> tuple[Any, ...]:
    return Touchpoint.account_id == account_id, Touchpoint.recorded_at < end_of(viewer.as_of)


def _records(viewer: Viewer, session: Session, statement: Select[Any]) -> tuple[TouchRecord, ...]:
    found = list(session.scalars(statement))
    people = _people(session, [touch.id for touch in found])
    end = end_of(viewer.as_of)
    return tuple(
        TouchRecord(
            id=touch.id,
            occurred_at=touch.occurred_at,
            channel=touch.channel,
            direction=touch.direction,
            purpose=touch.purpose,
            department=touch.department,
            is_automated=touch.is_automated,
            is_planned=touch.is_planned or touch.occurred_at >= end,
            sentiment=touch.sentiment,
            response_seconds=touch.response_seconds,
            duration_minutes=touch.duration_minutes,
            subject=touch.subject,
            summary=touch.summary,
            people=tuple(people[touch.id]),
        )
        for touch in found
    )


def _people(session: Session, touchpoint_ids: list[int]) -> dict[int, list[Person]]:
    p = Participant
    statement = (
        select(p.touchpoint_id, p.part, p.address, p.user_id, Contact.name.label("contact"), User.name.label("user"))
        .outerjoin(Contact, Contact.id == p.contact_id)
        .outerjoin(User, User.id == p.user_id)
        .where(p.touchpoint_id.in_(touchpoint_ids))
        .order_by(p.touchpoint_id, p.position)
    )
    people: dict[int, list[Person]] = {number: [] for number in touchpoint_ids}
    for row in session.execute(statement):
        name = row.contact or row.user or row.address or "Somebody"
        known = row.contact is not None or row.user is not None
        people[row.touchpoint_id].append(Person(name, row.user_id is not None, known, row.part))
    return people
