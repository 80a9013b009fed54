"""Tables, key figures and lists of a PDF."""

from components.reports import layout
from components.reports.document import Figures, Lines, Table, plain
from components.reports.fonts import lines_of, shortened
from components.reports.layout import Box
from components.reports.sheet import Sheet
from components.theme import Slot


def draw_table(sheet: Sheet, box: Box, table: Table) -> None:
    """Draw a table with as many rows as find room."""
    rows, rest = layout.fitted_rows(table, box)
    widths = layout.column_widths(table, box.width)
    y = box.y
    head = tuple(column.head for column in table.columns)
    y = _row(sheet, Box(box.x, y, box.width, layout.ROW), table, widths, head, (Slot.SECOND_INK,) * len(head))
    sheet.line([(box.x, y), (box.x + box.width, y)], Slot.SECOND_INK)
    for fitted, told in zip(rows, table.rows, strict=False):
        tones = tuple(cell.tone or Slot.INK for cell in told)
        y = _row(sheet, Box(box.x, y, box.width, fitted.height), table, widths, fitted.cells, tones)
        sheet.line([(box.x, y), (box.x + box.width, y)], Slot.HAIRLINE)
    sheet.text(rest, box.x + layout.PAD_X, y + 4, layout.CELL_SIZE, Slot.SECOND_INK)


def _row(
    sheet: Sheet, box: Box, table: Table, widths: list[float], cells: tuple[str, ...], tones: tuple[Slot, ...]
) -> float:
    x = box.x
    for text, tone, column, width in zip(cells, tones, table.columns, widths, strict=True):
        y = box.y + layout.PAD_Y
        for line in lines_of(plain(text), layout.CELL_SIZE, width - 2 * layout.PAD_X, 2):
            if column.is_number:
                sheet.text_right(line, x + width - layout.PAD_X, y, layout.CELL_SIZE, tone)
            else:
                sheet.text(line, x + layout.PAD_X, y, layout.CELL_SIZE, tone)
            y += layout.CELL_SIZE * layout.LINE
        x += width
    return box.y + box.height


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
    y = box.y
    if lines.heading:
        y = sheet.text(lines.heading, box.x, y, lines.size, is_bold=True) + 12
    told = layout.fitted_lines(lines, box)
    indent = layout.LEAD if any(lead for lead, _, _ in told) else 0.0
    for lead, item, height in told:
        sheet.text(lead, box.x, y, lines.size, Slot.ACCENT)
        top = y
        for line in lines_of(item, lines.size, box.width - indent, 3):
            top = sheet.text(line, box.x + indent, top, lines.size)
        y += height
