"""Ours along the bottom edge of the account map, each under those whom they know."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from domain.account_map import TIE, Graph
from domain.map_places import CHARACTER_PX, LONGEST_LINE, Place, shortened


def our_places(graph: Graph, places: Mapping[str, Place], width: float) -> dict[str, Place]:
    """Ours along the bottom edge, evenly, in the order of the middle of those whom they know."""
    ours = [node for node, data in graph.nodes(data=True) if "name" in data]
    middles = {node: _middle_of_known(graph, node, places, width) for node in ours}
    ordered = sorted(ours, key=lambda node: (middles[node], node))
    each = width / max(len(ordered), 1)
    room = min(max(int(each / CHARACTER_PX) - 1, 4), LONGEST_LINE)
    return {
        node: Place(each * (position + 0.5), 40.0, 14.0, (shortened(graph.nodes[node]["name"], room),))
        for position, node in enumerate(ordered)
    }


def _middle_of_known(graph: Graph, node: str, places: Mapping[str, Place], width: float) -> float:
    edges = graph.out_edges(node, keys=True, data=True)
    ties = [(places[to].x, data["strength"]) for _, to, key, data in edges if key == TIE and to in places]
    x: npt.NDArray[np.float64] = np.array([place for place, _ in ties])
    return float(np.average(x, weights=[strength for _, strength in ties])) if ties else width / 2
