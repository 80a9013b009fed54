"""What the map says in sentences, case by case."""

from datetime import timedelta
from typing import Any

import pytest

from domain.account_map import Graph
from domain.circle import Position
from domain.map_findings import FindingKind, TitleChange, read_map
from domain.vocabulary import BuyingRole, RelationKind, Stance, Tier
from tests.domain.maps import DAY, graph_of, person

CHAMPION: dict[str, Any] = {"name": "Mira", "stance": Stance.CHAMPION}
DECIDER = BuyingRole.DECISION_MAKER


def said(graph: Graph, kind: FindingKind, *titles: TitleChange) -> list[str]:
    return [found.sentence for found in read_map(graph, Tier.TACTICAL, titles).findings if found.kind is kind]


@pytest.mark.parametrize(
    ("days", "sentences"),
    [(30, []), (31, ["Mira, our champion, has been silent for 31 days, since 30 May 2026"])],
)
def test_a_champion_without_a_touch_in_thirty_days_is_silent(days: int, sentences: list[str]) -> None:
    graph = graph_of([person(1, **CHAMPION)], (7, 1, 40.0), last_on=DAY - timedelta(days=days))
    assert said(graph, FindingKind.CHAMPION_SILENT) == sentences


def test_a_champion_whom_we_never_met_is_silent_too() -> None:
    assert said(graph_of([person(1, **CHAMPION)]), FindingKind.CHAMPION_SILENT) == [
        "No touch with Mira, our champion, is known"
    ]


def test_a_champion_who_left_is_told_for_half_a_year() -> None:
    gone = person(1, **CHAMPION, left_on=DAY - timedelta(days=20))
    assert said(graph_of([gone]), FindingKind.CHAMPION_GONE) == [
        "Mira, our champion, left on 10 Jun 2026; nobody has taken their place"
    ]
    assert said(graph_of([person(1, **CHAMPION, left_on=DAY - timedelta(days=180))]), FindingKind.CHAMPION_GONE) == []


def test_a_champion_with_another_title_is_told() -> None:
    change = TitleChange(1, "Head of data", None, DAY - timedelta(days=3))
    assert said(graph_of([person(1, **CHAMPION)], (7, 1, 40.0)), FindingKind.CHAMPION_CHANGED, change) == [
        "Mira, our champion, changed title from Head of data to no title on 27 Jun 2026"
    ]


def test_a_blocker_with_power_and_no_way_around_is_told() -> None:
    blocker = person(1, name="Paul", stance=Stance.BLOCKER, influence=70)
    assert said(graph_of([blocker]), FindingKind.BLOCKER) == [
        "Paul blocks with power (influence 70), and we know no way around"
    ]
    assert said(graph_of([person(1, stance=Stance.BLOCKER, influence=50)]), FindingKind.BLOCKER) == []


@pytest.mark.parametrize(
    ("held", "sentences"),
    [
        ([], ["Nobody of ours has a warm tie to anybody here"]),
        (
            [(7, 1, 40.0)],
            [
                "Single-threaded on their side: every warm tie runs through Person 1",
                "Single-threaded on ours: every warm tie runs through Ada",
            ],
        ),
        ([(7, 1, 40.0), (7, 2, 40.0)], ["Single-threaded on ours: every warm tie runs through Ada"]),
        ([(7, 1, 40.0), (8, 2, 40.0)], []),
        (
            [(7, 1, 99.0), (8, 2, 31.0)],
            [
                "Nearly single-threaded on their side: Person 1 carries most of it (concentration 0.86)",
                "Nearly single-threaded on ours: Ada carries most of it (concentration 0.86)",
            ],
        ),
    ],
)
def test_a_single_thread_is_told_for_each_side(held: list[tuple[int, int, float]], sentences: list[str]) -> None:
    assert said(graph_of([person(1), person(2)], *held), FindingKind.SINGLE_THREAD) == sentences


def test_gaps_and_people_out_of_reach_are_told_apart() -> None:
    graph = graph_of([person(1, name="Paul", buying_role=DECIDER)])
    assert said(graph, FindingKind.NOT_REACHED) == ["No warm tie to anybody who decides: Paul"]
    assert said(graph, FindingKind.GAP) == ["We do not know who champions us"]


def test_influence_that_interaction_contradicts_is_told() -> None:
    placed = {1: Position(85.0, 0.3, 4), 2: Position(40.0, 0.3, 1)}
    graph = graph_of([person(1, influence=20), person(2, influence=50)], positions=placed)
    assert said(graph, FindingKind.INFLUENCE_DIFFERS) == ["Person 1: influence 20 entered, 85 by interaction"]


def test_the_most_pressing_comes_first_and_everything_names_its_people() -> None:
    people = [
        person(1, **CHAMPION, left_on=DAY), person(2, stance=Stance.BLOCKER, buying_role=DECIDER), person(3)
    ]  # fmt: skip
    reading = read_map(graph_of(people, (7, 3, 40.0), lines=((3, RelationKind.REPORTS_TO, 2),)), None)
    kinds = [list(FindingKind).index(found.kind) for found in reading.findings]
    assert kinds == sorted(kinds)
    assert reading.findings[0].about == ("contact:1",)
    assert [path.to for path in reading.paths] == [2]
