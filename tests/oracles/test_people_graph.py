"""Strength, influence and paths of the demo's accounts, computed anew from the raw rows by loops and networkx."""

import math
from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations
from typing import TYPE_CHECKING, Any

import networkx as nx
import pandas as pd
import pytest

from data_access.queries.people_graph import map_reading, people_graph
from domain.account_map import TIE
from domain.vocabulary import Role
from tests.builders import viewer_for
from tests.oracles.raw import Raw, Row, opened

if TYPE_CHECKING:
    Joined = nx.Graph[Any]
    Ways = nx.DiGraph[Any]
else:
    Joined, Ways = nx.Graph, nx.DiGraph

WEIGHT = {
    "meeting": 3, "event": 2, "video": 2, "call": 2, "email": 1, "chat": 1, "social": 1, "portal": 1, "support": 1,
}  # fmt: skip
ACCOUNTS = range(1, 9)


def touches_of(raw: Raw, account: int, end: datetime) -> dict[int, list[Row]]:
    rows = raw.rows(
        "SELECT t.id, t.occurred_at, t.recorded_at, t.channel, t.direction, t.is_automated, t.is_planned, p.user_id, "
        "p.contact_id, p.part FROM touchpoints t JOIN touchpoint_participants p ON p.touchpoint_id = t.id "
        f"WHERE t.account_id = {account}"
    )
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        if row["occurred_at"] < end and row["recorded_at"] < end and not row["is_automated"] and not row["is_planned"]:
            found[row["id"]].append(row)
    return found


def weight_of(people: list[Row], end: datetime) -> float:
    age = (end - people[0]["occurred_at"]).total_seconds() / 86_400
    return float(WEIGHT.get(people[0]["channel"], 0) * 2 ** (-age / 60) / math.sqrt(len(people)))


def strengths(touches: dict[int, list[Row]], end: datetime) -> dict[tuple[int, int], float]:
    out: dict[tuple[int, int], float] = defaultdict(float)
    back: dict[tuple[int, int], float] = defaultdict(float)
    for people in touches.values():
        share = {"outbound": 1.0, "inbound": 0.0, "mutual": 0.5}[people[0]["direction"]]
        for user in {row["user_id"] for row in people} - {None}:
            for contact in {row["contact_id"] for row in people} - {None}:
                out[user, contact] += share * weight_of(people, end)
                back[user, contact] += (1 - share) * weight_of(people, end)
    found = {}
    for pair, outward in out.items():
        both = outward + back[pair]
        mutual = 2 * min(outward, back[pair]) / both if both else 0.0
        found[pair] = 100 * (1 - math.exp(-both * (0.5 + 0.5 * mutual) / 6))
    return found


def influences(raw: Raw, account: int, day: date, end: datetime) -> dict[int, float]:
    people = {
        row["id"]
        for row in raw.rows(f"SELECT id, left_on FROM contacts WHERE account_id = {account}")
        if row["left_on"] is None or row["left_on"] > day
    }
    weights: dict[tuple[int, int], float] = defaultdict(float)
    writers: dict[int, set[int]] = defaultdict(set)
    seen = set()
    for touch in touches_of(raw, account, end).values():
        known = {row["contact_id"] for row in touch} & people
        seen |= known
        for one, other in combinations(sorted(known), 2):
            weights[one, other] += weight_of(touch, end)
        senders = {row["contact_id"] for row in touch if row["part"] == "sender"} & people
        for sender in senders:
            for who in known - senders:
                writers[who].add(sender)
    lines = raw.rows(
        "SELECT from_contact_id AS a, to_contact_id AS b, is_confirmed, ended_on FROM contact_relations "
        f"WHERE kind = 'reports_to' AND account_id = {account}"
    )
    for line in lines:
        if {line["a"], line["b"]} <= people and (line["ended_on"] is None or line["ended_on"] > day):
            weights[min(line["a"], line["b"]), max(line["a"], line["b"])] += 1.0 if line["is_confirmed"] else 0.5
            seen |= {line["a"], line["b"]}
    graph: Joined = nx.Graph()
    graph.add_nodes_from(sorted(people))
    graph.add_weighted_edges_from(
        (one, other, math.log1p(weight)) for (one, other), weight in weights.items() if weight
    )
    if not graph.number_of_edges() or len(seen) < 3:
        return {}
    central = nx.eigenvector_centrality(graph, max_iter=1_000_000, tol=1e-14, weight="weight")
    table = pd.DataFrame(
        {
            "eigenvector": {who: round(value, 6) for who, value in central.items()},
            "writers": {who: len(writers[who]) for who in people},
            "betweenness": {who: round(value, 9) for who, value in nx.betweenness_centrality(graph).items()},
        }
    )
    placed = 100 * table.rank(pct=True).mean(axis=1)
    return {who: float(placed[who]) for who in people & seen}


@pytest.mark.parametrize("account", ACCOUNTS)
def test_ties_and_influence_are_those_of_the_raw_rows(demo_database: str, account: int) -> None:
    with opened(demo_database) as raw:
        day = raw.value("SELECT demo_day AS demo_on FROM workspace")
        day = day if isinstance(day, date) else date.fromisoformat(day)
        end = datetime.combine(day + timedelta(days=1), time(), UTC)
        told, placed = strengths(touches_of(raw, account, end), end), influences(raw, account, day, end)
    graph = people_graph(viewer_for(1, Role.EXECUTIVE, day), account, None)
    held = {
        (int(start[5:]), int(finish[8:])): data["strength"]
        for start, finish, key, data in graph.edges(keys=True, data=True)
        if key == TIE
    }
    assert held.keys() == {pair for pair, strength in told.items() if strength >= 5}
    for pair, strength in held.items():
        # Two years are read: what is older adds less than a four-thousandth of what it did.
        assert strength == pytest.approx(told[pair], abs=0.05)
    for node, data in graph.nodes(data=True):
        if "person" in data:
            computed = data["person"].position.influence if data["person"].position else None
            assert computed == pytest.approx(placed.get(int(node[8:]))), node


@pytest.mark.parametrize("account", ACCOUNTS)
def test_warm_paths_are_the_shortest_there_are(demo_database: str, account: int) -> None:
    with opened(demo_database) as raw:
        day = raw.value("SELECT demo_day AS demo_on FROM workspace")
    viewer = viewer_for(1, Role.EXECUTIVE, day if isinstance(day, date) else date.fromisoformat(day))
    graph = people_graph(viewer, account, None)
    ways: Ways = nx.DiGraph()
    for start, end, key, data in graph.edges(keys=True, data=True):
        if key == "conflicts_with" or data.get("strength", 100) < 30:
            continue
        for one, other in ((start, end),) if key == TIE else ((start, end), (end, start)):
            who, whom = graph.nodes[one].get("person"), graph.nodes[other]["person"]
            leads_on = who is None or not (who.stance == "blocker" or who.has_left(viewer.as_of))
            if leads_on and not whom.has_left(viewer.as_of):
                ways.add_edge(one, other)
    ours = [node for node in ways if node.startswith("user:")]
    for path in map_reading(viewer, account, None, None).paths:
        target = f"contact:{path.to}"
        reached = [
            nx.shortest_path_length(ways, user, target)
            for user in ours
            if target in ways and nx.has_path(ways, user, target)
        ]
        assert max(len(path.nodes) - 1, 0) == min((steps for steps in reached if steps <= 4), default=0)
