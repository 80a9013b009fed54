"""The way in for a change by a person: one transaction, within their rights, told in the audit log, and done once.

    with writing(viewer, operation_id, "set the pulse") as session:
        session.add(HealthPulse(account_id=account_id, ...))

Rows are read within the viewer's scope, as in `reading`, and changed one by one: the session checks each row that is
added, changed or deleted against what the person may write, and notes it, before and after, in the audit log.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from enum import Enum
from typing import Any, TypeVar

from sqlalchemy import event, insert, inspect, select, text
from sqlalchemy.orm import ORMExecuteState, UOWTransaction

from data_access.engine import editor_engine
from data_access.models import AuditEntry
from data_access.models.base import Base, Editable
from data_access.rights import refuse_what_is_not_theirs
from data_access.scope import scope_of
from data_access.session import SCOPED, Gate, UnscopedStatementError, ViewerSession
from data_access.settings import load_settings
from data_access.version import forget_data_version
from domain.errors import AlreadyDone, EditedMeanwhile, NexusError, NotFound
from domain.viewer import Viewer

Row = TypeVar("Row", bound=Editable)


class WritingSession(ViewerSession):
    """A viewer's session that may also write what its viewer may; statements that change many rows are refused."""


class _Notes:
    """What the operation changed: each row by its table and number, as it was and as it is."""

    def __init__(self) -> None:
        self.before: dict[str, dict[str, Any]] = {}
        self.after: dict[str, dict[str, Any]] = {}
        self.account_id: int | None = None
        self.subject: str | None = None

    def note(self, row: Base, before: dict[str, Any], after: dict[str, Any]) -> None:
        name = f"{row.__tablename__} {','.join(map(str, inspect(row).identity or _key_of(row)))}"
        self.subject = self.subject or name
        if self.account_id is None:
            self.account_id = row.id if row.__tablename__ == "accounts" else getattr(row, "account_id", None)  # type: ignore[attr-defined]
        # An operation that touches a row twice tells how it found the row and how it left it.
        if before:
            self.before[name] = before | self.before.get(name, {})
        if after:
            self.after[name] = self.after.get(name, {}) | after


@contextmanager
def writing(viewer: Viewer, operation_id: str, action: str) -> Iterator[WritingSession]:
    """A transaction of the viewer's, committed at the end or not at all.

    `operation_id` is drawn with the form, so that the same operation sent twice is done once: the second raises
    `AlreadyDone` before anything is changed. `action` says in the audit log what was done ("set the pulse").
    Raises `Denied` for a row of an account that the viewer does not see, `NotYours` where their role may not write.
    """
    if not operation_id.strip():
        raise NexusError("This form has lost its place.", "Open the page again, and then save.")
    gate, notes = Gate(), _Notes()
    engine = editor_engine(load_settings().database_url, viewer).execution_options(nexus_gate=gate)
    info = {"scope": scope_of(viewer), "viewer": viewer, "gate": gate, "notes": notes}
    with WritingSession(engine, info=info) as session, session.begin():
        _refuse_a_repetition(session, operation_id)
        yield session
        session.flush()
        if notes.subject is not None:
            _keep(session, operation_id, action, notes)
    forget_data_version()


def row_to_edit(session: WritingSession, kind: type[Row], number: int, version: int) -> Row:
    """The row as the viewer may see it, held until the end of the transaction, its version raised by one.

    `version` is the one that the form was drawn with. Raises `NotFound`, and `EditedMeanwhile` where somebody else
    saved the row since.
    """
    row = session.scalars(select(kind).where(kind.id == number).with_for_update()).one_or_none()  # type: ignore[attr-defined]
    if row is None:
        raise NotFound("record")
    if row.version != version:
        raise EditedMeanwhile
    row.version = version + 1
    return row


def _refuse_a_repetition(session: WritingSession, operation_id: str) -> None:
    connection, seen = session.connection(), {SCOPED: True}
    if connection.dialect.name == "postgresql":
        # A repetition at the same moment waits for the first to end, and then finds it in the log.
        wait = text("SELECT pg_advisory_xact_lock(hashtextextended(:operation, 0))")
        connection.execute(wait, {"operation": operation_id}, execution_options=seen)
    same = select(AuditEntry.id).where(AuditEntry.operation_id == operation_id)
    if connection.scalar(same, execution_options=seen):
        raise AlreadyDone


def _keep(session: WritingSession, operation_id: str, action: str, notes: _Notes) -> None:
    entry = {
        "operation_id": operation_id,
        "user_id": session.info["viewer"].user_id,
        "account_id": notes.account_id,
        "action": action,
        "subject": notes.subject,
        "before": _json(notes.before),
        "after": _json(notes.after),
    }
    # Past the session's own check, which refuses the log to every command.
    session.connection().execute(insert(AuditEntry).values(entry), execution_options={SCOPED: True})


@event.listens_for(WritingSession, "do_orm_execute")
def _one_by_one(state: ORMExecuteState) -> None:
    if not state.is_select:
        raise UnscopedStatementError("a command changes rows one by one, so that the audit log can tell of each")


@event.listens_for(WritingSession, "before_flush")
def _check(session: WritingSession, _context: UOWTransaction, _instances: Any) -> None:
    changed = [row for row in session.dirty if session.is_modified(row)]
    with session.no_autoflush:
        refuse_what_is_not_theirs(session, session.info["viewer"], [*session.new], changed, [*session.deleted])
    for row in changed:
        before, after = _changes(row)
        session.info["notes"].note(row, before, after)
    for row in session.deleted:
        session.info["notes"].note(row, _values(row), {})
    session.info["added"] = [*session.new]
    session.info["gate"].is_open = True


@event.listens_for(WritingSession, "after_flush")
def _note_what_was_added(session: WritingSession, _context: UOWTransaction) -> None:
    session.info["gate"].is_open = False
    for row in session.info.pop("added"):
        session.info["notes"].note(row, {}, _values(row))


def _changes(row: Base) -> tuple[dict[str, Any], dict[str, Any]]:
    """The changed columns of a row, as they were and as they will be."""
    histories = {attribute.key: attribute.load_history() for attribute in inspect(row).attrs}
    changed = {key: history for key, history in histories.items() if history.has_changes()}
    before = {key: history.deleted[0] if history.deleted else None for key, history in changed.items()}
    return before, {key: history.added[0] if history.added else None for key, history in changed.items()}


def _values(row: Base) -> dict[str, Any]:
    """The columns of a row that are known without asking the database again, in the table's order."""
    known = inspect(row).dict
    return {column.key: known[column.key] for column in inspect(type(row)).columns if column.key in known}


def _key_of(row: Base) -> tuple[Any, ...]:
    return tuple(inspect(type(row)).primary_key_from_instance(row))


def _json(rows: dict[str, dict[str, Any]]) -> str | None:
    return json.dumps(rows, default=_plain, ensure_ascii=False) if rows else None


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    raise TypeError(f"the audit log cannot tell {type(value).__name__}")
