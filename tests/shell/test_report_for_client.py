"""A client's report holds what the client may see: every other text of the account bears a mark, and none is found.

Each text of each row that belongs to the account becomes a mark of its own, whatever table or column it is in, also one
that is added tomorrow. Then both versions are made in both forms, and every part of every file is searched.
"""

import io
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from pptx import Presentation
from pypdf import PdfReader
from sqlalchemy import Column, Connection, Engine, Enum, create_engine, func, insert, select, update

from components.reports.document import Audience, Form
from data_access.engine import driver_url
from data_access.models import (
    AccountCurrent,
    Annotation,
    Assessment,
    Base,
    HealthPulse,
    Issue,
    IssueEscalation,
    IssueUpdate,
    PlanGoal,
    ServiceCost,
    User,
)
from domain.viewer import Viewer
from domain.vocabulary import Role, Stance
from shell.reports import account_report
from tests.conftest import DEMO_DAY
from tests.reports import pdf_everything, pdf_texts, pptx_everything, pptx_texts

COST = 777_123_45
"""What each month of serving it costs, in hundredths."""
BOSS = Viewer(0, "Boss", Role.EXECUTIVE, DEMO_DAY)
FOR_THE_CLIENT = {
    "accounts.name", "commitments.promise", "issues.title", "plan_goals.title", "plan_goals.unit",
}  # fmt: skip
"""Texts of an account that its client may read; nothing else may be found."""
FOR_US = {
    "accounts.name", "commitments.promise", "issues.title", "plan_goals.title", "plan_milestones.title",
    "plan_risks.title", "contacts.name", "health_pulses.note",
}  # fmt: skip
"""Some of the texts that our own version tells."""
_OF_OURS = {
    "stakeholder_assessments.note", "touchpoints.subject", "touchpoints.summary", "issues.description",
    "issue_escalations.reason",
    "issue_updates.told", "health_pulses.note", "annotations.note", "account_plans.expected_needs",
    "account_plans.competitors", "plan_risks.mitigation", "plan_milestones.title", "contracts.terms",
}  # fmt: skip
"""Texts that surely were planted, so that the search means something."""
_KEPT = {"accounts.time_zone", "account_domains.domain"}
"""Texts that something is computed from, or that are half of a key."""
_OURS_ALONE = (
    "health", "trust", "stance", "champion", "blocker", "sceptic", "margin", "cost", "churn", "forecast", "arr", "risk",
    "influence", "severity", "renew", "pulse", "escalat", "annotation", "milestone", "internal", "band",
)  # fmt: skip
"""Words that say what we think, which the client does not read."""


