"""Bulk loading into SQLite: one transaction over prepared statements."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Engine

from data_access.demo.blocks import Block, as_rows
from data_access.demo.tables import refuse_foreign_data, table_names
from domain.errors import Unavailable

CACHE_KIB = 262_144
"""Page cache while loading: with less, building an index over millions of rows spills to disk again and again."""


WAIT_SECONDS = 30
"""How long to wait for another writer."""


class SQLiteLoader:
    """Puts blocks into an open SQLite transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._afterwards: list[str] = []

    def begin(self) -> None:
        """Empty the tables; drop their indexes and triggers, keeping the words that make them again."""
        refuse_foreign_data(self._first_value)
        named = self._connection.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
            " ORDER BY type = 'index', rowid"
        ).fetchall()
        for kind, name, _ in named:
            self._connection.execute(f'DROP {kind} "{name}"')
        self._afterwards = [words for _, _, words in named]
        for table in reversed(table_names()):
            self._connection.execute(f'DELETE FROM "{table}"')  # noqa: S608 — our own table names

    def _first_value(self, words: str) -> object:
        row = self._connection.execute(words).fetchone()
        return None if row is None else row[0]

    def append(self, table: str, block: Block) -> None:
        """Add rows."""
        columns = ", ".join(f'"{name}"' for name in block)
        marks = ", ".join("?" * len(block))
        self._connection.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', as_rows(block))  # noqa: S608

    def finish(self) -> None:
        """Make indexes and triggers again and let the planner count."""
        for words in self._afterwards:
            self._connection.execute(words)
        self._connection.execute("PRAGMA analysis_limit = 1000")
        self._connection.execute("ANALYZE")


@contextmanager
def sqlite_loader(engine: Engine) -> Iterator[SQLiteLoader]:
    """A loader on a connection of its own: committed at the end of the block, or nothing of it stays.

    Keys and checks are not looked at while it loads: the generator makes both sides of every key, the same rows pass
    all of PostgreSQL's checks, and the tests have SQLite verify them. Raises `Unavailable` if another process writes.
    """
    # Idle connections of this process would keep the journal from being changed.
    engine.dispose()
    connection = sqlite3.connect(engine.url.database or ":memory:", timeout=WAIT_SECONDS, isolation_level=None)
    try:
        _prepare(connection)
        yield SQLiteLoader(connection)
        connection.execute("COMMIT")
    finally:
        connection.rollback()
        _write_ahead(connection, True)
        connection.close()


def _prepare(connection: sqlite3.Connection) -> None:
    _write_ahead(connection, False)
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as busy:
        raise Unavailable("Another process is writing to this database.", "Try again when it has finished.") from busy


def _write_ahead(connection: sqlite3.Connection, wanted: bool) -> None:
    """Load with a rollback journal: new pages are then written once, not first to the log and then to the file.

    Where somebody else is connected the journal cannot be changed, and loading works with the one there is.
    """
    connection.execute("PRAGMA busy_timeout = 0")
    with suppress(sqlite3.OperationalError):
        connection.execute(f"PRAGMA journal_mode = {'WAL' if wanted else 'DELETE'}")
    connection.execute(f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000}")
