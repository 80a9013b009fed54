"""Rows of a group of accounts, in a fixed order, with each account's position in the group."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from data_access.columns import AnySelect, columns, integers
from data_access.refresh.shards import Shard
from domain.events import NEVER
from domain.grid import DAY_SECONDS, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """The accounts `ids` (ascending), which lie within `shard`, and the transaction that they are read in."""

    session: Session
    shard: Shard
    ids: Ints

    def rows(self, statement: AnySelect, account_id: Any, *order: Any) -> dict[str, Any]:
        """The rows of `statement` (which selects `account_id`) by account and `order`; `account` is the position."""
        within = statement.where(account_id.between(*self.shard)).order_by(account_id, *order)
        read = columns(self.session, within)
        return {**read, "account": np.searchsorted(self.ids, integers(read["account_id"])).astype(np.int64)}


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
