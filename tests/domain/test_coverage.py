"""Map status, required roles, threads and warm paths: by hand, and against slow and obvious searches."""

from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.account_map import DECIDES, KNOWS, TIE, Graph
from domain.coverage import REQUIRED, MapStatus, Need, coverage, filled_needs, map_status, present
from domain.threads import threads
from domain.vocabulary import BuyingRole, RelationKind, Stance, Tier
from domain.warm_paths import MOST_STEPS, Ways, has_way_around, warm_paths
from tests.domain.maps import DAY, graph_of, person, random_graph

DECIDER, USER = BuyingRole.DECISION_MAKER, BuyingRole.USER


@pytest.mark.parametrize(
    ("people", "status"),
    [
        ([], MapStatus.RED),
        ([person(1, stance=Stance.CHAMPION, influence=20)], MapStatus.RED),
        ([person(1, stance=Stance.SUPPORTER, influence=60)], MapStatus.AMBER),
        ([person(1, stance=Stance.SUPPORTER, influence=60), person(2, buying_role=DECIDER)], MapStatus.AMBER),
        ([person(1, stance=Stance.SUPPORTER, buying_role=BuyingRole.ECONOMIC_BUYER, influence=1)], MapStatus.GREEN),
    ],
)
def test_a_map_is_green_when_a_supporter_decides_and_red_without_one_of_power(people: list, status: str) -> None:  # type: ignore[type-arg]
    assert map_status(people) == status


def test_a_need_is_filled_by_who_is_there_and_reached_over_a_warm_tie() -> None:
    people = [
        person(1, buying_role=DECIDER), person(2, stance=Stance.CHAMPION),
        person(3, buying_role=BuyingRole.TECHNICAL_BUYER, left_on=DAY),
    ]  # fmt: skip
    needs = filled_needs(graph_of(people, (7, 2, 30.0), (7, 1, 29.9)), Tier.KEY)
    assert [(one.need, one.people, one.is_reached) for one in needs] == [
        (Need.DECIDES, (1,), False),
        (Need.CHAMPIONS, (2,), True),
        (Need.APPROVES_MONEY, (), False),
        (Need.JUDGES_TECHNICALLY, (), False),
    ]
    assert coverage(needs) == pytest.approx(100 * (0.5 + 1) / 4)


def test_a_higher_tier_asks_for_more() -> None:
    assert set(REQUIRED[Tier.TACTICAL]) < set(REQUIRED[Tier.KEY]) < set(REQUIRED[Tier.STRATEGIC]) == set(Need)


def test_two_even_ties_on_each_side_are_no_single_thread() -> None:
    held = threads(graph_of([person(1), person(2)], (7, 1, 50.0), (8, 2, 50.0)))
    assert not held.is_single
    assert held.their_concentration == pytest.approx(0.5)


def test_one_of_ours_who_knows_everybody_is_a_single_thread_on_our_side_only() -> None:
    held = threads(graph_of([person(1), person(2), person(3)], *((7, contact, 50.0) for contact in (1, 2, 3))))
    assert (held.is_single_theirs, held.is_single_ours, held.through) == (False, True, ("user:7",))


def test_one_tie_that_outweighs_the_rest_is_a_single_thread() -> None:
    held = threads(graph_of([person(1), person(2)], (7, 1, 99.9), (8, 2, 31.0)))
    assert held.is_single_theirs
    assert len(held.theirs) == 2


def test_ties_to_who_left_hold_nothing() -> None:
    held = threads(graph_of([person(1, left_on=DAY), person(2)], (7, 1, 80.0), (8, 2, 40.0)))
    assert held.theirs == ("contact:2",)


