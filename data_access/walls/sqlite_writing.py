"""The second wall on SQLite for writing: what a person's connection may change, whatever the statement.

A view cannot be written, so a writing connection has the tables themselves. Temporary triggers on every table look at
each row before it is added, changed or deleted, and end the transaction where it is not the viewer's to write; the
authorizer refuses what only the system writes, and whatever could take the triggers away. What such a connection reads
is narrowed by the scope alone (`data_access.scope`).
"""

import sqlite3
from collections.abc import Iterator

from data_access.models import Base
from data_access.walls.sqlite import MissingViewerError
from data_access.walls.tables import (
    AUDIT,
    COMPUTED,
    CONTACTS,
    OPEN,
    PARTICIPANTS,
    PERSONAL,
    SHARED_BY_ALL,
    account_columns,
)
from domain.viewer import Viewer
from domain.vocabulary import Role

REFUSAL = "nexus: this row is not the viewer's to write"

_HARMLESS = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_RECURSIVE,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_TRANSACTION,
    sqlite3.SQLITE_SAVEPOINT,
}
_WRITES = {sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE}
_READS_FILES = {"load_extension", "readfile", "writefile", "fts3_tokenizer"}


class WritingWall:
    """The wall of one writing connection; knows for whom the present transaction writes."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._viewer: Viewer | None = None
        self._make_functions(connection)
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for words in _triggers():
            if words.table in tables:
                connection.execute(str(words))
        connection.set_authorizer(_authorize)

    def enter(self, viewer: Viewer | None) -> None:
        """Begin to write for `viewer`; `MissingViewerError` for nobody."""
        if viewer is None:
            raise MissingViewerError("nobody writes")
        self._viewer = viewer

    def leave(self) -> None:
        """Forget the viewer: the connection goes back to the pool."""
        self._viewer = None

    def _make_functions(self, connection: sqlite3.Connection) -> None:
        def present() -> Viewer:
            if self._viewer is None:
                raise MissingViewerError("nobody writes")
            return self._viewer

        connection.create_function("nexus_viewer", 0, lambda: present().user_id)
        connection.create_function("nexus_leads", 0, lambda: present().role is Role.TEAM_LEAD)
        connection.create_function("nexus_edits", 0, lambda: present().role is not Role.EXECUTIVE)
        connection.create_function("nexus_administers", 0, lambda: present().role is Role.ADMINISTRATOR)


class _Trigger:
    """A trigger that refuses the rows of `table` for which `condition` does not hold."""

    def __init__(self, table: str, what: str, condition: str) -> None:
        self.table, self._what, self._condition = table, what, condition

    def __str__(self) -> str:
        return (
            f"CREATE TEMP TRIGGER nexus_may_{self._what.lower()}_{self.table} BEFORE {self._what} ON main.{self.table}"
            f' WHEN NOT coalesce({self._condition}, 0) BEGIN SELECT RAISE(ABORT, "{REFUSAL}"); END'
        )


def _triggers() -> Iterator[_Trigger]:
    for table in Base.metadata.tables:
        if table == AUDIT:
            yield _Trigger(table, "INSERT", "NEW.user_id = nexus_viewer()")
        elif table not in COMPUTED:
            yield _Trigger(table, "INSERT", _may(table, "NEW", "INSERT"))
            yield _Trigger(table, "UPDATE", f"({_may(table, 'OLD', 'UPDATE')}) AND ({_may(table, 'NEW', 'UPDATE')})")
            yield _Trigger(table, "DELETE", _may(table, "OLD", "DELETE"))


def _may(table: str, row: str, what: str) -> str:
    """Whether the viewer may write this row."""
    if table in PERSONAL:
        return f"{row}.user_id = nexus_viewer()"
    if table in SHARED_BY_ALL and what != "DELETE":
        return "nexus_edits()"
    if table in OPEN or (table == "accounts" and what != "UPDATE"):
        return "nexus_administers()"
    if table == CONTACTS:
        known = f"SELECT contact_id FROM stakeholders WHERE account_id {_IN_SIGHT}"  # noqa: S608 - all words are ours
        mine = f"{row}.account_id {_IN_SIGHT} OR {row}.id IN ({known})"
    elif table == PARTICIPANTS:
        touch = f"FROM touchpoints AS t WHERE t.id = {row}.touchpoint_id"
        mine = f"EXISTS (SELECT 1 {touch} AND t.account_id {_IN_SIGHT})"
        # A participant goes after its touch, by the rule of the table.
        mine += f" OR NOT EXISTS (SELECT 1 {touch})" if what == "DELETE" else ""
    else:
        mine = f"{row}.{account_columns()[table]} {_IN_SIGHT}"
    return f"nexus_administers() OR (nexus_edits() AND ({mine}))"


def _authorize(action: int, first: str | None, second: str | None, _place: str | None, source: str | None) -> int:
    """Refuse what takes the wall down; and direct writes of what only the system's own triggers write."""
    if action in _WRITES:
        table = first or ""
        notes = table == AUDIT and action == sqlite3.SQLITE_INSERT
        allowed = not table.lower().startswith("sqlite_") and (table not in COMPUTED or notes or source is not None)
    elif action == sqlite3.SQLITE_FUNCTION:
        allowed = second not in _READS_FILES
    else:
        allowed = action in _HARMLESS
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


_IN_SIGHT = """IN (
    SELECT id FROM accounts WHERE owner_id = nexus_viewer()
    UNION ALL SELECT account_id FROM account_team WHERE user_id = nexus_viewer()
    UNION ALL SELECT id FROM accounts WHERE nexus_leads() AND owner_id IN (
        SELECT id FROM users WHERE team_id = (SELECT team_id FROM users WHERE id = nexus_viewer())
    )
)"""
