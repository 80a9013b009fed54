"""A report as a file, in both forms: text that comes back, charts that are data, and nothing that runs or calls."""

import io
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from components.reports.brand import Brand
from components.reports.document import (
    COUNTS,
    Cell,
    Chart,
    Column,
    Document,
    Figure,
    Figures,
    Form,
    Lines,
    Look,
    Panel,
    Part,
    Series,
    Slide,
    Table,
    money_scale,
)
from components.reports.files import report_file
from components.theme import Slot
from tests.hostile import HOSTILE
from tests.reports import charts_of, pdf_texts, pptx_everything, pptx_texts, spaced

AS_OF = date(2026, 11, 22)
BRAND = Brand(company="Meridian")
FORMULAS = ("=1+1", '=HYPERLINK("http://x","y")', "+1", "-1", "@x", "http://a.example/" + "x" * 3000)
ALPHABETS = (
    "Łódź Überweg", "Ωμέγα Α.Ε.", "Жанна и Ко", "תעשיות אור", "شركة النور", "株式会社東京", "한국전력", "中国银行",
    "ไทย", "🚀", "a\x00b\x0bc\ud800d",
)  # fmt: skip
LONG = "Gesellschaft für außergewöhnlich lange Firmennamen und verwandte Dienstleistungen mbH & Co. KGaA " * 3


def document(*slides: Slide, subject: str = "Kestrel") -> Document:
    return Document("Review", subject, ("All accounts",), AS_OF, slides)


def everywhere(texts: Sequence[str]) -> Document:
    """A document with these texts in every place that takes text from data."""
    slides = []
    for text in texts:
        series = (Series(text, (1.0, None), Slot.INK), Series("B", (2.0, 3.0), Slot.WATCH, labelled=True))
        cells = ((Cell(text), Cell("1")), (Cell(text), Cell("2")))
        parts: list[Part] = [Chart(look, (text, "b"), series, COUNTS, text) for look in Look]
        parts += [Figures((Figure(text, text, text),)), Lines(text, ((text, text), ("", text)))]
        parts += [Table((Column(text, 1), Column("n", 1, is_number=True)), cells)]
        panels = tuple(Panel(part) for part in parts)
        slides += [Slide(text, text, panels[:3], notes=text), Slide(text, text, panels[3:])]
    return document(*slides, subject=texts[-1])


def made(told: Document, form: Form, brand: Brand = BRAND, footer: str = "Confidential") -> bytes:
    return report_file(told, form, brand, footer)


def chart(look: Look = Look.COLUMNS) -> Chart:
    series = (
        Series("Kept", (1_234.5, None, 3.0), Slot.HEALTHY, labelled=True),
        Series("Lost", (10.0, 20.0, None), Slot.AT_RISK),
    )
    return Chart(look, ("Q1", "Q2", "Q3"), series, money_scale("EUR", [123_450]), "A chart")


@pytest.mark.parametrize("form", list(Form))
def test_any_text_can_stand_in_every_place(form: Form) -> None:
    texts = [*HOSTILE, *FORMULAS, *ALPHABETS, "", " ", LONG]
    assert len((pdf_texts if form is Form.PDF else pptx_texts)(made(everywhere(texts), form))) == 1 + 2 * len(texts)


def test_nothing_of_a_presentation_is_a_link_a_formula_or_comes_from_elsewhere() -> None:
    for name, part in pptx_everything(made(everywhere([*HOSTILE, *FORMULAS]), Form.PPTX)).items():
        words = part.decode("utf-8", "replace")
        assert "hlinkClick" not in words, name
        assert 'TargetMode="External"' not in words, name
        assert not name.endswith("sheet1.xml") or "<f>" not in words, name


def test_a_pdf_has_no_link_and_no_script() -> None:
    reader = PdfReader(io.BytesIO(made(everywhere(HOSTILE), Form.PDF)))
    assert not [page for page in reader.pages if page.get("/Annots")]
    assert "/JavaScript" not in str(reader.trailer["/Root"])


def test_names_of_every_alphabet_come_back_as_they_were() -> None:
    names = ALPHABETS[:-2]
    told = document(
        Slide("Accounts", "", (Panel(Table((Column("Account", 1),), tuple((Cell(one),) for one in names))),))
    )
    slides, pages = pptx_texts(made(told, Form.PPTX))[1], pdf_texts(made(told, Form.PDF))[1]
    for name in names:
        assert name in slides
        assert {one for one in name if one.isalpha()} <= set(pages)


