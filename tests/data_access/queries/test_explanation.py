"""The explanation of an account: only to who may see it, equal to what the refresh wrote, with the records' names."""

from datetime import timedelta
from typing import Any

import pytest

from data_access.models import AccountPlan, PlanGoal, SurveyResponse
from data_access.queries.account import account_header, health_history
from data_access.queries.explanation import ROWS_TOLD, explanation
from data_access.refresh import refresh
from domain.errors import NotFound
from domain.evidence import Kind
from domain.explanation import Cause
from domain.vocabulary import Direction, PlanStep, Progress, Role, Severity, SurveyKind
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
    make_workspace,
    viewer_for,
)


def make_lived_in_account(owner: int, **given: Any) -> int:
    """An account with answers, a survey, issues, promises and a goal reached."""
    account = make_account(owner_id=owner, **given)
    mira = make_contact(account, name="Mira")
    for days in range(1, 40, 3):
        way = Direction.INBOUND if days % 2 else Direction.OUTBOUND
        people = ({"user_id": owner}, {"contact_id": mira})
        make_touchpoint(
            account, occurred_at=at(days), direction=way, response_seconds=3600 * days, subject=f"Answer {days}",
            people=people, sentiment=0.2,
        )  # fmt: skip
    answer = {"account_id": account, "kind": SurveyKind.NPS, "score": 9, "answered_at": at(20), "recorded_at": at(20)}
    add(SurveyResponse(**answer))
    make_issue(account, title="Closed long ago", opened_at=at(400), resolved_at=at(390))
    make_issue(account, title="Exports fail", severity=Severity.S1, opened_at=at(20))
    make_commitment(account, promise="Theirs", is_ours=False, due_on=DAY - timedelta(days=40))
    make_commitment(account, promise="Send the roadmap", due_on=DAY - timedelta(days=40))
    plan = add(AccountPlan(account_id=account, edition=1, step=PlanStep.GOALS, recorded_at=LONG_AGO))
    goal = {"title": "Fewer returns", "set_on": DAY - timedelta(days=90), "reached_on": DAY - timedelta(days=9)}
    add(PlanGoal(account_id=account, plan_id=plan, progress=Progress.ON_TRACK, recorded_at=LONG_AGO, **goal))
    return account


def test_a_foreign_account_and_a_missing_one_look_the_same(database: str) -> None:
    owner, outsider = make_user(), make_user(name="Bo")
    account = make_lived_in_account(owner)
    for number in (account, 10**9):
        with pytest.raises(NotFound):
            explanation(viewer_for(outsider), number)
    assert explanation(viewer_for(owner), account).now is not None
    assert explanation(viewer_for(outsider, Role.EXECUTIVE), account).now is not None


def test_it_explains_the_score_that_the_refresh_wrote_on_any_day(database: str) -> None:
    make_workspace()
    owner = make_user()
    make_lived_in_account(owner, name="Another")
    account = make_lived_in_account(owner)
    refresh(DAY)
    viewer = viewer_for(owner)
    told = explanation(viewer, account)
    assert told.now is not None
    assert told.now.score == pytest.approx(account_header(viewer, account).score, abs=1e-9)
    history = health_history(viewer, account)
    for place in range(-4, 0):
        week = history.weeks["week_on"].iloc[place]
        then = explanation(viewer.on(week), account)
        written = history.weeks["score"].iloc[place]
        assert then.now is not None
        assert then.now.score == pytest.approx(written, abs=1e-9)
        assert then.trust.level == pytest.approx(history.readings["trust"].iloc[place], abs=1e-9)


def test_records_are_named_and_belong_to_the_account(database: str) -> None:
    owner = make_user()
    make_lived_in_account(owner, name="Another")
    told = explanation(viewer_for(owner), make_lived_in_account(owner))
    issue = next(one for one in told.suggestions if one.remedy.cause is Cause.ISSUE)
    assert issue.record is not None
    assert (issue.record.label, issue.record.on) == ("Exports fail", at(20).date())
    promised = [row.record.label for row in told.trust.rows if row.record.kind is Kind.PROMISE]
    assert promised == ["Send the roadmap"]
    assert [row.record.label for row in told.trust.rows if row.record.kind is Kind.GOAL] == ["Fewer returns"]
    assert [one.label for one in told.records["service"]] == ["Exports fail"]
    assert [one.label for one in told.records["satisfaction"]] == ["NPS 9 of 10"]
    assert told.records["responsiveness"][0].label == "Answer 34"  # 34/(34 + 11) halved by age beats 28 and 22
    assert {one.label for one in told.records["trust"]} >= {"Exports fail", "Send the roadmap"}


def test_the_ledger_adds_up_with_what_is_summed(database: str) -> None:
    owner = make_user()
    account = make_lived_in_account(owner)
    for days in range(60):
        make_touchpoint(account, occurred_at=at(days + 1), sentiment=0.5)
    sheet = explanation(viewer_for(owner), account).trust
    assert len(sheet.rows) == ROWS_TOLD
    assert sheet.others > 0
    assert sum(row.of_x for row in sheet.rows) + sheet.rest_of_x == pytest.approx(sheet.x, abs=1e-9)
    total = sum(row.of_level for row in sheet.rows) + sheet.rest_of_level
    assert total == pytest.approx(sheet.level - 50, abs=1e-9)


def test_an_account_with_nothing_has_nothing_to_explain(database: str) -> None:
    told = explanation(viewer_for(make_user(), Role.EXECUTIVE), make_account(tier=None))
    assert (told.now, told.before, told.changes, told.suggestions) == (None, None, (), ())
    assert (told.trust.level, told.trust.rows, dict(told.records)["trust"]) == (50.0, (), ())


def test_what_is_learned_later_does_not_reach_back(database: str) -> None:
    owner = make_user()
    account = make_lived_in_account(owner)
    earlier = viewer_for(owner).on(DAY - timedelta(days=5))
    before = explanation(earlier, account)
    make_issue(account, title="Told late", opened_at=at(30), recorded_at=at(2))
    make_touchpoint(account, occurred_at=at(6), recorded_at=at(2), sentiment=-1.0)
    after = explanation(earlier, account)
    assert (after.now, after.trust, after.suggestions) == (before.now, before.trust, before.suggestions)
