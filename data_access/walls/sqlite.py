"""The second wall on SQLite: a reader's connection has no accounts by their name, only views of its viewer's.

A reading connection opens an empty database in memory and attaches the file under a name that no statement can guess.
A scoped connection has a temporary view under the name of every table that somebody may not see whole; the views ask
who reads in the present transaction, and fail where nobody does. The authorizer refuses the schema, which would tell
the name, and writes, ATTACH and PRAGMA. What a connection shows never changes: each sight has a pool of its own.
"""

import secrets
import sqlite3
from collections.abc import Callable
from enum import Enum

from data_access.walls.tables import ADMINISTRATIVE, CONTACTS, INTERNAL, OPEN, PARTICIPANTS, PERSONAL, account_columns
from domain.viewer import Viewer
from domain.vocabulary import Role

_HARMLESS = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_RECURSIVE,
    sqlite3.SQLITE_TRANSACTION,
    sqlite3.SQLITE_SAVEPOINT,
}
_READS_FILES = {"load_extension", "readfile", "fts3_tokenizer"}

Authorizer = Callable[[int, str | None, str | None, str | None, str | None], int]


class Sight(Enum):
    """What a reading connection may show."""

    OPEN = "tables that tell nothing about an account"
    SCOPED = "the accounts of its viewer"
    BOOK = "every account"


class MissingViewerError(RuntimeError):
    """A connection that reads accounts has no viewer, or one that it was not made for."""


class Wall:
    """The wall of one connection to nothing: attaches the file, and knows for whom the present transaction reads."""

    def __init__(self, connection: sqlite3.Connection, path: str, sight: Sight) -> None:
        self._sight = sight
        self._viewer: Viewer | None = None
        file = f"nexus_{secrets.token_hex(8)}"
        connection.execute("ATTACH ? AS ?", (path, file))
        connection.execute(f"PRAGMA {file}.cache_size = -65536")
        connection.execute(f"PRAGMA {file}.mmap_size = 1073741824")
        self._make_functions(connection)
        for table, condition in _conditions(sight, file).items():
            connection.execute(f"CREATE TEMP VIEW {table} AS SELECT * FROM {file}.{table} WHERE {condition}")  # noqa: S608
        connection.execute("PRAGMA query_only = ON")
        connection.set_authorizer(_authorizer(sight, file))

    def enter(self, viewer: Viewer | None) -> None:
        """Begin to read for `viewer`; `MissingViewerError` if the connection is not made for what they may see."""
        self._viewer = None
        if self._sight is not _sight_of(viewer):
            raise MissingViewerError("this connection is not one for its viewer")
        self._viewer = viewer

    def leave(self) -> None:
        """Forget the viewer: the connection goes back to the pool."""
        self._viewer = None

    def _make_functions(self, connection: sqlite3.Connection) -> None:
        def present() -> Viewer:
            if self._viewer is None:
                raise MissingViewerError("nobody reads")
            return self._viewer

        connection.create_function("nexus_viewer", 0, lambda: present().user_id)
        connection.create_function("nexus_leads", 0, lambda: present().role is Role.TEAM_LEAD)
        connection.create_function("nexus_administers", 0, lambda: present().role is Role.ADMINISTRATOR)


def _authorizer(sight: Sight, file: str) -> Authorizer:
    places = {"temp", file, None}  # None: no column is read, only rows are counted

    def may_read(table: str, place: str | None) -> bool:
        return (
            place in places and not table.lower().startswith("sqlite_") and (sight is not Sight.OPEN or table in OPEN)
        )

    def authorize(action: int, first: str | None, second: str | None, place: str | None, _source: str | None) -> int:
        if action == sqlite3.SQLITE_READ:
            allowed = may_read(first or "", place)
        elif action == sqlite3.SQLITE_FUNCTION:
            allowed = second not in _READS_FILES
        else:
            allowed = action in _HARMLESS
        return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY

    return authorize


def _sight_of(viewer: Viewer | None) -> Sight:
    if viewer is None:
        return Sight.OPEN
    return Sight.BOOK if viewer.sees_everything else Sight.SCOPED


def _conditions(sight: Sight, file: str) -> dict[str, str]:
    """For each table that such a connection does not show whole, which of its rows it shows."""
    if sight is Sight.OPEN:
        return {}
    own = dict.fromkeys(PERSONAL, "user_id = (SELECT nexus_viewer())")
    own |= dict.fromkeys(ADMINISTRATIVE, "(SELECT nexus_administers())") | dict.fromkeys(INTERNAL, "false")
    if sight is Sight.BOOK:
        return own
    in_sight = _IN_SIGHT.replace("file.", f"{file}.")
    of_account = {table: f"{column} {in_sight}" for table, column in account_columns().items()}
    known = f"SELECT contact_id FROM {file}.stakeholders WHERE account_id {in_sight}"  # noqa: S608
    people = f"account_id {in_sight} OR id IN ({known})"
    present = f"EXISTS (SELECT 1 FROM {file}.touchpoints AS t WHERE t.id = touchpoint_id AND t.account_id {in_sight})"  # noqa: S608
    return of_account | own | {CONTACTS: people, PARTICIPANTS: present}


# Each function stands in a subquery of its own, so that it is asked once a statement and not once a row.
_IN_SIGHT = """IN (
    SELECT id FROM file.accounts WHERE owner_id = (SELECT nexus_viewer())
    UNION ALL SELECT account_id FROM file.account_team WHERE user_id = (SELECT nexus_viewer())
    UNION ALL SELECT id FROM file.accounts WHERE (SELECT nexus_leads()) AND owner_id IN (
        SELECT id FROM file.users WHERE team_id = (SELECT team_id FROM file.users WHERE id = (SELECT nexus_viewer()))
    )
)"""
