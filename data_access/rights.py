"""Who may write what: the one place where a change by a person is held against their role and their accounts.

Account managers and team leads write what belongs to the accounts that they see; an executive reads all and writes
nothing but what is their own (saved views, visits); an administrator writes all. What the system computes or notes by
itself nobody writes. The rows that a row refers to must be in sight too: nothing is hung under another's record.
"""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from data_access.models import Account
from data_access.models.base import Base
from data_access.walls.tables import COMPUTED, OPEN, PERSONAL, SHARED_BY_ALL, guarded
from domain.errors import Denied, NotYours
from domain.viewer import Viewer
from domain.vocabulary import Role

_MODELS: dict[str, type[Base]] = {str(mapper.local_table): mapper.class_ for mapper in Base.registry.mappers}


def refuse_what_is_not_theirs(
    session: Session, viewer: Viewer, new: Collection[Base], changed: Collection[Base], deleted: Collection[Base]
) -> None:
    """Raise `NotYours` or `Denied` unless the viewer may add, change and delete these rows; `session` is scoped."""
    for row in (*new, *changed, *deleted):
        _refuse_by_role(viewer, row)
    if viewer.role is not Role.ADMINISTRATOR:
        if any(isinstance(row, Account) for row in (*new, *deleted)):
            raise NotYours("Only an administrator adds and removes accounts.")
        if any(row.__tablename__ in SHARED_BY_ALL for row in deleted):
            raise NotYours("What others may be part of is removed by an administrator.")
    accounts = {number for row in (*new, *changed, *deleted) for number in _accounts_of(viewer, row)}
    _refuse_out_of_sight(session, Account, accounts, "account")
    for table, numbers in _parents((*new, *changed, *deleted)).items():
        _refuse_out_of_sight(session, _MODELS[table], numbers, "record")


def _refuse_by_role(viewer: Viewer, row: Base) -> None:
    table = row.__tablename__
    if table in COMPUTED:
        raise NotYours("What Nexus computes and notes by itself is changed by nobody.")
    if table in PERSONAL:
        if {viewer.user_id} != _ever(row, "user_id"):
            raise NotYours("This belongs to another person.")
    elif viewer.role is Role.EXECUTIVE:
        raise NotYours("Executives read every account, and change none.")
    elif table in OPEN - SHARED_BY_ALL and viewer.role is not Role.ADMINISTRATOR:
        raise NotYours("Only an administrator changes this.")


def _accounts_of(viewer: Viewer, row: Base) -> set[int]:
    """The accounts that a row belongs to, belonged to, or is; those of a new account are its own affair."""
    if isinstance(row, Account):
        return {number for number in _before(row, "id") if number is not None}
    if not hasattr(row, "account_id"):
        return set()
    numbers = _ever(row, "account_id")
    if None in numbers and viewer.role is not Role.ADMINISTRATOR:
        raise NotYours("Only an administrator writes what belongs to no account.")
    return {number for number in numbers if number is not None}


def _parents(rows: Iterable[Base]) -> dict[str, set[int]]:
    """By guarded table, the numbers of the rows that these rows refer to, or referred to."""
    found: dict[str, set[int]] = {}
    for row in rows:
        for column in inspect(type(row)).local_table.columns:
            for key in column.foreign_keys:
                table = key.column.table.name
                if table in guarded() and table != "accounts":
                    found.setdefault(table, set()).update(_ever(row, column.key) - {None})
    return found


def _refuse_out_of_sight(session: Session, model: Any, numbers: set[int], thing: str) -> None:
    if numbers and numbers - set(session.scalars(select(model.id).where(model.id.in_(numbers)))):
        raise Denied(thing)


def _ever(row: Base, column: str) -> set[Any]:
    """The values that a column of the row has, and had before this transaction changed it."""
    return {getattr(row, column)} | _before(row, column)


def _before(row: Base, column: str) -> set[Any]:
    state = inspect(row)
    if not state.persistent and not state.deleted:
        return set()
    history = state.attrs[column].load_history()
    return set(history.deleted or history.unchanged or ())