@pytest.fixture
def marked(own_demo_database: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """An account with a plan, and its marks: which column each stands in."""
    engine = create_engine(driver_url(own_demo_database))
    with engine.begin() as connection:
        found = connection.execute(
            select(PlanGoal.account_id).join(ServiceCost, ServiceCost.account_id == PlanGoal.account_id)
            .group_by(PlanGoal.account_id).order_by(func.count().desc(), PlanGoal.account_id).limit(1)
        ).scalar_one()  # fmt: skip
    yield found, dict(_planted(engine, found))
    engine.dispose()


def _written(connection: Connection, account_id: int) -> None:
    """What nobody may have written about this account yet: a pulse, an annotation, an escalation, an update."""
    of, known = {"account_id": account_id}, datetime(2026, 10, 1, tzinfo=UTC)
    connection.execute(insert(HealthPulse).values(level="bad", given_on=DEMO_DAY, note="-", recorded_at=known, **of))
    connection.execute(insert(Annotation).values(starts_on=DEMO_DAY, chart="health", note="-", recorded_at=known, **of))
    of["issue_id"] = connection.execute(select(Issue.id).where(Issue.account_id == account_id).limit(1)).scalar_one()
    connection.execute(
        insert(IssueEscalation).values(department="product", escalated_at=known, reason="-", recorded_at=known, **of)
    )
    connection.execute(insert(IssueUpdate).values(told_at=known, told="-", recorded_at=known, **of))


def _planted(engine: Engine, account_id: int) -> Iterator[tuple[str, str]]:
    """Mark every text of the account's rows; people's stance is the worst there is, and a cost one that is seen."""
    number = 0
    with engine.begin() as connection:
        _written(connection, account_id)
        for table in Base.metadata.sorted_tables:
            of = table.c.get("account_id") if table.name != "accounts" else table.c["id"]
            texts = [one for one in table.c if _is_text(one) and f"{table.name}.{one.name}" not in _KEPT]
            if of is None or not texts or len(table.primary_key.columns) != 1:
                continue
            key = next(iter(table.primary_key.columns))
            for row in connection.execute(select(key).where(of == account_id).order_by(key)).scalars().all():
                marks = {}
                for column in texts:
                    if connection.execute(select(column).where(key == row)).scalar() is None and not column.nullable:
                        continue
                    number += 1
                    marks[column.name] = f"zq{number:05d}"
                    yield marks[column.name], f"{table.name}.{column.name}"
                connection.execute(update(table).where(key == row).values(marks))
        connection.execute(update(Assessment).where(Assessment.account_id == account_id).values(stance=Stance.BLOCKER))
        connection.execute(
            update(ServiceCost).where(ServiceCost.account_id == account_id).values(amount_cents=777_123_45)
        )


def _is_text(column: Column[Any]) -> bool:
    return str(column.type) in ("VARCHAR", "TEXT") and not isinstance(column.type, Enum)


def test_the_clients_version_holds_no_text_that_is_ours_alone(marked: tuple[int, Mapping[str, str]]) -> None:
    account_id, marks = marked
    seen = {form: searched(account_report(BOSS, account_id, Audience.CLIENT, form), form) for form in Form}
    for form, whole in seen.items():
        found = {marks[mark] for mark in re.findall(r"zq\d{5}", whole) if mark in marks}
        assert set(marks.values()) >= _OF_OURS
        assert found <= FOR_THE_CLIENT, (form, found - FOR_THE_CLIENT)
        assert {"accounts.name", "commitments.promise", "plan_goals.title"} <= found
        assert "777123" not in whole.replace(",", "")


def test_our_own_version_tells_them(marked: tuple[int, Mapping[str, str]]) -> None:
    account_id, marks = marked
    for form in Form:
        whole = searched(account_report(BOSS, account_id, Audience.US, form), form)
        found = {marks[mark] for mark in re.findall(r"zq\d{5}", whole) if mark in marks}
        assert found >= FOR_US, (form, FOR_US - found)
        assert "Blocker" in whole
        assert "Serving them costs" in whole


def test_the_clients_version_names_no_other_client_and_nobody_of_ours_but_their_manager(own_demo_database: str) -> None:
    engine = create_engine(driver_url(own_demo_database))
    with engine.connect() as connection:
        rows = connection.execute(
            select(AccountCurrent.account_id, AccountCurrent.name, AccountCurrent.owner_name)
        ).all()
        people = set(connection.execute(select(User.name)).scalars())
    engine.dispose()
    for account_id, name, owner in rows[:4]:
        for form in Form:
            data = account_report(BOSS, account_id, Audience.CLIENT, form)
            pages = "\n".join((pdf_texts if form is Form.PDF else pptx_texts)(data))
            others = {other for _, other, _ in rows if other != name and re.search(rf"\b{re.escape(other)}\b", pages)}
            assert not others
            assert {person for person in people if person in pages} <= {owner}


def test_the_clients_version_says_nothing_of_what_we_think(marked: tuple[int, Mapping[str, str]]) -> None:
    """Every text of the account is a mark, so that all other words are ours."""
    for form, read in ((Form.PDF, pdf_texts), (Form.PPTX, pptx_texts)):
        words = "\n".join(read(account_report(BOSS, marked[0], Audience.CLIENT, form))).lower()
        assert not [word for word in _OURS_ALONE if re.search(rf"\b{word}", words)]


def test_the_properties_of_a_file_name_the_company_and_the_day(own_demo_database: str) -> None:
    for audience in Audience:
        deck = Presentation(io.BytesIO(account_report(BOSS, 1, audience, Form.PPTX))).core_properties
        assert (deck.author, deck.last_modified_by) == ("Meridian Systems", "Meridian Systems")
        assert deck.created is not None
        assert deck.created.date() == DEMO_DAY
        assert not (deck.comments)
        assert not (deck.keywords)
        assert not (deck.category)
        sheet = PdfReader(io.BytesIO(account_report(BOSS, 1, audience, Form.PDF))).metadata
        assert sheet is not None
        assert sheet.author == "Meridian Systems"
        assert sheet.creation_date is not None
        assert sheet.creation_date.date() == DEMO_DAY


def searched(data: bytes, form: Form) -> str:
    """Everything that the file holds, as text."""
    if form is Form.PDF:
        return pdf_everything(data)
    return "\n".join(part.decode("latin-1") for part in pptx_everything(data).values())
