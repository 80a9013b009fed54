"""The health tab: what it explains, of any week, to whom, and what it says where there is nothing."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from data_access.refresh import refresh
from domain.vocabulary import Direction, Role, Severity
from tests.builders import (
    DAY,
    at,
    make_account,
    make_commitment,
    make_contact,
    make_issue,
    make_touchpoint,
    make_user,
    make_workspace,
)

OpenPage = Callable[..., AppTest]
CHARTS = ("chart_health_history", "chart_health_waterfall", "chart_trust")


@pytest.fixture
def staffed(database: str) -> int:
    """A demo company that looks at DAY, with an executive and an account manager; the manager's id."""
    make_workspace(demo_day=DAY)
    make_user(name="Eva Executive", role=Role.EXECUTIVE)
    return make_user(name="Ada Owner", role=Role.ACCOUNT_MANAGER)


def make_lived_in_account(owner: int) -> int:
    account = make_account(owner_id=owner)
    mira = make_contact(account, name="Mira")
    for days in range(1, 60, 3):
        way = Direction.INBOUND if days % 2 else Direction.OUTBOUND
        people = ({"user_id": owner}, {"contact_id": mira})
        make_touchpoint(
            account, occurred_at=at(days), direction=way, response_seconds=3600, people=people, sentiment=0.4
        )
    make_issue(account, title="Exports fail *again*", severity=Severity.S1, opened_at=at(5))
    make_commitment(account, promise="Send the roadmap", due_on=DAY - timedelta(days=40))
    refresh(DAY)
    return account


def shown(app: AppTest) -> str:
    parts = [*app.subheader, *app.markdown, *app.caption]
    return " ".join(str(part.value) for part in parts).replace("\\", "").replace("\xa0", " ")


def test_the_tab_explains_today_and_any_week_of_the_address(staffed: int, open_page: OpenPage) -> None:
    account = str(make_lived_in_account(staffed))
    app = open_page("account", account=account, tab="health")
    assert all(app.get_by_key(key) for key in CHARTS)
    words = shown(app)
    assert "Resolve “Exports fail *again*”" in words
    assert "“Exports fail *again*” takes" in words
    assert "of the 51 points that are missing" in words
    week = DAY - timedelta(days=DAY.weekday() + 15)  # a Sunday
    then = open_page("account", account=account, tab="health", week=f"{week.day} {week:%b %Y}")
    assert all(then.get_by_key(key) for key in CHARTS)
    assert "Resolve “Exports fail" not in shown(then)


def test_score_course_and_explanation_are_of_the_day_of_the_last_refresh(staffed: int, open_page: OpenPage) -> None:
    account = str(make_lived_in_account(staffed))
    refresh(DAY - timedelta(days=2))
    app = open_page("account", account=account, tab="health")
    day = DAY - timedelta(days=2)
    assert app.selectbox(key="week").value == f"{day.day} {day:%b %Y}"
    assert app.metric[0].label.replace("\xa0", " ") == f"Health on {day.day} {day:%b %Y}"


def test_an_account_with_nothing_says_that_health_is_not_known(staffed: int, open_page: OpenPage) -> None:
    account = make_account()
    refresh(DAY)
    app = open_page("account", account=str(account), tab="health", week="1 Jan 2020")
    assert "Health is not known yet" in shown(app)
    assert not app.get("plotly_chart")


def test_a_foreign_account_is_not_explained(staffed: int, open_page: OpenPage) -> None:
    account = make_lived_in_account(make_user(name="Bo", role=Role.EXECUTIVE))
    app = open_page("account", Role.ACCOUNT_MANAGER, account=str(account), tab="health")
    assert not app.get("plotly_chart")
    assert "Exports fail" not in shown(app)
