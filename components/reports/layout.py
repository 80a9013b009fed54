"""Where things stand on a page, and what of a table or a list finds room there: the same in every form of a report."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from components import format as fmt
from components.reports.document import HEIGHT, WIDTH, Column, Lines, Slide, Table, named, plain
from components.reports.fonts import lines_of, shortened, width_of

MARGIN: Final = 48.0
GAP: Final = 32.0
TITLE_TOP: Final = 36.0
TITLE_SIZE: Final = 24.0
READING_SIZE: Final = 12.0
BODY_BOTTOM: Final = 486.0
FOOT_TOP: Final = 508.0
FOOT_SIZE: Final = 10.0
CELL_SIZES: Final = (15.0, 13.0, 11.0)
"""Of a table's type: the largest in which every row finds room, else the smallest."""
ITEM_SIZES: Final = (17.0, 15.0, 13.0, 12.0)
"""Of a list's type, likewise."""
LINE: Final = 1.25
"""Distance of lines, as a multiple of the size of the type."""
PAD_X: Final = 5.0
PAD_NUMBER: Final = 16.0
"""Room at the right of numbers, so that they do not touch the words of the next column."""
PAD_Y: Final = 4.5
_LEAD: Final = 8.0
"""Most width of what stands before a sentence of a list, as a multiple of its size."""
_CELL_LINES: Final = 2
_ITEM_LINES: Final = 3
FIGURE_SIZE: Final = 34.0
FIGURE_GAP: Final = 24.0
_WIDER: Final = 1.08
"""Our measure is FiraGO's; the fonts that a presentation is read with may be so much wider."""


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the page, in points from its upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class FittedRow:
    """A row of a table as it is written, and its height in points."""

    cells: tuple[str, ...]
    height: float


def title_of(slide: Slide) -> list[str]:
    """The title in at most two lines."""
    return lines_of(plain(slide.title), TITLE_SIZE * _WIDER, WIDTH - 2 * MARGIN, 2, is_bold=True)


def title_text(slide: Slide) -> str:
    """The same in one piece."""
    return shortened(plain(slide.title), TITLE_SIZE * _WIDER, WIDTH - 2 * MARGIN, 2, is_bold=True)


def reading_text(slide: Slide) -> str:
    """What `reading_lines` gives, in one piece."""
    return shortened(plain(slide.reading), READING_SIZE * _WIDER, WIDTH - 2 * MARGIN, 2)


def reading_lines(slide: Slide) -> list[str]:
    """How to read it, in at most two lines."""
    return lines_of(plain(slide.reading), READING_SIZE * _WIDER, WIDTH - 2 * MARGIN, 2)


def reading_top(slide: Slide) -> float:
    """Where the words below the title begin."""
    return TITLE_TOP + len(title_of(slide)) * TITLE_SIZE * LINE + 4


def boxes(slide: Slide) -> list[Box]:
    """Where the panels of a slide stand, side by side, below its title and what is said of how to read it."""
    panels = slide.panels
    top = reading_top(slide) + len(reading_lines(slide)) * READING_SIZE * LINE + 18
    room = WIDTH - 2 * MARGIN - GAP * (len(panels) - 1)
    whole = sum(panel.share for panel in panels)
    found, x = [], MARGIN
    for panel in panels:
        width = room * panel.share / whole
        found.append(Box(x, top, width, BODY_BOTTOM - top))
        x += width + GAP
    return found


def column_widths(table: Table, width: float) -> list[float]:
    """How wide each column is, in points."""
    whole = sum(column.share for column in table.columns)
    return [width * column.share / whole for column in table.columns]


@dataclass(frozen=True, slots=True)
class FittedTable:
    """A table as it is written: size of its type, its head, rows that find room, and what is said of the others."""

    size: float
    head: tuple[str, ...]
    rows: tuple[FittedRow, ...]
    rest: str

    @property
    def line(self) -> float:
        """Height of a row of one line, such as the head."""
        return self.size * LINE + 2 * PAD_Y


def fitted_table(table: Table, box: Box) -> FittedTable:
    """The table in the largest type in which all of it finds room, else as much as does in the smallest."""
    for size in CELL_SIZES:
        rows = _fitted_rows(table, box, size)
        if len(rows) == len(table.rows) and _keeps_words_whole(table, box, size):
            break
    left_out = len(table.rows) - len(rows) + table.rest
    head = tuple(
        shortened(plain(column.head), size * _WIDER, width - sum(pads(column)), 1)
        for column, width in zip(table.columns, column_widths(table, box.width), strict=True)
    )
    return FittedTable(size, head, tuple(rows), f"and {fmt.count(left_out)} more" if left_out else "")


