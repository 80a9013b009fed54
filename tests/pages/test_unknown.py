"""A database that only a sales system filled: no ARR, no score, planned touches. Every screen says what is missing."""

from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from data_access.models import Opportunity
from domain.vocabulary import OpportunityKind, OpportunityStage, Role, Severity
from tests.builders import (
    DAY,
    LONG_AGO,
    add,
    at,
    make_account,
    make_commitment,
    make_contact,
    make_current,
    make_health_model,
    make_issue,
    make_touchpoint,
    make_user,
    make_workspace,
)
from tests.pages.conftest import OpenPage
from tests.pages.test_accounts import cells, grid

UNKNOWN = {
    "score": None, "arr_cents": None, "tier": None, "completeness": 0.0,
}  # fmt: skip


@pytest.fixture
def owner(database: str) -> int:
    """A demo company that looks at DAY, with an executive and an account manager; the manager's id."""
    make_workspace(demo_day=DAY)
    make_user(name="Eva Executive", role=Role.EXECUTIVE)
    return make_user(name="Ada Owner", role=Role.ACCOUNT_MANAGER)


def make_imported_account(owner: int, name: str = "Kestrel & Sons", **current: Any) -> int:
    """An account as an export of a sales system leaves it: people, opportunities, a case, tasks that nobody closed."""
    account = make_account(name=name, tier=None, owner_id=owner)
    make_contact(account)
    make_issue(account, severity=Severity.S3)
    for days in (900, 910):
        make_touchpoint(account, occurred_at=at(days), is_planned=True)
    for stage in (OpportunityStage.QUALIFIED, OpportunityStage.WON):
        row = {"kind": OpportunityKind.NEW, "stage": stage, "amount_cents": 1_000_00, "currency": "EUR"}
        closing = {"opened_on": DAY - timedelta(days=90), "close_on": DAY - timedelta(days=9)}
        add(Opportunity(account_id=account, name=f"{stage} deal", recorded_at=LONG_AGO, **row, **closing))
    issues = {"open_issues": 1, "worst_severity": Severity.S3, "oldest_issue_on": DAY - timedelta(days=10)}
    make_current(account, name=name, owner_id=owner, **(UNKNOWN | issues | current))
    return account


def shown(app: AppTest) -> str:
    parts = [*app.title, *app.header, *app.subheader, *app.markdown, *app.caption, *app.text]
    return " ".join(str(part.value) for part in parts).replace("\\", "").replace("\xa0", " ").replace("\u2060", "")


def test_the_portfolio_draws_no_empty_chart_but_says_what_is_missing(owner: int, open_page: OpenPage) -> None:
    make_imported_account(owner)
    app = open_page("portfolio")
    assert "1 customer; no subscription is on record, so ARR is not known yet." in shown(app)
    assert "Health is not known yet for any of these customers." in shown(app)
    assert "1 customer waits for 1 issue to be resolved" in shown(app)
    assert not app.get("plotly_chart")
    assert [metric.label for metric in app.metric] == ["Customers", "Open issues", "Touched in 90 days"]
    assert "–" not in {metric.value for metric in app.metric}


def test_with_scores_but_without_arr_the_charts_count_accounts(owner: int, open_page: OpenPage) -> None:
    make_imported_account(owner, score=52.0)
    app = open_page("portfolio")
    assert "1 of 1 account with a score stands below" in shown(app)
    assert {chart.proto.id.rsplit("-", 1)[-1] for chart in app.get("plotly_chart")} == {
        "chart_health_distribution", "chart_arr_by_tier", "chart_health_trend",
    }  # fmt: skip
    assert "€" not in shown(app)


def test_the_list_leaves_out_what_nobody_knows_and_shows_opportunities(owner: int, open_page: OpenPage) -> None:
    make_imported_account(owner)
    app = open_page("accounts")
    assert not {"arr", "weeks", "notice", "champion", "tier"} & {column["key"] for column in grid(app)["columns"]}
    assert cells(app, "sales") == [1]
    assert "1 account · ARR not known" in shown(app)


def test_one_account_with_arr_brings_its_columns_back(owner: int, open_page: OpenPage) -> None:
    make_imported_account(owner)
    make_imported_account(owner, name="Vantage Rail", arr_cents=120_000_00)
    keys = {column["key"] for column in grid(open_page("accounts"))["columns"]}
    assert "arr" in keys
    assert "sales" not in keys


