"""What of an account's graph stands on one picture: everybody up to sixty people; of more, the most important and the
rest by department; or one department; or one person's neighbourhood.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.account_map import TIE, Graph, Group, Stakeholder, stakeholders_in
from domain.map_places import FULL_LABELS_UP_TO, LayoutKind
from domain.reporting import levels
from domain.vocabulary import RelationKind

MOST_SHOWN = 60
"""More people than this cannot be labelled on one picture."""
KEPT, KEPT_COLLAPSED = 40, 12
"""How many of the most important stand by themselves where the rest is shown by department."""
MOST_GROUPS = 10
OTHERS, UNKNOWN = "Other departments", "Department unknown"


@dataclass(frozen=True, slots=True)
class View:
    """How the map is looked at; all of it is in the address. `focus`: a contact's id; `department`: by name."""

    kind: LayoutKind = LayoutKind.NETWORK
    focus: int | None = None
    department: str | None = None
    is_collapsed: bool = False


def viewed(graph: Graph, view: View) -> Graph:
    """A copy of the part of the graph that the picture shows.

    A focus or department that is not there is ignored. Around a focus every line is shown; else only those by which a
    layout is read: in the network ties and, among few, reporting lines; in the organisation reporting lines.
    """
    focus = f"contact:{view.focus}"
    if focus in graph:
        return _part(graph, _around(graph, focus))
    everybody = stakeholders_in(graph)
    if view.department is not None:
        inside = [person for person in everybody if _department(person) == view.department]
        everybody = inside or everybody
    most = _most_alone(len(everybody), is_collapsed=view.is_collapsed and view.department is None)
    if view.kind is LayoutKind.ORGANISATION and most < len(everybody):
        level = levels(graph)
        # Of many the upper levels: a chart of them whose lines hang together.
        everybody.sort(key=lambda person: level.get(f"contact:{person.contact_id}", len(level)))
    kept = everybody[:most]
    shown = _part(graph, {f"contact:{person.contact_id}" for person in kept})
    _add_groups(shown, graph, everybody[most:])
    kept_lines = {RelationKind.INFLUENCES, RelationKind.CONFLICTS_WITH, *_lines_of(view.kind, len(kept))}
    shown.remove_edges_from([edge for edge in shown.edges(keys=True) if edge[2] not in kept_lines])
    if view.kind is not LayoutKind.NETWORK:
        shown.remove_nodes_from([node for node, data in shown.nodes(data=True) if "name" in data])
    return shown


def _most_alone(people: int, *, is_collapsed: bool) -> int:
    if is_collapsed:
        return KEPT_COLLAPSED
    return people if people <= MOST_SHOWN else KEPT


def _lines_of(kind: LayoutKind, people: int) -> tuple[str, ...]:
    if kind is LayoutKind.GRID:
        return ()
    if kind is LayoutKind.ORGANISATION:
        return (RelationKind.REPORTS_TO,)
    return (TIE, RelationKind.REPORTS_TO) if people <= FULL_LABELS_UP_TO else (TIE,)


def departments(graph: Graph) -> list[str]:
    """The departments of an account, by name."""
    return sorted({_department(person) for person in stakeholders_in(graph)})


def _department(person: Stakeholder) -> str:
    return person.department or UNKNOWN


def _around(graph: Graph, focus: str) -> set[str]:
    """Who is joined to the focus by any line, the nearest first where there are too many."""
    nearest: dict[str, float] = {}
    for start, end, data in (*graph.in_edges(focus, data=True), *graph.out_edges(focus, data=True)):
        other = start if end == focus else end
        nearest[other] = max(nearest.get(other, 0.0), data.get("strength", 100.0))
    return {focus, *sorted(nearest, key=lambda node: (-nearest[node], node))[: MOST_SHOWN - 1]}


def _part(graph: Graph, kept: Iterable[str]) -> Graph:
    """The kept nodes, the owner, and those of ours who know one of the kept."""
    kept = set(kept)
    knows = {start for start, end, key in graph.edges(keys=True) if key == TIE and end in kept}
    owner = {node for node, data in graph.nodes(data=True) if data.get("is_owner")}
    part: Graph = graph.subgraph(kept | knows | owner).copy()
    return part


def _add_groups(shown: Graph, graph: Graph, rest: list[Stakeholder]) -> None:
    """A node for each department of those who do not stand by themselves, tied to ours as its best known person is."""
    by_name: dict[str, list[Stakeholder]] = {}
    for person in rest:
        by_name.setdefault(_department(person), []).append(person)
    largest = sorted(by_name, key=lambda name: (-len(by_name[name]), name))
    for name in largest[MOST_GROUPS:] if len(largest) > MOST_GROUPS + 1 else []:
        by_name.setdefault(OTHERS, []).extend(by_name.pop(name))
    for name, people in by_name.items():
        node, department = f"group:{name}", people[0].department if name != OTHERS else None
        shown.add_node(node, group=Group(name, department, tuple(people)), has_left=False)
        for person in people:
            for start, _, key, data in graph.in_edges(f"contact:{person.contact_id}", keys=True, data=True):
                if key == TIE and (
                    not shown.has_edge(start, node, TIE) or shown.edges[start, node, TIE]["strength"] < data["strength"]
                ):
                    shown.add_node(start, **graph.nodes[start])
                    shown.add_edge(start, node, key=TIE, **data)
