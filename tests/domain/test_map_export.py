"""GraphML: what was written is read again, by networkx and by a plain XML reader, with every attribute."""

from io import BytesIO
from xml.etree import ElementTree as Xml

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.circle import Position
from domain.map_export import INTERNAL, graphml, plain_graph
from domain.vocabulary import BuyingRole, RelationKind, Seniority, Stance
from tests.domain.maps import DAY, graph_of, person, random_graph

NAMESPACE = {"g": "http://graphml.graphdrawing.org/xmlns"}


def test_every_attribute_of_a_person_a_tie_and_a_line_is_in_the_file() -> None:
    mira = person(
        1, name="Mira <b>&amp; Söhne\x00", title="CFO", department="Finance", seniority=Seniority.EXECUTIVE,
        buying_role=BuyingRole.ECONOMIC_BUYER, stance=Stance.CHAMPION, influence=80, is_confirmed=True, assessed_on=DAY,
    )  # fmt: skip
    lines = ((2, RelationKind.REPORTS_TO, 1),)
    graph = graph_of([mira, person(2)], (7, 1, 40.5), lines=lines, positions={1: Position(55.4, 0.25, 3)})
    read = nx.read_graphml(BytesIO(graphml(graph)), force_multigraph=True)
    assert read.graph["note"] == INTERNAL
    assert read.nodes["contact:1"] == {
        "label": "Mira <b>&amp; Söhne", "side": "theirs", "title": "CFO", "department": "Finance",
        "seniority": "executive", "buying_role": "economic_buyer", "stance": "champion", "is_confirmed": True,
        "influence": 80, "influence_entered": 80, "influence_computed": 55, "constraint": 0.25,
        "assessed_on": "2026-06-30", "has_left": False, "last_touch_on": "2026-06-30",
    }  # fmt: skip
    assert read.nodes["user:7"] == {"label": "Ada", "side": "ours", "is_owner": False}
    kinds = {(start, end): data["kind"] for start, end, data in read.edges(data=True)}
    assert kinds == {("user:7", "contact:1"): "tie", ("contact:2", "contact:1"): "reports_to"}
    tie = next(data for _, _, data in read.edges(data=True) if data["kind"] == "tie")
    assert (tie["strength"], tie["weight"], tie["is_fading"]) == (pytest.approx(40.5), pytest.approx(40.5), False)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 100_000))
def test_a_round_trip_loses_nothing(seed: int) -> None:
    plain = plain_graph(random_graph(seed))
    read = nx.read_graphml(BytesIO(graphml(random_graph(seed))), force_multigraph=True)
    assert {node: read.nodes[node] for node in read} == {node: plain.nodes[node] for node in plain}
    said = sorted((start, end, sorted(data.items())) for start, end, data in plain.edges(data=True))
    assert sorted((start, end, sorted(data.items())) for start, end, data in read.edges(data=True)) == said


def test_a_reader_that_knows_nothing_of_us_finds_declared_types_and_different_ids() -> None:
    tree = Xml.fromstring(graphml(random_graph(3)))
    declared = {key.get("id"): key.get("attr.type") for key in tree.findall("g:key", NAMESPACE)}
    used = {data.get("key") for data in tree.iter("{http://graphml.graphdrawing.org/xmlns}data")}
    assert used <= declared.keys()
    assert set(declared.values()) <= {"string", "boolean", "int", "long", "double", "float"}
    ids = [edge.get("id") for edge in tree.iter("{http://graphml.graphdrawing.org/xmlns}edge")]
    assert len(ids) == len(set(ids)) > 0
