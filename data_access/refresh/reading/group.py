"""Rows of a group of accounts, in a fixed order, with each account's position in the group."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from data_access.bulk import numbers
from data_access.columns import AnySelect, whole
from data_access.refresh.shards import Shard
from domain.events import NEVER
from domain.grid import DAY_SECONDS, Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """The accounts `ids` (ascending), which lie within `shard`, and the transaction that they are read in."""

    session: Session
    shard: Shard
    ids: Ints

    def numbers(self, statement: AnySelect, account_id: Any, *order: Any) -> tuple[Ints, dict[str, Floats]]:
        """The rows of `statement` (all numbers, `account_id` among them) by account and `order`.

        Returns each row's account as a position, and the columns; NaN where null.
        """
        read = numbers(self.session, self.within(statement, account_id, *order))
        return self.places(whole(read["account_id"])), read

    def within(self, statement: AnySelect, account_id: Any, *order: Any) -> AnySelect:
        """The statement for the accounts of the group, in a fixed order."""
        return statement.where(account_id.between(*self.shard)).order_by(account_id, *order)

    def places(self, ids: Ints) -> Ints:
        """The position of each account."""
        return np.searchsorted(self.ids, ids).astype(np.int64)


def begin_of(days: Ints) -> Ints:
    """The instant at which each day (since 1970) begins."""
    return days * DAY_SECONDS


def end_of(days: Ints) -> Ints:
    """The instant at which each day is over."""
    return (days + 1) * DAY_SECONDS


def within_day(days: Ints) -> Ints:
    """The last second of each day: something dated by it has happened by its end, and not before."""
    return (days + 1) * DAY_SECONDS - 1


def dated(days: Ints) -> Ints:
    """`within_day`, where `NEVER` stays."""
    return np.where(days == NEVER, NEVER, within_day(np.where(days == NEVER, 0, days)))
