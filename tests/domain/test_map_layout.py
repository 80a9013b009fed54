"""Where people stand: nobody's label on another's, the same picture every time, and a newcomer moves hardly anybody."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.map_layout import lay_out
from domain.map_places import Layout, LayoutKind
from domain.map_view import KEPT, KEPT_COLLAPSED, MOST_SHOWN, View, departments, viewed
from domain.reporting import bosses, closes_a_cycle, levels
from domain.vocabulary import RelationKind, Seniority, Stance
from tests.domain.maps import crowd, graph_of, person, random_graph, staffed

KINDS = pytest.mark.parametrize("kind", list(LayoutKind))
REPORTS = RelationKind.REPORTS_TO


def laid_out(count: int, kind: LayoutKind, view: View | None = None) -> Layout:
    return lay_out(viewed(staffed(count), view or View(kind)), kind)


def overlapping(layout: Layout) -> list[tuple[str, str]]:
    found = []
    for (one, first), (two, second) in combinations(layout.places.items(), 2):
        left, right = first.box, second.box
        if not (left[2] <= right[0] or right[2] <= left[0] or left[3] <= right[1] or right[3] <= left[1]):
            found.append((one, two))
    return found


@KINDS
@pytest.mark.parametrize("count", [1, 9, 26, 27, 44, 60, 61, 500])
def test_no_two_labels_touch_and_all_are_on_the_canvas(kind: LayoutKind, count: int) -> None:
    layout = laid_out(count, kind)
    assert overlapping(layout) == []
    for place in layout.places.values():
        assert place.box[0] >= -0.5
        assert place.box[2] <= layout.width + 0.5
        assert place.y - place.size / 2 >= 0
        assert place.y + place.size / 2 <= layout.height


@KINDS
def test_somebody_who_is_added_moves_the_others_little(kind: LayoutKind) -> None:
    """From 5 people to 60 one by one, measured in pixels from the top: a label is about 120 wide."""
    means, unmoved = [], []
    before = laid_out(5, kind)
    for count in range(6, 61):
        after = laid_out(count, kind)
        lower = after.height - before.height
        moved = [
            np.hypot(place.x - after.places[node].x, place.y + lower - after.places[node].y)
            for node, place in before.places.items()
            if node.startswith("contact:")
        ]
        means.append(float(np.mean(moved)))
        unmoved.append(float(np.median(moved)) == 0.0)
        before = after
    assert np.mean(means) <= 20.0
    assert np.mean(unmoved) >= 0.75


@KINDS
def test_the_same_people_in_another_order_give_the_same_picture(kind: LayoutKind) -> None:
    people = crowd(20)
    assert lay_out(graph_of(people), kind) == lay_out(graph_of(people[::-1]), kind)


def test_power_rises_and_champions_stand_left_of_blockers() -> None:
    people = [
        person(1, stance=Stance.CHAMPION, influence=90),
        person(2, stance=Stance.BLOCKER, influence=90),
        person(3, stance=Stance.CHAMPION, influence=10),
    ]
    places = lay_out(graph_of(people)).places
    assert places["contact:1"].x < places["contact:2"].x
    assert places["contact:1"].y > places["contact:3"].y


@given(st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_everybody_stands_below_their_boss_and_on_the_band_of_their_level(seed: int) -> None:
    graph = random_graph(seed)
    layout, above, level = lay_out(graph, LayoutKind.ORGANISATION), bosses(graph), levels(graph)
    bands = {name: (bottom, top) for name, bottom, top in layout.rows}
    for who, boss in above.items():
        assert layout.places[who].y < layout.places[boss].y
        assert level[who] == level[boss] + 1
    for who, at in level.items():
        bottom, top = bands[f"Level {at + 1}"]
        assert bottom <= layout.places[who].y <= top


def test_an_imported_circle_is_opened_at_its_most_senior_member() -> None:
    lines = tuple((one, REPORTS, other) for one, other in ((1, 2), (2, 3), (3, 1), (4, 1)))
    people = [person(1), person(2, seniority=Seniority.DIRECTOR), person(3), person(4)]
    graph = graph_of(people, lines=lines)
    assert bosses(graph) == {"contact:1": "contact:2", "contact:3": "contact:1", "contact:4": "contact:1"}
    assert [len(lay_out(graph, kind).places) for kind in LayoutKind] == [4, 4, 4]


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20))
def test_following_bosses_always_ends(lines: list[tuple[int, int]]) -> None:
    own = tuple((one, REPORTS, other) for one, other in lines if one != other)
    above = bosses(graph_of([person(number) for number in range(8)], lines=own))
    for start in above:
        node, steps = start, 0
        while node in above:
            node, steps = above[node], steps + 1
            assert steps <= 8


def test_a_top_who_is_no_executive_begins_lower() -> None:
    people = [person(1, seniority=Seniority.EXECUTIVE), person(2), person(3, seniority=Seniority.MANAGER), person(4)]
    assert levels(graph_of(people, lines=((2, REPORTS, 1), (4, REPORTS, 3)))) == {
        "contact:1": 0, "contact:2": 1, "contact:3": 3, "contact:4": 4,
    }  # fmt: skip


def test_a_line_that_would_close_a_circle_names_the_chain() -> None:
    assert closes_a_cycle([(1, 2), (2, 3)], 3, 1) == (1, 2, 3)
    assert closes_a_cycle([(1, 2), (2, 3)], 1, 3) == ()
    assert closes_a_cycle([], 5, 5) == (5,)


def test_everybody_stands_in_the_row_of_their_seniority_and_the_column_of_their_department() -> None:
    graph = staffed(40)
    layout = lay_out(viewed(graph, View(LayoutKind.GRID)), LayoutKind.GRID)
    rows, columns = {row[0]: row[1:] for row in layout.rows}, {column[0]: column[1:] for column in layout.columns}
    for node, place in layout.places.items():
        who = graph.nodes[node]["person"]
        left, right = columns[who.department or "Unknown"]
        assert left <= place.x <= right
        named = {Seniority.VICE_PRESIDENT: "Vice presidents", Seniority.STAFF: "Staff", None: "Unknown"}
        if who.seniority in named:
            bottom, top = rows[named[who.seniority]]
            assert bottom <= place.y <= top


def test_of_a_large_account_the_most_important_stand_alone_and_the_rest_by_department() -> None:
    shown = viewed(staffed(500), View())
    alone = [node for node in shown if node.startswith("contact:")]
    grouped = [len(data["group"].people) for _, data in shown.nodes(data=True) if "group" in data]
    assert len(alone) == KEPT
    assert sum(grouped) == 500 - KEPT
    assert len(grouped) == 5
    assert len(viewed(staffed(60), View())) == MOST_SHOWN + 3


def test_collapsing_opening_a_department_and_focusing_show_less() -> None:
    graph = staffed(50)
    collapsed = viewed(graph, View(is_collapsed=True))
    assert sum(node.startswith("contact:") for node in collapsed) == KEPT_COLLAPSED
    legal = viewed(graph, View(department="Legal"))
    people = [data["person"].department for _, data in legal.nodes(data=True) if "person" in data]
    assert set(people) == {"Legal"}
    near = viewed(graph, View(focus=0))
    assert {node for node in near if node.startswith("contact:")} == {f"contact:{number}" for number in range(6)}
    assert viewed(graph, View(focus=999)).nodes == viewed(graph, View()).nodes
    assert departments(graph) == ["Department unknown", "Engineering", "Finance", "Legal", "Operations"]