def slow_through(graph: Graph) -> set[str]:
    """Articulation points between two hubs, found by taking each person away."""
    sides = nx.Graph([("us", "them")])
    sides.remove_edge("us", "them")
    for start, end, key, data in graph.edges(keys=True, data=True):
        if key == TIE and data["strength"] >= 30 and not graph.nodes[end]["has_left"]:
            sides.add_edges_from([("us", start), (start, end), (end, "them")])
    if not nx.has_path(sides, "us", "them"):
        return set()
    found = set()
    for node in set(sides) - {"us", "them"}:
        rest = sides.subgraph(set(sides) - {node})
        if not nx.has_path(rest, "us", "them"):
            found.add(node)
    return found


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 100_000))
def test_who_carries_every_warm_tie_is_an_articulation_point_between_the_sides(seed: int) -> None:
    graph = random_graph(seed)
    assert set(threads(graph).through) == slow_through(graph)


def slow_ways(graph: Graph, without: str | None = None) -> Ways:
    ways: Ways = nx.DiGraph()
    for start, end, key, data in graph.edges(keys=True, data=True):
        if key == RelationKind.CONFLICTS_WITH or (key in (TIE, KNOWS) and data["strength"] < 30):
            continue
        for one, other in ((start, end), (end, start)) if key != TIE else ((start, end),):
            who, whom = graph.nodes[one].get("person"), graph.nodes[other]["person"]
            blocked = who is not None and (who.stance is Stance.BLOCKER or who.left_on is not None)
            if not blocked and whom.left_on is None and without not in (one, other):
                ways.add_edge(one, other)
    return ways


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 100_000))
def test_paths_are_as_short_as_the_shortest_of_all_simple_paths(seed: int) -> None:
    graph = random_graph(seed, 7)
    ways = slow_ways(graph)
    users = [node for node in graph if node.startswith("user:")]
    deciders = {one.contact_id for one in present(graph) if one.buying_role in DECIDES}
    paths = {path.to: path for path in warm_paths(graph)}
    assert paths.keys() == deciders
    for who, path in paths.items():
        target = f"contact:{who}"
        lengths = [
            len(simple)
            for user in users
            if user in ways and target in ways
            for simple in nx.all_simple_paths(ways, user, target, cutoff=MOST_STEPS)
        ]
        assert len(path.nodes) == min(lengths, default=0)
        assert all(ways.has_edge(*pair) for pair in pairwise(path.nodes))


def test_the_champion_introduces_us_to_the_boss() -> None:
    people = [person(1, stance=Stance.CHAMPION), person(2, buying_role=DECIDER), person(3, stance=Stance.BLOCKER)]
    lines = ((1, RelationKind.REPORTS_TO, 2), (3, RelationKind.REPORTS_TO, 2))
    (path,) = warm_paths(graph_of(people, (7, 1, 60.0), (8, 3, 90.0), lines=lines))
    assert path.nodes == ("user:7", "contact:1", "contact:2")
    assert path.ties == (TIE, RelationKind.REPORTS_TO)
    assert path.introductions == 1


def test_a_blocker_who_alone_decides_and_heeds_nobody_has_no_way_around() -> None:
    blocker = person(1, stance=Stance.BLOCKER, buying_role=DECIDER)
    mentor = person(2, stance=Stance.SUPPORTER)
    assert not has_way_around(graph_of([blocker, mentor], (7, 2, 50.0)), blocker)
    heeds = ((2, RelationKind.INFLUENCES, 1),)
    assert has_way_around(graph_of([blocker, mentor], (7, 2, 50.0), lines=heeds), blocker)
    assert not has_way_around(graph_of([blocker, mentor], (7, 2, 20.0), lines=heeds), blocker)


def test_another_who_decides_is_a_way_around_unless_the_way_leads_over_the_blocker() -> None:
    blocker, boss = person(1, stance=Stance.BLOCKER, influence=90), person(2, buying_role=DECIDER)
    over = ((1, RelationKind.REPORTS_TO, 2),)
    assert not has_way_around(graph_of([blocker, boss], (7, 1, 50.0), lines=over), blocker)
    assert has_way_around(graph_of([blocker, boss], (7, 1, 50.0), (8, 2, 40.0), lines=over), blocker)
