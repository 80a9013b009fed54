"""A report as a presentation: titles in their places, native charts and tables, everything editable."""

import io
import re
from datetime import UTC, datetime, time
from typing import Any, Final

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide as NativeSlide
from pptx.text.text import TextFrame
from pptx.util import Emu, Pt

from components import format as fmt
from components.reports import layout
from components.reports.brand import Brand
from components.reports.deck_charts import add_chart, colour
from components.reports.deck_parts import add_figures, add_lines, add_table, write
from components.reports.document import HEIGHT, WIDTH, Chart, Document, Figures, Lines, Panel, Slide, plain
from components.reports.fonts import lines_of, shortened
from components.reports.layout import Box
from components.theme import Slot

_TITLE_ONLY: Final = 5
_LONGEST: Final = 255
"""Characters that a property of the file can hold."""
_FIELD: Final = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
_ACCENTS: Final = (Slot.ACCENT, Slot.HEALTHY, Slot.STABLE, Slot.WATCH, Slot.AT_RISK, Slot.UNKNOWN)
"""What the colours of the presentation's own palette are, so that whoever edits it finds ours."""


def pptx_file(document: Document, brand: Brand, footer: str) -> bytes:
    """The report as a presentation."""
    deck = Presentation()
    _set_up(deck, document, brand)
    _cover(deck, document, brand, footer)
    for number, slide in enumerate(document.slides, start=2):
        _slide(deck, slide, document, brand, (footer, number))
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _set_up(deck: Deck, document: Document, brand: Brand) -> None:
    """Size, theme and properties: what the empty presentation brings along names people and days of its own."""
    wider = Pt(WIDTH) / (deck.slide_width or 1)
    for page in (deck.slide_master, *deck.slide_layouts):
        for shape in page.shapes:
            shape.left, shape.width = Emu(int(shape.left * wider)), Emu(int(shape.width * wider))
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    title: Any = deck.slide_layouts[_TITLE_ONLY].placeholders[0]
    title.left, title.top = Pt(layout.MARGIN), Pt(layout.TITLE_TOP)
    title.width, title.height = Pt(WIDTH - 2 * layout.MARGIN), Pt(2 * layout.TITLE_SIZE * layout.LINE)
    theme: Any = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = _themed(theme.blob.decode("utf-8"), brand).encode("utf-8")
    about, made = deck.core_properties, datetime.combine(document.as_of, time(), UTC).replace(tzinfo=None)
    about.title, about.subject = (plain(one)[:_LONGEST] for one in (document.title, document.subject))
    about.author = about.last_modified_by = plain(brand.company)[:_LONGEST]
    about.keywords = about.comments = about.category = ""
    about.created = about.modified = made
    about.revision = 1
    package: Any = deck.part.package
    for number in [key for key, link in package._rels.items() if link.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        package._rels.pop(number)


def _themed(theme: str, brand: Brand) -> str:
    """The theme with our colours and font."""
    named = {f"accent{place}": slot for place, slot in enumerate(_ACCENTS, start=1)} | {
        "dk2": Slot.INK,
        "lt2": Slot.SURFACE,
        "hlink": Slot.ACCENT,
        "folHlink": Slot.SECOND_INK,
    }
    for name, slot in named.items():
        value = f'<a:{name}><a:srgbClr val="{brand.palette[slot].lstrip("#")}"/></a:{name}>'
        theme = re.sub(rf"<a:{name}>.*?</a:{name}>", value, theme, flags=re.DOTALL)
    font = plain(brand.font).translate({ord(one): None for one in "<>&\"'"})
    return re.sub(r'<a:latin typeface="[^"]+"', lambda _: f'<a:latin typeface="{font}"', theme)


def _cover(deck: Deck, document: Document, brand: Brand, footer: str) -> None:
    room = Box(layout.MARGIN, 176, WIDTH - 2 * layout.MARGIN, 0)
    lines = lines_of(plain(document.title), 40, room.width, 2, is_bold=True)
    high = len(lines) * 40 * layout.LINE
    slide = _empty(
        deck,
        shortened(plain(document.title), 40, room.width, 2, is_bold=True),
        Box(room.x, room.y, room.width, high),
        brand,
        40,
    )
    if brand.logo is not None:
        slide.shapes.add_picture(str(brand.logo), Pt(layout.MARGIN), Pt(layout.MARGIN), height=Pt(44))
    else:
        _text(slide, Box(layout.MARGIN, 52, 600, 24), plain(brand.company), 16, brand, is_bold=True)
    rule: Any = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Pt(layout.MARGIN), Pt(160), Pt(72), Pt(4))
    rule.fill.solid()
    rule.fill.fore_color.rgb = colour(brand, Slot.ACCENT)
    rule.line.fill.background()
    rule.shadow.inherit = False
    subject = shortened(plain(document.subject), 22, room.width, 2)
    _text(slide, Box(room.x, room.y + high + 8, room.width, 60), subject, 20, brand)
    about = [f"As of {fmt.day(document.as_of)}", *document.scope]
    for place, words in enumerate(about[:6]):
        _text(slide, Box(layout.MARGIN, 344 + 22 * place, room.width, 20), plain(words), 13, brand, Slot.SECOND_INK)
    _text(slide, layout.FOOT, plain(footer), layout.FOOT_SIZE, brand, Slot.SECOND_INK)


