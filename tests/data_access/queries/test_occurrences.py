"""What stands beside the touches, and each record in full: as known on the viewer's day, of this account alone."""

from datetime import date, timedelta

import pytest

from data_access.cache import clear_cached
from data_access.models import (
    AccountOwner,
    AccountPlan,
    Contract,
    ContractEvent,
    Invoice,
    IssueUpdate,
    PlanGoal,
    PlanMilestone,
    Renewal,
    SurveyResponse,
)
from data_access.queries.occurrences import occurrences
from data_access.queries.records import record
from data_access.queries.touch_people import people_in_touches, touches_with
from domain.errors import NotFound
from domain.evidence import Kind
from domain.occurrence import Sign
from domain.viewer import Viewer
from domain.vocabulary import ContractEventKind, InvoiceStatus, PlanStep, Progress, RenewalStatus, Role, SurveyKind
from tests.builders import (
    DAY,
    LONG_AGO,
    add,
    at,
    make_account,
    make_commitment,
    make_contact,
    make_issue,
    make_touchpoint,
    make_user,
    viewer_for,
)
from tests.statements import counted_statements


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


def executive() -> Viewer:
    return viewer_for(make_user(name="Eva"), Role.EXECUTIVE)


def fill(account: int) -> None:
    """One record of each kind."""
    mine = {"account_id": account, "recorded_at": LONG_AGO}
    issue = make_issue(account)
    make_commitment(account, issue_id=issue)
    contract = add(Contract(name="Frame", starts_on=ago(300), **mine))
    add(ContractEvent(contract_id=contract, kind=ContractEventKind.EXPANSION, happened_on=ago(60), **mine))
    add(
        Renewal(
            contract_id=contract, due_on=ago(5), status=RenewalStatus.LOST, decided_on=ago(8), reason="Price", **mine
        )
    )
    bill = {"number": "R-1", "issued_on": ago(70), "due_on": ago(40), "status": InvoiceStatus.PAID, "currency": "EUR"}
    add(Invoice(paid_on=ago(10), amount_cents=950_00, **bill, **mine))
    add(SurveyResponse(kind=SurveyKind.NPS, score=3, comment="Slow", answered_at=at(20), **mine))
    add(AccountOwner(since_on=ago(200), user_id=make_user(name="Olga"), **mine))
    plan = add(AccountPlan(edition=1, step=PlanStep.GOALS, **mine))
    step = {"plan_id": plan, "progress": Progress.DONE}
    add(PlanMilestone(title="Workshop", due_on=ago(30), done_on=ago(28), **step, **mine))
    add(PlanGoal(title="Faster", set_on=ago(90), due_on=ago(3), reached_on=ago(3), **step, **mine))
    add(IssueUpdate(issue_id=issue, told_at=at(9), told="We look into it", **mine))


def test_every_kind_of_record_stands_on_the_axis_and_opens(database: str) -> None:
    viewer, account = executive(), make_account()
    fill(account)
    found = occurrences(viewer, account)
    assert {one.kind for one in found} == {
        Kind.ISSUE, Kind.PROMISE, Kind.CONTRACT, Kind.RENEWAL, Kind.INVOICE, Kind.SURVEY, Kind.OWNER, Kind.MILESTONE,
        Kind.GOAL,
    }  # fmt: skip
    assert [one.on for one in found] == sorted(one.on for one in found)
    signs = {one.kind: one.sign for one in found}
    assert (signs[Kind.RENEWAL], signs[Kind.INVOICE], signs[Kind.MILESTONE]) == (Sign.BAD, Sign.LATE, Sign.LATE)
    opened = {one.kind: record(viewer, account, one.kind, one.id) for one in found}
    assert opened[Kind.ISSUE].notes[-1] == (ago(9), "Told: We look into it")
    assert ("Amount", "950.00 EUR") in opened[Kind.INVOICE].facts
    assert opened[Kind.SURVEY].text == "Slow"
    assert opened[Kind.RENEWAL].text == "Price"


def test_an_earlier_day_knows_neither_outcomes_nor_records_of_later(database: str) -> None:
    account = make_account()
    fill(account)
    make_issue(account, opened_at=at(100), resolved_at=at(40), recorded_at=at(100))
    viewer = executive().on(ago(50))
    found = {one.kind: one for one in occurrences(viewer, account)}
    assert set(found) == {
        Kind.ISSUE, Kind.CONTRACT, Kind.RENEWAL, Kind.INVOICE, Kind.OWNER, Kind.MILESTONE, Kind.GOAL
    }  # fmt: skip
    assert found[Kind.ISSUE].word == "S2, open"
    for kind in (Kind.RENEWAL, Kind.INVOICE, Kind.MILESTONE, Kind.GOAL):
        assert found[kind].sign is Sign.OPEN, kind
    told = record(viewer, account, Kind.RENEWAL, found[Kind.RENEWAL].id)
    assert told.text is None
    assert "Decided" not in dict(told.facts)


def test_a_record_of_another_account_is_not_found(database: str) -> None:
    owner = make_user()
    mine, foreign = make_account(owner_id=owner), make_account()
    issue = make_issue(foreign)
    for account in (mine, foreign):
        with pytest.raises(NotFound):
            record(viewer_for(owner), account, Kind.ISSUE, issue)


def test_the_number_of_statements_does_not_grow_with_the_rows(database: str) -> None:
    viewer, account = executive(), make_account()

    def statements() -> int:
        clear_cached()
        with counted_statements() as counter:
            occurrences(viewer, account)
            people_in_touches(viewer, account)
        return len(counter)

    few = statements()
    fill(account)
    for _ in range(5):
        make_touchpoint(account, people=({"contact_id": make_contact(account)},))
    assert statements() == few


def test_people_are_told_with_their_touches_and_choose_them(database: str) -> None:
    ada = make_user()
    viewer, account = viewer_for(ada, Role.EXECUTIVE), make_account()
    mira, paul = make_contact(account, name="Mira"), make_contact(account, name="Paul")
    first = make_touchpoint(account, people=({"contact_id": mira}, {"user_id": ada}))
    second = make_touchpoint(account, people=({"contact_id": paul}, {"contact_id": mira}))
    make_touchpoint(account, recorded_at=at(-1), people=({"contact_id": paul},))
    make_touchpoint(make_account(name="Other"), people=({"user_id": ada},))
    told = [(one.name, one.is_ours, one.touches) for one in people_in_touches(viewer, account)]
    assert told == [("Mira", False, 2), ("Paul", False, 1), ("Ada Owner", True, 1)]
    assert touches_with(viewer, account, mira, is_ours=False) == {first, second}
    assert touches_with(viewer, account, ada, is_ours=True) == {first}
