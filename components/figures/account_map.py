"""The account map: who is for us and who is not, how much power they have, and whom of ours they know."""

from typing import Final

import plotly.graph_objects as go

from components import format as fmt
from components import markup
from components.figures import kit
from components.figures.map_lines import relation_lines, rounded, tie_lines
from components.theme import ROLE_SYMBOLS, SIZE_NOTE, STANCES, Mark, Slot
from domain.account_map import Graph, Stakeholder
from domain.map_layout import OURS_HIGH_PX, Layout, Place
from domain.vocabulary import Stance

_UNKNOWN: Final = Mark(
    "Stance unknown", "", "○", "circle", Slot.BACKGROUND, Slot.UNKNOWN, Slot.INK, STANCES[Stance.NEUTRAL].tone
)
_OURS_Y: Final = OURS_HIGH_PX - 8.0
_HEAD: Final = 26
_FADED: Final = 0.4


def account_map_figure(graph: Graph, layout: Layout) -> go.Figure:
    """Draw the graph of `domain.account_map` where `domain.map_layout` placed it."""
    traces = [
        *tie_lines(graph, layout),
        *relation_lines(graph, layout),
        *_rings(graph, layout),
        *_people(graph, layout),
        *_ours(graph, layout),
    ]
    frame = kit.layout(
        height=int(layout.height) + _HEAD,
        margin={"l": 0, "r": 0, "t": _HEAD, "b": 0, "pad": 0},
        x=kit.bare_axis(range=[0, layout.width], automargin=False),
        y=kit.bare_axis(range=[0, layout.height], automargin=False),
        shapes=[kit.rule(y=_OURS_Y, colour=Slot.HAIRLINE), *_dashed_rings(graph, layout)],
        annotations=[*_headings(layout), *_labels(graph, layout)],
        hovermode="closest",
        clickmode="event+select",
    )
    return kit.figure(traces, frame)


def mark_of(person: Stakeholder) -> Mark:
    """How a person's stance looks; unknown is a hollow mark without letter."""
    return _UNKNOWN if person.stance is None else STANCES[person.stance]


def _people_of(graph: Graph, layout: Layout) -> list[tuple[Stakeholder, Place, bool]]:
    return [
        (data["person"], layout.places[node], data["has_left"])
        for node, data in graph.nodes(data=True)
        if "person" in data
    ]


def _people(graph: Graph, layout: Layout) -> list[kit.Part]:
    """A trace for each look: shape says the role, letter and colour the stance, size the influence."""
    traces = []
    everybody = _people_of(graph, layout)
    for mark in (*STANCES.values(), _UNKNOWN):
        for gone in (False, True):
            rows = [(person, place) for person, place, left in everybody if mark_of(person) == mark and left is gone]
            if rows:
                traces.append(_nodes(rows, mark) | {"opacity": _FADED if gone else 1.0})
    return traces


def _nodes(rows: list[tuple[Stakeholder, Place]], mark: Mark) -> kit.Part:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": rounded(place.x for _, place in rows),
        "y": rounded(place.y for _, place in rows),
        "text": [mark.letter + ("" if person.is_confirmed or not mark.letter else "?") for person, _ in rows],
        "textfont": {"size": SIZE_NOTE, "color": mark.on, "weight": 600},
        "customdata": [person.contact_id for person, _ in rows],
        "hovertext": [_hover(person, mark) for person, _ in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "symbol": [ROLE_SYMBOLS[person.buying_role] for person, _ in rows],
            "size": rounded(place.size for _, place in rows),
            "color": mark.fill,
            "opacity": 1.0,
            "line": {"width": mark.ring, "color": mark.edge},
        },
        "unselected": {"marker": {"opacity": 0.6}},
    }


def _rings(graph: Graph, layout: Layout) -> list[kit.Part]:
    """The second ring of a blocker and the wide one of a champion: told by shape where colours are not seen."""
    traces = []
    for stance, wider, width in ((Stance.BLOCKER, 9.0, 1.5), (Stance.CHAMPION, 7.0, 3.0)):
        rows = [
            (person, place) for person, place, left in _people_of(graph, layout) if person.stance is stance and not left
        ]
        if rows:
            traces.append(
                {
                    "type": "scatter",
                    "mode": "markers",
                    "x": rounded(place.x for _, place in rows),
                    "y": rounded(place.y for _, place in rows),
                    "hoverinfo": "skip",
                    "marker": {
                        "symbol": [f"{ROLE_SYMBOLS[person.buying_role]}-open" for person, _ in rows],
                        "size": rounded(place.size + wider for _, place in rows),
                        "color": STANCES[stance].edge,
                        "line": {"width": width},
                    },
                }
            )
    return traces


