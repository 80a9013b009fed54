"""Databases for tests: each kind is filled once, kept as a template, and copied for every test that wants its own."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from tests.servers.postgresql import PostgresServer

Filler = Callable[[str], None]
"""Fills the database at a URL, and leaves no connection open."""


class DatabaseMaker(Protocol):
    """Makes databases of one engine."""

    def template(self, name: str, fill: Filler) -> str:
        """The URL of the one database called `name`, filled when first asked for; tests must not write to it."""

    def copy_of(self, name: str, fill: Filler) -> str:
        """The URL of a new copy of that database, for one test to write to."""

    def drop(self, url: str) -> None:
        """Remove a copy that nothing is connected to any more."""


class SQLiteMaker:
    """SQLite: a database is a file, a copy is a file copy."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._copies = 0

    def template(self, name: str, fill: Filler) -> str:
        """See `DatabaseMaker`."""
        path = self._path(name)
        if not path.exists():
            fill(_url(path))
            if path.with_name(path.name + "-wal").exists():
                raise RuntimeError(
                    f"{name}: a connection is still open, so that a copy of the file would be incomplete"
                )
        return _url(path)

    def copy_of(self, name: str, fill: Filler) -> str:
        """See `DatabaseMaker`."""
        self.template(name, fill)
        self._copies += 1
        return _url(Path(shutil.copy(self._path(name), self._path(f"copy_{self._copies}"))))

    def drop(self, url: str) -> None:
        """See `DatabaseMaker`."""
        path = Path(url.removeprefix("sqlite:///"))
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.db"


class PostgresMaker:
    """PostgreSQL: a copy is `CREATE DATABASE … TEMPLATE …`."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self._templates: dict[str, str] = {}

    def template(self, name: str, fill: Filler) -> str:
        """See `DatabaseMaker`."""
        if name not in self._templates:
            database = self._server.create()
            fill(self._server.url(database))
            self._templates[name] = database
        return self._server.url(self._templates[name])

    def copy_of(self, name: str, fill: Filler) -> str:
        """See `DatabaseMaker`."""
        self.template(name, fill)
        return self._server.url(self._server.create(self._templates[name]))

    def drop(self, url: str) -> None:
        """See `DatabaseMaker`."""
        self._server.drop(url.partition("@/")[2].partition("?")[0])


def _url(path: Path) -> str:
    return f"sqlite:///{path}"
