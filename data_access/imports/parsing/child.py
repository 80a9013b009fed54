"""The child process that parses: limits itself, reads one file, prints JSON lines.

`{"part": name, "header": [...], "line": n}` begins a table, `[line, [cells]]` is a row of it, and a line with `refused`
and `hint` ends a file that cannot be read. Standard library and python-calamine only: no database, no settings, no
secrets.
"""

import json
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from data_access.imports.parsing.csv_rows import MOST_COLUMNS, Row, csv_rows
from data_access.imports.parsing.refusal import UnreadableFileError

MEMORY_BYTES = 1_500_000_000
CPU_SECONDS = 300
SPOOL_BYTES = 20_000_000_000


def main(path: Path, encoding: str | None) -> int:
    """Print the tables of the file at `path`; 0 when it was read or refused in words."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (SPOOL_BYTES, SPOOL_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        for name, rows in _tables(path, encoding):
            _print_table(name, rows)
    except UnreadableFileError as error:
        _print({"refused": error.message, "hint": error.hint})
    return 0


def _tables(path: Path, encoding: str | None) -> Iterator[tuple[str, Iterator[Row]]]:
    with path.open("rb") as file:
        start = file.read(8)
    if not start:
        raise UnreadableFileError("The file is empty: it has not a single byte.", "Export it again.")
    if start.startswith(b"PK\x03\x04"):
        from data_access.imports.parsing.xlsx_rows import xlsx_rows  # only where needed: CSV starts faster

        yield from xlsx_rows(path)
    elif start.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFileError(
            "This is an old or a password-protected workbook.", "Save it as .xlsx without a password, or as CSV."
        )
    else:
        yield "", csv_rows(path, encoding)


def _print_table(name: str, rows: Iterator[Row]) -> None:
    first = next(rows, None)
    if first is None:
        _print({"part": name, "header": [], "line": 1})
        return
    line, header = first
    names = [cell.strip() for cell in header]
    while names and not names[-1]:  # spreadsheets save empty columns at the end
        names.pop()
    _check_header(names)
    _print({"part": name, "header": names, "line": line})
    write = sys.stdout.write
    encode = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode
    for row in rows:
        write(encode(row))
        write("\n")


def _check_header(names: list[str]) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise UnreadableFileError(
            f"The header names a column twice: {', '.join(repr(name) for name in twice[:5])}.",
            "Rename or remove one of them, so that each value has one meaning.",
        )
    if len(names) > MOST_COLUMNS:
        raise UnreadableFileError(f"The header has {len(names):,} columns.", f"At most {MOST_COLUMNS:,} are read.")


def _print(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None))
