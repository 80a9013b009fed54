"""The figure of the account map: every look is known to plotly, small, harmless, and told without colour."""

import json
from typing import Any
from xml.etree import ElementTree as Xml

import pytest

from components.figures import kit
from components.figures.account_map import account_map_figure
from components.figures.map_svg import map_svg
from components.map_reading import NEEDS, path_sentence, status_sign
from domain.account_map import Graph, Relation, account_graph
from domain.coverage import MapStatus, Need
from domain.map_layout import lay_out
from domain.map_places import LayoutKind
from domain.map_view import View, viewed
from domain.vocabulary import BuyingRole, RelationKind, Stance
from domain.warm_paths import warm_paths
from tests.domain.maps import DAY, graph_of, person, staffed, ties

LARGEST = 200_000
HOSTILE = "<b>x</b> $y$ &amp; 🚀 محمد"
KINDS = pytest.mark.parametrize("kind", list(LayoutKind))


def drawn(graph: Graph, kind: LayoutKind = LayoutKind.NETWORK, chosen: int | None = None) -> dict[str, Any]:
    shown = viewed(graph, View(kind))
    figure: dict[str, Any] = json.loads(account_map_figure(shown, lay_out(shown, kind), chosen).to_json())
    return figure


@KINDS
def test_a_map_with_every_role_stance_and_line_is_known_to_plotly(kind: LayoutKind) -> None:
    people = [
        person(number, stance=stance, buying_role=role, left_on=DAY if number == 3 else None, is_confirmed=True)
        for number, (stance, role) in enumerate(zip([*Stance, None] * 2, [*BuyingRole, None] * 2, strict=False))
    ]
    lines = [Relation(number, number + 1, kind, number % 2 == 0) for number, kind in enumerate(RelationKind)]
    held = ties((7, 0, 9.0), (7, 1, 40.0), (7, 2, 80.0))
    graph = account_graph(people, lines, held, {7: "Ada"}, DAY, owner_id=7)
    figure = kit.checked(account_map_figure(graph, lay_out(graph, kind), 0))
    letters = {letter for trace in figure.data if trace.customdata is not None for letter in trace.text}
    assert letters == {"C", "S", "N", "K", "B", ""}


@KINDS
@pytest.mark.parametrize("count", [60, 500])
def test_a_map_of_many_stays_small(kind: LayoutKind, count: int) -> None:
    assert len(json.dumps(drawn(staffed(count), kind))) < LARGEST


@KINDS
def test_nothing_of_the_data_is_markup(kind: LayoutKind) -> None:
    people = [person(1, name=HOSTILE, title=HOSTILE, department=HOSTILE, stance=Stance.CHAMPION)]
    graph = account_graph(people, [], ties(), {7: HOSTILE}, DAY, owner_id=7)
    spec = json.dumps(drawn(graph, kind), ensure_ascii=False)
    assert "&lt;b&gt;" in spec
    assert "<b>" not in spec
    assert "$y" not in spec


def test_assumed_is_dotted_and_marked_and_conflict_is_red_and_crossed() -> None:
    people = [person(1, stance=Stance.SUPPORTER), person(2, stance=Stance.SCEPTIC, is_confirmed=True)]
    lines = [Relation(1, 2, RelationKind.CONFLICTS_WITH, False)]
    figure = drawn(account_graph(people, lines, ties(), {}, DAY))
    texts = [text for trace in figure["data"] if trace.get("mode") == "markers+text" for text in trace["text"]]
    assert sorted(texts) == ["K", "S?"]
    assert [trace["line"]["dash"] for trace in figure["data"] if trace["mode"] == "lines"] == ["dot"]
    assert "x" in [trace["marker"]["symbol"] for trace in figure["data"] if trace["mode"] == "markers"]


def test_a_department_of_a_large_account_opens_by_its_name() -> None:
    opens = [trace.get("customdata", []) for trace in drawn(staffed(200))["data"]]
    assert "Legal" in [value for values in opens for value in values]


def test_a_path_is_told_as_who_introduces_whom() -> None:
    people = [person(1, stance=Stance.CHAMPION), person(2, buying_role=BuyingRole.DECISION_MAKER)]
    graph = graph_of(people, (7, 1, 60.0), lines=((1, RelationKind.REPORTS_TO, 2),))
    (path,) = warm_paths(graph)
    assert path_sentence(path, graph) == "Person 2: Ada asks Person 1 (60), who introduces to Person 2"
    lonely = graph_of(people[1:])
    assert path_sentence(warm_paths(lonely)[0], lonely) == "Person 2: no warm path"


def test_every_status_and_need_has_words() -> None:
    assert set(NEEDS) == set(Need)
    assert [status_sign(status)[0] for status in MapStatus] == ["◆", "▲", "●"]


@KINDS
def test_the_picture_as_a_file_is_svg_with_every_name_and_no_markup_of_the_data(kind: LayoutKind) -> None:
    people = [person(1, name=HOSTILE, stance=Stance.SCEPTIC), person(2, name="Zoë", title="CFO", stance=Stance.BLOCKER)]
    lines = ((1, RelationKind.CONFLICTS_WITH, 2), (2, RelationKind.REPORTS_TO, 1))
    graph = graph_of(people, (7, 1, 60.0), lines=lines)
    written = map_svg(account_map_figure(graph, lay_out(graph, kind)), "Nobody <with> power")
    tree = Xml.fromstring(written)
    texts = [text.text for text in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert {"Zoë", "Ada", "B?", "K?"} <= set(texts)
    assert any(text is not None and text.startswith("<b>x</b> $y$ &amp;") for text in texts)
    assert "<b>" not in written
    assert "#00001" not in written
    assert tree.findtext("{http://www.w3.org/2000/svg}title") == "Nobody <with> power"
