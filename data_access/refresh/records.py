"""What a refresh remembers of each account's records, out of the tables that only it reads, and into them."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from sqlalchemy import Table, delete, select
from sqlalchemy.orm import Session

from data_access.bulk import Packed, packed, write
from data_access.columns import is_one_of
from data_access.models import Base, RefreshRecent, RefreshRecords
from data_access.refresh.reading.kept import Kept
from data_access.refresh.reading.recent import Recent, packed_recent
from data_access.refresh.shards import Shard
from domain.events import Events
from domain.grid import Ints
from domain.ties import end_of

_RECORDS, _RECENT = (Base.metadata.tables[model.__tablename__] for model in (RefreshRecords, RefreshRecent))


def kept_records(session: Session, shard: Shard, ids: Sequence[int], stale: Ints) -> Kept:
    """The small tables of the accounts `ids`, those of the shard; `stale`: which of them changed, as bits."""
    return Kept(np.array(ids, dtype=np.int64), _remembered(session, _RECORDS, shard), stale)


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
    known = _remembered(session, _RECENT, shard)
    return Recent(end_of(base_on), today, np.array(ids, dtype=np.int64), known, changed_at)


def remember_recent(
    session: Session, shard: Shard, ids: Sequence[int], base_on: date, events: Events, places: Ints
) -> None:
    """Remember what tells after `base_on`, in the place of what was remembered of the accounts of `shard`.

    `places`: those of `ids` that are to be remembered.
    """
    session.execute(delete(_RECENT).where(shard.holds(_RECENT.c.account_id)))
    there, values = packed_recent(events, end_of(base_on), places)
    if values:
        write(session, _RECENT, {"account_id": [ids[place] for place in there.tolist()], "packed": values})


def _remembered(session: Session, table: Table, shard: Shard) -> Packed:
    statement = select(table.c.account_id, table.c.packed).where(shard.holds(table.c.account_id))
    return packed(session, statement.order_by(table.c.account_id))
