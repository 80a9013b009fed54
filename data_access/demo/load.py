"""Bulk loading, all or nothing: the one transaction in which a demo replaces what was there.

Indexes and foreign keys are taken away first and made again, from the database's own word for them, before the
commit: building an index over sorted rows is several times faster than keeping it through millions of inserts.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from data_access.demo.blocks import Block
from data_access.demo.load_postgresql import postgresql_loader
from data_access.demo.load_sqlite import sqlite_loader
from data_access.engine import writer_engine


class Loader(Protocol):
    """An open transaction that blocks of rows are put into."""

    def begin(self) -> None:
        """Empty every table (or raise `Misconfigured` over foreign data); take away indexes and foreign keys."""

    def append(self, table: str, block: Block) -> None:
        """Add rows."""

    def finish(self) -> None:
        """Make indexes and foreign keys again, which also checks what was loaded."""


@contextmanager
def loading(url: str) -> Iterator[Loader]:
    """A loader for `url`: commits at the end of the block, rolls back at an exception."""
    engine = writer_engine(url)
    open_loader = sqlite_loader if engine.dialect.name == "sqlite" else postgresql_loader
    with open_loader(engine) as loader:
        loader.begin()
        yield loader
        loader.finish()
