"""The account's graph as GraphML, for Gephi, yEd and the like: every attribute a plain word, number or yes/no.

What people noted of somebody in words is left out; stances and influence are there and the file says that it is ours.
"""

from enum import Enum
from io import BytesIO
from typing import Any

import networkx as nx

from domain.account_map import Graph, Stakeholder

INTERNAL = "For internal use: stances, influence and ties are our own judgement"


def graphml(graph: Graph) -> bytes:
    """The graph as a GraphML document (UTF-8): nodes with `label` and `side`, edges with `kind`."""
    kept = BytesIO()
    nx.write_graphml(plain_graph(graph), kept, encoding="utf-8", prettyprint=True)
    return kept.getvalue()


def plain_graph(graph: Graph) -> Graph:
    """The same graph with plain attributes only; what is not known is left out, as GraphML has no word for it.

    Edges are numbered, as their key is written as their id, and ids must differ.
    """
    plain: Graph = nx.MultiDiGraph(as_of=graph.graph["as_of"], note=INTERNAL)
    for node, data in graph.nodes(data=True):
        plain.add_node(node, **_known(_their_attributes(data) if "person" in data else _our_attributes(data)))
    for number, (start, end, kind, data) in enumerate(graph.edges(keys=True, data=True)):
        weight = {"weight": data["strength"]} if "strength" in data else {}
        plain.add_edge(start, end, key=f"e{number}", **_known({"kind": kind, **data, **weight}))
    return plain


def _their_attributes(data: dict[str, Any]) -> dict[str, Any]:
    person: Stakeholder = data["person"]
    return {
        "label": person.name,
        "side": "theirs",
        "title": person.title,
        "department": person.department,
        "seniority": person.seniority,
        "buying_role": person.buying_role,
        "stance": person.stance,
        "is_confirmed": person.is_confirmed,
        "influence": person.likely_influence,
        "influence_entered": person.influence,
        "influence_computed": person.computed_influence,
        "constraint": None if person.position is None else person.position.constraint,
        "assessed_on": person.assessed_on,
        "left_on": person.left_on,
        "has_left": data["has_left"],
        "last_touch_on": data.get("last_on"),
    }


def _our_attributes(data: dict[str, Any]) -> dict[str, Any]:
    return {"label": data["name"], "side": "ours", "is_owner": data["is_owner"]}


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in values.items() if value is not None}


def _plain(value: Any) -> str | int | float | bool:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool | int | float):
        return value
    # XML has no place for most control characters, and names from outside may hold them.
    return (
        "".join(letter for letter in str(value) if letter in "\t\n" or letter >= " ")
        .replace("\ufffe", "")
        .replace("\uffff", "")
    )
