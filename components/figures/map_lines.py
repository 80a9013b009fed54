"""The lines of the account map: ties, reporting lines, influence and conflict."""

from collections.abc import Iterable
from typing import Any, Final

from components.figures import kit
from components.theme import Slot
from domain.account_map import KNOWS, TIE, Graph
from domain.map_places import Layout
from domain.ties import STRONG, WARM
from domain.vocabulary import RelationKind

_TIE_WIDTHS: Final = ((STRONG, 5.0, Slot.UNKNOWN, 0.75), (WARM, 2.5, Slot.UNKNOWN, 0.7), (0.0, 1.0, Slot.NEUTRAL, 0.55))
"""Lower bound of a tie's strength, its width in pixels, colour and opacity."""
_KNOWS: Final = (Slot.COOL_EDGE, 0.45)


def tie_lines(graph: Graph, layout: Layout) -> list[kit.Part]:
    """Ties between ours and theirs, and acquaintances among theirs: the wider the stronger."""
    held = [
        (data["strength"], start, end, key)
        for start, end, key, data in graph.edges(keys=True, data=True)
        if key in (TIE, KNOWS)
    ]
    traces, upper = [], 101.0
    for lower, width, colour, opacity in _TIE_WIDTHS:
        for kind, hue, light in ((TIE, colour, opacity), (KNOWS, *_KNOWS)):
            lines = [(start, end) for strength, start, end, key in held if lower <= strength < upper and key == kind]
            traces += [_lines(lines, layout, hue, width) | {"opacity": light}] if lines else []
        upper = lower
    return traces[::-1]


def relation_lines(graph: Graph, layout: Layout) -> list[kit.Part]:
    """Lines among theirs: who reports to whom, who sways whom, and conflicts; dotted where only assumed."""
    styles = {
        RelationKind.REPORTS_TO: (Slot.UNKNOWN, 1.0),
        RelationKind.INFLUENCES: (Slot.ACCENT, 1.2),
        RelationKind.CONFLICTS_WITH: (Slot.AT_RISK, 2.0),
    }
    traces = []
    for kind, (colour, width) in styles.items():
        for confirmed in (True, False):
            lines = [
                (start, end)
                for start, end, key, data in graph.edges(keys=True, data=True)
                if key == kind and data["is_confirmed"] is confirmed
            ]
            if lines:
                dash = "solid" if confirmed else "dot"
                traces.append(_lines(lines, layout, colour, width, dash, stepped=kind is RelationKind.REPORTS_TO))
                traces += [_middles(lines, layout)] if kind is RelationKind.CONFLICTS_WITH else []
    return traces


def _lines(
    lines: Iterable[tuple[str, str]],
    layout: Layout,
    colour: Slot,
    width: float,
    dash: str = "solid",
    *,
    stepped: bool = False,
) -> kit.Part:
    """Lines between nodes; stepped ones go up to the height between the two and across, as in an organisation chart."""
    x: list[float | None] = []
    y: list[float | None] = []
    for start, end in lines:
        one, two = layout.places[start], layout.places[end]
        middle = two.y - two.size / 2 - 42.0
        if stepped and middle > one.y:
            x += [one.x, one.x, two.x, two.x, None]
            y += [one.y, middle, middle, two.y, None]
        else:
            x += [one.x, two.x, None]
            y += [one.y, two.y, None]
    line = {"color": colour, "width": width, "dash": dash}
    return {"type": "scatter", "mode": "lines", "x": rounded(x), "y": rounded(y), "line": line, "hoverinfo": "skip"}


def _middles(lines: Iterable[tuple[str, str]], layout: Layout) -> kit.Part:
    """A cross on each line of conflict, so that it is told without its colour."""
    ends = [(layout.places[start], layout.places[end]) for start, end in lines]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": rounded((one.x + two.x) / 2 for one, two in ends),
        "y": rounded((one.y + two.y) / 2 for one, two in ends),
        "marker": {"symbol": "x", "size": 10, "color": Slot.AT_RISK},
        "text": ["in conflict"] * len(ends),
        "hovertemplate": "%{text}<extra></extra>",
    }


def rounded(values: Iterable[Any]) -> list[Any]:
    """Places to a tenth of a pixel, as more is only more to send."""
    return [None if value is None else round(float(value), 1) for value in values]
