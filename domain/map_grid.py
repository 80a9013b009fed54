"""The grid: seniority down, departments across; what is missing is a row and a column of its own."""

from collections import Counter
from collections.abc import Sequence

from domain.account_map import Graph, Group, Stakeholder
from domain.map_places import (
    GAP_PX,
    GOLDEN,
    GUTTER_PX,
    LINE_PX,
    Layout,
    LayoutKind,
    Place,
    card,
    in_order,
    nearest_slot,
    step_of,
)
from domain.vocabulary import Seniority

UNKNOWN, OTHERS, MORE = "Unknown", "Others", "More"
MOST_DEPARTMENTS = 6
"""More columns than this cannot be labelled; the smallest departments share one."""
_ROWS = {
    Seniority.EXECUTIVE: "Executives",
    Seniority.VICE_PRESIDENT: "Vice presidents",
    Seniority.DIRECTOR: "Directors",
    Seniority.MANAGER: "Managers",
    Seniority.STAFF: "Staff",
}
_LEAST_CELL = 105.0
_HIGH = 44.0 + LINE_PX + 2 * GAP_PX
_PAD = 8.0
_Cell = tuple[str, str]
_Theirs = Sequence[tuple[str, Stakeholder | Group]]


def grid_layout(graph: Graph, width: float) -> Layout:
    """Everybody in the cell of their seniority and department; a column is as wide as its fullest cell needs."""
    theirs = in_order(graph)
    names = _departments(theirs)
    in_cell: dict[_Cell, list[tuple[str, Stakeholder | Group]]] = {}
    for node, who in theirs:
        in_cell.setdefault(_cell_of(who, names), []).append((node, who))
    rows = [name for name in (*_ROWS.values(), UNKNOWN, MORE) if any(row == name for row, _ in in_cell)]
    fullest = {
        name: step_of(max(len(found) for (_, column), found in in_cell.items() if column == name)) for name in names
    }
    across = _shared_out(fullest, max(int((width - GUTTER_PX) // _LEAST_CELL), 1))
    down = {
        row: max(-(-len(found) // across[column]) for (name, column), found in in_cell.items() if name == row)
        for row in rows
    }
    cell = (width - GUTTER_PX) / sum(across.values())
    height = sum(down.values()) * _HIGH + 2 * _PAD * len(rows)
    places: dict[str, Place] = {}
    bands, top = [], height
    for row in rows:
        left = GUTTER_PX
        for column in names:
            slots = [
                (left + cell * (at + 0.5), top - _PAD - 22.0 - GAP_PX - line * _HIGH)
                for line in range(down[row])
                for at in range(across[column])
            ]
            _fill(in_cell.get((row, column), ()), slots, (left, cell), places)
            left += cell * across[column]
        bands.append((row, top - down[row] * _HIGH - 2 * _PAD, top))
        top = bands[-1][1]
    return Layout(LayoutKind.GRID, places, width, height, columns=_edges(names, across, cell), rows=tuple(bands))


def _fill(
    found: _Theirs, slots: list[tuple[float, float]], span: tuple[float, float], places: dict[str, Place]
) -> None:
    left, cell = span
    right = max((x for x, _ in slots), default=left) + cell / 2
    for position, (node, who) in enumerate(found):
        x, y = nearest_slot(left + (right - left) * ((0.5 + position * GOLDEN) % 1.0), slots)
        slots.remove((x, y))
        it = card(node, who, full=False, widest=cell - 2 * GAP_PX)
        places[node] = Place(x, y, it.size, it.lines)


def _departments(theirs: _Theirs) -> list[str]:
    """The columns: departments by name, the smallest together, the unknown last."""
    counts = Counter(who.department for _, who in theirs if who.department)
    kept = [name for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
    others = kept[MOST_DEPARTMENTS:] if len(kept) > MOST_DEPARTMENTS + 1 else []
    names = sorted(set(kept) - set(others)) + ([OTHERS] if others else [])
    return names + ([UNKNOWN] if any(not who.department for _, who in theirs) else [])


def _cell_of(who: Stakeholder | Group, names: Sequence[str]) -> _Cell:
    column = UNKNOWN if not who.department else who.department if who.department in names else OTHERS
    if isinstance(who, Group):
        return (MORE, column)
    return (UNKNOWN if who.seniority is None else _ROWS[who.seniority], column)


def _shared_out(fullest: dict[str, int], cells: int) -> dict[str, int]:
    """How many people stand side by side in each column: one at least, more where most stand under each other."""
    across = dict.fromkeys(fullest, 1)
    for _ in range(cells - len(across)):
        most = max(across, key=lambda name: (fullest[name] / across[name], name))
        if across[most] >= fullest[most]:
            break
        across[most] += 1
    return across


def _edges(names: Sequence[str], across: dict[str, int], cell: float) -> tuple[tuple[str, float, float], ...]:
    found, left = [], GUTTER_PX
    for name in names:
        found.append((name, left, left + cell * across[name]))
        left += cell * across[name]
    return tuple(found)
