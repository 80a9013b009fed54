"""CSV as it arrives: byte-order marks, strict UTF-8, three delimiters, every value as text.

Standard library only, as this runs in the child process.
"""

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path

from data_access.imports.parsing.refusal import UnreadableFileError

LONGEST_CELL = 1_000_000
"""Characters in one cell: a long text area of a CRM holds 131,072, a mail body rarely more."""
MOST_COLUMNS = 2_000
DELIMITERS = (",", ";", "\t")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

Row = tuple[int, list[str]]
"""Line on which the record begins (header = 1), and its cells."""


def csv_rows(path: Path, encoding: str | None) -> Iterator[Row]:
    """The records of a CSV file, the header first; raises `UnreadableFileError`.

    Lines without any value are left out.
    """
    encoding = encoding or _encoding_of(path)
    csv.field_size_limit(LONGEST_CELL)
    try:
        with path.open(encoding=encoding, newline="") as file:
            delimiter = _delimiter_of(file)
            yield from _records(file, delimiter)
    except UnicodeDecodeError as error:
        raise _wrong_encoding(path, encoding, error) from error
    except LookupError as error:
        raise UnreadableFileError(
            f"There is no encoding called {encoding!r}.", "Try --encoding cp1252 or --encoding utf-8."
        ) from error


def _encoding_of(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(4)
    return next((encoding for mark, encoding in _MARKS if start.startswith(mark)), "utf-8")


def _delimiter_of(file: io.TextIOBase) -> str:
    header = file.readline(LONGEST_CELL)
    file.seek(0)
    bare = "".join(part for number, part in enumerate(header.split('"')) if number % 2 == 0)
    return max(DELIMITERS, key=bare.count)


def _records(file: io.TextIOBase, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(file, delimiter=delimiter, strict=True)
    begins = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise UnreadableFileError(
                f"The record that begins on line {begins} cannot be read: {error}.",
                "A quotation mark is probably not closed, or not doubled inside a value. Mend that line and try again.",
            ) from error
        if any(cell.strip() for cell in cells):
            yield begins, cells
        begins = reader.line_num + 1


def _wrong_encoding(path: Path, encoding: str, error: UnicodeDecodeError) -> UnreadableFileError:
    """The refusal, with what the line in question would be in the encoding that is met most often."""
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                line.decode(encoding)
            except UnicodeDecodeError:
                shown = line.decode("cp1252", errors="replace").strip()[:160]
                return UnreadableFileError(
                    f"The file is not {encoding.upper()}: line {number} has bytes that are none.",
                    f"Read as cp1252 (Windows, Western Europe) that line is: {shown!r}. "
                    "If that looks right, repeat with --encoding cp1252; else export the file as UTF-8.",
                )
    return UnreadableFileError(f"The file is not {encoding.upper()}: {error.reason}.", "Export it as UTF-8.")
