"""Where things stand on a page, and what of a table or a list finds room there: the same in every form of a report."""

from dataclasses import dataclass
from typing import Final

from components import format as fmt
from components.reports.document import HEIGHT, WIDTH, Lines, Slide, Table, plain
from components.reports.fonts import lines_of, shortened

MARGIN: Final = 48.0
GAP: Final = 32.0
TITLE_TOP: Final = 36.0
TITLE_SIZE: Final = 24.0
READING_SIZE: Final = 12.0
BODY_BOTTOM: Final = 486.0
FOOT_TOP: Final = 508.0
FOOT_SIZE: Final = 10.0
CELL_SIZE: Final = 11.0
LINE: Final = 1.25
"""Distance of lines, as a multiple of the size of the type."""
PAD_X: Final = 5.0
PAD_Y: Final = 4.5
LEAD: Final = 92.0
"""Width of what stands before a sentence of a list."""
FIGURE_SIZE: Final = 34.0
FIGURE_GAP: Final = 24.0
_WIDER: Final = 1.04
"""Our measure is FiraGO's; the fonts that a presentation is read with may be so much wider."""
ROW: Final = CELL_SIZE * LINE + 2 * PAD_Y
"""Height of one line of a table: that of its head, and of the line below it that counts the rest."""


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


def fitted_rows(table: Table, box: Box) -> tuple[list[FittedRow], str]:
    """The rows that find room below the head of the table, and what is said of the others ("" if there are none)."""
    widths = column_widths(table, box.width)
    rows, height = [], ROW
    for row in table.rows:
        cells = [
            lines_of(plain(cell.text), CELL_SIZE * _WIDER, width - 2 * PAD_X, 2)
            for cell, width in zip(row, widths, strict=True)
        ]
        needed = max(len(lines) for lines in cells) * CELL_SIZE * LINE + 2 * PAD_Y
        if height + needed > box.height - ROW:
            break
        rows.append(FittedRow(tuple(" ".join(lines) for lines in cells), needed))
        height += needed
    left_out = len(table.rows) - len(rows) + table.rest
    return rows, f"and {fmt.count(left_out)} more" if left_out else ""


def fitted_lines(lines: Lines, box: Box) -> list[tuple[str, str, float]]:
    """The sentences that find room below the heading, each with its lead and its height."""
    indent = LEAD if any(lead for lead, _ in lines.items) else 0.0
    told, height = [], lines.size * LINE + 12 if lines.heading else 0.0
    for lead, item in lines.items:
        wrapped = lines_of(plain(item), lines.size * _WIDER, box.width - indent, 3)
        needed = len(wrapped) * lines.size * LINE + lines.size * 0.7
        if height + needed > box.height:
            break
        told.append((shortened(plain(lead), lines.size * _WIDER, LEAD - 8, 1), " ".join(wrapped), needed))
        height += needed
    return told


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
