"""Where each person stands on the account map, in pixels, so that no two labels touch.

Power rises: height is influence. Favour goes left: champions on the left, blockers on the right, each stance with a
share of the width by its people. Ours stand along the bottom edge, each under those they know. The same graph gives
the same picture; nothing is drawn by lot.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.account_map import TIE, Graph, Stakeholder, stakeholders_in
from domain.vocabulary import Stance

CHARACTER_PX = 6.6
"""Width of a character of a label, generously (12 px sans)."""
LINE_PX = 15.0
GAP_PX = 5.0
LONGEST_LINE = 22
FULL_LABELS_UP_TO = 26
"""With more people than this a label is the name alone: the title is in the list and on hover."""
OURS_HIGH_PX = 84.0
_STEP_X, _STEP_Y = 10.0, 8.0
_GOLDEN = 0.618
_LEAST_SHARE, _EMPTY_SHARE = 0.5, 0.4
_FROM_LEFT: tuple[Stance | None, ...] = (
    Stance.CHAMPION, Stance.SUPPORTER, Stance.NEUTRAL, None, Stance.SCEPTIC, Stance.BLOCKER,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A node: its middle, its size, the lines written under it; `box` is (left, bottom, right, top) of all of it."""

    x: float
    y: float
    size: float
    lines: tuple[str, ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """What this node and its label cover."""
        half = _width(self.lines, self.size) / 2
        return (self.x - half, self.y - _below(self.lines, self.size), self.x + half, self.y + self.size / 2 + GAP_PX)


@dataclass(frozen=True, slots=True)
class Layout:
    """Places by node, on a canvas of `width` x `height` pixels.

    `columns`: each stance that occurs (None: unknown), the middle of its share of the width, and its people who are
    still there.
    """

    places: Mapping[str, Place]
    width: float
    height: float
    columns: tuple[tuple[Stance | None, float, int], ...] = ()


def lay_out(graph: Graph, width: float = 1040.0) -> Layout:
    """Place everybody of the graph (at most `MOST_SHOWN` stakeholders) on a canvas that is high enough for them."""
    people = stakeholders_in(graph)
    height = OURS_HIGH_PX + min(210.0 + 18.0 * len(people), 330.0 + 11.0 * len(people), 860.0)
    full = len(people) <= FULL_LABELS_UP_TO
    places: dict[str, Place] = {}
    boxes: list[tuple[float, float, float, float]] = []
    columns = _columns(people, width)
    wanted_x = _wanted_x(people, columns)
    for person in people:
        lines = _label(person, full=full)
        size = node_size(person.likely_influence)
        target = (wanted_x[person.contact_id], _height_of(person, people, height))
        place = _nearest_free(target, size, lines, boxes, (width, height))
        places[f"contact:{person.contact_id}"] = place
        boxes.append(place.box)
    places.update(_ours(graph, places, width))
    here = [person for person in people if not graph.nodes[f"contact:{person.contact_id}"]["has_left"]]
    middles = tuple(
        (stance, (start + end) / 2, sum(person.stance is stance for person in here))
        for stance, start, end, _ in columns
    )
    return Layout(places, width, height, middles)


def node_size(influence: float) -> float:
    """Diameter of a node in pixels: its area grows with influence (0-100)."""
    return float(16.0 + 22.0 * np.sqrt(max(influence, 0.0) / 100.0))


def _label(person: Stakeholder, *, full: bool) -> tuple[str, ...]:
    lines = [_short(person.name)]
    if full and person.title:
        lines.append(_short(person.title))
    return tuple(lines)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_LINE else text[: LONGEST_LINE - 1].rstrip() + "…"


def _columns(people: Sequence[Stakeholder], width: float) -> list[tuple[Stance | None, float, float, int]]:
    """Each stance that occurs, from the left: where its share of the width begins and ends, and its people.

    A share grows less than its people, so that a few champions still have a place of their own.
    """
    counts = [(stance, sum(person.stance is stance for person in people)) for stance in _FROM_LEFT]
    shares = np.array([count**0.7 + _LEAST_SHARE if count else _EMPTY_SHARE for _, count in counts])
    ends = width * np.concatenate([[0.0], np.cumsum(shares / shares.sum())])
    return [
        (stance, float(start), float(end), count)
        for (stance, count), start, end in zip(counts, ends[:-1], ends[1:], strict=True)
        if count
    ]


def _wanted_x(
    people: Sequence[Stakeholder], columns: Sequence[tuple[Stance | None, float, float, int]]
) -> dict[int, float]:
    """Wanted x of each: within its stance's share, evenly spread in order of importance, the first in the middle."""
    return {
        person.contact_id: start + (end - start) * ((0.5 + position * _GOLDEN) % 1.0)
        for stance, start, end, _ in columns
        for position, person in enumerate(person for person in people if person.stance is stance)
    }


def _height_of(person: Stakeholder, people: Sequence[Stakeholder], height: float) -> float:
    known = [other.likely_influence for other in people]
    low, high = min(*known, 30), max(*known, 80)
    share = (person.likely_influence - low) / (high - low)
    bottom, top = OURS_HIGH_PX + 60.0, height - 36.0
    return bottom + (top - bottom) * share


def _nearest_free(
    target: tuple[float, float],
    size: float,
    lines: tuple[str, ...],
    boxes: Sequence[tuple[float, float, float, float]],
    canvas: tuple[float, float],
) -> Place:
    half, below, above = _width(lines, size) / 2, _below(lines, size), size / 2 + GAP_PX
    x = np.arange(half, max(canvas[0] - half, half) + 1.0, _STEP_X)
    y = np.arange(OURS_HIGH_PX + below, canvas[1] - above + 1.0, _STEP_Y)
    all_x, all_y = (grid.ravel() for grid in np.meshgrid(x, y))
    free = np.ones(all_x.shape, dtype=bool)
    for left, bottom, right, top in boxes:
        free &= (all_x + half <= left) | (all_x - half >= right) | (all_y + above <= bottom) | (all_y - below >= top)
    # Height tells influence, so that a step up or down costs more than one aside.
    away = (all_x - target[0]) ** 2 + 3.0 * (all_y - target[1]) ** 2
    chosen = int(np.argmin(np.where(free, away, np.inf) if free.any() else away))
    return Place(float(all_x[chosen]), float(all_y[chosen]), size, lines)


def _ours(graph: Graph, places: Mapping[str, Place], width: float) -> dict[str, Place]:
    """Ours along the bottom edge, evenly, in the order of the middle of those whom they know."""
    ours = [node for node, data in graph.nodes(data=True) if "person" not in data]
    middles = {node: _middle_of_known(graph, node, places, width) for node in ours}
    ordered = sorted(ours, key=lambda node: (middles[node], node))
    each = width / max(len(ordered), 1)
    room = max(int(each / CHARACTER_PX) - 1, 4)
    found = {}
    for position, node in enumerate(ordered):
        name = graph.nodes[node]["name"]
        line = name if len(name) <= min(room, LONGEST_LINE) else name[: min(room, LONGEST_LINE) - 1] + "…"
        found[node] = Place(each * (position + 0.5), 40.0, 14.0, (line,))
    return found


def _middle_of_known(graph: Graph, node: str, places: Mapping[str, Place], width: float) -> float:
    edges = graph.out_edges(node, keys=True, data=True)
    ties = [(places[to].x, data["strength"]) for _, to, key, data in edges if key == TIE and to in places]
    x: npt.NDArray[np.float64] = np.array([place for place, _ in ties])
    return float(np.average(x, weights=[strength for _, strength in ties])) if ties else width / 2


def _width(lines: Sequence[str], size: float) -> float:
    return max([size, *(len(line) * CHARACTER_PX for line in lines)]) + 2 * GAP_PX


def _below(lines: Sequence[str], size: float) -> float:
    return size / 2 + LINE_PX * len(lines) + GAP_PX