def _dashed_rings(graph: Graph, layout: Layout) -> list[kit.Part]:
    """A sceptic's dashed ring; markers cannot have one, so that it is a shape of a size in pixels."""
    shapes = []
    for person, place, left in _people_of(graph, layout):
        if person.stance is Stance.SCEPTIC and not left:
            radius = place.size / 2 + 4.0
            shapes.append(
                {
                    "type": "circle", "xsizemode": "pixel", "ysizemode": "pixel", "xanchor": round(place.x, 1),
                    "yanchor": round(place.y, 1), "x0": -radius, "x1": radius, "y0": -radius, "y1": radius,
                    "line": {"color": STANCES[Stance.SCEPTIC].edge, "width": 1.5, "dash": "dot"},
                }
            )  # fmt: skip
    return shapes


def _labels(graph: Graph, layout: Layout) -> list[kit.Part]:
    """Names under the nodes, titles under the names; on a ground of their own, as lines pass behind them."""
    return [
        kit.label(
            place.lines[0], x=round(place.x, 1), y=round(place.y - place.size / 2 - 3.0, 1), colour=Slot.INK,
            anchor="center", valign="top", bgcolor=Slot.BACKGROUND, borderpad=1,
            opacity=_FADED + 0.2 if left else 1.0,
        ) | {"text": _label_text(place)}
        for _, place, left in _people_of(graph, layout)
    ]  # fmt: skip


def _label_text(place: Place) -> str:
    name, *title = (markup.plotly(line) for line in place.lines)
    small = f'<span style="color:{Slot.SECOND_INK.value};font-size:{SIZE_NOTE - 1}px">'
    return f"{name}<br>{small}{title[0]}</span>" if title else name


def _texts(rows: list[Place]) -> kit.Part:
    return {
        "type": "scatter",
        "mode": "text",
        "x": rounded(place.x for place in rows),
        "y": rounded(place.y - place.size / 2 - 4.0 for place in rows),
        "text": [markup.plotly(place.lines[0]) for place in rows],
        "textposition": "bottom center",
        "textfont": {"size": SIZE_NOTE, "color": Slot.INK},
        "hoverinfo": "skip",
    }


def _ours(graph: Graph, layout: Layout) -> list[kit.Part]:
    rows = [(data, layout.places[node]) for node, data in graph.nodes(data=True) if "person" not in data]
    if not rows:
        return []
    titles = [f"{markup.plotly(data['name'])}<br>{'owner' if data['is_owner'] else 'ours'}" for data, _ in rows]
    marks = {
        "type": "scatter",
        "mode": "markers",
        "x": rounded(place.x for _, place in rows),
        "y": rounded(place.y for _, place in rows),
        "hovertext": titles,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {"symbol": ["star" if data["is_owner"] else "circle" for data, _ in rows], "size": 13,
                   "color": Slot.INK},
    }  # fmt: skip
    return [marks, _texts([place for _, place in rows])]


def _headings(layout: Layout) -> list[kit.Part]:
    """Above each stance's share of the width its sign, name and number of people."""
    return [
        kit.label(
            f"{f'{STANCES[stance].letter}  {STANCES[stance].label}' if stance else 'Unknown'} · {people}",
            x=round(middle, 1), y=1, yref="y domain", anchor="center", valign="bottom", shift=(0, 6),
        )
        for stance, middle, people in layout.columns
    ]  # fmt: skip


def _hover(person: Stakeholder, mark: Mark) -> str:
    lines = [person.name, person.title, _role(person), f"{mark.label}{'' if person.is_confirmed else ' (assumed)'}"]
    influence = f"influence {person.likely_influence}{'' if person.influence is not None else ' (from seniority)'}"
    left = None if person.left_on is None else f"left {fmt.day(person.left_on)}"
    return "<br>".join(markup.plotly(line) for line in (*lines, influence, left) if line)


def _role(person: Stakeholder) -> str | None:
    return None if person.buying_role is None else person.buying_role.replace("_", " ").capitalize()
