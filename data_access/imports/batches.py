"""Rows of a parsed table, checked for what no column can hold."""

from collections.abc import Iterator

from data_access.imports.parsing.spool import Table
from data_access.imports.tally import Tally

Cells = tuple[int, list[str]]


def cells_in(tally: Tally, table: Table) -> Iterator[list[Cells]]:
    """Batches of rows as wide as the header; a row of another width, or with impossible characters, is rejected."""
    width = len(table.header)
    for batch in table.batches():
        kept: list[Cells] = []
        for line, cells in batch:
            tally.read += 1
            fault = _fault(cells, width)
            if fault:
                tally.reject(line, None, None, fault)
            else:
                kept.append((line, cells[:width]))
        yield kept


def _fault(cells: list[str], width: int) -> str | None:
    if len(cells) != width and (len(cells) < width or any(cell.strip() for cell in cells[width:])):
        return (
            f"The row has {len(cells)} values where the header has {width}: a delimiter or a quotation mark is wrong."
        )
    whole = "".join(cells)
    if "\x00" in whole:
        return "The row holds a NUL character, which text cannot."
    if not whole.isascii():
        try:
            whole.encode()
        except UnicodeEncodeError:
            return "The row holds half a character (a lone surrogate): the file was damaged on its way."
    return None
