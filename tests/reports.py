"""Reading reports back: every text of a file, wherever it stands, and the numbers of a presentation's charts."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from pptx import Presentation
from pypdf import PdfReader


def pdf_texts(data: bytes) -> list[str]:
    """The text of each page, in reading order, with ordinary spaces."""
    return [spaced(page.extract_text()) for page in PdfReader(io.BytesIO(data)).pages]


def pdf_everything(data: bytes) -> str:
    """Pages, properties, outline, annotations, attachments and every stream, unpacked."""
    reader = PdfReader(io.BytesIO(data))
    told = [*(page.extract_text() for page in reader.pages), str(reader.metadata), str(reader.xmp_metadata)]
    told += [str(one) for one in _flat(reader.outline)]
    told += [str(page.get("/Annots")) for page in reader.pages] + list(reader.attachments)
    for number in range(1, len(reader.xref.get(0, {})) + 1):
        thing: Any = reader.get_object(number)
        told.append(str(thing))
        if hasattr(thing, "get_data"):
            told.append(thing.get_data().decode("latin-1"))
    return "\n".join(told)


def pptx_texts(data: bytes) -> list[str]:
    """The text of each slide: titles, boxes, cells of tables, and what charts show."""
    return [spaced("\n".join(_texts_of(slide))) for slide in Presentation(io.BytesIO(data)).slides]


def pptx_everything(data: bytes) -> dict[str, bytes]:
    """Every part by name, unpacked; those of the workbooks inside too."""
    found: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            if part[:4] == b"PK\x03\x04":
                found |= {f"{name}!{inner}": value for inner, value in pptx_everything(part).items()}
            else:
                found[name] = part
    return found


def charts_of(data: bytes) -> list[dict[str, list[float | None]]]:
    """Of each chart, in the order of the slides, its values by series."""
    shapes = (shape for slide in Presentation(io.BytesIO(data)).slides for shape in slide.shapes)
    charts: list[Any] = [shape.chart for shape in shapes if shape.has_chart]
    return [{series.name: list(series.values) for series in chart.plots[0].series} for chart in charts]


def spaced(text: str) -> str:
    """The text with ordinary spaces and minus signs, as a person would type it."""
    return " ".join(text.replace("\u00a0", " ").replace("\u2212", "-").split())


def _texts_of(slide: Any) -> Iterator[str]:
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield shape.text_frame.text
        elif shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)
        elif shape.has_chart:
            plot = shape.chart.plots[0]
            yield from (str(category) for category in plot.categories)
            yield from (series.name for series in plot.series)


def _flat(outline: list[Any]) -> Iterator[Any]:
    for one in outline:
        yield from _flat(one) if isinstance(one, list) else [one]
