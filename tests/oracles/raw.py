"""Rows as they lie in the database, fetched by SQL text over the plain driver."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from typing import Any

import psycopg

Row = dict[str, Any]


class Raw:
    """An open connection to the database of a test."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def rows(self, sql: str) -> list[Row]:
        """The rows of a query; columns `…_at` become aware instants, `…_on` dates, `is_…` booleans."""
        with closing(self._connection.cursor()) as cursor:
            cursor.execute(sql)
            names = [column[0] for column in cursor.description]
            return [{name: _plain(name, value) for name, value in zip(names, row, strict=True)} for row in cursor]

    def row(self, sql: str) -> Row:
        """The one row of a query."""
        (found,) = self.rows(sql)
        return found

    def value(self, sql: str) -> Any:
        """The one value of a query."""
        (found,) = self.row(sql).values()
        return found

    def run(self, sql: str) -> int:
        """A statement that changes something, committed; the number of rows that it changed."""
        with closing(self._connection.cursor()) as cursor:
            cursor.execute(sql)
            changed = int(cursor.rowcount)
        self._connection.commit()
        return changed


@contextmanager
def opened(url: str) -> Iterator[Raw]:
    """The database at `url`, by its own driver."""
    if url.startswith("sqlite:///"):
        connection: Any = sqlite3.connect(url.removeprefix("sqlite:///"))
        connection.execute("PRAGMA foreign_keys = ON")
    else:
        connection = psycopg.connect(url.replace("postgresql+psycopg://", "postgresql://"))
        connection.execute("SET TimeZone TO 'UTC'")
        connection.commit()
    with closing(connection):
        yield Raw(connection)


def _plain(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name.startswith("is_"):
        return bool(value)
    if name.endswith("_at"):
        instant = datetime.fromisoformat(value) if isinstance(value, str) else value
        return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
    if name.endswith("_on") and isinstance(value, str):
        return date.fromisoformat(value)
    return bytes(value) if isinstance(value, memoryview) else value
