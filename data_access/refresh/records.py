"""Small tables as they were read last, account by account, out of `refresh_records` and into it."""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from data_access.bulk import write
from data_access.models import RefreshRecords
from data_access.refresh.reading.kept import Kept
from data_access.refresh.shards import Shard, is_one_of

_RECORDS = RefreshRecords.metadata.tables[RefreshRecords.__tablename__]


def kept_records(session: Session, shard: Shard, ids: Sequence[int], changed: Collection[int]) -> Kept:
    """What is remembered of the accounts `ids`, those of the shard: nothing of those that `changed`."""
    statement = select(_RECORDS.c.account_id, _RECORDS.c.packed).where(shard.holds(_RECORDS.c.account_id))
    known = {account_id: packed for account_id, packed in session.execute(statement) if account_id not in changed}
    return Kept([known.get(account_id) for account_id in ids])


def remember_records(session: Session, ids: Sequence[int], kept: Kept) -> None:
    """Remember what was read anew."""
    read = [ids[place] for place in kept.fresh.tolist()]
    if read:
        session.execute(delete(_RECORDS).where(is_one_of(_RECORDS.c.account_id, read)))
        write(session, _RECORDS, {"account_id": read, "packed": kept.pack()})
