"""How we come to those who decide: the shortest warm path, and who should introduce whom.

A path begins with a warm tie of one of ours and goes on over people who know each other: from common touches, or as
one reports to or sways the other. Blockers, and who left, introduce nobody. The shortest in steps wins; among those
the warmest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import networkx as nx

from domain.account_map import DECIDES, KNOWS, TIE, Graph, Stakeholder
from domain.coverage import present, supports
from domain.ties import WARM
from domain.vocabulary import RelationKind, Stance

if TYPE_CHECKING:
    Ways = nx.DiGraph[str]
else:
    Ways = nx.DiGraph

MOST_STEPS = 4
"""A longer chain of introductions is none."""
_US = "us"
_LINE_STRENGTH = {True: 50.0, False: 25.0}
"""What a confirmed and an assumed line count where several paths are equally short (0-100, our choice)."""


@dataclass(frozen=True, slots=True)
class WarmPath:
    """The way to one who decides: nodes from one of ours to them; empty where there is none.

    `ties`: what joins each node to the next, `TIE`, `KNOWS` or a `RelationKind`; `strengths`: 0-100.
    """

    to: int
    nodes: tuple[str, ...]
    ties: tuple[str, ...]
    strengths: tuple[float, ...]

    @property
    def introductions(self) -> int:
        """How many introductions it takes; 0 for who is known already."""
        return max(len(self.nodes) - 2, 0)


def warm_paths(graph: Graph) -> tuple[WarmPath, ...]:
    """The path to each who decides, the shortest first, those out of reach last."""
    ways = _ways(graph)
    nodes = _shortest(ways)
    deciders = [person.contact_id for person in present(graph) if person.buying_role in DECIDES]
    return tuple(sorted((_path(nodes, ways, who) for who in deciders), key=_order))


def has_way_around(graph: Graph, blocker: Stakeholder) -> bool:
    """Whether we reach another who decides, or a supporter whom the blocker heeds, without the blocker."""
    me = f"contact:{blocker.contact_id}"
    heeded = {
        end if key == RelationKind.REPORTS_TO else start
        for start, end, key in graph.edges(keys=True)
        if (key == RelationKind.REPORTS_TO and start == me) or (key == RelationKind.INFLUENCES and end == me)
    }
    ways = _ways(graph)
    ways.remove_nodes_from([me])
    nodes = _shortest(ways)
    return any(
        _path(nodes, ways, person.contact_id).nodes
        for person in present(graph)
        if person.contact_id != blocker.contact_id
        and person.stance is not Stance.BLOCKER
        and (person.buying_role in DECIDES or (f"contact:{person.contact_id}" in heeded and supports(person)))
    )


def blockers_with_power(people: Sequence[Stakeholder]) -> list[Stakeholder]:
    """Those who block and can."""
    return [person for person in people if person.stance is Stance.BLOCKER and person.has_power]


def _shortest(ways: Ways) -> dict[str, list[str]]:
    """By node, the cheapest way to it from our side."""
    return dict(nx.single_source_dijkstra_path(ways, _US, weight="cost")) if _US in ways else {}


def _path(shortest: Mapping[str, list[str]], ways: Ways, contact_id: int) -> WarmPath:
    nodes = tuple(shortest.get(f"contact:{contact_id}", [_US])[1:])
    if not nodes or len(nodes) - 1 > MOST_STEPS:
        return WarmPath(contact_id, (), (), ())
    steps = [ways.edges[pair] for pair in pairwise(nodes)]
    return WarmPath(contact_id, nodes, tuple(s["kind"] for s in steps), tuple(s["strength"] for s in steps))


def _ways(graph: Graph) -> Ways:
    """Who can lead to whom; ways lead to a blocker, and none leads on."""
    ways: Ways = nx.DiGraph()
    for start, end, key, data in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3]):
        strength = data.get("strength", _LINE_STRENGTH[bool(data.get("is_confirmed"))])
        if key == RelationKind.CONFLICTS_WITH or (key in (TIE, KNOWS) and strength < WARM):
            continue
        if key == TIE:
            ways.add_edge(_US, start, cost=0.0)
        for one, other in ((start, end),) if key == TIE else ((start, end), (end, start)):
            is_open = _leads_on(graph.nodes[one]) and _is_here(graph.nodes[other])
            if is_open and (not ways.has_edge(one, other) or ways.edges[one, other]["strength"] < strength):
                # Coldness costs below a tenth a step: five steps never cost as much as six.
                ways.add_edge(one, other, kind=key, strength=strength, cost=1.0 + (100.0 - strength) / 1000.0)
    return ways


def _is_here(data: Mapping[str, Any]) -> bool:
    return not data.get("has_left", False)


def _leads_on(data: Mapping[str, Any]) -> bool:
    return _is_here(data) and ("person" not in data or data["person"].stance is not Stance.BLOCKER)


def _order(path: WarmPath) -> tuple[bool, int, float, int]:
    return (not path.nodes, len(path.nodes), -min(path.strengths, default=0.0), path.to)
