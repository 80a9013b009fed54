"""The context brief: what its rules say of records written by hand, and what they say of nothing."""

from datetime import date, timedelta
from typing import Any

import pandas as pd

from domain.account import AccountHeader
from domain.account_map import Stakeholder
from domain.brief.compose import brief
from domain.brief.lines import Blackout, Known, Line, Section, ended, last_contacts
from domain.evidence import Kind
from domain.occurrence import Lane, Occurrence, Sign
from domain.shadow import Casting
from domain.vocabulary import Band, BuyingRole, Lifecycle, Stance, Tier
from tests.domain import test_timeline

DAY = date(2026, 6, 30)
ACCOUNT = AccountHeader(
    account_id=1, name="Kestrel", tier=Tier.KEY, lifecycle=Lifecycle.ACTIVE, industry="Retail", region="DACH",
    time_zone="UTC", customer_since_on=date(2024, 3, 1), owner_id=1, owner_name="Ada", currency="EUR",
    arr_cents=120_000_00, renewal_on=DAY + timedelta(days=90), notice_on=DAY + timedelta(days=30), score=54.2,
    score_without_issues=78.9, score_change=-12.0, band=Band.WATCH, main_reason=None, completeness=1.0,
    last_touch_at=None, health_on=DAY,
)  # fmt: skip


def touches(*rows: dict[str, Any]) -> pd.DataFrame:
    return test_timeline.touches(*({"purpose": "other", **row} for row in rows))


def issues(*rows: dict[str, Any]) -> pd.DataFrame:
    usual = {"title": "Outage", "severity": "s2", "opened_at": "2026-06-20", "resolved_at": None, "promised_on": None}
    frame = pd.DataFrame(
        [{"id": number, **usual, **row} for number, row in enumerate(rows, start=1)], columns=["id", *usual]
    )
    for column in ("opened_at", "resolved_at"):
        frame[column] = pd.to_datetime(frame[column], utc=True)
    return frame.assign(is_open=frame["resolved_at"].isna())


def promises(*rows: dict[str, Any]) -> pd.DataFrame:
    usual = {"promise": "Roadmap", "is_ours": True, "department": "product", "origin": "service", "due_on": DAY,
             "state": "open"}  # fmt: skip
    frame = pd.DataFrame(
        [{"id": number, **usual, **row} for number, row in enumerate(rows, start=1)], columns=["id", *usual]
    )
    return frame.astype({"is_ours": bool})


def person(number: int, **known: Any) -> Stakeholder:
    names = ("title", "department", "seniority", "buying_role", "stance", "influence", "assessed_on", "left_on")
    row: dict[str, Any] = {"contact_id": number, "name": f"Person {number}", "is_confirmed": True}
    return Stakeholder(**row | dict.fromkeys(names) | known)


def known(**given: Any) -> Known:
    usual: dict[str, Any] = {
        "as_of": DAY, "account": ACCOUNT, "arr": "€120 k", "touches": touches({}).iloc[:0], "issues": issues(),
        "promises": promises(),
    }  # fmt: skip
    return Known(**usual | given)


def section(told: Known, title: str) -> Section:
    return next(one for one in brief(told) if one.title == title)


def texts(told: Known, title: str) -> list[str]:
    return [line.text for line in section(told, title).lines]


def test_who_they_are_names_money_deadline_and_the_issue_that_weighs() -> None:
    told = texts(known(shadows=[Casting(1, "Outage", True, 9.0)]), "Who they are to us")
    assert told == [
        "Key account in Retail, DACH, customer since 2024; Ada owns it.",
        "ARR €120 k; contract ends 28 Sep 2026; notice until 30 Jul 2026, in 30 days.",
        "Health 54, watch; 78 without “Outage”.",
    ]


def test_the_last_exchange_of_each_topic_is_told_newest_first() -> None:
    frame = touches(
        {"occurred_at": "2026-06-01", "topic": "cost", "subject": "Old"},
        {"occurred_at": "2026-06-10", "topic": "cost", "subject": "Price", "direction": "inbound", "sentiment": -0.5},
        {"occurred_at": "2026-06-20", "topic": "strategy", "subject": None, "direction": "mutual"},
        {"occurred_at": "2026-06-25", "topic": "cost", "is_automated": True},
        {"occurred_at": "2026-06-26", "topic": "cost", "is_planned": True},
    )
    told = section(known(touches=frame), "Last exchange by topic")
    assert [line.text for line in told.lines] == [
        "Strategy: 20 Jun 2026, 10 days ago, without a subject.",
        "Cost: 10 Jun 2026, 20 days ago, they wrote “Price”, in a bad tone.",
        "Never spoken of on record: innovation, corrective, operations.",
    ]
    assert [line.record for line in told.lines] == [(Kind.TOUCH, 3), (Kind.TOUCH, 2), None]


def test_open_promises_of_both_sides_are_told_ours_first_and_settled_ones_not() -> None:
    told = promises(
        {"is_ours": False, "due_on": DAY - timedelta(days=3), "state": "overdue"},
        {"due_on": DAY + timedelta(days=5)}, {"due_on": DAY - timedelta(days=1), "state": "overdue"}, {"state": "kept"},
    )  # fmt: skip
    assert texts(known(promises=told), "Open promises") == [
        "We (product) promised “Roadmap”, due 29 Jun 2026, 1 day overdue.",
        "We (product) promised “Roadmap”, due 5 Jul 2026, in 5 days.",
        "They promised “Roadmap”, due 27 Jun 2026, 3 days overdue.",
    ]


