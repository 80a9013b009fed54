"""Touchpoints, and who of theirs took part in them."""

import numpy as np
from sqlalchemy import case, func, select

from data_access.bulk import numbers
from data_access.columns import day_number, epoch, position_in, whole
from data_access.models import Contact, Participant, Stakeholder, Touchpoint
from data_access.refresh.reading.group import Group, dated
from domain.events import NEVER, Contacts, Reached, Touches
from domain.grid import Ints
from domain.ties import CHANNEL_WEIGHT
from domain.vocabulary import Channel, Direction, Initiative, Purpose, Seniority

_POINTS = np.array([CHANNEL_WEIGHT[channel] for channel in Channel])
_OUTWARD = np.array([{Direction.OUTBOUND: 1.0, Direction.INBOUND: 0.0}.get(kind, 0.5) for kind in Direction])


def read_touches(group: Group) -> Touches:
    """Every touchpoint that happened."""
    t = Touchpoint
    account, read = group.numbers(
        select(
            t.account_id,
            t.id,
            epoch(t.occurred_at).label("at"),
            epoch(t.recorded_at).label("known_at"),
            position_in(Channel, t.channel).label("channel"),
            position_in(Direction, t.direction).label("direction"),
            position_in(Purpose, t.purpose).label("purpose"),
            position_in(Initiative, t.initiative).label("initiative"),
            case((t.is_automated, 1), else_=0).label("is_automated"),
            t.sentiment,
            t.response_seconds,
        ).where(t.is_planned.is_(False)),
        t.account_id,
        t.occurred_at,
        t.id,
    )
    return Touches(
        account=account,
        at=whole(read["at"]),
        known_at=whole(read["known_at"]),
        channel=whole(read["channel"]),
        direction=whole(read["direction"]),
        purpose=whole(read["purpose"]),
        initiative=whole(read["initiative"]),
        is_automated=read["is_automated"] > 0,
        sentiment=read["sentiment"],
        response_seconds=read["response_seconds"],
        id=whole(read["id"]),
    )


class People:
    """The contacts of a group: found by (account, contact)."""

    def __init__(self, group: Group) -> None:
        c, s = Contact, Stakeholder
        known = (c.id, position_in(Seniority, c.seniority).label("seniority"), day_number(c.left_on).label("left_day"))
        employed_account, employed = group.numbers(select(c.account_id, *known), c.account_id, c.id)
        placed_account, placed = group.numbers(
            select(s.account_id, *known).join(c, c.id == s.contact_id), s.account_id, c.id
        )
        account = np.concatenate([employed_account, placed_account])
        ids = np.concatenate([whole(employed["id"]), whole(placed["id"])])
        self._span = int(ids.max(initial=0)) + 1
        self._keys, first = np.unique(account * self._span + ids, return_index=True)
        left = np.concatenate([whole(part["left_day"], NEVER) for part in (employed, placed)])[first]
        self.contacts = Contacts(
            account=account[first],
            seniority=np.concatenate([whole(part["seniority"]) for part in (employed, placed)])[first],
            left_at=dated(left),
        )

    def positions(self, account: Ints, contact_id: Ints) -> Ints:
        """The position of each (account, contact); -1 for somebody who is not of that account."""
        if not len(self._keys):
            return np.full(len(account), -1, dtype=np.int64)
        wanted = account * self._span + contact_id
        place = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
        found = (self._keys[place] == wanted) & (contact_id < self._span)
        return np.where(found, place, -1)


def read_reached(group: Group, touches: Touches, people: People) -> Reached:
    """Who of theirs took part in which touch between people, in the touches' order."""
    p, t = Participant, Touchpoint
    counted = t.is_planned.is_(False), t.is_automated.is_(False), t.channel != Channel.NOTICE
    statement = (
        select(p.touchpoint_id, func.coalesce(p.contact_id, 0).label("contact_id"))
        .join(t, t.id == p.touchpoint_id)
        .where(t.account_id.between(*group.shard), *counted)
        .order_by(p.touchpoint_id, p.position)
    )
    read = numbers(group.session, statement)
    touchpoint, contact_id = whole(read["touchpoint_id"]), whole(read["contact_id"])
    order = np.argsort(touches.id, kind="stable")
    place = order[np.searchsorted(touches.id, touchpoint, sorter=order)] if len(order) else touchpoint
    people_in = np.bincount(place, minlength=len(touches.id))
    contact = people.positions(touches.account[place], contact_id)
    theirs = np.flatnonzero((contact_id > 0) & (contact >= 0))
    # Somebody who is both recipient and attendee of one touch met us once.
    _, first = np.unique(np.stack([place[theirs], contact[theirs]]), axis=1, return_index=True)
    theirs = theirs[first]
    theirs = theirs[np.argsort(place[theirs], kind="stable")]
    place, contact = place[theirs], contact[theirs]
    return Reached(
        contact=contact,
        at=touches.at[place],
        known_at=touches.known_at[place],
        points=_POINTS[touches.channel[place]] / np.sqrt(people_in[place]),
        outward=_OUTWARD[touches.direction[place]],
    )
