"""The people of an account and ours around them, as a graph of one day.

Nodes are named "contact:ID" and "user:ID", on a picture of many people also "group:NAME". Edges are keyed by what they
mean: a `RelationKind` between contacts, `TIE` from one of ours to one of theirs, or `KNOWS` between two of theirs who
were in touches together.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import networkx as nx
import pandas as pd

from domain.circle import Circle, Position
from domain.ties import NO_CONTACT
from domain.vocabulary import BuyingRole, RelationKind, Seniority, Stance

if TYPE_CHECKING:
    Graph = nx.MultiDiGraph[str]
else:
    Graph = nx.MultiDiGraph  # generic in its type stubs only

TIE, KNOWS = "tie", "knows"
POWER = 60
"""Influence (0-100) from which a person counts as powerful, whatever their role."""
DECIDES = frozenset({BuyingRole.ECONOMIC_BUYER, BuyingRole.DECISION_MAKER, BuyingRole.EXECUTIVE_SPONSOR})
"""Buying roles that decide or approve."""
DIFFERS = 20
"""Entered and computed influence that lie so far apart (points) are both shown."""

_INFLUENCE_BY_SENIORITY = {
    Seniority.EXECUTIVE: 85,
    Seniority.VICE_PRESIDENT: 72,
    Seniority.DIRECTOR: 58,
    Seniority.MANAGER: 42,
    Seniority.STAFF: 25,
}
_UNKNOWN_INFLUENCE = 35
_CLEAR_STANCE = {Stance.CHAMPION: 30, Stance.BLOCKER: 30, Stance.SUPPORTER: 10, Stance.SCEPTIC: 12}


@dataclass(frozen=True, slots=True)
class Stakeholder:
    """A contact and their part in one account, by the latest assessment known on the day that is looked at."""

    contact_id: int
    name: str
    title: str | None
    department: str | None
    seniority: Seniority | None
    buying_role: BuyingRole | None
    stance: Stance | None
    influence: int | None
    is_confirmed: bool
    assessed_on: date | None
    left_on: date | None
    position: Position | None = None

    def has_left(self, day: date) -> bool:
        """Whether they were gone on that day."""
        return self.left_on is not None and self.left_on <= day

    @property
    def computed_influence(self) -> int | None:
        """Influence 0-100 by their place among their people; None where too little is known."""
        return None if self.position is None or self.position.influence is None else round(self.position.influence)

    @property
    def likely_influence(self) -> int:
        """Influence 0-100 as entered; else as computed; else what people of their seniority usually have."""
        if self.influence is not None:
            return self.influence
        if self.computed_influence is not None:
            return self.computed_influence
        return _UNKNOWN_INFLUENCE if self.seniority is None else _INFLUENCE_BY_SENIORITY[self.seniority]

    @property
    def influence_differs(self) -> bool:
        """Whether what people entered and what interaction shows lie `DIFFERS` points apart or more."""
        entered, computed = self.influence, self.computed_influence
        return entered is not None and computed is not None and abs(entered - computed) >= DIFFERS

    @property
    def has_power(self) -> bool:
        """Whether they decide, or sway those who do."""
        return self.buying_role in DECIDES or self.likely_influence >= POWER


@dataclass(frozen=True, slots=True)
class Relation:
    """A line between two contacts."""

    from_contact_id: int
    to_contact_id: int
    kind: RelationKind
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Group:
    """People of one department that stand together on the picture as one node."""

    name: str
    department: str | None
    people: tuple[Stakeholder, ...]


def account_graph(
    people: Iterable[Stakeholder],
    relations: Iterable[Relation],
    ties: pd.DataFrame,
    ours: Mapping[int, str],
    as_of: date,
    owner_id: int | None = None,
    among_them: Circle | None = None,
) -> Graph:
    """Build the graph of one account on one day.

    `ties`: what `domain.ties.tie_strengths` gives; those below `NO_CONTACT` and those of unknown people are left out.
    `ours`: names of our people by id. One of ours is a node if they have a tie left, or own the account.
    `among_them`: their own network, which gives each their position; without it influence is not computed.
    """
    theirs = among_them or Circle({}, ())
    graph: Graph = Graph(as_of=as_of.isoformat())
    for person in people:
        placed = replace(person, position=theirs.positions.get(person.contact_id))
        graph.add_node(f"contact:{person.contact_id}", person=placed, has_left=person.has_left(as_of))
    for relation in relations:
        ends = f"contact:{relation.from_contact_id}", f"contact:{relation.to_contact_id}"
        if all(end in graph for end in ends):
            graph.add_edge(*ends, key=relation.kind.value, is_confirmed=relation.is_confirmed)
    if owner_id is not None and owner_id in ours:
        graph.add_node(f"user:{owner_id}", name=ours[owner_id], is_owner=True)
    for one, other, strength in theirs.acquaintances:
        if strength >= NO_CONTACT:
            graph.add_edge(f"contact:{one}", f"contact:{other}", key=KNOWS, strength=strength)
    _add_ties(graph, ties, ours, owner_id)
    return graph


def _add_ties(graph: Graph, ties: pd.DataFrame, ours: Mapping[int, str], owner_id: int | None) -> None:
    for contact_id, last_at in ties.groupby("contact_id")["last_at"].max().items():
        if f"contact:{contact_id}" in graph:
            graph.nodes[f"contact:{contact_id}"]["last_on"] = last_at.date()
    held = ties[ties["strength"] >= NO_CONTACT]
    columns = ("user_id", "contact_id", "strength", "peak", "is_fading")
    for user_id, contact_id, strength, peak, is_fading in zip(*(held[name].tolist() for name in columns), strict=True):
        if user_id in ours and f"contact:{contact_id}" in graph:
            graph.add_node(f"user:{user_id}", name=ours[user_id], is_owner=user_id == owner_id)
            edge = {"strength": strength, "peak": peak, "is_fading": is_fading}
            graph.add_edge(f"user:{user_id}", f"contact:{contact_id}", key=TIE, **edge)


def name_of(graph: Graph, node: str) -> str:
    """The name of one of theirs or ours."""
    data = graph.nodes[node]
    return str(data["person"].name if "person" in data else data["name"])


def last_touch(graph: Graph, contact_id: int) -> date | None:
    """The day (UTC) of their last touch with one of ours; None without any."""
    found: date | None = graph.nodes[f"contact:{contact_id}"].get("last_on")
    return found


def stakeholders_in(graph: Graph) -> list[Stakeholder]:
    """The stakeholders of the graph, most important first: power, a clear stance, a strong tie; then by id."""
    return sorted(
        (data["person"] for _, data in graph.nodes(data=True) if "person" in data),
        key=lambda person: (-_importance(person, graph), person.contact_id),
    )


def tie_to(graph: Graph, contact_id: int) -> float:
    """Strength (0-100) of our strongest tie to a contact; 0 without any."""
    node = f"contact:{contact_id}"
    return max(
        (data["strength"] for _, _, key, data in graph.in_edges(node, keys=True, data=True) if key == TIE), default=0.0
    )


def _importance(person: Stakeholder, graph: Graph) -> float:
    left = -200.0 if graph.nodes[f"contact:{person.contact_id}"]["has_left"] else 0.0
    stance = 0 if person.stance is None else _CLEAR_STANCE.get(person.stance, 0)
    decides = 15 if person.buying_role in DECIDES else 0
    return left + person.likely_influence + stance + decides + tie_to(graph, person.contact_id) / 5
