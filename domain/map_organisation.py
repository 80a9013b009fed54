"""The organisation layout: each level straight on its band, everybody under their boss."""

from domain.account_map import Graph, Group, Stakeholder
from domain.map_places import (
    CHARACTER_PX,
    FULL_LABELS_UP_TO,
    GAP_PX,
    GOLDEN,
    GUTTER_PX,
    LINE_PX,
    LONGEST_LINE,
    Layout,
    LayoutKind,
    Place,
    card,
    in_order,
    nearest_slot,
    step_of,
)
from domain.reporting import bosses, levels

UNKNOWN = "No line here"
GROUPS = "Others, by department"
_LEAST_CELL = 112.0
_NODE = 44.0
_BAND_GAP = 30.0
"""Room between two bands, in which the lines run."""
_Theirs = list[tuple[str, Stakeholder | Group]]


def organisation_layout(graph: Graph, width: float) -> Layout:
    """Rows of equal cells, in a level as many as its people need; odd rows stand between the people of even ones."""
    theirs = in_order(graph)
    full = step_of(len(theirs)) <= FULL_LABELS_UP_TO
    inner = width - GUTTER_PX
    cells = max(int(inner // (LONGEST_LINE * CHARACTER_PX + 2 * GAP_PX if full else _LEAST_CELL)), 1)
    cell, row = inner / cells, _NODE + LINE_PX * (2 if full else 1) + 2 * GAP_PX
    named, above = _bands(graph, theirs), bosses(graph)
    needed = [_rows(len(band), cells) for _, band in named]
    height = sum(needed) * row + _BAND_GAP * len(named)
    places: dict[str, Place] = {}
    rows, top = [], height
    for (name, band), count in zip(named, needed, strict=True):
        slots = _slots(count, cells, cell, top - _NODE / 2 - GAP_PX, row)
        for position, (node, who) in enumerate(band):
            boss = places.get(above.get(node, ""))
            wanted = boss.x if boss else GUTTER_PX + inner * ((0.5 + position * GOLDEN) % 1.0)
            x, y = nearest_slot(wanted, slots)
            slots.remove((x, y))
            it = card(node, who, full=full, widest=cell - 2 * GAP_PX)
            places[node] = Place(x, y, it.size, it.lines)
        rows.append((name, top - count * row, top))
        top -= count * row + _BAND_GAP
    return Layout(LayoutKind.ORGANISATION, places, width, height, rows=tuple(rows))


def _bands(graph: Graph, theirs: _Theirs) -> list[tuple[str, _Theirs]]:
    """Who stands on each level, from the top; those without any line, then groups, below."""
    level = levels(graph)
    deepest = max([*level.values()], default=-1)
    bands = [
        (f"Level {at + 1}", [(node, who) for node, who in theirs if level.get(node) == at]) for at in range(deepest + 1)
    ]
    loose = [(node, who) for node, who in theirs if node not in level]
    bands.append((UNKNOWN, [(node, who) for node, who in loose if isinstance(who, Stakeholder)]))
    bands.append((GROUPS, [(node, who) for node, who in loose if isinstance(who, Group)]))
    return [(name, band) for name, band in bands if band]


def _rows(count: int, cells: int) -> int:
    """How many rows hold so many people, with room for one more; odd rows have a cell less."""
    rows, room = 1, cells
    while room < count:
        room += cells - rows % 2
        rows += 1
    return rows


def _slots(rows: int, cells: int, cell: float, top: float, row: float) -> list[tuple[float, float]]:
    return [
        (GUTTER_PX + cell * (at + 0.5 + (number % 2) / 2), top - number * row)
        for number in range(rows)
        for at in range(cells - number % 2)
    ]
