"""The account map: who is for us and who is not, how much power they have, and whom of ours they know."""

from typing import Final

import plotly.graph_objects as go

from components import markup
from components.figures import kit
from components.figures.map_lines import relation_lines, tie_lines
from components.figures.map_marks import (
    FADED,
    dashed_rings,
    group_marks,
    our_marks,
    people_marks,
    people_of,
    rings,
)
from components.theme import SIZE_NOTE, STANCES, Slot
from domain.account_map import Graph
from domain.map_places import OURS_HIGH_PX, Layout, LayoutKind, Place

_OURS_Y: Final = OURS_HIGH_PX - 8.0
_HEAD: Final = 26
_NARROW: Final = 16
"""Characters of a heading over one column of the grid."""


def account_map_figure(graph: Graph, layout: Layout, chosen: int | None = None) -> go.Figure:
    """Draw the graph of `domain.account_map` where `domain.map_layout` placed it; `chosen`: the open contact."""
    traces = [
        *tie_lines(graph, layout),
        *relation_lines(graph, layout),
        *rings(graph, layout),
        *people_marks(graph, layout, chosen),
        *group_marks(graph, layout),
        *our_marks(graph, layout),
    ]
    frame = kit.layout(
        height=int(layout.height) + _HEAD,
        margin={"l": 0, "r": 0, "t": _HEAD, "b": 0, "pad": 0},
        x=kit.bare_axis(range=[0, layout.width], automargin=False),
        y=kit.bare_axis(range=[0, layout.height], automargin=False),
        shapes=[*_ground(layout), *dashed_rings(graph, layout)],
        annotations=[*_headings(layout), *_labels(graph, layout)],
        hovermode="closest",
        clickmode="event+select",
    )
    return kit.figure(traces, frame)


def _ground(layout: Layout) -> list[kit.Part]:
    """What people stand on: the edge over ours, the bands of levels, the rules between departments."""
    if layout.kind is LayoutKind.NETWORK:
        return [kit.rule(y=_OURS_Y, colour=Slot.HAIRLINE)]
    bands = [
        kit.zone(y=(bottom, top), colour=Slot.SURFACE, opacity=1.0)
        for number, (_, bottom, top) in enumerate(layout.rows)
        if layout.kind is LayoutKind.ORGANISATION or number % 2 == 0
    ]
    return bands + [kit.rule(x=right, colour=Slot.HAIRLINE) for _, _, right in layout.columns[:-1]]


def _headings(layout: Layout) -> list[kit.Part]:
    """Above each stance's share of the width its sign, name and number; departments above columns; rows at the left."""
    stances = [
        kit.label(
            f"{f'{STANCES[stance].letter}  {STANCES[stance].label}' if stance else 'Unknown'} · {people}",
            x=round(middle, 1), y=1, yref="y domain", anchor="center", valign="bottom", shift=(0, 6),
        )
        for stance, middle, people in layout.stances
    ]  # fmt: skip
    columns = [
        kit.label(
            markup.shortened(name, max(int((right - left) / 7), _NARROW)),
            x=round((left + right) / 2, 1), y=1, yref="y domain", anchor="center", valign="bottom", shift=(0, 6),
        )
        for name, left, right in layout.columns
    ]  # fmt: skip
    rows = [
        kit.label(name, x=0, y=round(top, 1), valign="top", shift=(4, -2), size=SIZE_NOTE - 1)
        for name, _, top in layout.rows
    ]
    return stances + columns + rows


def _labels(graph: Graph, layout: Layout) -> list[kit.Part]:
    """Names under the nodes, titles under the names; on a ground of their own, as lines pass behind them."""
    people = [(place, FADED + 0.2 if left else 1.0) for _, place, left in people_of(graph, layout)]
    groups = [(layout.places[node], 1.0) for node, data in graph.nodes(data=True) if "group" in data]
    return [
        kit.label(
            place.lines[0], x=round(place.x, 1), y=round(place.y - place.size / 2 - 3.0, 1), colour=Slot.INK,
            anchor="center", valign="top", bgcolor=Slot.BACKGROUND, borderpad=1, opacity=opacity,
        ) | {"text": _label_text(place)}
        for place, opacity in people + groups
    ]  # fmt: skip


def _label_text(place: Place) -> str:
    name, *title = (markup.plotly(line) for line in place.lines)
    small = f'<span style="color:{Slot.SECOND_INK.value};font-size:{SIZE_NOTE - 1}px">'
    return f"{name}<br>{small}{title[0]}</span>" if title else name
