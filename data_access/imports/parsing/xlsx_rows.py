"""Workbooks: looked over as a zip archive first, then read by calamine; every value as text.

One far cell, or a small archive that unpacks to gigabytes, must not reach the reader: both are refused here. Standard
library and python-calamine only, as this runs in the child process.
"""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineWorkbook

from data_access.imports.parsing.csv_rows import MOST_COLUMNS, Row
from data_access.imports.parsing.refusal import UnreadableFileError

MOST_PARTS = 2_000
MOST_BYTES = 400_000_000
"""All parts of the archive together, unpacked."""
MOST_RATIO = 250
"""Unpacked to packed: true sheets reach about 30, a bomb 1,000."""
MOST_CELLS = 20_000_000
"""Rows times columns of the rectangle that a sheet's cells span: the reader fills all of it."""
_REFERENCE = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
_CHUNK = 1 << 20

_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml$")
Cell = int | float | str | bool | time | date | datetime | timedelta


def xlsx_rows(path: Path) -> Iterator[tuple[str, Iterator[Row]]]:
    """Each sheet's name and rows, the header first; raises `UnreadableFileError`."""
    _look_over(path)
    with CalamineWorkbook.from_path(str(path)) as workbook:
        for name in workbook.sheet_names:
            yield name, _rows(workbook.get_sheet_by_name(name).to_python(skip_empty_area=False))


def _rows(rows: list[list[Cell]]) -> Iterator[Row]:
    for number, row in enumerate(rows, start=1):
        cells = [_text(cell) for cell in row]
        if any(cells):
            yield number, cells


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return str(cell)


def _look_over(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            _check_size(archive)
            for part in archive.infolist():
                if _SHEETS.match(part.filename):
                    _check_cells(archive, part)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise UnreadableFileError(
            f"The workbook is damaged or protected: {error}.", "Open it in a spreadsheet, save it as .xlsx or CSV."
        ) from error


def _check_size(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    if len(parts) > MOST_PARTS or unpacked > MOST_BYTES or unpacked > MOST_RATIO * packed + _CHUNK:
        raise UnreadableFileError(
            f"The workbook would unpack to {unpacked / 1e6:,.0f} MB in {len(parts):,} parts: more than we open.",
            "Save the sheet as CSV, or split it.",
        )


def _check_cells(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    rows = columns = read = 0
    rest = b""
    with archive.open(part) as sheet:
        while chunk := sheet.read(_CHUNK):
            read += len(chunk)
            if read > MOST_BYTES:
                raise UnreadableFileError("A sheet is larger than the archive says.", "Save the sheet as CSV.")
            found = _REFERENCE.findall(rest + chunk)
            rest = chunk[-64:]
            for letters, number in found:
                rows = max(rows, int(number))
                columns = max(columns, _column(letters))
    if columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        raise UnreadableFileError(
            f"A sheet reaches to row {rows:,} and column {columns:,}, which is more than we open.",
            "Delete the stray cell far out, or save the table as CSV.",
        )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
