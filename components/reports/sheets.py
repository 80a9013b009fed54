"""A report as a PDF: the same pages, with text that can be selected and charts that are drawn, not pictures."""

from components import format as fmt
from components.reports import layout
from components.reports.brand import Brand
from components.reports.document import (
    WIDTH,
    Chart,
    Document,
    Figures,
    Lines,
    Panel,
    Slide,
    plain,
)
from components.reports.fonts import lines_of, shortened
from components.reports.layout import Box
from components.reports.sheet import Sheet
from components.reports.sheet_charts import draw_chart
from components.reports.sheet_parts import draw_figures, draw_lines, draw_table
from components.theme import Slot


def pdf_file(document: Document, brand: Brand, footer: str) -> bytes:
    """The report as a PDF."""
    sheet = Sheet(brand, f"{document}{brand}{footer}")
    sheet.describe(document.title, document.subject, document.as_of)
    _cover(sheet, document, footer)
    for number, slide in enumerate(document.slides, start=2):
        _page(sheet, slide, document, (footer, number))
    return sheet.finished()


def _cover(sheet: Sheet, document: Document, footer: str) -> None:
    sheet.turn(document.title)
    if sheet.brand.logo is not None:
        sheet.picture(sheet.brand.logo, layout.MARGIN, layout.MARGIN, 44)
    else:
        sheet.text(sheet.brand.company, layout.MARGIN, 52, 16, is_bold=True)
    sheet.rectangle(Box(layout.MARGIN, 160, 72, 4), Slot.ACCENT)
    room = WIDTH - 2 * layout.MARGIN
    y = 176.0
    for line in lines_of(plain(document.title), 40, room, 2, is_bold=True):
        y = sheet.text(line, layout.MARGIN, y, 40, is_bold=True)
    for line in lines_of(plain(document.subject), 22, room, 2):
        y = sheet.text(line, layout.MARGIN, y + 8, 20)
    y = max(y + 24, 344)
    for words in [f"As of {fmt.day(document.as_of)}", *document.scope][:6]:
        y = sheet.text(shortened(plain(words), 13, room, 1), layout.MARGIN, y, 13, Slot.SECOND_INK) + 5
    sheet.text(footer, layout.MARGIN, layout.FOOT_TOP, layout.FOOT_SIZE, Slot.SECOND_INK)


def _page(sheet: Sheet, slide: Slide, document: Document, foot: tuple[str, int]) -> None:
    lines = layout.title_of(slide)
    sheet.turn(layout.title_text(slide))
    y = layout.TITLE_TOP
    for line in lines:
        y = sheet.text(line, layout.MARGIN, y, layout.TITLE_SIZE, is_bold=True)
    y = layout.reading_top(slide)
    for line in layout.reading_lines(slide):
        y = sheet.text(line, layout.MARGIN, y, layout.READING_SIZE, Slot.SECOND_INK)
    for panel, box in zip(slide.panels, layout.boxes(slide), strict=True):
        _panel(sheet, panel, box)
    footer, number = foot
    words = layout.foot_words(document.subject, document.as_of, footer)
    sheet.text(words, layout.MARGIN, layout.FOOT_TOP, layout.FOOT_SIZE, Slot.SECOND_INK)
    sheet.text_right(str(number), WIDTH - layout.MARGIN, layout.FOOT_TOP, layout.FOOT_SIZE, Slot.SECOND_INK)


def _panel(sheet: Sheet, panel: Panel, box: Box) -> None:
    part = panel.part
    if isinstance(part, Chart):
        draw_chart(sheet, box, part)
    elif isinstance(part, Figures):
        draw_figures(sheet, box, part)
    elif isinstance(part, Lines):
        draw_lines(sheet, box, part)
    else:
        draw_table(sheet, box, part)
