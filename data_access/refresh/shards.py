"""Accounts in groups that are read, computed and replaced together: the size of a group bounds memory."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select, text
from sqlalchemy.orm import Session

from data_access.columns import is_none_of, is_one_of
from data_access.models import Account, Touchpoint
from domain.vocabulary import Tier

ACCOUNTS_AT_MOST = 500
TOUCHPOINTS_AT_MOST = 400_000
"""A group ends before it holds more; an account with more than this is a group of its own."""
NAMED_AT_MOST = 500
"""So many accounts are asked for by their numbers in one statement."""


@dataclass(frozen=True, slots=True)
class Shard:
    """The accounts from `first` to `last` by id: only those of `only`, if given, and none of `without` (ascending)."""

    first: int
    last: int
    only: tuple[int, ...] | None = None
    without: tuple[int, ...] = ()

    def holds(self, account_id: Any) -> ColumnElement[bool]:
        """The condition that a row, by its column `account_id`, is about one of the accounts."""
        if self.only is not None:
            return is_one_of(account_id, self.only)
        within: ColumnElement[bool] = account_id.between(self.first, self.last)
        return within & is_none_of(account_id, self.without) if self.without else within


def shard_of(ids: Sequence[int], others: Collection[int] | None = None) -> Shard:
    """Just these accounts (ascending, at least one); `others`: all that are not of them, if that is known."""
    if others is not None:
        between = tuple(sorted(one for one in others if ids[0] < one < ids[-1]))
        if len(between) < len(ids):
            return Shard(ids[0], ids[-1], without=between)
    return Shard(ids[0], ids[-1], tuple(ids))


def shards(session: Session) -> list[tuple[Shard, int]]:
    """Every account, by id, in groups; with each the number of its accounts."""
    groups = [(ids[0], ids[-1], len(ids)) for ids in _grouped(_touches_of(session, None))]
    return [(Shard(first, last), accounts) for first, last, accounts in groups]


def shards_of(session: Session, ids: Sequence[int]) -> list[Shard]:
    """These accounts (ascending) in groups."""
    named = [shard_of(ids[start : start + NAMED_AT_MOST]) for start in range(0, len(ids), NAMED_AT_MOST)]
    return [shard_of(group) for shard in named for group in _grouped(_touches_of(session, shard))]


def _touches_of(session: Session, shard: Shard | None) -> Iterable[tuple[int, int]]:
    """Accounts, by id, with the numbers of their touchpoints."""
    touches, accounts = select(Touchpoint.account_id, func.count().label("touches")), select(Account.id)
    if shard is not None:
        touches, accounts = touches.where(shard.holds(Touchpoint.account_id)), accounts.where(shard.holds(Account.id))
    counted = touches.group_by(Touchpoint.account_id).subquery()
    found = accounts.add_columns(func.coalesce(counted.c.touches, 0)).outerjoin(
        counted, counted.c.account_id == Account.id
    )
    return [(int(account_id), int(number)) for account_id, number in session.execute(found.order_by(Account.id))]


def _grouped(accounts: Iterable[tuple[int, int]]) -> list[list[int]]:
    groups: list[list[int]] = []
    room = 0
    for account_id, touches in accounts:
        if not groups or len(groups[-1]) == ACCOUNTS_AT_MOST or touches > room:
            groups.append([])
            room = TOUCHPOINTS_AT_MOST
        groups[-1].append(account_id)
        room -= touches
    return groups


def hold(session: Session) -> None:
    """Let this transaction, which has yet to begin, see one state of the records, and no second refresh beside it.

    On SQLite a writer's transaction is alone anyway. On PostgreSQL the lock comes first, as it takes no snapshot: what
    the refresh before us wrote is seen.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        session.execute(text("LOCK TABLE account_current IN SHARE ROW EXCLUSIVE MODE"))
        # By default PostgreSQL takes a row found by an index to be four times as dear as one that is read in passing,
        # as on a turning disk, and then reads a whole table of millions for a group's share of it.
        session.execute(text("SET LOCAL random_page_cost = 1.1"))
        session.execute(text("SET LOCAL jit = off"))


def accounts_of(session: Session, shard: Shard) -> dict[int, Tier | None]:
    """The accounts that the group has now, by id, with their tiers; none can be deleted until the transaction ends."""
    a = Account.__table__.c
    statement = select(a.id, a.tier).where(shard.holds(a.id)).order_by(a.id)
    rows = session.execute(statement.with_for_update(read=True, key_share=True)).all()
    return {account_id: tier for account_id, tier in rows}  # noqa: C416 - rows are not pairs to the type checker
