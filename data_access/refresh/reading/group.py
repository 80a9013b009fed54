"""Rows of a group of accounts, in a fixed order, with each account's position in the group."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from data_access.bulk import numbers
from data_access.columns import AnySelect, whole
from data_access.refresh.reading.kept import Kept
from data_access.refresh.reading.recent import Recent
from data_access.refresh.shards import Shard, shard_of
from domain.events import NEVER
from domain.grid import DAY_SECONDS, Floats, Ints

Columns = dict[str, Floats]
"""Columns of numbers, all of one length, by name."""


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """The accounts `ids` (ascending), all of `shard`, and the transaction that they are read in.

    `recent`: what is remembered of the days since levels were, where they are carried; what these hold is not read.
    None: everything is read. `kept`: what is remembered of small tables, if anything may be.
    """

    session: Session
    shard: Shard
    ids: Ints
    recent: Recent | None = None
    kept: Kept | None = None

    def places(self, account_ids: Ints) -> Ints:
        """The position of each account in the group."""
        return np.searchsorted(self.ids, account_ids).astype(np.int64)

    def numbers(
        self, statement: AnySelect, conditions: list[ColumnElement[bool]], account_id: Any, *order: Any
    ) -> tuple[Ints, Columns]:
        """Each row's account as a position, and the columns of `statement` (numbers, `account_id` among them).

        A statement is asked for each of the `conditions`, which are about different accounts; rows are by account.
        """
        parts = [
            numbers(self.session, statement.where(condition).order_by(account_id, *order)) for condition in conditions
        ]
        if not parts:
            nothing: Ints = np.empty(0, dtype=np.int64)
            return nothing, {column.name: np.empty(0) for column in statement.selected_columns}
        read = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]} if parts[1:] else parts[0]
        account = self.places(whole(read["account_id"]))
        if parts[1:]:
            by_account = np.argsort(account, kind="stable")
            return account[by_account], {name: column[by_account] for name, column in read.items()}
        return account, read

    def records(self, name: str, statement: AnySelect, account_id: Any, *order: Any) -> tuple[Ints, Columns]:
        """`numbers` of the small table `name`, of which only what is not remembered is read: all columns but the first.

        The first column of `statement` is `account_id`.
        """
        kept = self.kept
        if kept is None:
            return self.numbers(statement, [self.shard.holds(account_id)], account_id, *order)
        names = [column.name for column in statement.selected_columns][1:]
        stale = kept.stale(name)
        if len(stale):
            some = self.shard if len(stale) == len(self.ids) else shard_of(self.ids[stale].tolist())
            account, read = self.numbers(statement, [some.holds(account_id)], account_id, *order)
            account, rows = kept.put(name, account, np.column_stack([read[column] for column in names]))
        else:
            account, rows = kept.of(name)
        return account, {column: rows[:, place] for place, column in enumerate(names)}


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
