"""Tables as files: CSV and XLSX, in which text stays text, whatever it begins with.

The XLSX is written here, cell by cell: text as inline strings, numbers as numbers, dates as ISO text. Such a cell is
never a formula and never a link, which writers that guess make of it.
"""

import csv
import io
import math
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final
from xml.sax.saxutils import escape

import pandas as pd

from components import format as fmt

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The media type of a workbook."""
Cell = str | int | float | None

_LEFT_OUT: Final = ("_id", "_bad")
_FORMULA: Final = "=+-@\t\r\n＝＋－＠"
_TYPES: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="{kind}" Target="{target}"/></Relationships>'
)
_SHEET: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORKBOOK: Final = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}">'
    '<sheets><sheet name="Nexus" sheetId="1" r:id="rId1"/></sheets></workbook>'
)


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
    lines = "".join(_line(number, row) for number, row in enumerate([header, *rows], start=1))
    sheet = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="{_SHEET}"><sheetData>{lines}'
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS.format(kind=f"{_OFFICE}/officeDocument", target="xl/workbook.xml"),
        "xl/workbook.xml": _WORKBOOK,
        "xl/_rels/workbook.xml.rels": _RELATIONS.format(kind=f"{_OFFICE}/worksheet", target="worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": f"{sheet}</sheetData></worksheet>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


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


def _line(number: int, cells: Sequence[Cell]) -> str:
    return f'<row r="{number}">{"".join(_written(cells, number))}</row>'


def _written(cells: Sequence[Cell], row: int) -> Iterable[str]:
    for place, cell in enumerate(cells):
        name = f"{_letters(place)}{row}"
        if isinstance(cell, str):
            text = escape("".join(one for one in cell if one >= " " or one in "\t\n\r"))
            yield f'<c r="{name}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
        elif cell is not None and math.isfinite(cell):
            yield f'<c r="{name}"><v>{cell!r}</v></c>'


def _letters(place: int) -> str:
    """The name of a column, from 0: A … Z, AA …"""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