def test_what_was_promised_at_the_sale_is_told_with_how_it_stands_worst_first() -> None:
    told = promises(
        {"origin": "sale", "state": "kept", "promise": "Training"},
        {"origin": "sale", "state": "broken"},
        {"state": "late"},
    )
    assert texts(known(promises=told), "Promised at the sale") == [
        "“Roadmap”: broken, due 30 Jun 2026.", "“Training”: kept, due 30 Jun 2026."
    ]  # fmt: skip


def test_ten_open_issues_are_told_as_the_five_worst_and_how_many_more() -> None:
    told = texts(known(issues=issues(*({"severity": f"s{1 + number % 4}"} for number in range(10)))), "Open issues")
    assert len(told) == 6
    assert told[0] == "S1 “Outage”, open for 10 days."
    assert told[-1] == "And 5 more issues."


def test_three_points_come_in_the_order_of_their_urgency_each_about_another_record() -> None:
    told = section(
        known(
            issues=issues({}), shadows=[Casting(1, "Outage", True, 9.6)],
            promises=promises(
                {"due_on": DAY - timedelta(days=19), "state": "overdue"},
                {"is_ours": False, "due_on": DAY - timedelta(days=2), "state": "overdue"},
            ),
        ), "Three points to raise",
    )  # fmt: skip
    assert [(line.text, line.because) for line in told.lines] == [
        ("Say when “Roadmap” will be done.", "We promised it; it was due 19 days ago."),
        ("Begin with “Outage”: what is known, what comes next and when.", "It is open, with a shadow of 10 points."),
        ("Ask how they see the renewal.", "They can give notice until 30 Jul 2026, in 30 days."),
    ]


def test_what_to_avoid_names_its_reason() -> None:
    bad = {"topic": "cost", "sentiment": -0.6}
    told = section(
        known(
            issues=issues({"severity": "s1"}),
            promises=promises({"due_on": DAY - timedelta(days=9), "state": "broken"}),
            touches=touches(*({**bad, "occurred_at": f"2026-06-0{day}"} for day in (1, 2, 3))),
            people=[person(1, stance=Stance.BLOCKER, buying_role=BuyingRole.ECONOMIC_BUYER, influence=90)],
            blackouts=[Blackout(DAY, DAY + timedelta(days=3), "Stocktaking.")],
        ), "Avoid",
    )  # fmt: skip
    assert [line.text for line in told.lines] == [
        "Do not approach them until 3 Jul 2026.",
        "Do not offer anything new before “Outage” is solved.",
        "Do not name a new date lightly: 1 promise of ours is overdue or broken.",
        "Tread softly on cost matters.",
        "Do not go around Person 1.",
    ]
    assert all(line.because for line in told.lines)


def test_changes_of_thirty_days_come_bad_first() -> None:
    def happened(number: int, days: int, sign: Sign, kind: Kind = Kind.SURVEY) -> Occurrence:
        on = DAY - timedelta(days=days)
        return Occurrence(kind, number, Lane.SURVEYS, on, on, "NPS", "", sign)

    found = [happened(1, 5, Sign.GOOD), happened(2, 9, Sign.BAD), happened(3, 30, Sign.BAD), happened(4, -1, Sign.BAD)]
    told = section(known(occurrences=found, people=[person(1, left_on=DAY)]), "Changed in 30 days")
    assert [line.text for line in told.lines] == [
        "Health fell by 12 points in 4 weeks.", "Person 1 left on 30 Jun 2026.",
        "21 Jun 2026: NPS.", "25 Jun 2026: NPS.",
    ]  # fmt: skip


def test_people_are_told_with_stance_and_last_contact_and_who_left_is_not() -> None:
    told = known(
        people=[person(1), person(2, stance=Stance.CHAMPION, title="Head"), person(3, left_on=DAY)],
        last_contact={2: DAY - timedelta(days=4)},
    )
    assert texts(told, "People") == [
        "Person 2: champion, Head, last contact 4 days ago.", "Person 1: stance not known, no contact on record."
    ]  # fmt: skip


def test_a_quotation_that_ends_a_sentence_brings_its_own_full_stop() -> None:
    assert [ended("NPS 3"), ended("NPS 3, “Slow.”"), ended("“Slow”")] == ["NPS 3.", "NPS 3, “Slow.”", "“Slow”."]


def test_of_nothing_every_section_says_something() -> None:
    empty = known(account=AccountHeader(**_nothing()))
    for one in brief(empty):
        assert one.lines or one.nothing, one.title
    assert texts(empty, "Who they are to us")[-1] == "Health is not known: too little is on record."


def test_every_sentence_has_its_evidence() -> None:
    told = known(issues=issues({}), promises=promises({"state": "overdue", "due_on": DAY - timedelta(days=2)}))
    lines: list[Line] = [line for one in brief(told) for line in one.lines]
    assert all(line.record or line.tab for line in lines)


def test_the_last_contact_of_each_person_is_found() -> None:
    parts = pd.DataFrame(
        {
            "contact_id": pd.array([1, None, 1], dtype="Int64"),
            "occurred_at": pd.to_datetime(["2026-06-02", "2026-06-09", "2026-06-01"], utc=True),
        }
    )
    assert last_contacts(parts) == {1: date(2026, 6, 2)}


def _nothing() -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(AccountHeader.__slots__)
    return row | {"account_id": 1, "name": "New", "lifecycle": Lifecycle.ACTIVE, "time_zone": "UTC", "currency": "EUR",
                  "band": Band.UNKNOWN, "completeness": 0.0}  # fmt: skip
