"""Touchpoints, and who of theirs took part in them."""

import numpy as np
from sqlalchemy import ColumnElement, case, func, select

from data_access.bulk import numbers
from data_access.columns import day_number, epoch, is_one_of, position_in, whole
from data_access.models import Contact, Participant, Stakeholder, Touchpoint
from data_access.refresh.reading.group import Group, dated, positions
from data_access.refresh.reading.recent import Recent
from domain.events import NEVER, Contacts, Reached, Touches
from domain.grid import Ints
from domain.ties import CHANNEL_WEIGHT
from domain.vocabulary import Channel, Department, Direction, Initiative, Purpose, Seniority

_POINTS = np.array([CHANNEL_WEIGHT[channel] for channel in Channel])
_NOTICE = list(Channel).index(Channel.NOTICE)
_NAMED_AT_ONCE = 50_000
"""So many touches are asked for by their numbers in one statement."""
_OUTWARD = np.array([{Direction.OUTBOUND: 1.0, Direction.INBOUND: 0.0}.get(kind, 0.5) for kind in Direction])


def read_touches(group: Group) -> Touches:
    """Every touchpoint that happened."""
    t = Touchpoint
    statement = select(
        t.account_id,
        t.id,
        epoch(t.occurred_at).label("at"),
        epoch(t.recorded_at).label("known_at"),
        position_in(Channel, t.channel).label("channel"),
        position_in(Direction, t.direction).label("direction"),
        position_in(Purpose, t.purpose).label("purpose"),
        position_in(Initiative, t.initiative).label("initiative"),
        position_in(Department, t.department).label("department"),
        case((t.is_automated, 1), else_=0).label("is_automated"),
        t.sentiment,
        t.response_seconds,
    ).where(t.is_planned.is_(False))
    account, read = group.numbers(statement, _new(group), t.account_id, t.occurred_at, t.id)
    if group.recent is not None:
        account, read = group.recent.with_read("touches", account, read)
    return Touches(
        account=account,
        at=whole(read["at"]),
        known_at=whole(read["known_at"]),
        channel=whole(read["channel"]),
        direction=whole(read["direction"]),
        purpose=whole(read["purpose"]),
        initiative=whole(read["initiative"]),
        department=whole(read["department"]),
        is_automated=read["is_automated"] > 0,
        sentiment=read["sentiment"],
        response_seconds=read["response_seconds"],
        id=whole(read["id"]),
    )


def _new(group: Group) -> list[ColumnElement[bool]]:
    t = Touchpoint
    if group.recent is None:
        return [group.shard.holds(t.account_id)]
    return group.recent.of_instants(t.account_id, t.occurred_at, t.recorded_at)


class People:
    """The contacts of a group: found by (account, contact)."""

    def __init__(self, group: Group) -> None:
        c, s = Contact, Stakeholder
        known = (
            c.id,
            position_in(Seniority, c.seniority).label("seniority"),
            day_number(c.left_on).label("left_day"),
            epoch(c.recorded_at).label("known_at"),
        )
        employed = group.records("employed", select(c.account_id, *known), c.account_id, c.id)
        linked = select(s.account_id, *known, epoch(s.recorded_at).label("linked_at")).join(c, c.id == s.contact_id)
        placed = group.records("placed", linked, s.account_id, c.id)
        account = np.concatenate([employed[0], placed[0]])

        def both(name: str, missing: int = 0) -> Ints:
            return np.concatenate([whole(employed[1][name], missing), whole(placed[1][name], missing)])

        ids = both("id")
        self._span = int(ids.max(initial=0)) + 1
        # Of somebody who works there and has a part there, the row of the employed comes first.
        self._keys, first = np.unique(account * self._span + ids, return_index=True)
        linked_at = np.concatenate([np.zeros(len(employed[0]), dtype=np.int64), whole(placed[1]["linked_at"])])
        on_map = np.full(len(self._keys), NEVER)
        of_placed = np.searchsorted(self._keys, (account * self._span + ids)[len(employed[0]) :])
        np.minimum.at(on_map, of_placed, whole(placed[1]["linked_at"]))
        self.contacts = Contacts(
            id=ids[first],
            account=account[first],
            known_at=np.maximum(both("known_at"), linked_at)[first],
            seniority=both("seniority")[first],
            left_at=dated(both("left_day", NEVER)[first]),
            on_map_at=on_map,
        )

    def positions(self, account: Ints, contact_id: Ints) -> Ints:
        """The position of each (account, contact); -1 for somebody who is not of that account."""
        place = positions(self._keys, account * self._span + contact_id)
        return np.where(contact_id < self._span, place, -1)


