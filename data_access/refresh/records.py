"""What a refresh remembers of each account's records, out of the tables that only it reads, and into them."""

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
from sqlalchemy import Table, delete, select
from sqlalchemy.orm import Session

from data_access.bulk import plain_parts, write
from data_access.columns import is_one_of
from data_access.models import Base, RefreshRecent, RefreshRecords
from data_access.refresh.reading.kept import Kept
from data_access.refresh.reading.packed import Part
from data_access.refresh.reading.recent import Recent, packed_recent
from data_access.refresh.shards import Shard
from domain.events import Events
from domain.grid import Ints
from domain.ties import end_of

_RECORDS, _RECENT = (Base.metadata.tables[model.__tablename__] for model in (RefreshRecords, RefreshRecent))


def kept_records(session: Session, shard: Shard, ids: Sequence[int], stale: Ints) -> Kept:
    """The small tables of the accounts `ids`, those of the shard; `stale`: which of them changed, as bits."""
    return Kept(len(ids), _packed(session, _RECORDS, shard, ids), stale)


def remember_records(session: Session, ids: Sequence[int], kept: Kept) -> None:
    """Remember what was read anew."""
    read = [ids[place] for place in kept.fresh.tolist()]
    if read:
        session.execute(delete(_RECORDS).where(is_one_of(_RECORDS.c.account_id, read)))
        write(session, _RECORDS, {"account_id": read, "packed": kept.pack()})


def recent_facts(
    session: Session, shard: Shard, ids: Sequence[int], base_on: date, today: date, changed_at: Ints
) -> Recent:
    """What tells after `base_on` about the accounts `ids`, those of the shard; `changed_at`: see `Recent`."""
    packed = _packed(session, _RECENT, shard, ids)
    return Recent(end_of(base_on), today, np.array(ids, dtype=np.int64), packed, changed_at)


def remember_recent(
    session: Session, shard: Shard, ids: Sequence[int], base_on: date, events: Events, places: Ints
) -> None:
    """Remember what tells after `base_on`, in the place of what was remembered of the accounts of `shard`.

    `places`: those of `ids` that are to be remembered.
    """
    session.execute(delete(_RECENT).where(shard.holds(_RECENT.c.account_id)))
    there, packed = packed_recent(events, end_of(base_on), places)
    if packed:
        write(session, _RECENT, {"account_id": [ids[place] for place in there.tolist()], "packed": packed})


def _packed(session: Session, table: Table, shard: Shard, ids: Sequence[int]) -> Iterator[Part]:
    statement = select(table.c.account_id, table.c.packed).where(shard.holds(table.c.account_id))
    place = {account_id: position for position, account_id in enumerate(ids)}
    for rows in plain_parts(session, statement.order_by(table.c.account_id)):
        there = [(place[account_id], packed) for account_id, packed in rows if account_id in place]
        yield np.array([position for position, _ in there], dtype=np.int64), [packed for _, packed in there]
