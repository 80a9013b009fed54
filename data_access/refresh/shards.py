"""Accounts in groups that are read, computed and replaced together: the size of a group bounds memory."""

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from data_access.models import Account, Touchpoint
from domain.vocabulary import Tier

ACCOUNTS_AT_MOST = 500
TOUCHPOINTS_AT_MOST = 400_000
"""A group ends before it holds more; an account with more than this is a group of its own."""

Shard = tuple[int, int]
"""First and last account id of a group."""


def shards(session: Session) -> list[tuple[Shard, int]]:
    """Every account, by id, in groups; with each the number of its accounts."""
    touched = select(Touchpoint.account_id, func.count().label("touches")).group_by(Touchpoint.account_id).subquery()
    counted = select(Account.id, func.coalesce(touched.c.touches, 0)).outerjoin(
        touched, touched.c.account_id == Account.id
    )
    found: list[tuple[Shard, int]] = []
    room = 0
    for account_id, touches in session.execute(counted.order_by(Account.id)):
        if not found or found[-1][1] == ACCOUNTS_AT_MOST or touches > room:
            found.append(((account_id, account_id), 0))
            room = TOUCHPOINTS_AT_MOST
        (first, _), accounts = found[-1]
        found[-1] = ((first, account_id), accounts + 1)
        room -= touches
    return found


def hold(session: Session) -> None:
    """Let this transaction, which has yet to begin, see one state of the records, and no second refresh beside it.

    On SQLite a writer's transaction is alone anyway. On PostgreSQL the lock comes first, as it takes no snapshot: what
    the refresh before us wrote is seen.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        session.execute(text("LOCK TABLE account_current IN SHARE ROW EXCLUSIVE MODE"))


def accounts_of(session: Session, shard: Shard) -> dict[int, Tier | None]:
    """The accounts that the group has now, by id, with their tiers; none can be deleted until the transaction ends."""
    statement = select(Account.id, Account.tier).where(Account.id.between(*shard)).order_by(Account.id)
    rows = session.execute(statement.with_for_update(read=True, key_share=True))
    return {account_id: tier for account_id, tier in rows}  # noqa: C416 - rows are not pairs to the type checker
