"""The data version: changes whenever anybody writes, so that a cached result can be keyed by it."""

import time
from collections.abc import Hashable
from threading import Lock

from sqlalchemy import PoolProxiedConnection, text

from data_access.engine import writer_engine
from data_access.settings import load_settings

FRESH_SECONDS = 1.0
"""A write by another system is seen at the latest after this long (DESIGN: within seconds)."""

_lock = Lock()
_watchers: dict[str, PoolProxiedConnection] = {}
_seen: dict[str, tuple[float, Hashable]] = {}


def data_version() -> Hashable:
    """A value that differs after any committed write to the database, by whatever process."""
    url = load_settings().database_url
    with _lock:
        seen_at, version = _seen.get(url, (0.0, None))
        if version is None or time.monotonic() - seen_at > FRESH_SECONDS:
            version = _read(url)
            _seen[url] = (time.monotonic(), version)
        return version


def forget_data_version() -> None:
    """Look anew at the next question: this process has just written."""
    with _lock:
        _seen.clear()


def close_watchers() -> None:
    """Close the connections that watch (at the end of a test, or before the file is replaced)."""
    with _lock:
        for connection in _watchers.values():
            connection.close()
        _watchers.clear()
        _seen.clear()


def _read(url: str) -> Hashable:
    engine = writer_engine(url)
    if engine.dialect.name == "sqlite":
        # PRAGMA data_version tells of other connections' commits to the one connection that keeps asking.
        # Asked of the driver itself: a connection of the engine would begin IMMEDIATE and shut out every writer.
        watcher = _watchers.get(url)
        if watcher is None:
            watcher = _watchers[url] = engine.raw_connection()
        cursor = watcher.cursor()
        try:
            return ("sqlite", url, cursor.execute("PRAGMA data_version").fetchone()[0])
        finally:
            cursor.close()
    with engine.connect() as connection:
        # Rows are only added and pruned: count and highest id together change with every commit, in any order.
        row = connection.execute(text("SELECT count(*), coalesce(max(id), 0) FROM data_changes")).one()
    return ("postgresql", url, row[0], row[1])