def read_reached(group: Group, touches: Touches, people: People) -> Reached:
    """Who of theirs took part in which touch between people, in the touches' order."""
    touch_id, contact_id = _participants(group, touches)
    place = positions(touches.id, touch_id)
    people_in = np.bincount(place, minlength=len(touches.id))
    contact = people.positions(touches.account[place], contact_id)
    theirs = np.flatnonzero((contact_id > 0) & (contact >= 0))
    # Somebody who is both recipient and attendee of one touch met us once.
    pairs = np.unique(place[theirs] * max(len(people.contacts.account), 1) + contact[theirs])
    place, contact = np.divmod(pairs, max(len(people.contacts.account), 1))
    reached = Reached(
        contact=contact,
        at=touches.at[place],
        known_at=np.maximum(touches.known_at[place], people.contacts.known_at[contact]),
        points=_POINTS[touches.channel[place]] / np.sqrt(people_in[place]),
        outward=_OUTWARD[touches.direction[place]],
    )
    return reached if group.recent is None else _with_remembered(group.recent, people, reached)


def _participants(group: Group, touches: Touches) -> tuple[Ints, Ints]:
    """Who took part in the touches between people that were read: touch and contact, 0 for one of ours."""
    p, t = Participant, Touchpoint
    columns = p.touchpoint_id, func.coalesce(p.contact_id, 0).label("contact_id")
    if group.recent is None:
        counted = t.is_planned.is_(False), t.is_automated.is_(False), t.channel != Channel.NOTICE
        statements = [
            select(*columns).join(t, t.id == p.touchpoint_id).where(group.shard.holds(t.account_id), *counted)
        ]
    else:
        # Few: their numbers find them without looking for the touches once more.
        is_counted = ~touches.is_automated & (touches.channel != _NOTICE)
        ids = touches.id[is_counted & group.recent.is_read(touches.account, touches.at)].tolist()
        parts = (ids[start : start + _NAMED_AT_ONCE] for start in range(0, len(ids), _NAMED_AT_ONCE))
        statements = [select(*columns).where(is_one_of(p.touchpoint_id, part)) for part in parts]
    read = [numbers(group.session, statement) for statement in statements]
    nothing: Ints = np.empty(0, dtype=np.int64)
    touch_id, contact_id = (
        np.concatenate([nothing, *(whole(part[column.name]) for part in read)]) for column in columns
    )
    return touch_id, contact_id


def _with_remembered(recent: Recent, people: People, reached: Reached) -> Reached:
    contacts = people.contacts
    account, met = recent.with_read(
        "reached",
        contacts.account[reached.contact],
        {
            "at": reached.at,
            "known_at": reached.known_at,
            "contact_id": contacts.id[reached.contact],
            "points": reached.points,
            "outward": reached.outward,
        },
    )
    contact = people.positions(account, whole(met["contact_id"]))
    there = contact >= 0
    contact = contact[there]
    return Reached(
        contact=contact,
        at=whole(met["at"][there]),
        known_at=np.maximum(whole(met["known_at"][there]), contacts.known_at[contact]),
        points=met["points"][there],
        outward=met["outward"][there],
    )
