"""What a client may see is a list that was decided on: it grows by a decision, never by itself."""

from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, get_args, get_type_hints

import pandas as pd

from domain.promises import Tally
from domain.reports.client import ClientFacts, Sources, client_facts
from domain.reports.contact import Contact, Month

TODAY = date(2026, 11, 22)
ALLOWED = {
    "ClientFacts": {
        "name", "as_of", "manager", "customer_since_on", "contract_ends_on", "contact", "kept", "promises", "issues",
        "goals", "products",
    },
    "Contact": {"months", "touches", "theirs", "met", "next_meeting_on"},
    "Month": {"month_on", "ours", "theirs"},
    "Tally": {"kept", "late", "broken", "overdue", "open"},
    "ClientPromise": {"promise", "is_ours", "made_on", "due_on", "settled_on", "state"},
    "ClientIssue": {"title", "opened_on", "promised_on", "resolved_on"},
    "ClientGoal": {"title", "unit", "start", "current", "target", "due_on", "reached_on"},
    "ClientProduct": {"name", "since_on", "seats"},
}  # fmt: skip
"""Every field of every part. Before one is added: may every client see it, of every account?"""


def parts_of(kind: type[Any]) -> set[type[Any]]:
    """A dataclass and every dataclass that its fields hold."""
    found = {kind}
    for hint in get_type_hints(kind).values():
        for inner in (hint, *get_args(hint)):
            if is_dataclass(inner) and isinstance(inner, type):
                found |= parts_of(inner)
    return found


def test_a_client_sees_the_fields_that_were_decided_on_and_no_other() -> None:
    found = {kind.__name__: {field.name for field in fields(kind)} for kind in parts_of(ClientFacts)}
    assert found == ALLOWED
    assert {Contact, Month, Tally} <= parts_of(ClientFacts)


def frames() -> dict[str, pd.DataFrame]:
    promises = pd.DataFrame(
        [
            (
                "Roadmap",
                True,
                "product",
                "service",
                date(2026, 1, 1),
                date(2026, 2, 1),
                date(2026, 1, 20),
                None,
                "kept",
            ),
            ("Data", False, "support", "service", date(2026, 3, 1), date(2026, 4, 1), None, None, "overdue"),
            ("Credit", True, "finance", "sale", date(2026, 3, 1), date(2026, 12, 1), None, None, "open"),
            ("Fix", True, "product", "sale", date(2026, 3, 1), date(2026, 3, 9), None, date(2026, 3, 20), "broken"),
        ],
        columns=["promise", "is_ours", "department", "origin", "made_on", "due_on", "kept_on", "broken_on", "state"],
    )
    stamps = [pd.Timestamp(day, tz="UTC") for day in ("2026-11-20", "2026-08-24", "2026-08-23")]
    issues = pd.DataFrame(
        {
            "title": ["Open", "Lately", "Long ago"], "severity": ["s1", "s2", "s3"],
            "opened_at": [pd.Timestamp("2026-01-05", tz="UTC")] * 3, "resolved_at": [pd.NaT, *stamps[1:]],
            "promised_on": [date(2026, 12, 1), None, None],
        }
    )  # fmt: skip
    terms = pd.DataFrame(
        [
            ("Core", date(2024, 1, 1), date(2025, 1, 1), 10, False), ("Core", date(2025, 1, 1), None, 25, True),
            ("Flow", date(2024, 1, 1), date(2025, 1, 1), 5, False),
        ],
        columns=["product", "starts_on", "ends_on", "seats", "is_current"],
    )  # fmt: skip
    nothing: dict[str, list[str]] = {name: [] for name in ("direction", "channel", "is_automated", "is_planned")}
    touches = pd.DataFrame(nothing).assign(occurred_at=pd.to_datetime([], utc=True))
    return {"promises": promises, "issues": issues, "terms": terms, "touches": touches}


def told() -> ClientFacts:
    return client_facts(Sources(header=_header(), as_of=TODAY, plan=None, **frames()))


def _header() -> Any:
    """An account of which nothing can be read but what its client may see."""

    class Header:
        name, owner_name = "Kestrel", "Ada"
        customer_since_on, renewal_on = date(2024, 1, 1), date(2027, 1, 1)

    return Header()


def test_promises_stand_with_the_open_ones_first_and_only_ours_are_counted() -> None:
    facts = told()
    assert [one.promise for one in facts.promises] == ["Data", "Credit", "Fix", "Roadmap"]
    assert facts.kept == Tally(kept=1, broken=1, open=1)
    assert facts.promises[2].settled_on == date(2026, 3, 20)


def test_issues_are_the_open_ones_and_those_of_the_review() -> None:
    facts = told()
    assert [one.title for one in facts.issues] == ["Open", "Lately"]
    assert (facts.open_issues, facts.resolved_issues) == (1, 1)


def test_a_product_is_told_once_since_its_first_term_with_the_seats_of_today() -> None:
    (core,) = told().products
    assert (core.name, core.since_on, core.seats) == ("Core", date(2024, 1, 1), 25)
    assert told().goals == ()
