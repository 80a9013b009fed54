"""A report before it is a file: slides of one message each, described in words, numbers and meanings.

What is written here knows neither PDF nor PPTX. Colours are slots (`components.theme`), sizes are points on a page of
`WIDTH` x `HEIGHT`, and every number comes as it was computed, with the way in which it is written.
"""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from components import format as fmt
from components.theme import Slot

WIDTH: Final = 960.0
HEIGHT: Final = 540.0
_LEFT_TO_RIGHT: Final = "\u200e"
"""Size of a page in points: 13.33 x 7.5 inches, the usual 16:9."""


class Form(StrEnum):
    """The form of a file."""

    PDF = "pdf"
    PPTX = "pptx"


class Audience(StrEnum):
    """Who will read a report of an account."""

    US = "us"
    CLIENT = "client"


MIME: Final = {
    Form.PDF: "application/pdf",
    Form.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


@dataclass(frozen=True, slots=True)
class Scale:
    """How the values of a chart are written: `code` as a spreadsheet's number format, `write` in words of our own.

    `exact`: the format of the values themselves where it is finer than that of the axis.
    """

    code: str
    write: Callable[[float], str]
    exact: str = ""


class Look(StrEnum):
    """What kind of chart it is."""

    COLUMNS = "columns"
    """Upright bars, stacked."""
    BARS = "bars"
    """Lying bars, stacked; the first category on top."""
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class Series:
    """One series: a value for each category, None where there is none.

    Without `fill` it only carries the others (the foot of a waterfall): it is drawn and listed nowhere. `labelled`
    writes each value beside its mark. In a chart of lines, `dots` draws marks without a line, `thin` a fine line.
    """

    name: str
    values: tuple[float | None, ...]
    fill: Slot | None
    edge: Slot | None = None
    labelled: bool = False
    dots: bool = False
    thin: bool = False
    on: Slot = Slot.INK


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its data. `low`: where the axis of values begins; `alt`: the chart in words.

    `is_bare`: without an axis of values, where each value is written at its mark.
    """

    look: Look
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    scale: Scale
    alt: str
    low: float = 0.0
    high: float | None = None
    is_bare: bool = False

    @property
    def shown(self) -> tuple[Series, ...]:
        """The series that are drawn."""
        return tuple(one for one in self.series if one.fill is not None)


@dataclass(frozen=True, slots=True)
class Cell:
    """Text of a table's cell, and the colour of a mark's meaning."""

    text: str
    tone: Slot | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column, its share of the width, and whether it holds numbers."""

    head: str
    share: float
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; those that find no room are counted below the table. `rest`: how many more there are anyway."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    rest: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure: what it is, its value, and what stands below it."""

    label: str
    value: str
    note: str = ""
    tone: Slot | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """Key figures side by side, in as many rows as they need."""

    items: tuple[Figure, ...]
    across: int = 4


@dataclass(frozen=True, slots=True)
class Lines:
    """Sentences under each other, each after its `lead` (`+9`, `12 Jan 2027`), below a heading."""

    heading: str
    items: tuple[tuple[str, str], ...]


Part = Chart | Table | Figures | Lines


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a slide and its share of the width."""

    part: Part
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Slide:
    """One message: the sentence that it proves as its title, how to read it, and what proves it, side by side.

    `notes`: for who speaks, never seen on the page.
    """

    title: str
    reading: str
    panels: tuple[Panel, ...]
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A report: what it is called, about whom, as of which day, and its slides."""

    title: str
    subject: str
    scope: tuple[str, ...]
    as_of: date
    slides: tuple[Slide, ...] = field(default_factory=tuple)


def texts(*words: str | None) -> tuple[Cell, ...]:
    """Cells of plain text; `–` for what is not known."""
    return tuple(Cell(one if one else fmt.MISSING) for one in words)


def money_scale(currency: str, cents: Sequence[float]) -> Scale:
    """How amounts (hundredths) of that size are written: in millions, thousands or whole units; values are in units."""
    most = max((abs(one) for one in cents), default=0.0) / 100
    sign = fmt.currency_sign(currency)
    digits = "0" if most >= 99.95e6 else "0.0"
    code = f'[>=999500]"{sign}"{digits},,"{fmt.NO_BREAK}m";[>=999.5]"{sign}"0,"{fmt.NO_BREAK}k";"{sign}"0'
    return Scale(code, lambda units: fmt.money(round(units * 100), currency))


COUNTS: Final = Scale("#,##0", fmt.count)
SCORES: Final = Scale("0", fmt.score, "0.0")
SHARES: Final = Scale("0%", fmt.percent)


def named(name: str) -> str:
    """A name as it stands in a sentence of ours: one that runs right to left ends there, and takes no number along."""
    is_rightward = any(unicodedata.bidirectional(one) in ("R", "AL") for one in name)
    return f"{name}{_LEFT_TO_RIGHT}" if is_rightward else name


def plain(text: str) -> str:
    """The text without what no file can hold: halves of characters, control characters; line ends become spaces."""
    spaced = (" " if one in "\t\r\n\x0b\x0c\u2028\u2029" else one for one in text)
    return "".join(one for one in spaced if one >= " " and not ("\x7f" <= one <= "\x9f" or "\ud800" <= one <= "\udfff"))
