"""The page of a PDF as something to draw on: text in every alphabet, lines and areas in colours with a meaning."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Final

from fpdf import FPDF
from fpdf.enums import RenderStyle

from components.reports.brand import Brand
from components.reports.document import HEIGHT, WIDTH, plain
from components.reports.fonts import BOLD, REGULAR, cjk_file, font_file, is_covered, width_of
from components.reports.layout import LINE, Box
from components.theme import Slot

_FONT: Final = "FiraGO"
_CJK: Final = "Noto"


class Sheet:
    """A PDF in the making: points from the upper left corner, y downwards."""

    def __init__(self, brand: Brand, every_text: str) -> None:
        """Open it; the fonts are chosen by the characters that occur in `every_text`."""
        self.brand = brand
        self._pdf = FPDF(orientation="L", unit="pt", format=(HEIGHT, WIDTH))
        self._pdf.set_auto_page_break(False)
        self._pdf.set_margin(0)
        self._pdf.c_margin = 0
        self._pdf.add_font(_FONT, "", font_file(REGULAR))
        self._pdf.add_font(_FONT, "B", font_file(BOLD))
        if not is_covered(plain(every_text)):
            self._pdf.add_font(_CJK, "", cjk_file())
            self._pdf.set_fallback_fonts([_CJK], exact_match=False)
        # Our sentences run left to right, whatever the name they begin with; within them each name runs its own way.
        self._pdf.set_text_shaping(True, direction="ltr")

    def describe(self, title: str, subject: str, day: date) -> None:
        """Title, subject and day in the properties; as author the company, never a person."""
        self._pdf.set_title(plain(title))
        self._pdf.set_subject(plain(subject))
        self._pdf.set_author(plain(self.brand.company))
        self._pdf.set_creator("Nexus")
        self._pdf.set_producer("Nexus")
        self._pdf.set_creation_date(datetime.combine(day, time(), UTC))
        self._pdf.set_lang("en-GB")

    def finished(self) -> bytes:
        """The whole file."""
        return bytes(self._pdf.output())

    def turn(self, title: str) -> None:
        """Begin a new page, found under its title in the outline."""
        self._pdf.add_page()
        self._pdf.set_font(_FONT, "", 10)
        self._pdf.start_section(plain(title))

    def text(
        self, text: str, x: float, y: float, size: float, slot: Slot = Slot.INK, *, is_bold: bool = False
    ) -> float:
        """Write one line whose upper left corner is there; return where the next line would begin."""
        if text:
            self._pdf.set_font(_FONT, "B" if is_bold else "", size)
            self._pdf.set_text_color(*self._colour(slot))
            self._pdf.set_xy(x, y)
            self._pdf.cell(text=plain(text), h=size * LINE)
        return y + size * LINE

    def text_right(self, text: str, x: float, y: float, size: float, slot: Slot = Slot.INK) -> None:
        """Write one line that ends at x."""
        self.text(text, x - width_of(plain(text), size), y, size, slot)

    def text_middle(self, text: str, x: float, y: float, size: float, slot: Slot = Slot.INK) -> None:
        """Write one line with its middle at x."""
        self.text(text, x - width_of(plain(text), size) / 2, y, size, slot)

    def rectangle(self, box: Box, fill: Slot, edge: Slot | None = None) -> None:
        """Fill an area, with an edge around it."""
        self._pdf.set_fill_color(*self._colour(fill))
        style = RenderStyle.F
        if edge is not None:
            self._pdf.set_draw_color(*self._colour(edge))
            self._pdf.set_line_width(0.75)
            style = RenderStyle.DF
        self._pdf.rect(box.x, box.y, box.width, box.height, style=style)

    def line(self, points: Sequence[tuple[float, float]], slot: Slot, width: float = 0.75) -> None:
        """Draw a line through these points."""
        self._pdf.set_draw_color(*self._colour(slot))
        self._pdf.set_line_width(width)
        self._pdf.polyline(list(points))

    def diamond(self, x: float, y: float, radius: float, slot: Slot) -> None:
        """Draw a mark whose middle is there."""
        self._pdf.set_fill_color(*self._colour(slot))
        self._pdf.polygon([(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)], style="F")

    def picture(self, path: Path, x: float, y: float, height: float) -> None:
        """Place a picture, as wide as its height makes it."""
        self._pdf.image(path, x, y, h=height, alt_text=self.brand.company)

    def _colour(self, slot: Slot) -> tuple[int, int, int]:
        red, green, blue = bytes.fromhex(self.brand.palette[slot].lstrip("#"))
        return red, green, blue