def _keeps_words_whole(table: Table, box: Box, size: float) -> bool:
    """Whether every head has a line of its own, and no cell is cut or has a word broken."""
    for place, (column, width) in enumerate(zip(table.columns, column_widths(table, box.width), strict=True)):
        words = {word for row in table.rows for word in plain(row[place].text).split(" ")} | {plain(column.head)}
        room = width - sum(pads(column))
        cells = (plain(row[place].text) for row in table.rows)
        if max(width_of(word, size * _WIDER) for word in words) > room:
            return False
        if any(shortened(cell, size * _WIDER, room, _CELL_LINES) != cell for cell in cells):
            return False
    return True


def _fitted_rows(table: Table, box: Box, size: float) -> list[FittedRow]:
    widths = zip(table.columns, column_widths(table, box.width), strict=True)
    places = [(size * _WIDER, width - sum(pads(column)), _CELL_LINES) for column, width in widths]
    rows, height = [], 2 * (size * LINE + 2 * PAD_Y)
    for row in table.rows:
        lines = [
            (shortened(plain(cell.text), *place), len(lines_of(plain(cell.text), *place)))
            for cell, place in zip(row, places, strict=True)
        ]
        needed = max(count for _, count in lines) * size * LINE + 2 * PAD_Y
        if height + needed > box.height:
            break
        rows.append(FittedRow(tuple(text for text, _ in lines), needed))
        height += needed
    return rows


def cell_lines(text: str, column: Column, width: float, size: float) -> list[str]:
    """The text of a cell in the lines that it takes."""
    return lines_of(plain(text), size, width - sum(pads(column)), _CELL_LINES)


def pads(column: Column) -> tuple[float, float]:
    """Room at the left and the right of a column's cells."""
    return PAD_X, PAD_NUMBER if column.is_number else PAD_X


@dataclass(frozen=True, slots=True)
class FittedLines:
    """A list as it is written: size, indent of its sentences, and those that find room: lead, sentence, height."""

    size: float
    indent: float
    items: tuple[tuple[str, str, float], ...]

    @property
    def heading(self) -> float:
        """Height of the heading."""
        return self.size * LINE + 12


def fitted_lines(lines: Lines, box: Box) -> FittedLines:
    """The list in the largest type in which all of it finds room, else as much as does in the smallest."""
    for size in ITEM_SIZES:
        leads = max((width_of(plain(lead), size * _WIDER) for lead, _ in lines.items), default=0.0)
        indent = min(leads, size * _LEAD) + size if leads else 0.0
        told, height = [], size * LINE + 12 if lines.heading else 0.0
        for lead, item in lines.items:
            wrapped = lines_of(plain(item), size * _WIDER, box.width - indent, _ITEM_LINES)
            needed = len(wrapped) * size * LINE + size * 0.7
            if height + needed > box.height:
                break
            sentence = shortened(plain(item), size * _WIDER, box.width - indent, _ITEM_LINES)
            told.append((shortened(plain(lead), size * _WIDER, indent, 1), sentence, needed))
            height += needed
        is_whole = all(sentence == plain(item) for (_, sentence, _), (_, item) in zip(told, lines.items, strict=False))
        if len(told) == len(lines.items) and is_whole:
            break
    return FittedLines(size, indent, tuple(told))


def item_lines(text: str, found: FittedLines, width: float) -> list[str]:
    """A sentence of a list in the lines that it takes."""
    return lines_of(text, found.size, width - found.indent, _ITEM_LINES)


def figure_boxes(count: int, across: int, box: Box) -> list[Box]:
    """Where key figures stand: row by row, at most 150 points high each."""
    columns = max(1, min(across, count))
    rows = -(-count // columns)
    width = (box.width - FIGURE_GAP * (columns - 1)) / columns
    height = min(150.0, (box.height - FIGURE_GAP * (rows - 1)) / max(rows, 1))
    return [
        Box(
            box.x + place % columns * (width + FIGURE_GAP), box.y + place // columns * (height + FIGURE_GAP),
            width, height,
        )
        for place in range(count)
    ]  # fmt: skip


FOOT: Final = Box(MARGIN, FOOT_TOP, WIDTH - 2 * MARGIN, HEIGHT - FOOT_TOP - 12)


def foot_words(subject: str, as_of: date, footer: str) -> str:
    """What stands at the foot of every page."""
    told = plain(" · ".join(one for one in (named(subject), f"as of {fmt.day(as_of)}", footer) if one))
    return shortened(told, FOOT_SIZE * _WIDER, FOOT.width - 60, 1)
