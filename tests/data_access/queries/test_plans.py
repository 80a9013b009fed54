"""The plan in force on the viewer's day."""

from datetime import timedelta

from data_access.models import AccountPlan, PlanGoal, PlanMilestone, PlanRisk
from data_access.queries.plans import plan
from domain.vocabulary import PlanStep, Progress, Role
from tests.builders import DAY, LONG_AGO, add, at, make_account, make_user, viewer_for


def test_the_latest_edition_known_counts_with_its_parts(database: str) -> None:
    ada = make_user()
    viewer, account = viewer_for(ada, Role.EXECUTIVE), make_account()
    add(AccountPlan(account_id=account, edition=1, step=PlanStep.SELECTION, recorded_at=LONG_AGO))
    second = add(AccountPlan(account_id=account, edition=2, step=PlanStep.GOALS, recorded_at=at(5)))
    part = {"account_id": account, "plan_id": second, "title": "x", "progress": Progress.PLANNED, "recorded_at": at(5)}
    add(PlanGoal(**part, set_on=DAY, start_value=1.0))
    add(PlanMilestone(**part, due_on=DAY, user_id=ada))
    add(PlanRisk(**part, likelihood=2, impact=2))
    add(PlanRisk(**{**part, "title": "worse"}, likelihood=4, impact=5))
    found = plan(viewer, account)
    assert found is not None
    assert (found.edition, found.step) == (2, PlanStep.GOALS)
    assert found.goals["start_value"].tolist() == [1.0]
    assert found.milestones["owner"].tolist() == ["Ada Owner"]
    assert found.risks["title"].tolist() == ["worse", "x"]
    before = plan(viewer.on(DAY - timedelta(days=9)), account)
    assert before is not None
    assert (before.edition, len(before.goals)) == (1, 0)


def test_an_account_without_a_plan_has_none(database: str) -> None:
    assert plan(viewer_for(make_user(), Role.EXECUTIVE), make_account()) is None
