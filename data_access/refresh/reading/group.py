"""Rows of a group of accounts, in a fixed order, with each account's position in the group."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import Session

from data_access.bulk import numbers
from data_access.columns import AnySelect, whole
from data_access.models import Account
from data_access.refresh.shards import Shard
from domain.events import NEVER
from domain.grid import DAY_SECONDS, Floats, Ints

_ACCOUNTS = Account.__table__.alias("of_group")

LATE = timedelta(days=14)
"""What is recorded so long after it happened is read as new; an account with later ones is computed from the start."""


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """The accounts `ids` (ascending), all of `shard`, and the transaction that they are read in.

    `since`: the end of the Sunday by which the levels hold that are carried; what they hold already is not read. None:
    everything is read.
    """

    session: Session
    shard: Shard
    ids: Ints
    since: datetime | None = None

    def within(self, statement: AnySelect, account_id: Any, *order: Any) -> AnySelect:
        """The rows of `statement` that are about the group, by account and `order`."""
        return statement.where(self.holds(account_id)).order_by(account_id, *order)

    def holds(self, account_id: Any) -> ColumnElement[bool]:
        """The condition that a row is about one of the accounts.

        To find what is new of each, an index on (account, instant) is asked once an account, not once for all.
        """
        if self.since is None or self.shard.only is not None:
            return self.shard.holds(account_id)
        found: ColumnElement[bool] = account_id.in_(select(_ACCOUNTS.c.id).where(self.shard.holds(_ACCOUNTS.c.id)))
        return found

    def is_new(self, happened_at: Any, recorded_at: Any, *, looks_back: bool = True) -> ColumnElement[bool]:
        """The condition that a row is not among what is carried.

        With `looks_back`, only what happened in the last days before counts as late: whoever calls has seen to it
        that there is nothing older. An index on when things happened then finds them.
        """
        if self.since is None:
            return true()
        new = or_(happened_at >= self.since, recorded_at >= self.since)
        return and_(happened_at >= self.since - LATE, new) if looks_back else new

    def places(self, account_ids: Ints) -> Ints:
        """The position of each account in the group."""
        return np.searchsorted(self.ids, account_ids).astype(np.int64)

    def numbers(self, statement: AnySelect, account_id: Any, *order: Any) -> tuple[Ints, dict[str, Floats]]:
        """Each row's account as a position, and the columns of `statement` (numbers, `account_id` among them)."""
        read = numbers(self.session, self.within(statement, account_id, *order))
        return self.places(whole(read["account_id"])), read


def begin_of(days: Ints) -> Ints:
    """The instant at which each day (since 1970) begins."""
    return days * DAY_SECONDS


def end_of(days: Ints) -> Ints:
    """The instant at which each day is over."""
    return (days + 1) * DAY_SECONDS


def within(days: Ints) -> Ints:
    """The last second of each day: something dated by it has happened by its end, and not before."""
    return (days + 1) * DAY_SECONDS - 1


def dated(days: Ints) -> Ints:
    """`within`, where `NEVER` stays."""
    return np.where(days == NEVER, NEVER, within(np.where(days == NEVER, 0, days)))


def positions(keys: Ints, wanted: Ints) -> Ints:
    """The position of each `wanted` among `keys`, which are all different; -1 where it is not among them."""
    if not len(keys):
        return np.full(len(wanted), -1, dtype=np.int64)
    order = np.argsort(keys, kind="stable")
    place = order[np.minimum(np.searchsorted(keys, wanted, sorter=order), len(keys) - 1)]
    return np.where(keys[place] == wanted, place, -1)
