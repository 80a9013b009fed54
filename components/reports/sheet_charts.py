"""Charts of a PDF, drawn as lines, areas and text: the same that a presentation holds as native ones."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from components.reports.document import Chart, Look, Series, plain
from components.reports.fonts import shortened, width_of
from components.reports.layout import Box
from components.reports.sheet import Sheet
from components.theme import Slot

_SIZE: Final = 11.0
_LEGEND: Final = 26.0
_FOOT: Final = 34.0
_BAR: Final = 0.68
"""Share of its room that a bar takes."""
_TICKS: Final = 5
_WIDEST: Final = 88.0
"""Width that a category's name may take (points); of many categories, every so-many-th is named."""


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where values lie: from `low` at one end of the box to `high` at the other."""

    box: Box
    low: float
    high: float
    names: float = 0.0
    """Width at its left for the names of its categories."""

    def y(self, value: float) -> float:
        return self.box.y + self.box.height * (1 - (value - self.low) / (self.high - self.low))

    def x(self, value: float) -> float:
        return self.box.x + self.box.width * (value - self.low) / (self.high - self.low)


def draw_chart(sheet: Sheet, box: Box, chart: Chart) -> None:
    """Draw a chart into a place of the page."""
    top = box.y
    if len(chart.shown) > 1:
        _legend(sheet, box, chart.shown, is_line=chart.look is Look.LINES)
        top += _LEGEND
    low, high, ticks = _range(chart)
    if chart.look is Look.BARS:
        names = max(width_of(plain(words), _SIZE) for one in chart.categories for words in one.split("\n"))
        left = min(names + 12, box.width * 0.4)
        place = Box(box.x + left, top, box.width - left - 24, box.y + box.height - top - 20)
        _bars(sheet, _Plot(place, low, high, left - 10), chart, ticks)
        return
    left = max(width_of(chart.scale.write(tick), _SIZE) for tick in ticks) + 10
    plot = _Plot(Box(box.x + left, top + 8, box.width - left - 36, box.y + box.height - top - 8 - _FOOT), low, high)
    for tick in ticks:
        sheet.line([(plot.box.x, plot.y(tick)), (plot.box.x + plot.box.width, plot.y(tick))], Slot.HAIRLINE)
        sheet.text_right(chart.scale.write(tick), plot.box.x - 6, plot.y(tick) - 7, _SIZE, Slot.SECOND_INK)
    _names(sheet, plot, chart)
    (_lines if chart.look is Look.LINES else _columns)(sheet, plot, chart)


def _range(chart: Chart) -> tuple[float, float, list[float]]:
    """Where the axis begins and ends, and its round ticks."""
    if chart.look is Look.LINES:
        tops = [value for one in chart.shown for value in one.values if value is not None]
    else:
        stacks = zip(*(one.values for one in chart.series), strict=True)
        tops = [sum(max(value or 0.0, 0.0) for value in stack) for stack in stacks]
    high = max(tops, default=1.0) if chart.high is None else chart.high
    low = chart.low
    if high <= low:
        high = low + 1.0
    step = _step(high - low)
    if chart.high is None:
        high = math.ceil(high / step - 1e-9) * step
    first = math.ceil(low / step - 1e-9)
    return low, high, [step * number for number in range(first, math.floor(high / step + 1e-9) + 1)]


def _step(span: float) -> float:
    """A round distance of ticks: 1, 2 or 5 times a power of ten."""
    rough = span / _TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= rough * (1 - 1e-9))


def _legend(sheet: Sheet, box: Box, shown: Sequence[Series], *, is_line: bool) -> None:
    x = box.x
    for one in shown:
        name = shortened(plain(one.name), _SIZE, 220, 1)
        fill = one.fill or Slot.INK
        if one.dots:
            sheet.diamond(x + 5, box.y + 7, 5, fill)
        elif is_line:
            sheet.line([(x - 1, box.y + 7), (x + 11, box.y + 7)], fill, 1.0 if one.thin else 2.5)
        else:
            sheet.rectangle(Box(x, box.y + 2, 10, 10), fill, one.edge)
        sheet.text(name, x + 16, box.y, _SIZE, Slot.SECOND_INK)
        x += 16 + width_of(name, _SIZE) + 20


def _names(sheet: Sheet, plot: _Plot, chart: Chart) -> None:
    """The categories below the axis; of many, every so-many-th."""
    room = plot.box.width / len(chart.categories)
    widest = max(width_of(plain(words), _SIZE) for one in chart.categories for words in one.split("\n"))
    step = max(1, math.ceil(min(widest + 8, _WIDEST) / room))
    y = plot.box.y + plot.box.height + 4
    for place in range(0, len(chart.categories), step):
        x = plot.box.x + room * (place + 0.5)
        for number, words in enumerate(chart.categories[place].split("\n")):
            name = shortened(plain(words), _SIZE, max(room * step - 4, 24), 1)
            sheet.text_middle(name, x, y + number * _SIZE * 1.25, _SIZE, Slot.SECOND_INK)


def _columns(sheet: Sheet, plot: _Plot, chart: Chart) -> None:
    room = plot.box.width / len(chart.categories)
    for place in range(len(chart.categories)):
        level = 0.0
        for one in chart.series:
            value = one.values[place]
            if not value:
                continue
            foot, head = plot.y(max(level, plot.low)), plot.y(max(level + value, plot.low))
            level += value
            x = plot.box.x + room * (place + (1 - _BAR) / 2)
            if one.fill is not None and foot > head:
                _bar(sheet, Box(x, head, room * _BAR, foot - head), one, chart, value)
    sheet.line([(plot.box.x, plot.y(plot.low)), (plot.box.x + plot.box.width, plot.y(plot.low))], Slot.FAINT)


def _bars(sheet: Sheet, plot: _Plot, chart: Chart, ticks: Sequence[float]) -> None:
    room = plot.box.height / len(chart.categories)
    if not chart.is_bare:
        for tick in ticks:
            sheet.line([(plot.x(tick), plot.box.y), (plot.x(tick), plot.box.y + plot.box.height)], Slot.HAIRLINE)
            sheet.text_middle(chart.scale.write(tick), plot.x(tick), plot.box.y + plot.box.height + 4, _SIZE,
                              Slot.SECOND_INK)  # fmt: skip
    thick = min(room * _BAR, 44.0)
    for place, name in enumerate(chart.categories):
        y, up, down = plot.box.y + room * place + (room - thick) / 2, 0.0, 0.0
        words = name.split("\n")
        for line, word in enumerate(words):
            middle = y + thick / 2 + (line - len(words) / 2) * _SIZE * 1.25
            sheet.text_right(shortened(plain(word), _SIZE, plot.names, 1), plot.box.x - 8, middle, _SIZE)
        for one in chart.shown:
            value = one.values[place] or 0.0
            start = up if value > 0 else down
            up, down = (start + value, down) if value > 0 else (up, start + value)
            ends = sorted((plot.x(start), plot.x(start + value)))
            if value:
                _bar(sheet, Box(ends[0], y, ends[1] - ends[0], thick), one, chart, value)
    sheet.line([(plot.x(max(plot.low, 0.0)), plot.box.y), (plot.x(max(plot.low, 0.0)), plot.box.y + plot.box.height)],
               Slot.FAINT)  # fmt: skip


def _bar(sheet: Sheet, box: Box, one: Series, chart: Chart, value: float) -> None:
    sheet.rectangle(box, one.fill or Slot.INK, one.edge)
    text = chart.scale.write(value) if one.labelled else ""
    if text and box.height >= _SIZE * 1.2 and box.width >= width_of(text, _SIZE):
        sheet.text_middle(text, box.x + box.width / 2, box.y + box.height / 2 - _SIZE * 0.62, _SIZE, one.on)


def _lines(sheet: Sheet, plot: _Plot, chart: Chart) -> None:
    room = plot.box.width / len(chart.categories)
    for one in chart.shown:
        fill = one.fill or Slot.INK
        points: list[tuple[float, float]] = []
        for place, value in enumerate(one.values):
            if value is not None:
                points.append((plot.box.x + room * (place + 0.5), plot.y(value)))
            if not one.dots and (value is None or place == len(one.values) - 1) and points:
                sheet.line(points, fill, 1.0 if one.thin else 2.5)
                last, points = points[-1], []
        if one.dots:
            for x, y in points:
                sheet.diamond(x, y, 5, fill)
        known = [value for value in one.values if value is not None]
        if one.labelled and known:
            sheet.text(chart.scale.write(known[-1]), last[0] + 6, last[1] - 8, 12, is_bold=True)
