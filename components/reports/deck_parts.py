"""Tables, key figures and lists of a presentation."""

from typing import Any

from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.util import Pt

from components.reports import layout
from components.reports.brand import Brand
from components.reports.deck_charts import colour
from components.reports.document import Figures, Lines, Table, plain
from components.reports.fonts import shortened
from components.reports.layout import Box
from components.theme import Slot


def write(paragraph: Any, text: str, size: float, hue: Any, *, is_bold: bool = False) -> None:
    """Put text into a paragraph, set left: never Markdown, never a link."""
    paragraph.alignment = PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), is_bold, hue


def add_table(slide: Slide, box: Box, table: Table, brand: Brand) -> None:
    """Draw a table with as many rows as find room."""
    rows, rest = layout.fitted_rows(table, box)
    widths = layout.column_widths(table, box.width)
    first = layout.CELL_SIZE * layout.LINE + 2 * layout.PAD_Y
    height = first + sum(row.height for row in rows)
    place = (Pt(box.x), Pt(box.y), Pt(box.width), Pt(height))
    frame: Any = slide.shapes.add_table(len(rows) + 1, len(widths), *place)
    native = frame.table
    properties = native._tbl.tblPr
    for child in list(properties):
        properties.remove(child)
    native.horz_banding = False
    for column, width in zip(native.columns, widths, strict=True):
        column.width = Pt(width)
    native.rows[0].height = Pt(first)
    for cell, column in zip(native.rows[0].cells, table.columns, strict=True):
        _cell(cell, plain(column.head), brand, Slot.SECOND_INK, is_number=column.is_number, line=Slot.SECOND_INK)
    for row, fitted, told in zip(list(native.rows)[1:], rows, table.rows, strict=False):
        row.height = Pt(fitted.height)
        for cell, text, column, source in zip(row.cells, fitted.cells, table.columns, told, strict=True):
            _cell(cell, text, brand, source.tone or Slot.INK, is_number=column.is_number, line=Slot.HAIRLINE)
    if rest:
        _note(slide, Box(box.x + layout.PAD_X, box.y + height + 4, box.width, 16), rest, brand)


def add_figures(slide: Slide, box: Box, figures: Figures, brand: Brand) -> None:
    """Draw key figures: label, value, and what stands below."""
    places = layout.figure_boxes(len(figures.items), figures.across, box)
    for figure, place in zip(figures.items, places, strict=True):
        shape = slide.shapes.add_textbox(Pt(place.x), Pt(place.y), Pt(place.width), Pt(place.height))
        text: Any = shape.text_frame
        text.word_wrap, text.auto_size = True, MSO_AUTO_SIZE.NONE
        text.margin_left = text.margin_right = text.margin_top = text.margin_bottom = Pt(0)
        write(text.paragraphs[0], plain(figure.label), 12, colour(brand, Slot.SECOND_INK))
        value = shortened(plain(figure.value), layout.FIGURE_SIZE, place.width, 1, is_bold=True)
        write(text.add_paragraph(), value, layout.FIGURE_SIZE, colour(brand, figure.tone or Slot.INK), is_bold=True)
        note = shortened(plain(figure.note), 12.5, place.width, 2)
        write(text.add_paragraph(), note, 12, colour(brand, Slot.SECOND_INK))


def add_lines(slide: Slide, box: Box, lines: Lines, brand: Brand) -> None:
    """Draw sentences under each other: a table without lines, so that leads and sentences stand in their columns."""
    top = box.y
    if lines.heading:
        shape = slide.shapes.add_textbox(Pt(box.x), Pt(top), Pt(box.width), Pt(lines.size * layout.LINE))
        shape.text_frame.margin_left = shape.text_frame.margin_top = Pt(0)
        write(shape.text_frame.paragraphs[0], plain(lines.heading), lines.size, colour(brand, Slot.INK),
              is_bold=True)  # fmt: skip
        top += lines.size * layout.LINE + 12
    told = layout.fitted_lines(lines, box)
    indent = layout.LEAD if any(lead for lead, _, _ in told) else 0.0
    for lead, item, height in told:
        if indent:
            _item(slide, Box(box.x, top, layout.LEAD - 8, height), lead, lines.size, colour(brand, Slot.ACCENT))
        _item(slide, Box(box.x + indent, top, box.width - indent, height), item, lines.size, colour(brand, Slot.INK))
        top += height


def _item(slide: Slide, box: Box, text: str, size: float, hue: Any) -> None:
    shape = slide.shapes.add_textbox(Pt(box.x), Pt(box.y), Pt(box.width), Pt(box.height))
    frame = shape.text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Pt(0)
    write(frame.paragraphs[0], text, size, hue)


def _note(slide: Slide, box: Box, text: str, brand: Brand) -> None:
    shape = slide.shapes.add_textbox(Pt(box.x), Pt(box.y), Pt(box.width), Pt(box.height))
    shape.text_frame.word_wrap = True
    shape.text_frame.margin_left = shape.text_frame.margin_top = Pt(0)
    write(shape.text_frame.paragraphs[0], text, layout.CELL_SIZE, colour(brand, Slot.SECOND_INK))


def _cell(cell: Any, text: str, brand: Brand, slot: Slot, *, is_number: bool, line: Slot) -> None:
    cell.margin_left = cell.margin_right = Pt(layout.PAD_X)
    cell.margin_top = cell.margin_bottom = Pt(layout.PAD_Y)
    cell.vertical_anchor = MSO_ANCHOR.TOP
    cell.fill.background()
    paragraph = cell.text_frame.paragraphs[0]
    write(paragraph, text, layout.CELL_SIZE, colour(brand, slot))
    paragraph.alignment = PP_ALIGN.RIGHT if is_number else PP_ALIGN.LEFT
    hue = brand.palette[line].lstrip("#")
    border = f'<a:lnB {nsdecls("a")} w="9525"><a:solidFill><a:srgbClr val="{hue}"/></a:solidFill></a:lnB>'
    properties = cell._tc.get_or_add_tcPr()
    properties.insert(0, parse_xml(border))
