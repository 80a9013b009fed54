"""The way from the ARR of one day to that of another: what came, what went, and what only rates changed."""

from datetime import date
from itertools import pairwise

import plotly.graph_objects as go

from components import format as fmt
from components import markup
from components.figures import kit
from components.theme import SIZE_NOTE, Slot
from domain.behind import name_of
from domain.revenue import Bridge

STEPS = (
    ("new", "New", 1),
    ("expansion", "Expansion", 1),
    ("contraction", "Contraction", -1),
    ("churn", "Churn", -1),
    ("rates", "Exchange rates", 1),
)
"""The parts of a bridge in their order: field, name, and the sign with which it counts."""
_ROOM = 0.16
"""Room above the highest bar and below the lowest, as a share of what moves."""


def arr_bridge_figure(
    told: Bridge, currency: str, opening_on: date, closing_on: date, height: int = 320, *, period: str
) -> go.Figure:
    """Draw `domain.revenue.Bridge` as a waterfall; not from zero, as movements are small beside the whole."""
    names = [fmt.day(opening_on), *(name for _, name, _ in STEPS), fmt.day(closing_on)]
    changes = [sign * getattr(told, field) for field, _, sign in STEPS]
    levels = [told.opening]
    for change in changes:
        levels.append(levels[-1] + change)
    low, high = min(levels), max(levels)
    room = _ROOM * max(high - low, high // 50, 1)
    floor = max(low - 2 * room, 0)
    spans = [
        (floor, told.opening),
        *((min(pair), max(pair)) for pair in pairwise(levels)),
    ]
    spans.append((floor, told.closing))
    amounts = [told.opening, *changes, told.closing]
    texts = [fmt.money(amount, currency) for amount in (told.opening, told.closing)]
    texts[1:1] = [fmt.signed(fmt.money(abs(change), currency), change) if change else "0" for change in changes]
    bars = {
        "type": "bar",
        "x": list(range(len(names))),
        "base": [start for start, _ in spans],
        "y": [end - start for start, end in spans],
        "width": 0.62,
        "marker": _looks(changes),
        "customdata": _told(names, amounts, currency, period),
        "hovertemplate": "%{customdata[0]}<br>%{customdata[1]}<extra></extra>",
    }
    labels = [
        kit.label(text, x=place, y=end, anchor="center", valign="bottom", shift=(0, 4), colour=Slot.INK)
        for place, (text, (_, end)) in enumerate(zip(texts, spans, strict=True))
    ]
    steps = [_step(place, level) for place, level in enumerate(levels)]
    x = kit.axis(
        tickvals=list(range(len(names))), ticktext=[markup.plotly(name) for name in names], range=[-0.5, 6.5],
        tickfont={"size": SIZE_NOTE, "color": Slot.INK},
    )  # fmt: skip
    y = kit.bare_axis(range=[floor, high + room])
    return kit.figure([bars], kit.layout(height=height, x=x, y=y, annotations=labels, shapes=steps))


def _told(names: list[str], amounts: list[int], currency: str, period: str) -> list[list[str]]:
    """What each bar says and which accounts it opens."""
    marks = [name_of("arr_bridge", period, one) for one in ("opening", *(field for field, _, _ in STEPS), "closing")]
    return [
        [markup.plotly(name), markup.plotly(fmt.money_exact(amount, currency)), mark]
        for name, amount, mark in zip(names, amounts, marks, strict=True)
    ]


def _looks(changes: list[int]) -> kit.Part:
    """Levels in ink, gains in the second ink, losses in red, rates hollow: told by their signs in grey as well."""
    fills = [Slot.SECOND_INK if change >= 0 else Slot.AT_RISK for change in changes[:-1]]
    edges = [Slot.INK, *fills, Slot.SECOND_INK, Slot.INK]
    return {"color": [Slot.INK, *fills, Slot.BACKGROUND, Slot.INK], "line": {"width": 1, "color": edges}}


def _step(place: int, level: int) -> kit.Part:
    """The level from one bar to the next."""
    line = {"color": Slot.FAINT, "width": 1}
    return {"type": "line", "layer": "below", "x0": place, "x1": place + 1, "y0": level, "y1": level, "line": line}
