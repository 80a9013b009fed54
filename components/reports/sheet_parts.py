"""Tables, key figures and lists of a PDF."""

from components.reports import layout
from components.reports.document import Figures, Lines, Table, plain
from components.reports.fonts import lines_of, shortened
from components.reports.layout import Box
from components.reports.sheet import Sheet
from components.theme import Slot


def draw_table(sheet: Sheet, box: Box, table: Table) -> None:
    """Draw a table with as many rows as find room."""
    found = layout.fitted_table(table, box)
    y = _row(sheet, box, table, (found.size, found.head), (Slot.SECOND_INK,) * len(found.head)) + found.line
    sheet.line([(box.x, y), (box.x + box.width, y)], Slot.SECOND_INK)
    for fitted, told in zip(found.rows, table.rows, strict=False):
        tones = tuple(cell.tone or Slot.INK for cell in told)
        place = Box(box.x, y, box.width, fitted.height)
        y = _row(sheet, place, table, (found.size, fitted.cells), tones) + fitted.height
        sheet.line([(box.x, y), (box.x + box.width, y)], Slot.HAIRLINE)
    sheet.text(found.rest, box.x + layout.PAD_X, y + 4, found.size, Slot.SECOND_INK)


def _row(
    sheet: Sheet, box: Box, table: Table, written: tuple[float, tuple[str, ...]], tones: tuple[Slot, ...]
) -> float:
    """Write a row; return where it begins. `written`: the size of the type, and the cells."""
    x, (size, cells) = box.x, written
    for text, tone, column, width in zip(
        cells, tones, table.columns, layout.column_widths(table, box.width), strict=True
    ):
        left, right = layout.pads(column)
        y = box.y + layout.PAD_Y
        for line in layout.cell_lines(text, column, width, size):
            if column.is_number:
                sheet.text_right(line, x + width - right, y, size, tone)
            else:
                sheet.text(line, x + left, y, size, tone)
            y += size * layout.LINE
        x += width
    return box.y


def draw_figures(sheet: Sheet, box: Box, figures: Figures) -> None:
    """Draw key figures: label, value, and what stands below."""
    for figure, place in zip(figures.items, layout.figure_boxes(len(figures.items), figures.across, box), strict=True):
        y = sheet.text(shortened(plain(figure.label), 12, place.width, 1), place.x, place.y, 12, Slot.SECOND_INK)
        value = shortened(plain(figure.value), layout.FIGURE_SIZE, place.width, 1, is_bold=True)
        y = sheet.text(value, place.x, y, layout.FIGURE_SIZE, figure.tone or Slot.INK, is_bold=True)
        for line in lines_of(plain(figure.note), 12, place.width, 2):
            y = sheet.text(line, place.x, y, 12, Slot.SECOND_INK)


def draw_lines(sheet: Sheet, box: Box, lines: Lines) -> None:
    """Draw sentences under each other, each after its lead."""
    found, y = layout.fitted_lines(lines, box), box.y
    if lines.heading:
        sheet.text(lines.heading, box.x, y, found.size, is_bold=True)
        y += found.heading
    for lead, item, height in found.items:
        sheet.text(lead, box.x, y, found.size, Slot.ACCENT)
        top = y
        for line in layout.item_lines(item, found, box.width):
            top = sheet.text(line, box.x + found.indent, top, found.size)
        y += height