def _slide(deck: Deck, told: Slide, document: Document, brand: Brand, foot: tuple[str, int]) -> None:
    title = Box(layout.MARGIN, layout.TITLE_TOP, WIDTH - 2 * layout.MARGIN, 2 * layout.TITLE_SIZE * layout.LINE)
    slide = _empty(deck, layout.title_text(told), title, brand, layout.TITLE_SIZE)
    reading = Box(
        layout.MARGIN, layout.reading_top(told), WIDTH - 2 * layout.MARGIN, 2 * layout.READING_SIZE * layout.LINE
    )
    _text(slide, reading, layout.reading_text(told), layout.READING_SIZE, brand, Slot.SECOND_INK)
    for panel, box in zip(told.panels, layout.boxes(told), strict=True):
        _panel(slide, panel, box, brand)
    footer, number = foot
    _text(slide, layout.FOOT, layout.foot_words(document.subject, document.as_of, footer),
          layout.FOOT_SIZE, brand, Slot.SECOND_INK)  # fmt: skip
    _page_number(slide, number, brand)
    if told.notes:
        notes: Any = slide.notes_slide.notes_text_frame
        notes.text = plain(told.notes)


def _panel(slide: NativeSlide, panel: Panel, box: Box, brand: Brand) -> None:
    part = panel.part
    if isinstance(part, Chart):
        add_chart(slide, box, part, brand)
    elif isinstance(part, Figures):
        add_figures(slide, box, part, brand)
    elif isinstance(part, Lines):
        add_lines(slide, box, part, brand)
    else:
        add_table(slide, box, part, brand)


def _empty(deck: Deck, title: str, box: Box, brand: Brand, size: float) -> NativeSlide:
    """A slide with its title in the title's own place, where outlines and screen readers look for it."""
    slide: NativeSlide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    shape: Any = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = Pt(box.x), Pt(box.y), Pt(box.width), Pt(box.height)
    _fill(shape.text_frame, title, size, brand, Slot.INK, is_bold=True)
    shape.text_frame.vertical_anchor = MSO_ANCHOR.TOP
    return slide


def _text(
    slide: NativeSlide, box: Box, text: str, size: float, brand: Brand, slot: Slot = Slot.INK, *, is_bold: bool = False
) -> None:
    shape = slide.shapes.add_textbox(Pt(box.x), Pt(box.y), Pt(box.width), Pt(box.height))
    _fill(shape.text_frame, text, size, brand, slot, is_bold=is_bold)


def _fill(frame: TextFrame, text: str, size: float, brand: Brand, slot: Slot, *, is_bold: bool) -> None:
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Pt(0)
    write(frame.paragraphs[0], text, size, colour(brand, slot), is_bold=is_bold)


def _page_number(slide: NativeSlide, number: int, brand: Brand) -> None:
    """The number as a field, which follows the slide wherever it is moved."""
    box = Box(WIDTH - layout.MARGIN - 48, layout.FOOT_TOP, 48, layout.FOOT.height)
    shape = slide.shapes.add_textbox(Pt(box.x), Pt(box.y), Pt(box.width), Pt(box.height))
    _fill(shape.text_frame, "", layout.FOOT_SIZE, brand, Slot.SECOND_INK, is_bold=False)
    hue = brand.palette[Slot.SECOND_INK].lstrip("#")
    paragraph: Any = shape.text_frame.paragraphs[0]._p
    for run in list(paragraph):
        paragraph.remove(run)
    paragraph.append(parse_xml(f'<a:pPr {nsdecls("a")} algn="r"/>'))
    inked = f'<a:solidFill><a:srgbClr val="{hue}"/></a:solidFill>'
    field = f'<a:fld {nsdecls("a")} id="{_FIELD}" type="slidenum">'
    size = int(layout.FOOT_SIZE * 100)
    paragraph.append(parse_xml(f'{field}<a:rPr lang="en-GB" sz="{size}">{inked}</a:rPr><a:t>{number}</a:t></a:fld>'))
