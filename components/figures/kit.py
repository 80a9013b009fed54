"""The few parts from which every figure is made: frame, axes, labels, and the figure itself.

Everything is a plain dict, as a figure built from dicts costs 1-2 ms and one built by chained updates ten times that.
Colours are slots (`components.theme`); backgrounds are transparent, so that a figure stands on either theme.
"""

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, Literal

import plotly.graph_objects as go

from components import markup
from components.format import money
from components.theme import SIZE_NOTE, STEP, TRANSPARENT, Mark, Slot

Part = dict[str, Any]

FONT: Final[Part] = {"size": SIZE_NOTE, "color": Slot.SECOND_INK}
DATE_HOVER: Final = "%-d %b %Y"

_HOVER: Final[Part] = {
    "bgcolor": Slot.SURFACE,
    "bordercolor": Slot.HAIRLINE,
    "font": {"size": SIZE_NOTE, "color": Slot.INK},
    "align": "left",
}
_DATE_STEPS: Final = (
    {"dtickrange": [None, "M1"], "value": "%-d %b"},
    {"dtickrange": ["M1", "M12"], "value": "%b\n%Y"},
    {"dtickrange": ["M12", None], "value": "%Y"},
)


class Drawing(go.Figure):  # type: ignore[misc]  # plotly is untyped
    """A figure that is sent as it was written, without plotly's check of each property, which costs 5-10 ms.

    The tests make that check, once, on every figure that we draw (`checked`).
    """

    def __init__(self, spec: Part) -> None:
        """Keep the description: `data` and `layout`, all plain values."""
        object.__setattr__(self, "_spec", spec)

    def to_dict(self) -> Part:
        """The description, as Streamlit asks for it."""
        spec: Part = object.__getattribute__(self, "_spec")
        return spec


def figure(traces: Sequence[Part], layout: Part) -> go.Figure:
    """A figure from its traces and its layout."""
    return Drawing({"data": list(traces), "layout": layout})


def checked(drawn: go.Figure) -> go.Figure:
    """The same figure with every property checked by plotly; raises ValueError for one that it does not know."""
    return go.Figure(drawn.to_dict())


def layout(
    *,
    height: int,
    x: Part,
    y: Part,
    margin: Mapping[str, int] | None = None,
    annotations: Sequence[Part] = (),
    shapes: Sequence[Part] = (),
    **more: Any,
) -> Part:
    """The frame of a figure `height` pixels high: axes, margins (l, r, t, b), labels; no title, no legend."""
    return {
        "template": {"layout": {}, "data": {}},
        "height": height,
        "margin": {"l": STEP, "r": STEP, "t": STEP, "b": STEP, "pad": 4, **(margin or {})},
        "paper_bgcolor": TRANSPARENT,
        "plot_bgcolor": TRANSPARENT,
        "font": FONT,
        "hoverlabel": _HOVER,
        "showlegend": False,
        "dragmode": False,
        "xaxis": x,
        "yaxis": y,
        "annotations": list(annotations),
        "shapes": list(shapes),
        **more,
    }


def axis(
    title: str = "",
    *,
    grid: bool = False,
    kind: Literal["number", "date", "text"] = "number",
    **more: Any,
) -> Part:
    """An axis with its name and unit; a hairline grid on one axis of a figure only.

    `kind` chooses how its ticks are written: numbers with thousands apart, dates by how far they are apart, money as
    the figure does it with `money_ticks`.
    """
    made: Part = {
        "title": {"text": markup.plotly(title), "font": FONT, "standoff": STEP},
        "showgrid": grid,
        "gridcolor": Slot.HAIRLINE,
        "gridwidth": 1,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "tickfont": FONT,
        "automargin": True,
        "fixedrange": True,
    }
    if kind == "date":
        made |= {"type": "date", "tickformatstops": list(_DATE_STEPS), "hoverformat": DATE_HOVER}
    elif kind == "text":
        made |= {"type": "category"}
    else:
        made |= {"separatethousands": True}
    return made | more


def money_ticks(highest_cents: float, currency: str, about: int = 4) -> Part:
    """The ticks of an axis in hundredths of a currency, from zero, at round amounts written short: `€1.5 m`."""
    if highest_cents <= 0:
        return {"tickvals": [0], "ticktext": [markup.plotly(money(0, currency))]}
    rough = highest_cents / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * nice for nice in (1, 2, 2.5, 5, 10) if power * nice >= rough)
    ticks = [round(step * number) for number in range(int(highest_cents // step) + 1)]
    return {"tickvals": ticks, "ticktext": [markup.plotly(money(cents, currency)) for cents in ticks]}


def bare_axis(**more: Any) -> Part:
    """An axis that is there but not seen, where every mark is labelled itself."""
    return axis(showticklabels=False, **more)


def marker(mark: Mark, *, size: float | Sequence[float] = 10) -> Part:
    """A plotly marker with a meaning's shape, fill and outline."""
    outline_only = mark.symbol.endswith("-open")
    return {
        "symbol": mark.symbol,
        "size": size,
        "color": mark.edge if outline_only else mark.fill,
        "line": {"width": 1.5 if outline_only else 1, "color": mark.edge},
    }


def bar(mark: Mark) -> Part:
    """A bar's fill with its outline, as light hues are too faint without one."""
    return {"color": mark.fill, "line": {"width": 1, "color": mark.edge}}


def label(
    text: str,
    *,
    x: Any,
    y: Any,
    colour: Slot = Slot.SECOND_INK,
    anchor: Literal["left", "center", "right"] = "left",
    valign: Literal["top", "middle", "bottom"] = "middle",
    shift: tuple[int, int] = (0, 0),
    size: int = SIZE_NOTE,
    **more: Any,
) -> Part:
    """A direct label at a place of the axes, instead of a legend; the text is shown as it is."""
    return {
        "text": markup.plotly(text),
        "x": x,
        "y": y,
        "xanchor": anchor,
        "yanchor": valign,
        "xshift": shift[0],
        "yshift": shift[1],
        "showarrow": False,
        "font": {"size": size, "color": colour},
        **more,
    }


def rule(
    *,
    x: Any = None,
    y: Any = None,
    colour: Slot = Slot.FAINT,
    dash: Literal["solid", "dot", "dash"] = "solid",
    width: float = 1,
) -> Part:
    """A line across the whole figure: vertical at `x`, or horizontal at `y`."""
    line = {"type": "line", "layer": "below", "line": {"color": colour, "width": width, "dash": dash}}
    if x is not None:
        return line | {"x0": x, "x1": x, "yref": "y domain", "y0": 0, "y1": 1}
    return line | {"y0": y, "y1": y, "xref": "x domain", "x0": 0, "x1": 1}


def zone(*, x: tuple[Any, Any] | None = None, y: tuple[Any, Any] | None = None, colour: Slot, opacity: float) -> Part:
    """A tinted band behind the marks: between two places of one axis, across the whole of the other."""
    box: Part = {"type": "rect", "layer": "below", "fillcolor": colour, "opacity": opacity, "line": {"width": 0}}
    if x is not None:
        box |= {"x0": x[0], "x1": x[1], "yref": "y domain", "y0": 0, "y1": 1}
    if y is not None:
        box |= {"y0": y[0], "y1": y[1], "xref": "x domain", "x0": 0, "x1": 1}
    return box


def days(dates: Sequence[date]) -> list[str]:
    """Dates as plotly reads them."""
    return [when.isoformat() for when in dates]
