"""Nothing that happened or became known after a day changes what is told of that day: leaks are planted, none found."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from data_access.cache import clear_cached
from data_access.models import (
    Account,
    AccountOwner,
    AccountPlan,
    Commitment,
    Contract,
    ContractEvent,
    GoalReading,
    Invoice,
    Issue,
    Opportunity,
    PlanGoal,
    PlanMilestone,
    Product,
    Renewal,
    Subscription,
    SubscriptionTerm,
    SurveyResponse,
)
from data_access.models.base import Base
from data_access.queries import commercials, service
from data_access.queries.account import account_header, health_history
from data_access.queries.occurrences import occurrences
from data_access.queries.plans import plan
from data_access.queries.service_levels import account_service
from data_access.queries.service_levels import service as served
from data_access.queries.stakeholders import relations, stakeholders
from data_access.queries.touch_people import people_in_touches
from data_access.queries.touchpoints import latest_touches, participations, touches, touches_about
from data_access.session import maintaining
from domain.portfolio import Filters
from domain.viewer import Viewer
from domain.vocabulary import (
    ContractEventKind,
    InvoiceStatus,
    IssueStatus,
    Lifecycle,
    OpportunityKind,
    OpportunityStage,
    PlanStep,
    Progress,
    RenewalStatus,
    Role,
    Stance,
    SurveyKind,
)
from tests.builders import (
    DAY,
    LONG_AGO,
    add,
    at,
    make_account,
    make_assessment,
    make_commitment,
    make_contact,
    make_current,
    make_health_model,
    make_issue,
    make_snapshot,
    make_stakeholder,
    make_touchpoint,
    make_user,
    sunday,
    viewer_for,
)

THEN = DAY - timedelta(days=30)
"""The day looked at; what is planted is of after it."""
Ask = Callable[[Viewer, int], Any]
QUESTIONS: dict[str, Ask] = {
    "header": account_header,
    "history": lambda viewer, account: health_history(viewer, account).weeks,
    "touches": touches,
    "touches about": lambda viewer, account: touches_about(viewer, account, "secret"),
    "latest": latest_touches,
    "participations": participations,
    "people in touches": people_in_touches,
    "occurrences": occurrences,
    "issues": service.issues,
    "promises": service.promises,
    "service": lambda viewer, _account: [(one.key, one.history) for one in served(viewer, Filters(), None).kpis],
    "promises by department": lambda viewer, _account: served(viewer, Filters(), None).tallies,
    "service levels": lambda viewer, account: account_service(viewer, account, None),
    "contracts": commercials.contracts,
    "renewals": commercials.renewals,
    "terms": commercials.subscription_terms,
    "invoices": commercials.invoices,
    "opportunities": commercials.opportunities,
    "goals": lambda viewer, account: _plan(viewer, account).goals,
    "milestones": lambda viewer, account: _plan(viewer, account).milestones,
    "stakeholders": stakeholders,
    "relations": relations,
}


def _plan(viewer: Viewer, account: int) -> Any:
    found = plan(viewer, account)
    assert found is not None
    return found


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


def row_of(kind: type[Base], number: int, **changed: Any) -> None:
    """Change one row, as whoever looks at a later day would find it."""
    with maintaining() as session:
        for name, value in changed.items():
            setattr(session.get(kind, number), name, value)


@pytest.fixture
def lived(database: str) -> tuple[int, dict[str, int]]:
    """An account with a record of each kind that was known on THEN, and their numbers."""
    owner = make_user(name="Then")
    account = make_account(owner_id=owner)
    mine = {"account_id": account, "recorded_at": LONG_AGO}
    contract = add(Contract(name="Frame", starts_on=ago(300), ends_on=ago(-60), notice_on=ago(-10), **mine))
    plan_number = add(AccountPlan(edition=1, step=PlanStep.GOALS, **mine))
    step = {"plan_id": plan_number, "progress": Progress.ON_TRACK}
    subscription = add(Subscription(product_id=add(Product(name="Core")), currency="EUR", **mine))
    bill = {"number": "R-1", "issued_on": ago(90), "due_on": ago(60), "amount_cents": 1, "currency": "EUR"}
    person = make_contact(account)
    numbers = {
        "issue": make_issue(account, opened_at=at(50)),
        "promise": make_commitment(account, made_on=ago(60), due_on=ago(40)),
        "contract": contract,
        "renewal": add(Renewal(contract_id=contract, due_on=ago(-60), status=RenewalStatus.OPEN, **mine)),
        "invoice": add(Invoice(status=InvoiceStatus.OPEN, **bill, **mine)),
        "goal": add(PlanGoal(title="G", set_on=ago(90), current_value=5.0, target_value=9.0, **step, **mine)),
        "milestone": add(PlanMilestone(title="M", due_on=ago(20), **step, **mine)),
        "opportunity": add(
            Opportunity(name="O", kind=OpportunityKind.UPSELL, stage=OpportunityStage.IDENTIFIED, opened_on=ago(80),
                        close_on=ago(5), **mine)
        ),
        "person": make_stakeholder(account, contact_id=person),
        "contact": person,
        "owner": owner,
        "subscription": subscription,
        "plan": plan_number,
    }  # fmt: skip
    add(GoalReading(goal_id=numbers["goal"], measured_on=ago(50), value=5.0, **mine))
    add(AccountOwner(user_id=owner, since_on=ago(300), **mine))
    make_touchpoint(account, occurred_at=at(45), people=({"contact_id": person}, {"user_id": owner}))
    make_assessment(account, numbers["person"], assessed_on=ago(60))
    model = make_health_model()
    make_snapshot(account, model, sunday(5), 70.0)
    make_current(account, model_id=model)
    return account, numbers


def plant(account: int, numbers: dict[str, int]) -> None:
    """Everything that came after THEN: outcomes of what was open, and new records of every kind."""
    later = {"account_id": account, "recorded_at": at(10)}
    early = {"account_id": account, "recorded_at": LONG_AGO}
    row_of(Issue, numbers["issue"], resolved_at=at(20), status=IssueStatus.RESOLVED)
    row_of(Commitment, numbers["promise"], kept_on=ago(10))
    row_of(Renewal, numbers["renewal"], status=RenewalStatus.LOST, decided_on=ago(5), reason="secret")
    row_of(Invoice, numbers["invoice"], status=InvoiceStatus.PAID, paid_on=ago(9))
    row_of(PlanGoal, numbers["goal"], reached_on=ago(3), progress=Progress.DONE, current_value=9.0)
    row_of(PlanMilestone, numbers["milestone"], done_on=ago(2), progress=Progress.DONE)
    row_of(Opportunity, numbers["opportunity"], stage=OpportunityStage.WON, probability=1.0)
    new_owner = make_user(name="Later")
    row_of(Account, account, owner_id=new_owner, lifecycle=Lifecycle.CHURNED, churned_on=ago(1))
    add(AccountOwner(user_id=new_owner, since_on=ago(10), **early))
    add(GoalReading(goal_id=numbers["goal"], measured_on=ago(8), value=9.0, **early))
    for rows in (later, early | {"recorded_at": at(15)}):
        add(SurveyResponse(kind=SurveyKind.NPS, score=1, answered_at=at(40), **rows))
        add(ContractEvent(contract_id=numbers["contract"], kind=ContractEventKind.NOTICE, happened_on=ago(40), **rows))
    add(SurveyResponse(kind=SurveyKind.NPS, score=1, answered_at=at(12), **early))
    add(ContractEvent(contract_id=numbers["contract"], kind=ContractEventKind.NOTICE, happened_on=ago(12), **early))
    add(Contract(name="Next", starts_on=ago(29), ends_on=ago(-1), **later))
    add(Opportunity(name="New", kind=OpportunityKind.NEW, stage=OpportunityStage.WON, opened_on=ago(4), **early))
    term = {"subscription_id": numbers["subscription"], "starts_on": ago(15), "arr_cents": 9}
    add(SubscriptionTerm(**term, **later))
    add(PlanGoal(plan_id=numbers["plan"], title="New", set_on=ago(9), progress=Progress.PLANNED, **later))
    make_issue(account, opened_at=at(40), recorded_at=at(10))
    make_commitment(account, made_on=ago(50), due_on=ago(45), recorded_at=at(10))
    make_touchpoint(account, occurred_at=at(40), recorded_at=at(10), subject="secret")
    make_assessment(account, numbers["person"], assessed_on=ago(10), stance=Stance.BLOCKER)
    make_contact(account, name="New", recorded_at=at(10))
    make_snapshot(account, make_health_model(), sunday(1), 20.0)


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_came_later_changes_nothing(lived: tuple[int, dict[str, int]], question: str) -> None:
    account, numbers = lived
    viewer = viewer_for(make_user(name="Eva"), Role.EXECUTIVE, THEN)
    ask = QUESTIONS[question]
    before = ask(viewer, account)
    plant(account, numbers)
    clear_cached()
    after = ask(viewer, account)
    if isinstance(before, pd.DataFrame):
        pd.testing.assert_frame_equal(after, before, check_dtype=False)
    else:
        assert after == before


def test_what_was_planted_is_seen_today(lived: tuple[int, dict[str, int]]) -> None:
    """The leaks are real: today's answers do change."""
    account, numbers = lived
    viewer = viewer_for(make_user(name="Eva"), Role.EXECUTIVE, DAY)
    before = {name: ask(viewer, account) for name, ask in QUESTIONS.items()}
    plant(account, numbers)
    clear_cached()
    unchanged = [name for name, ask in QUESTIONS.items() if str(ask(viewer, account)) == str(before[name])]
    assert sorted(unchanged) == ["participations", "people in touches", "relations"]


def test_a_touch_planned_then_is_planned_and_what_happened_since_is_not_there(database: str) -> None:
    account = make_account()
    make_touchpoint(account, occurred_at=at(20), recorded_at=at(40))
    make_touchpoint(account, occurred_at=at(20), recorded_at=at(20))
    viewer = viewer_for(make_user(), Role.EXECUTIVE, THEN)
    assert touches(viewer, account)["is_planned"].tolist() == [True]
    assert latest_touches(viewer, account) == ()
