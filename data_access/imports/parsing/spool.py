"""The parent's side of parsing: starts the child, keeps its rows in a file without a name, reads them back in batches.

A file without a name is gone when this process is, however it ends.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from data_access.imports.parsing.csv_rows import Row
from data_access.imports.parsing.refusal import UnreadableFileError
from data_access.settings import PROJECT

MODULE = "data_access.imports.parsing.child"
WALL_SECONDS = 600
BATCH_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a parsed file: its header, and where its rows stand in the spool."""

    part: str
    header: tuple[str, ...]
    rows: int
    spool: IO[bytes]
    offset: int

    def batches(self, size: int = BATCH_ROWS) -> Iterator[list[Row]]:
        """The rows in order, `size` at a time, as (line, cells)."""
        position, left = self.offset, self.rows
        while left:
            self.spool.seek(position)
            batch = json.loads(b"[%s]" % b",".join(self.spool.readline() for _ in range(min(size, left))))
            position, left = self.spool.tell(), left - len(batch)
            yield [(line, cells) for line, cells in batch]


@contextmanager
def parsed(path: Path, encoding: str | None = None) -> Iterator[list[Table]]:
    """The tables of the file at `path`, read by a child process; raises `UnreadableFileError`."""
    with TemporaryFile(prefix="nexus-import-") as spool:
        _run_child(path, encoding, spool)
        yield _tables(spool)


def _run_child(path: Path, encoding: str | None, spool: IO[bytes]) -> None:
    command = [sys.executable, "-m", MODULE, str(path.resolve())]
    if encoding:
        command.append(encoding)
    surroundings = {"PATH": os.defpath, "PYTHONPATH": str(PROJECT), "PYTHONIOENCODING": "utf-8", "LANG": "C.UTF-8"}
    try:
        ended = subprocess.run(  # noqa: S603 -- our own module, with the file's path as its one argument
            command,
            stdin=subprocess.DEVNULL,
            stdout=spool,
            stderr=subprocess.PIPE,
            cwd=PROJECT,
            env=surroundings,
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFileError(
            f"Reading the file took longer than {WALL_SECONDS // 60} minutes.", "Split it and try again."
        ) from error
    if ended.returncode:
        complaint = ended.stderr.decode("utf-8", errors="replace").strip().splitlines()
        raise UnreadableFileError(
            f"The file could not be read ({complaint[-1][:200] if complaint else f'status {ended.returncode}'}).",
            "It is damaged, or too large for the memory and time that reading may take. Export it again as CSV.",
        )


def _tables(spool: IO[bytes]) -> list[Table]:
    tables: list[Table] = []
    begun: tuple[str, tuple[str, ...], int] | None = None
    rows = position = 0
    spool.seek(0)
    for line in spool:
        position += len(line)
        if line[:1] == b"[":
            rows += 1
            continue
        if begun:
            tables.append(Table(begun[0], begun[1], rows, spool, begun[2]))
        entry = json.loads(line)
        if "refused" in entry:
            raise UnreadableFileError(entry["refused"], entry["hint"])
        begun, rows = (entry["part"], tuple(entry["header"]), position), 0
    if begun:
        tables.append(Table(begun[0], begun[1], rows, spool, begun[2]))
    return tables
