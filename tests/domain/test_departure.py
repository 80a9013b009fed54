"""Departures, by hand and by taking the person out of the rows."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.account_map import TIE
from domain.coverage import MapStatus
from domain.departure import departure, standing, without
from domain.vocabulary import BuyingRole, Stance, Tier
from tests.domain.maps import NAMES, graph_of, person, random_graph


def test_a_champion_who_decides_takes_the_green_status_and_half_of_the_ties_along() -> None:
    people = [person(1, stance=Stance.CHAMPION, buying_role=BuyingRole.DECISION_MAKER), person(2)]
    gone = departure(graph_of(people, (7, 1, 50.0), (8, 2, 50.0)), Tier.TACTICAL, "contact:1")
    assert (gone.before.status, gone.after.status) == (MapStatus.GREEN, MapStatus.RED)
    assert (gone.before.coverage, gone.after.coverage) == (100.0, 0.0)
    assert (gone.before.is_single, gone.after.is_single) == (False, True)
    assert gone.lost_share == pytest.approx(0.5)
    assert gone.exposed(120_000_00) == 60_000_00
    assert gone.exposed(None) is None


def test_the_tie_behind_a_strength_is_that_of_the_formula() -> None:
    held = standing(graph_of([person(1)], (7, 1, 50.0)), None)
    assert held.tie == pytest.approx(-6 * math.log(0.5))


def test_nobody_takes_anything_from_an_account_without_ties() -> None:
    assert departure(graph_of([person(1)]), None, "contact:1").lost_share == 0.0


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 100_000))
def test_the_shares_of_ours_add_up_to_the_whole_and_nobody_leaves_more_than_there_was(seed: int) -> None:
    graph = random_graph(seed)
    ours = [f"user:{number}" for number in NAMES if f"user:{number}" in graph]
    gone = [departure(graph, Tier.KEY, node) for node in ours]
    assert sum(one.lost_share for one in gone) == pytest.approx(1.0 if gone and gone[0].before.tie else 0.0)
    for node in graph:
        one = departure(graph, Tier.KEY, node)
        assert one.after.theirs <= one.before.theirs
        assert one.after.tie <= one.before.tie + 1e-9
        assert one.after.reached <= one.before.reached


@given(st.integers(0, 1000))
def test_a_departure_changes_nothing_of_the_graph_itself(seed: int) -> None:
    graph = random_graph(seed, 4)
    before = standing(graph, None)
    edges = graph.number_of_edges()
    for node in list(graph):
        rest = without(graph, node)
        assert not any(
            node in (start, end) for start, end, key in rest.edges(keys=True) if key == TIE and node[0] == "u"
        )
    assert (standing(graph, None), graph.number_of_edges()) == (before, edges)
