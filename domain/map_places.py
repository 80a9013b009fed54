"""Places on the account map, in pixels: what a node and its label cover, and the nearest place that is free.

People are placed one after the other in the order in which they came to be known, each as near to where they belong
as the earlier ones leave room. So somebody who is added moves nobody, unless a step of size is crossed: sizes of the
canvas go in steps. The same graph gives the same picture; nothing is drawn by lot.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from domain.account_map import Graph, Group, Stakeholder
from domain.vocabulary import Stance

CHARACTER_PX: Final = 6.6
"""Width of a character of a label, generously (12 px sans)."""
LINE_PX: Final = 15.0
GAP_PX: Final = 5.0
LONGEST_LINE: Final = 22
FULL_LABELS_UP_TO: Final = 26
"""With more people than this a label is the name alone: the title is in the list and on hover."""
OURS_HIGH_PX: Final = 84.0
GUTTER_PX: Final = 88.0
"""At the left of rows, for their names."""
GOLDEN: Final = 0.618
"""Multiples of it, cut to their fraction, spread evenly however many there are: each new one falls into a gap."""
STEPS: Final = (6, 14, 26, 40, 60, 100, 200, 500)
"""Numbers of people at which the canvas grows."""

Box = tuple[float, float, float, float]


class LayoutKind(StrEnum):
    """By what people stand where they stand."""

    NETWORK = "network"
    ORGANISATION = "organisation"
    GRID = "grid"


@dataclass(frozen=True, slots=True)
class Place:
    """A node: its middle, its size, the lines written under it; `box` is (left, bottom, right, top) of all of it."""

    x: float
    y: float
    size: float
    lines: tuple[str, ...]

    @property
    def box(self) -> Box:
        """What this node and its label cover."""
        half = width_of(self.lines, self.size) / 2
        return (self.x - half, self.y - below(self.lines, self.size), self.x + half, self.y + self.size / 2 + GAP_PX)


@dataclass(frozen=True, slots=True)
class Layout:
    """Places by node, on a canvas of `width` x `height` pixels.

    `stances`: each stance that occurs (None: unknown) with the middle of its share of the width and its people who are
    still there. `columns`: departments, with left and right edge. `rows`: levels, with bottom and top.
    """

    kind: LayoutKind
    places: Mapping[str, Place]
    width: float
    height: float
    stances: tuple[tuple[Stance | None, float, int], ...] = ()
    columns: tuple[tuple[str, float, float], ...] = ()
    rows: tuple[tuple[str, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """What is to be placed: a person or a group, the size of its mark, the lines under it."""

    node: str
    size: float
    lines: tuple[str, ...]


def step_of(count: int) -> int:
    """The number of people that the canvas is made for: the next step."""
    at = bisect_left(STEPS, count)
    return STEPS[at] if at < len(STEPS) else count


def node_size(influence: float) -> float:
    """Diameter of a node in pixels: its area grows with influence (0-100)."""
    return float(16.0 + 22.0 * np.sqrt(max(influence, 0.0) / 100.0))


def in_order(graph: Graph) -> list[tuple[str, Stakeholder | Group]]:
    """Theirs in the order in which they came to be known, groups after them."""
    people = sorted((data["person"].contact_id, node) for node, data in graph.nodes(data=True) if "person" in data)
    groups = sorted((data["group"].name, node) for node, data in graph.nodes(data=True) if "group" in data)
    found: list[tuple[str, Stakeholder | Group]] = [(node, graph.nodes[node]["person"]) for _, node in people]
    return found + [(node, graph.nodes[node]["group"]) for _, node in groups]


def card(node: str, who: Stakeholder | Group, *, full: bool, widest: float = LONGEST_LINE * CHARACTER_PX) -> Card:
    """How somebody is labelled; lines are cut to `widest` pixels."""
    longest = min(int(widest / CHARACTER_PX), LONGEST_LINE)
    if isinstance(who, Group):
        size = float(min(20.0 + 3.0 * np.sqrt(len(who.people)), 44.0))
        return Card(node, size, (shortened(who.name, longest),))
    lines = [shortened(who.name, longest)]
    if full and who.title:
        lines.append(shortened(who.title, longest))
    return Card(node, node_size(who.likely_influence), tuple(lines))


def shortened(text: str, longest: int) -> str:
    """The text in so many characters, with an ellipsis where some are missing."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def nearest_free(wanted: tuple[float, float], it: Card, taken: Sequence[Box], area: Box) -> Place:
    """The place nearest to `wanted` in `area` where the card covers none of the taken boxes.

    A step up or down costs more than one aside, as height says something. Without room the nearest place at all.
    """
    half, under, above = width_of(it.lines, it.size) / 2, below(it.lines, it.size), it.size / 2 + GAP_PX
    left, bottom, right, top = area
    x = np.arange(left + half, max(right - half, left + half) + 1.0, 10.0)
    y = np.arange(bottom + under, max(top - above, bottom + under) + 1.0, 8.0)
    all_x, all_y = (places.ravel() for places in np.meshgrid(x, y))
    free = np.ones(all_x.shape, dtype=bool)
    for one_left, one_bottom, one_right, one_top in taken:
        aside = (all_x + half <= one_left) | (all_x - half >= one_right)
        free &= aside | (all_y + above <= one_bottom) | (all_y - under >= one_top)
    away = (all_x - wanted[0]) ** 2 + 3.0 * (all_y - wanted[1]) ** 2
    chosen = int(np.argmin(np.where(free, away, np.inf) if free.any() else away))
    return Place(float(all_x[chosen]), float(all_y[chosen]), it.size, it.lines)


def nearest_slot(wanted: float, slots: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """Of the free slots (x, y) the one nearest to a wanted x; a lower row counts as a third of a step aside."""
    return min(slots, key=lambda slot: (round(abs(slot[0] - wanted) - slot[1] / 3.0, 6), -slot[1], slot[0]))


def width_of(lines: Sequence[str], size: float) -> float:
    """Width in pixels of a node with its label."""
    return max([size, *(len(line) * CHARACTER_PX for line in lines)]) + 2 * GAP_PX


def below(lines: Sequence[str], size: float) -> float:
    """How far a node with its label reaches below its middle, in pixels."""
    return size / 2 + LINE_PX * len(lines) + GAP_PX
