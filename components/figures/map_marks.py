"""The marks of the account map: people by role, stance and influence, departments, and ours."""

from typing import Final

from components import format as fmt
from components import markup
from components.figures import kit
from components.figures.map_lines import rounded
from components.theme import ROLE_SYMBOLS, SIZE_NOTE, STANCES, TRANSPARENT, Mark, Slot
from domain.account_map import Graph, Stakeholder
from domain.map_places import Layout, Place
from domain.map_view import OTHERS
from domain.vocabulary import Stance

UNKNOWN: Final = Mark(
    "Stance unknown", "", "○", "circle", Slot.BACKGROUND, Slot.UNKNOWN, Slot.INK, STANCES[Stance.NEUTRAL].tone
)
FADED: Final = 0.4
_Person = tuple[Stakeholder, Place]


def mark_of(person: Stakeholder) -> Mark:
    """How a person's stance looks; unknown is a hollow mark without letter."""
    return UNKNOWN if person.stance is None else STANCES[person.stance]


def people_of(graph: Graph, layout: Layout) -> list[tuple[Stakeholder, Place, bool]]:
    """Each person of theirs with their place, and whether they left."""
    return [
        (data["person"], layout.places[node], data["has_left"])
        for node, data in graph.nodes(data=True)
        if "person" in data
    ]


def people_marks(graph: Graph, layout: Layout, chosen: int | None) -> list[kit.Part]:
    """A trace for each look: shape says the role, letter and colour the stance, size the influence."""
    everybody = people_of(graph, layout)
    traces = _chosen([place for person, place, _ in everybody if person.contact_id == chosen])
    for mark in (*STANCES.values(), UNKNOWN):
        for gone in (False, True):
            rows = [(person, place) for person, place, left in everybody if mark_of(person) == mark and left is gone]
            if rows:
                traces.append(_nodes(rows, mark) | {"opacity": FADED if gone else 1.0})
    return traces


def rings(graph: Graph, layout: Layout) -> list[kit.Part]:
    """The second ring of a blocker and the wide one of a champion: told by shape where colours are not seen."""
    traces = []
    for stance, wider, width in ((Stance.BLOCKER, 9.0, 1.5), (Stance.CHAMPION, 7.0, 3.0)):
        rows = [
            (person, place) for person, place, left in people_of(graph, layout) if person.stance is stance and not left
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


def dashed_rings(graph: Graph, layout: Layout) -> list[kit.Part]:
    """A sceptic's dashed ring; markers cannot have one, so that it is a shape of a size in pixels."""
    shapes = []
    for person, place, left in people_of(graph, layout):
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


def group_marks(graph: Graph, layout: Layout) -> list[kit.Part]:
    """Departments whose people stand together: a pale disc with their number; a click opens it."""
    rows = [(data["group"], layout.places[node]) for node, data in graph.nodes(data=True) if "group" in data]
    if not rows:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": rounded(place.x for _, place in rows),
            "y": rounded(place.y for _, place in rows),
            "text": [str(len(group.people)) for group, _ in rows],
            "textfont": {"size": SIZE_NOTE, "color": Slot.INK, "weight": 600},
            "customdata": [None if group.name == OTHERS else group.name for group, _ in rows],
            "hovertext": [f"{markup.plotly(group.name)}<br>{len(group.people)} more people" for group, _ in rows],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "marker": {
                "symbol": "circle",
                "size": rounded(place.size for _, place in rows),
                "color": Slot.SURFACE,
                "opacity": 1.0,
                "line": {"width": 1.5, "color": Slot.UNKNOWN},
            },
            "unselected": {"marker": {"opacity": 1.0}},
        }
    ]


def our_marks(graph: Graph, layout: Layout) -> list[kit.Part]:
    """Ours, the owner as a star, with their names."""
    rows = [(data, layout.places[node]) for node, data in graph.nodes(data=True) if "name" in data]
    if not rows:
        return []
    titles = [f"{markup.plotly(data['name'])}<br>{'owner' if data['is_owner'] else 'ours'}" for data, _ in rows]
    x, y = rounded(place.x for _, place in rows), [place.y for _, place in rows]
    marks = {
        "type": "scatter",
        "mode": "markers",
        "x": x,
        "y": rounded(y),
        "hovertext": titles,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {"symbol": ["star" if data["is_owner"] else "circle" for data, _ in rows], "size": 13,
                   "color": Slot.INK},
    }  # fmt: skip
    names = {
        "type": "scatter",
        "mode": "text",
        "x": x,
        "y": rounded(place.y - place.size / 2 - 4.0 for _, place in rows),
        "text": [markup.plotly(place.lines[0]) for _, place in rows],
        "textposition": "bottom center",
        "textfont": {"size": SIZE_NOTE, "color": Slot.INK},
        "hoverinfo": "skip",
    }
    return [marks, names]


def _chosen(places: list[Place]) -> list[kit.Part]:
    """A disc behind the person who is open."""
    return [
        {
            "type": "scatter", "mode": "markers", "x": [round(place.x, 1)], "y": [round(place.y, 1)],
            "hoverinfo": "skip",
            "marker": {"symbol": "circle", "size": round(place.size + 26.0, 1), "color": TRANSPARENT,
                       "line": {"width": 2, "color": Slot.ACCENT}},
        }
        for place in places
    ]  # fmt: skip


def _nodes(rows: list[_Person], mark: Mark) -> kit.Part:
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
        "unselected": {"marker": {"opacity": 1.0}},
    }


def _hover(person: Stakeholder, mark: Mark) -> str:
    lines = [person.name, person.title, _role(person), f"{mark.label}{'' if person.is_confirmed else ' (assumed)'}"]
    left = None if person.left_on is None else f"left {fmt.day(person.left_on)}"
    return "<br>".join(markup.plotly(line) for line in (*lines, influence_words(person), left) if line)


def influence_words(person: Stakeholder) -> str:
    """Influence in words: what people entered, what interaction shows, or what seniority suggests."""
    if person.influence is not None:
        beside = f", {person.computed_influence} by interaction" if person.influence_differs else ""
        return f"influence {person.influence}{beside}"
    whence = "by interaction" if person.computed_influence is not None else "by seniority"
    return f"influence {person.likely_influence} {whence}"


def _role(person: Stakeholder) -> str | None:
    return None if person.buying_role is None else person.buying_role.replace("_", " ").capitalize()
