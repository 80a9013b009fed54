"""The account's people as a graph, what it says, and where its nodes stand."""

from datetime import date

import pytest

from domain.account_map import Relation, Stakeholder, account_graph, stakeholders_in, tie_to
from domain.landscape import landscape
from domain.vocabulary import BuyingRole, RelationKind, Seniority, Stance
from tests.domain.maps import DAY, person, ties

NO_TIES = ties()


def test_ties_below_contact_and_to_unknown_people_are_left_out() -> None:
    graph = account_graph([person(1)], [], ties((7, 1, 40.0), (8, 1, 2.0), (7, 99, 80.0)), {7: "Ada", 8: "Bo"}, DAY)
    assert set(graph) == {"contact:1", "user:7"}
    assert tie_to(graph, 1) == 40.0


def test_the_owner_is_on_the_map_without_any_tie() -> None:
    graph = account_graph([person(1)], [], NO_TIES, {7: "Ada"}, DAY, owner_id=7)
    assert set(graph) == {"contact:1", "user:7"}


def test_two_people_may_be_joined_by_several_kinds_of_line() -> None:
    lines = [Relation(1, 2, RelationKind.REPORTS_TO, True), Relation(1, 2, RelationKind.CONFLICTS_WITH, False)]
    graph = account_graph(
        [person(1), person(2)], [*lines, Relation(1, 3, RelationKind.INFLUENCES, True)], NO_TIES, {}, DAY
    )
    assert sorted(key for _, _, key in graph.edges(keys=True)) == ["conflicts_with", "reports_to"]


def test_who_left_comes_last_and_is_not_counted() -> None:
    gone = person(1, stance=Stance.CHAMPION, influence=100, left_on=date(2026, 6, 30))
    graph = account_graph([gone, person(2, stance=Stance.NEUTRAL)], [], NO_TIES, {}, DAY)
    assert [someone.contact_id for someone in stakeholders_in(graph)] == [2, 1]
    assert landscape(graph).startswith("No champion")


def test_influence_that_nobody_entered_is_assumed_from_seniority() -> None:
    assert (
        person(1, seniority=Seniority.EXECUTIVE).likely_influence
        > person(2, seniority=Seniority.STAFF).likely_influence
    )
    assert person(3, influence=0, seniority=Seniority.EXECUTIVE).likely_influence == 0


@pytest.mark.parametrize(
    ("people", "sentence"),
    [
        ([], "Nobody is known here yet"),
        ([person(1), person(2)], "Two people known, nobody's stance recorded; no warm tie to any of 2"),
        (
            [
                person(1, stance=Stance.CHAMPION, influence=80, seniority=Seniority.DIRECTOR),
                person(2, stance=Stance.BLOCKER, buying_role=BuyingRole.PROCUREMENT),
            ],
            "One champion with power; procurement blocks; nobody above director",
        ),
        (
            [person(1, stance=Stance.CHAMPION, influence=20), person(2, stance=Stance.SCEPTIC, influence=90)],
            "One champion, none with power; one sceptic with power; no warm tie to any of 2",
        ),
        (
            [person(n, stance=Stance.BLOCKER, influence=9) for n in (1, 2)],
            "No champion; two people block; no warm tie to any of 2",
        ),
    ],
)
def test_the_landscape_is_said_in_a_sentence(people: list[Stakeholder], sentence: str) -> None:
    assert landscape(account_graph(people, [], NO_TIES, {}, DAY)) == sentence