def test_the_overview_says_what_is_missing_instead_of_a_table_of_unknowns(owner: int, open_page: OpenPage) -> None:
    app = open_page("account", account=str(make_imported_account(owner)))
    assert "not known" in app.metric[0].value
    assert "–" not in app.metric[0].value
    assert "Nothing is on record to read" in shown(app)
    assert "2 touches planned, none confirmed as done" in shown(app)
    assert not app.dataframe


def test_a_reading_that_does_not_make_a_score_takes_nothing_from_it(owner: int, open_page: OpenPage) -> None:
    readings = np.array([np.nan, 80.0], "<f8").tobytes()
    account = make_imported_account(owner, model_id=make_health_model(), readings=readings, completeness=0.2)
    app = open_page("account", account=str(account), tab="health")
    assert "1 of 2 indicators known: too little for a score." in shown(app)
    assert "Takes from the score" not in app.dataframe[0].value.columns
    assert not app.get("plotly_chart")


def test_the_timeline_opens_on_a_period_that_holds_something(owner: int, open_page: OpenPage) -> None:
    app = open_page("account", account=str(make_imported_account(owner)), tab="timeline")
    assert app.get_by_key("chart_timeline")
    assert "2 touches planned, all for a day that has passed, none confirmed as done" in shown(app)
    assert "period" not in app.query_params


def test_an_empty_period_says_when_the_last_touch_was_and_shows_it(owner: int, open_page: OpenPage) -> None:
    app = open_page("account", account=str(make_imported_account(owner)), tab="timeline", period="90 days")
    assert "There was no touchpoint in the last 90 days." in shown(app)
    assert "The last one is of 12 Jan 2024, 2 years ago." in shown(app)
    app.button(key="widen_period").click().run()
    assert not app.exception
    assert "2 touches planned" in shown(app)


def test_old_issues_and_promises_without_a_touch_are_in_sight(owner: int, open_page: OpenPage) -> None:
    account = make_account(owner_id=owner)
    make_issue(account, opened_at=at(800), resolved_at=at(790), title="Old outage")
    make_commitment(account, made_on=DAY - timedelta(days=800), due_on=DAY - timedelta(days=780))
    app = open_page("account", account=str(account), tab="timeline")
    assert "Issues, promises and contracts" in shown(app)
    assert "Promises" in app.get_by_key("chart_timeline").proto.spec


def test_touches_beyond_every_period_offer_no_button(owner: int, open_page: OpenPage) -> None:
    account = make_account(owner_id=owner)
    make_touchpoint(account, occurred_at=at(-4000), recorded_at=at(1))
    app = open_page("account", account=str(account), tab="timeline")
    assert "The next one is of" in shown(app)
    assert not [button for button in app.button if button.key == "widen_period"]


def test_commercials_show_what_there_is_and_name_the_rest_in_a_line(owner: int, open_page: OpenPage) -> None:
    app = open_page("account", account=str(make_imported_account(owner)), tab="commercials")
    assert "1 open, €1 k in all, 1 past the day to close." in shown(app)
    assert "There is no contract, no subscription and no invoice on record." in shown(app)
    assert len(app.dataframe) == 1


def test_people_without_stance_or_ties_are_drawn(owner: int, open_page: OpenPage) -> None:
    app = open_page("account", account=str(make_imported_account(owner)), tab="people")
    assert app.get_by_key("chart_account_map")
    assert "One person known" in shown(app)


def test_the_model_page_opens_without_outcomes(owner: int, open_page: OpenPage) -> None:
    make_imported_account(owner)
    app = open_page("model")
    assert "The score has not been judged yet" in shown(app)


def test_one_touch_and_ten_open_issues_fit_on_the_account(owner: int, open_page: OpenPage) -> None:
    account = make_account(owner_id=owner)
    make_touchpoint(account)
    for number in range(10):
        make_issue(account, title=f"Issue {number}", opened_at=at(number + 1))
    app = open_page("account", account=str(account))
    assert "and 5 more issues or promises" in shown(app)
    app = open_page("account", account=str(account), tab="timeline")
    assert "1 touch between people" in shown(app)
