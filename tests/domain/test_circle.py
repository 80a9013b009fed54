"""Positions among their people, against networkx and slow loops on the same rows."""

import math
from collections import defaultdict
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.circle import Circle, betweenness, circle, constraint, eigenvector_centrality
from domain.ties import CHANNEL_WEIGHT, end_of
from domain.vocabulary import Channel, Direction, ParticipantPart

if TYPE_CHECKING:
    Joined = nx.Graph[int]
else:
    Joined = nx.Graph

DAY = date(2026, 6, 30)
COLUMNS = [
    "touchpoint_id", "occurred_at", "channel", "direction", "is_automated", "is_planned", "user_id", "contact_id",
    "part",
]  # fmt: skip
Touch = tuple[float, Channel, list[int]]


def parts_of(touches: list[Touch]) -> pd.DataFrame:
    """Each touch: age in days, channel, contacts of which the first sends; one of ours always receives."""
    rows: list[tuple[Any, ...]] = []
    for number, (age, channel, contacts) in enumerate(touches):
        head = (number, pd.Timestamp(end_of(DAY) - timedelta(days=age)), channel, Direction.INBOUND, False, False)
        rows.append((*head, 7, None, ParticipantPart.RECIPIENT))
        for place, contact in enumerate(contacts):
            rows.append((*head, None, contact, ParticipantPart.COPIED if place else ParticipantPart.SENDER))
    return pd.DataFrame(rows, columns=COLUMNS).astype({"user_id": "Int64", "contact_id": "Int64"})


def slow_circle(people: list[int], touches: list[Touch], reporting: list[tuple[int, int, bool]]) -> dict[int, Any]:
    """The same by dictionaries, loops and networkx."""
    graph: Joined = nx.Graph()
    writers, seen = defaultdict(set), set()
    graph.add_nodes_from(sorted(people))
    weights: dict[tuple[int, int], float] = defaultdict(float)
    for age, channel, contacts in touches:
        known = [contact for contact in contacts if contact in people]
        seen |= set(known)
        for one, other in combinations(known, 2):
            weights[min(one, other), max(one, other)] += (
                CHANNEL_WEIGHT[channel] * 2 ** (-age / 60) / math.sqrt(len(contacts) + 1)
            )
        for contact in contacts[1:]:
            if contacts[0] in people:
                writers[contact].add(contacts[0])
    for one, other, is_confirmed in reporting:
        seen |= {one, other}
        weights[min(one, other), max(one, other)] += 1.0 if is_confirmed else 0.5
    for (one, other), weight in weights.items():
        if weight:
            graph.add_edge(one, other, weight=weight, log=math.log1p(weight))
    if not graph.number_of_edges() or len(seen) < 3:
        return dict.fromkeys(people)
    central = nx.eigenvector_centrality(graph, max_iter=100_000, tol=1e-13, weight="log")
    largest = max(central.values())
    between = nx.betweenness_centrality(graph)
    table = pd.DataFrame(
        {
            "e": {who: round(value / largest, 6) for who, value in central.items()},
            "w": {who: len(writers[who]) for who in people},
            "b": {who: round(value, 9) for who, value in between.items()},
        }
    )
    influence = (100 * table.rank(pct=True).mean(axis=1)).to_dict()
    return {who: influence[who] if who in seen else None for who in people}


def drawn(seed: int, people: int, count: int) -> list[Touch]:
    draw = np.random.default_rng(seed)
    channels = [channel for channel in Channel if channel is not Channel.NOTICE]
    return [
        (
            float(draw.uniform(0, 400)),
            channels[draw.integers(len(channels))],
            draw.choice(people, draw.integers(1, 4), replace=False).tolist(),
        )
        for _ in range(count)
    ]


@pytest.mark.parametrize("seed", range(5))
def test_influence_equals_networkx_and_loops_on_the_same_rows(seed: int) -> None:
    touches, people = drawn(seed, 14, 60), list(range(15))
    reporting = [(0, 1, True), (2, 1, False), (3, 0, True)]
    found = circle(people, parts_of(touches), reporting, DAY).positions
    for who, influence in slow_circle(people, touches, reporting).items():
        assert found[who].influence == pytest.approx(influence), who


def test_a_person_whom_all_write_to_and_who_joins_two_groups_comes_first() -> None:
    """By hand: 1 stands between the pairs (2, 3) and (4, 5), and everybody writes to 1."""
    groups = [[2, 1, 3], [3, 1, 2], [4, 1, 5], [5, 1, 4]]
    found = circle([1, 2, 3, 4, 5], parts_of([(1.0, Channel.EMAIL, group) for group in groups]), [], DAY).positions
    assert found[1].influence == pytest.approx(100.0)
    assert found[1].writers == 4
    assert found[2].writers == 1
    held = {who: place.constraint for who, place in found.items()}
    assert min(held, key=lambda who: held[who] or 9) == 1


def test_who_was_never_seen_has_no_influence_and_is_joined_to_nobody() -> None:
    found = circle([1, 2, 3, 4], parts_of([(1.0, Channel.MEETING, [1, 2, 3])]), [], DAY).positions
    assert found[4].influence is None
    assert found[4].constraint is None
    assert found[1].influence is not None


def test_two_people_are_too_few_for_a_place() -> None:
    found = circle([1, 2], parts_of([(1.0, Channel.MEETING, [1, 2])]), [], DAY)
    assert found.positions[1].influence is None
    ((one, other, strength),) = found.acquaintances
    assert (one, other) == (1, 2)
    assert strength == pytest.approx(100 * (1 - math.exp(-3 * 2 ** (-1 / 60) / 3**0.5 / 6)))


def test_nobody_and_nothing_are_an_empty_circle() -> None:
    nothing = parts_of([])
    assert circle([], nothing, [], DAY) == Circle({}, ())
    assert circle([1, 2, 3], nothing, [(1, 99, True), (2, 2, True)], DAY).positions[1].influence is None


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_the_matrix_forms_equal_networkx(data: st.DataObject) -> None:
    count = data.draw(st.integers(3, 12))
    cells = data.draw(st.lists(st.sampled_from([0.0, 0.0, 0.5, 1.0, 3.0]), min_size=count**2, max_size=count**2))
    weight = np.triu(np.array(cells).reshape(count, count), 1)
    weight = weight + weight.T
    graph = nx.from_numpy_array(weight)
    assert betweenness(weight > 0) == pytest.approx(list(nx.betweenness_centrality(graph).values()))
    assert constraint(weight) == pytest.approx(list(nx.constraint(graph, weight="weight").values()), nan_ok=True)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), shift=st.integers(1, 50))
def test_names_and_order_do_not_matter_and_values_stay_in_range(seed: int, shift: int) -> None:
    touches = drawn(seed, 8, 12)
    found = circle(range(8), parts_of(touches), [], DAY).positions
    renamed = [(age, channel, [100 + shift - who for who in contacts]) for age, channel, contacts in touches[::-1]]
    again = circle([100 + shift - who for who in range(8)], parts_of(renamed), [], DAY).positions
    for who, place in found.items():
        assert again[100 + shift - who].influence == pytest.approx(place.influence)
        assert place.influence is None or 0 < place.influence <= 100


def test_eigenvector_centrality_of_a_star_is_known() -> None:
    star = np.zeros((5, 5))
    star[0, 1:] = star[1:, 0] = 1.0
    assert eigenvector_centrality(star) == pytest.approx([1.0, 0.5, 0.5, 0.5, 0.5])
