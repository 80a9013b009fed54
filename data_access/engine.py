"""Two engines a database and process: one that writes, one that can only read."""

import sqlite3
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import ConnectionPoolEntry

_engines: dict[tuple[str, str], Engine] = {}
_lock = Lock()

STATEMENT_TIMEOUT_MS = 30_000


def writer_engine(url: str) -> Engine:
    """The engine of this process that writes to `url`: on SQLite each transaction begins IMMEDIATE."""
    return _engine(url, "writer")


def reader_engine(url: str) -> Engine:
    """The engine of this process that reads `url` and is refused any write by the database itself."""
    return _engine(url, "reader")


def dispose_engines() -> None:
    """Close every pooled connection of this process (after a fork, at the end of a test)."""
    with _lock:
        for engine in _engines.values():
            engine.dispose()
        _engines.clear()


def driver_url(url: str) -> str:
    """`url` with the driver that we use: `postgres://` and `postgresql://` mean psycopg 3."""
    parsed = make_url(url)
    if parsed.drivername in ("postgres", "postgresql"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    return parsed.render_as_string(hide_password=False)


def _engine(url: str, part: str) -> Engine:
    with _lock:
        found = _engines.get((url, part))
        if found is None:
            found = _engines[url, part] = _make(driver_url(url), part)
        return found


def _make(url: str, part: str) -> Engine:
    if make_url(url).get_backend_name() == "sqlite":
        return _make_sqlite(url, part)
    options = f"-c timezone=UTC -c statement_timeout={STATEMENT_TIMEOUT_MS if part == 'reader' else 0}"
    if part == "reader":
        options += " -c default_transaction_read_only=on"
    return create_engine(url, pool_pre_ping=True, pool_size=5, max_overflow=10, connect_args={"options": options})


def _make_sqlite(url: str, part: str) -> Engine:
    database = make_url(url).database
    if database and database != ":memory:" and part == "writer":
        Path(database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, pool_size=5, max_overflow=10, connect_args={"timeout": 30, "check_same_thread": False})
    begin = "BEGIN IMMEDIATE" if part == "writer" else "BEGIN"

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
        # The driver must not begin transactions of its own: ours begin IMMEDIATE, and include DDL.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA busy_timeout = 30000")
        cursor.execute("PRAGMA foreign_keys = ON")
        if part == "writer":
            cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute("PRAGMA synchronous = NORMAL")
        else:
            cursor.execute("PRAGMA query_only = ON")
            cursor.execute("PRAGMA mmap_size = 1073741824")
        cursor.execute("PRAGMA cache_size = -65536")
        cursor.close()

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> Any:
        connection.exec_driver_sql(begin)

    return engine
