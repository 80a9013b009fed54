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
from components.reports.document import Column, Figures, Lines, Table, plain
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
    found = layout.fitted_table(table, box)
    widths = layout.column_widths(table, box.width)
    height = found.line + sum(row.height for row in found.rows)
    place = (Pt(box.x), Pt(box.y), Pt(box.width), Pt(height))
    frame: Any = slide.shapes.add_table(len(found.rows) + 1, len(widths), *place)
    native = frame.table
    properties = native._tbl.tblPr
    for child in list(properties):
        properties.remove(child)
    native.horz_banding = False
    for column, width in zip(native.columns, widths, strict=True):
        column.width = Pt(width)
    native.rows[0].height = Pt(found.line)
    grey = (brand, Slot.SECOND_INK, Slot.SECOND_INK)
    for cell, head, column in zip(native.rows[0].cells, found.head, table.columns, strict=True):
        _cell(cell, head, found.size, column, grey)
    for row, fitted, told in zip(list(native.rows)[1:], found.rows, table.rows, strict=False):
        row.height = Pt(fitted.height)
        for cell, text, column, source in zip(row.cells, fitted.cells, table.columns, told, strict=True):
            _cell(cell, text, found.size, column, (brand, source.tone or Slot.INK, Slot.HAIRLINE))
    if found.rest:
        _note(slide, Box(box.x + layout.PAD_X, box.y + height + 4, box.width, 16), found.rest, found.size, brand)


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
    found, top = layout.fitted_lines(lines, box), box.y
    if lines.heading:
        shape = slide.shapes.add_textbox(Pt(box.x), Pt(top), Pt(box.width), Pt(found.heading))
        shape.text_frame.word_wrap = True
        shape.text_frame.margin_left = shape.text_frame.margin_top = Pt(0)
        write(shape.text_frame.paragraphs[0], plain(lines.heading), found.size, colour(brand, Slot.INK), is_bold=True)
        top += found.heading
    for lead, item, height in found.items:
        if found.indent:
            _item(slide, Box(box.x, top, found.indent, height), lead, found.size, colour(brand, Slot.ACCENT))
        place = Box(box.x + found.indent, top, box.width - found.indent, height)
        _item(slide, place, item, found.size, colour(brand, Slot.INK))
        top += height


def _item(slide: Slide, box: Box, text: str, size: float, hue: Any) -> None:
    shape = slide.shapes.add_textbox(Pt(box.x), Pt(box.y), Pt(box.width), Pt(box.height))
    frame = shape.text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Pt(0)
    write(frame.paragraphs[0], text, size, hue)


def _note(slide: Slide, box: Box, text: str, size: float, brand: Brand) -> None:
    shape = slide.shapes.add_textbox(Pt(box.x), Pt(box.y), Pt(box.width), Pt(box.height))
    shape.text_frame.word_wrap = True
    shape.text_frame.margin_left = shape.text_frame.margin_top = Pt(0)
    write(shape.text_frame.paragraphs[0], text, size, colour(brand, Slot.SECOND_INK))


def _cell(cell: Any, text: str, size: float, column: Column, hues: tuple[Brand, Slot, Slot]) -> None:
    """Write a cell; `hues`: the brand, the colour of its text, and that of the line below it."""
    brand, ink, line = hues
    cell.margin_left, cell.margin_right = (Pt(one) for one in layout.pads(column))
    cell.margin_top = cell.margin_bottom = Pt(layout.PAD_Y)
    cell.vertical_anchor = MSO_ANCHOR.TOP
    cell.fill.background()
    paragraph = cell.text_frame.paragraphs[0]
    write(paragraph, text, size, colour(brand, ink))
    paragraph.alignment = PP_ALIGN.RIGHT if column.is_number else PP_ALIGN.LEFT
    hue = brand.palette[line].lstrip("#")
    border = f'<a:lnB {nsdecls("a")} w="9525"><a:solidFill><a:srgbClr val="{hue}"/></a:solidFill></a:lnB>'
    cell._tc.get_or_add_tcPr().insert(0, parse_xml(border))
