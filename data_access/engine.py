"""The engines of a process: one that writes, and those that can only read and show what a viewer may see."""

import sqlite3
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any

from psycopg import Connection as PsycopgConnection
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import ConnectionPoolEntry

from data_access.walls.postgresql import ENTER, ENTER_TO_WRITE, see_nothing, viewer_settings, writer_settings
from data_access.walls.sqlite import MissingViewerError, Sight, Wall
from data_access.walls.sqlite_writing import WritingWall
from domain.viewer import Viewer

_engines: dict[tuple[str, str], Engine] = {}
_lock = Lock()

STATEMENT_TIMEOUT_MS = 30_000
BEGIN_WRITING = "BEGIN IMMEDIATE"
_WRITER, _EDITOR = "WRITER", "EDITOR"
_POOL: dict[str, Any] = {"pool_size": 5, "max_overflow": 10}
_SQLITE: dict[str, Any] = {"timeout": 30, "check_same_thread": False, "cached_statements": 512}


def writer_engine(url: str) -> Engine:
    """The engine of this process that writes to `url`: on SQLite each transaction begins IMMEDIATE."""
    return _engine(url, _WRITER)


def reader_engine(url: str) -> Engine:
    """The engine of this process that reads `url`, and is refused any write and any account by the database itself."""
    return _engine(url, Sight.OPEN.name)


def viewer_engine(url: str, viewer: Viewer) -> Engine:
    """The engine whose every transaction reads `url` as `viewer`: the database shows it their accounts only."""
    if make_url(url).get_backend_name() == "sqlite":
        sight = Sight.BOOK if viewer.sees_everything else Sight.SCOPED
    else:
        sight = Sight.OPEN  # one pool for all: a connection becomes another role for each transaction
    return _engine(url, sight.name).execution_options(nexus_viewer=viewer)


def editor_engine(url: str, viewer: Viewer) -> Engine:
    """The engine whose every transaction writes to `url` as `viewer`: the database lets it write what is theirs."""
    return _engine(url, _EDITOR).execution_options(nexus_viewer=viewer)


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
        return {_WRITER: _sqlite_writer, _EDITOR: _sqlite_editor}.get(part, partial(_sqlite_reader, part=part))(url)
    return {_WRITER: _postgresql_writer, _EDITOR: _postgresql_editor}.get(part, _postgresql_reader)(url)


def _postgresql_writer(url: str) -> Engine:
    return create_engine(url, **_POOL, pool_pre_ping=True, connect_args={"options": "-c timezone=UTC"})


def _postgresql_editor(url: str) -> Engine:
    engine = _postgresql_writer(url)

    @event.listens_for(engine, "begin")
    def enter(connection: Connection) -> None:
        viewer = connection.get_execution_options().get("nexus_viewer")
        if viewer is None:
            raise MissingViewerError("nobody writes")
        connection.exec_driver_sql(ENTER_TO_WRITE, writer_settings(viewer))

    return engine


def _postgresql_reader(url: str) -> Engine:
    options = f"-c timezone=UTC -c statement_timeout={STATEMENT_TIMEOUT_MS} -c default_transaction_read_only=on"
    engine = create_engine(url, **_POOL, pool_pre_ping=True, connect_args={"options": options})

    @event.listens_for(engine, "connect")
    def prepare(connection: PsycopgConnection[tuple[object, ...]], _entry: ConnectionPoolEntry) -> None:
        see_nothing(connection)

    @event.listens_for(engine, "begin")
    def enter(connection: Connection) -> None:
        viewer = connection.get_execution_options().get("nexus_viewer")
        if viewer is not None:
            connection.exec_driver_sql(ENTER, viewer_settings(viewer))

    return engine


def _sqlite_writer(url: str) -> Engine:
    database = make_url(url).database
    if database and database != ":memory:":
        Path(database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, **_POOL, connect_args=_SQLITE)

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
        _settle(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -65536")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(BEGIN_WRITING)

    return engine


def _sqlite_editor(url: str) -> Engine:
    engine = _sqlite_writer(url)

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, entry: ConnectionPoolEntry) -> None:
        entry.info["wall"] = WritingWall(connection)

    @event.listens_for(engine, "begin")
    def enter(connection: Connection) -> None:
        connection.connection.info["wall"].enter(connection.get_execution_options().get("nexus_viewer"))

    @event.listens_for(engine, "checkin")
    def leave(_connection: sqlite3.Connection | None, entry: ConnectionPoolEntry) -> None:
        if "wall" in entry.info:
            entry.info["wall"].leave()

    return engine


def _sqlite_reader(url: str, part: str) -> Engine:
    sight = Sight[part]
    path = make_url(url).database or ""
    # The connection is to nothing: its wall attaches the file.
    engine = create_engine(url, **_POOL, creator=lambda: sqlite3.connect(":memory:", **_SQLITE))

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, entry: ConnectionPoolEntry) -> None:
        _settle(connection)
        entry.info["wall"] = Wall(connection, path, sight)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.connection.info["wall"].enter(connection.get_execution_options().get("nexus_viewer"))
        connection.exec_driver_sql("BEGIN")

    @event.listens_for(engine, "checkin")
    def leave(_connection: sqlite3.Connection | None, entry: ConnectionPoolEntry) -> None:
        # A connection that broke is put back without a wall.
        if "wall" in entry.info:
            entry.info["wall"].leave()

    return engine


def _settle(connection: sqlite3.Connection) -> None:
    # The driver must not begin transactions of its own: ours begin IMMEDIATE, and include DDL.
    connection.isolation_level = None
    connection.execute("PRAGMA busy_timeout = 30000")
