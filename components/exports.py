"""Tables as files: CSV and XLSX, in which text stays text, whatever it begins with.

The XLSX is written by XlsxWriter with everything that it would guess switched off: text by `write_string`, numbers by
`write_number`, dates as ISO text. Such a cell is never a formula and never a link.
"""

import csv
import io
import math
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from components import format as fmt

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The media type of a workbook."""
WORKBOOK: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""What XlsxWriter may make of a text: nothing."""
LONGEST_CELL: Final = 32_767
"""Characters that a cell of a workbook can hold."""
Cell = str | int | float | None

_LEFT_OUT: Final = ("_id", "_bad")
_FORMULA: Final = "=+-@\t\r\n＝＋－＠"


def csv_file(frame: pd.DataFrame, as_of: date) -> bytes:
    """The frame as CSV in UTF-8 with a mark; a cell that a spreadsheet would take for a formula is guarded."""
    header, rows = _plain(frame, as_of)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    for row in rows:
        writer.writerow([guarded(cell) if isinstance(cell, str) else "" if cell is None else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")


def xlsx_file(frame: pd.DataFrame, as_of: date) -> bytes:
    """The frame as a workbook of one sheet."""
    header, rows = _plain(frame, as_of)
    out = io.BytesIO()
    with Workbook(out, {**WORKBOOK, "constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Nexus")
        for number, row in enumerate([header, *rows]):
            write_row(sheet, number, row)
    return out.getvalue()


def write_row(sheet: Worksheet, row: int, cells: Sequence[Cell], number_format: Format | None = None) -> None:
    """Write cells from the first column on: text as text, numbers as numbers; what is unknown stays empty."""
    for column, cell in enumerate(cells):
        if isinstance(cell, str):
            sheet.write_string(row, column, cell if len(cell) <= LONGEST_CELL else f"{cell[: LONGEST_CELL - 1]}…")
        elif cell is not None and math.isfinite(cell):
            sheet.write_number(row, column, cell, number_format)


def guarded(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet would take it for a formula."""
    start = text.lstrip(" \"'\u00a0")[:1] if text[:1] not in "\t\r\n" else text[:1]
    return f"'{text}" if start and start in _FORMULA else text


def _plain(frame: pd.DataFrame, as_of: date) -> tuple[list[Cell], list[list[Cell]]]:
    """Header and rows: amounts in whole units, dates as ISO, what nobody knows empty; numbers of rows are left out."""
    names = [str(name) for name in frame.columns if not str(name).endswith(_LEFT_OUT) and name != "at"]
    columns = [[_cell(value, is_cents=name.endswith("_cents")) for value in frame[name].tolist()] for name in names]
    header: list[Cell] = [name.removesuffix("_cents").replace("_", " ").strip().capitalize() for name in names]
    rows = [[*row, as_of.isoformat()] for row in zip(*columns, strict=True)]
    return [*header, "As of"], rows


def _cell(value: Any, *, is_cents: bool) -> Cell:
    if isinstance(value, (list, tuple)):
        return " → ".join(str(one) for one in value)
    if fmt.is_missing(value):
        return None
    if isinstance(value, (bool, str)):
        return str(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (int, float)):
        return value / 100 if is_cents else round(value, 4) if isinstance(value, float) else value
    return str(value)