def test_a_pdf_embeds_its_fonts_and_draws_its_charts() -> None:
    told = document(*(Slide("A chart", "", (Panel(chart(look)),)) for look in Look))
    reader = PdfReader(io.BytesIO(made(told, Form.PDF)))
    for page in reader.pages:
        assert not page.images
        fonts: Any = page["/Resources"]["/Font"]  # type: ignore[index]
        assert all("/FontFile2" in str(_embedded(fonts[name])) for name in fonts)
    assert "€1 k" in pdf_texts(made(told, Form.PDF))[1]


def _embedded(font: Any) -> Any:
    whole = font.get_object()
    return whole["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()


def test_charts_of_a_presentation_are_data_with_a_workbook_behind() -> None:
    data = made(document(*(Slide("A chart", "", (Panel(chart(look)),)) for look in Look)), Form.PPTX)
    assert charts_of(data) == [{"Kept": [1_234.5, None, 3.0], "Lost": [10.0, 20.0, None]}] * 3
    shapes = [shape for slide in Presentation(io.BytesIO(data)).slides for shape in slide.shapes if shape.has_chart]
    for shape in shapes:
        assert shape._element.nvGraphicFramePr.cNvPr.get("descr") == "A chart"
        book = CalamineWorkbook.from_filelike(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
        rows = book.get_sheet_by_index(0).to_python()
        assert rows == [["", "Kept", "Lost"], ["Q1", 1_234.5, 10.0], ["Q2", "", 20.0], ["Q3", 3.0, ""]]
        assert "€" in shape.chart.value_axis.tick_labels.number_format


def test_what_only_carries_a_chart_is_named_in_no_legend() -> None:
    told = Chart(Look.COLUMNS, ("a",), (Series("Foot", (5.0,), None), Series("A", (1.0,), Slot.INK),
                                       Series("B", (1.0,), Slot.WATCH)), COUNTS, "")  # fmt: skip
    parts = pptx_everything(made(document(Slide("t", "", (Panel(told),))), Form.PPTX))
    words = next(part.decode() for name, part in parts.items() if re.match(r"ppt/charts/chart\d+\.xml", name))
    assert re.search(r'<c:legendEntry>\s*<c:idx val="0"/>\s*<c:delete val="1"/>', words)
    assert "Foot" not in pdf_texts(made(document(Slide("t", "", (Panel(told),))), Form.PDF))[1]


@pytest.mark.parametrize("form", list(Form))
def test_every_page_says_of_whom_as_of_when_and_bears_its_number(form: Form) -> None:
    told = document(Slide("One", "r", (Panel(chart()),)), Slide("Two", "r", (Panel(chart()),)))
    pages = (pdf_texts if form is Form.PDF else pptx_texts)(made(told, form, footer="For Kestrel only"))
    assert len(pages) == 3
    for number, page in enumerate(pages[1:], start=2):
        assert "Kestrel · as of 22 Nov 2026 · For Kestrel only" in page
        assert re.search(rf"\b{number}\b", page)
    assert "As of 22 Nov 2026" in pages[0]


def test_titles_stand_in_the_places_for_titles_and_in_the_outline() -> None:
    told = document(Slide("ARR grew by €4 m", "r", (Panel(chart()),), notes="Say it slowly"))
    deck = Presentation(io.BytesIO(made(told, Form.PPTX)))
    assert [spaced(slide.shapes.title.text) for slide in deck.slides] == ["Review", "ARR grew by €4 m"]
    assert deck.slides[1].notes_slide.notes_text_frame.text == "Say it slowly"
    assert not deck.slides[0].has_notes_slide
    outline = PdfReader(io.BytesIO(made(told, Form.PDF))).outline
    assert [str(one["/Title"]) for one in outline if isinstance(one, dict)] == ["Review", "ARR grew by €4 m"]


def test_the_brand_is_seen_in_name_colour_font_and_logo(tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    logo.write_bytes(_picture())
    brand = Brand(company="Acme", accent="#AA00BB".lower(), font="Georgia", logo=logo)
    parts = pptx_everything(made(document(Slide("t", "", (Panel(chart()),))), Form.PPTX, brand))
    theme = next(part.decode() for name, part in parts.items() if name.startswith("ppt/theme/theme1"))
    assert "aa00bb" in theme
    assert 'latin typeface="Georgia"' in theme
    assert any(name.startswith("ppt/media/") for name in parts)
    assert not any("thumbnail" in name for name in parts)
    pages = PdfReader(io.BytesIO(made(document(Slide("t", "", (Panel(chart()),))), Form.PDF, brand))).pages
    assert [len(page.images) for page in pages] == [1, 0]


def _picture() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (4, 2), (10, 20, 30)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("form", list(Form))
def test_the_same_document_gives_the_same_words_twice(form: Form) -> None:
    told = document(Slide("One", "r", (Panel(chart()),)))
    read = pdf_texts if form is Form.PDF else pptx_texts
    assert read(made(told, form)) == read(made(told, form))
