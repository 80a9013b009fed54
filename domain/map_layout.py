"""Where each person stands on the account map, in pixels, so that no two labels touch: three layouts."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from domain.account_map import Graph
from domain.map_grid import grid_layout
from domain.map_network import network_layout
from domain.map_organisation import organisation_layout
from domain.map_ours import our_places
from domain.map_places import OURS_HIGH_PX, Layout, LayoutKind

_LAYOUTS: Mapping[LayoutKind, Callable[[Graph, float], Layout]] = MappingProxyType(
    {
        LayoutKind.NETWORK: network_layout,
        LayoutKind.ORGANISATION: organisation_layout,
        LayoutKind.GRID: grid_layout,
    }
)


def lay_out(graph: Graph, kind: LayoutKind = LayoutKind.NETWORK, width: float = 960.0) -> Layout:
    """Place everybody of the graph (`domain.map_view` keeps them few enough) on a canvas that is high enough."""
    layout = _LAYOUTS[kind](graph, width)
    has_ours = any("name" in data for _, data in graph.nodes(data=True))
    return _raised(layout, graph) if has_ours and kind is not LayoutKind.NETWORK else layout


def _raised(layout: Layout, graph: Graph) -> Layout:
    """The layout with ours below it."""
    theirs = {node: replace(place, y=place.y + OURS_HIGH_PX) for node, place in layout.places.items()}
    return replace(
        layout,
        places={**theirs, **our_places(graph, theirs, layout.width)},
        height=layout.height + OURS_HIGH_PX,
        rows=tuple((name, bottom + OURS_HIGH_PX, top + OURS_HIGH_PX) for name, bottom, top in layout.rows),
    )
