"""The network layout: power rises, favour goes left, ours stand along the bottom edge under those whom they know."""

from collections.abc import Sequence

import numpy as np

from domain.account_map import Graph, Group, Stakeholder
from domain.map_ours import our_places
from domain.map_places import (
    FULL_LABELS_UP_TO,
    GOLDEN,
    OURS_HIGH_PX,
    Box,
    Layout,
    LayoutKind,
    Place,
    card,
    in_order,
    nearest_free,
    step_of,
)
from domain.vocabulary import Stance

_LEAST_SHARE, _EMPTY_SHARE = 0.5, 1.5
_FROM_LEFT: tuple[Stance | None, ...] = (
    Stance.CHAMPION, Stance.SUPPORTER, Stance.NEUTRAL, None, Stance.SCEPTIC, Stance.BLOCKER,
)  # fmt: skip
_Share = tuple[Stance | None, float, float]


def network_layout(graph: Graph, width: float) -> Layout:
    """Height is influence; each stance has a share of the width by its people."""
    theirs = in_order(graph)
    most = step_of(len(theirs))
    height = OURS_HIGH_PX + min(210.0 + 18.0 * most, 330.0 + 11.0 * most, 900.0)
    shares = _shares([who for _, who in theirs if isinstance(who, Stakeholder)], width)
    places: dict[str, Place] = {}
    taken: list[Box] = []
    seen: dict[Stance | None, int] = {}
    for node, who in theirs:
        x = _middle_of(who, shares, width) if isinstance(who, Group) else _wanted_x(who, shares, seen)
        wanted = (x, _wanted_y(who, height))
        it = card(node, who, full=most <= FULL_LABELS_UP_TO)
        places[node] = nearest_free(wanted, it, taken, (0.0, OURS_HIGH_PX, width, height))
        taken.append(places[node].box)
    places.update(our_places(graph, places, width))
    return Layout(LayoutKind.NETWORK, places, width, height, stances=_heads(graph, shares))


def _shares(people: Sequence[Stakeholder], width: float) -> list[_Share]:
    """Each stance that occurs, from the left: where its share of the width begins and ends.

    A share grows less than its people, so that a few champions still have a place of their own, and in steps.
    """
    counts = [sum(person.stance is stance for person in people) for stance in _FROM_LEFT]
    parts = np.array([step_of(count) ** 0.7 + _LEAST_SHARE if count else _EMPTY_SHARE for count in counts])
    ends = width * np.concatenate([[0.0], np.cumsum(parts / parts.sum())])
    edges = zip(_FROM_LEFT, counts, ends[:-1].tolist(), ends[1:].tolist(), strict=True)
    return [(stance, start, end) for stance, count, start, end in edges if count]


def _wanted_x(person: Stakeholder, shares: Sequence[_Share], seen: dict[Stance | None, int]) -> float:
    """Within the share of their stance, evenly spread, the first in the middle."""
    start, end = next((start, end) for stance, start, end in shares if stance is person.stance)
    position = seen.get(person.stance, 0)
    seen[person.stance] = position + 1
    return start + (end - start) * ((0.5 + position * GOLDEN) % 1.0)


def _middle_of(group: Group, shares: Sequence[_Share], width: float) -> float:
    middles = {stance: (start + end) / 2 for stance, start, end in shares}
    return float(np.mean([middles.get(person.stance, width / 2) for person in group.people]))


def _wanted_y(who: Stakeholder | Group, height: float) -> float:
    people = who.people if isinstance(who, Group) else (who,)
    power = float(np.mean([person.likely_influence for person in people]))
    bottom, top = OURS_HIGH_PX + 60.0, height - 36.0
    # Hardly anybody lies in the lowest fifth: it gets less of the height.
    return bottom + (top - bottom) * max(power - 15.0, 0.0) / 85.0


def _heads(graph: Graph, shares: Sequence[_Share]) -> tuple[tuple[Stance | None, float, int], ...]:
    here = [data["person"].stance for _, data in graph.nodes(data=True) if "person" in data and not data["has_left"]]
    for _, data in graph.nodes(data=True):
        here += [person.stance for person in data["group"].people] if "group" in data else []
    return tuple((stance, (start + end) / 2, here.count(stance)) for stance, start, end in shares if stance in here)
