"""Handover readiness by hand: every point is accounted for, and what is missing is said."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.handover import HandoverFacts, carried_alone, handover_brief, handover_checks, readiness
from domain.vocabulary import BuyingRole, RelationKind, Stance
from tests.domain.maps import DAY, graph_of, person, random_graph

OWNER = "user:7"


def facts(**known: Any) -> HandoverFacts:
    usual: dict[str, Any] = {
        "promises": (), "issues": (), "plan_reviewed_on": DAY, "notice_on": DAY, "renewal_on": DAY
    }  # fmt: skip
    return HandoverFacts(**usual | known)


def promise(state: str, due_on: date = DAY, *, is_ours: bool = True) -> dict[str, Any]:
    return {"promise": "Send the roadmap", "is_ours": is_ours, "state": state, "due_on": due_on}


def known_people() -> list[Any]:
    boss = person(1, name="Mira", stance=Stance.CHAMPION, buying_role=BuyingRole.DECISION_MAKER, assessed_on=DAY)
    return [boss, person(2, name="Paul")]


def test_an_account_that_others_know_as_well_is_ready() -> None:
    graph = graph_of(known_people(), (7, 1, 60.0), (8, 1, 40.0), (8, 2, 40.0))
    checks = handover_checks(graph, OWNER, facts(promises=[promise("open")]))
    assert readiness(checks) == 100.0
    assert [check.missing for check in checks] == [None] * 6


def test_an_account_that_the_owner_alone_knows_is_not_and_says_why() -> None:
    graph = graph_of(known_people(), (7, 1, 60.0), (7, 2, 40.0))
    given_facts = facts(
        promises=[promise("open"), promise("overdue"), promise("kept"), promise("overdue", is_ours=False)],
        plan_reviewed_on=DAY - timedelta(days=181),
        notice_on=None,
    )
    checks = handover_checks(graph, OWNER, given_facts)
    assert [(check.points, check.missing) for check in checks] == [
        (0.0, "0 of 2 known warmly by somebody else of ours"),
        (0.0, "0 of 1 reached without the owner"),
        (20.0, None),
        (5.0, "1 overdue"),
        (0.0, "last reviewed on 31 Dec 2025"),
        (5.0, "no notice date known"),
    ]
    assert readiness(checks) == 30.0


def test_old_assessments_and_unknown_deciders_are_missing() -> None:
    old = person(1, stance=Stance.NEUTRAL, influence=90, assessed_on=DAY - timedelta(days=181))
    _, deciders, stances, *_ = handover_checks(graph_of([old]), OWNER, facts())
    assert deciders.missing == "nobody is known who decides"
    assert stances.missing == "0 of 1 with power assessed in the last 180 days"


def test_the_brief_names_whom_to_meet_what_is_owed_and_what_to_take_care_of() -> None:
    people = [*known_people(), person(3, name="Bea", stance=Stance.BLOCKER)]
    graph = graph_of(people, (7, 1, 60.0), (8, 2, 40.0), lines=((3, RelationKind.CONFLICTS_WITH, 2),))
    issue = {"is_open": True, "severity": "s2", "title": "Exports fail"}
    brief = dict(handover_brief(graph, OWNER, facts(promises=[promise("open")], issues=[issue], renewal_on=None)))
    assert brief == {
        "Be introduced by the owner while they are here": ("Mira",),
        "Who decides, and how you come to them": ("Mira: only the owner could introduce you",),
        "What we have promised": ("30 Jun 2026: Send the roadmap",),
        "What is open": ("S2: Exports fail",),
        "Take care": ("Bea blocks", "Bea and Paul are in conflict"),
        "Dates": ("Notice deadline: 30 Jun 2026",),
    }


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 100_000))
def test_readiness_stays_in_range_and_a_point_that_is_missing_has_a_reason(seed: int) -> None:
    graph = random_graph(seed)
    checks = handover_checks(graph, OWNER, facts(plan_reviewed_on=None))
    assert 0.0 <= readiness(checks) <= 100.0
    assert sum(check.possible for check in checks) == pytest.approx(100.0)
    for check in checks:
        assert (check.missing is None) == (check.points == pytest.approx(check.possible))
    assert set(carried_alone(graph, OWNER)) <= set(graph)
