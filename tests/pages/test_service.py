"""The service screen on the demo: who sees what, under which filters; each number leads to its records."""

import json
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from components.service_sentences import service_sentence
from data_access.models import SlaTarget
from data_access.queries.people import active_people
from data_access.queries.service_levels import service
from domain.portfolio import Filters
from domain.service import Service
from domain.viewer import Viewer
from domain.vocabulary import Role, Severity, Tier
from tests.builders import DAY, add, at, make_account, make_current, make_issue
from tests.conftest import DEMO_DAY
from tests.pages.conftest import OpenPage
from tests.pages.test_account import shown, staffed

__all__ = ["staffed"]

CHARTS = {
    "Response": "chart_sla", "Open issues": "chart_open_issues", "Promises": "chart_promises",
    "Contact": "chart_contact",
}  # fmt: skip
KPIS = {
    "first_response": "Response", "answer_hours": "Response", "resolution": "Response", "open_issues": "Open issues",
    "promises_kept": "Promises", "coverage": "Contact", "human": "Contact", "proactive": "Contact",
}  # fmt: skip


def answers(role: Role, filters: Filters = Filters(), days: int | None = 365) -> Service:  # noqa: B008
    person = next(person for person in active_people() if person.role is role)
    return service(Viewer(person.id, person.name, person.role, DEMO_DAY), filters, days)


def headline(app: AppTest) -> str:
    return str(app.header[0].value).replace("\\", "")


def charts(app: AppTest) -> list[str]:
    return [chart.proto.id.rsplit("-", 1)[-1] for chart in app.get("plotly_chart")]


@pytest.mark.parametrize("role", [Role.EXECUTIVE, Role.TEAM_LEAD, Role.ACCOUNT_MANAGER])
def test_the_sentence_tells_the_accounts_that_the_person_sees(
    demo_database: str, open_page: OpenPage, role: Role
) -> None:
    assert headline(open_page("service", role)) == service_sentence(answers(role))


def test_filters_and_time_in_the_address_narrow_everything(demo_database: str, open_page: OpenPage) -> None:
    app = open_page("service", tier="Key", within="90 days")
    assert headline(app) == service_sentence(answers(Role.EXECUTIVE, Filters(tiers=(Tier.KEY,)), 90))


@pytest.mark.parametrize("part", CHARTS)
def test_each_part_has_one_chart_with_words_and_marks(demo_database: str, open_page: OpenPage, part: str) -> None:
    app = open_page("service", part=part)
    assert charts(app) == [CHARTS[part]]
    (chart,) = app.get("plotly_chart")
    assert chart.proto.alt
    assert len(json.loads(chart.proto.spec)["data"]) > 1
    assert len(app.dataframe[0].value) > 0


@pytest.mark.parametrize("key", KPIS)
def test_each_figure_leads_to_what_it_is_made_of(demo_database: str, open_page: OpenPage, key: str) -> None:
    app = open_page("service", part="Open issues" if KPIS[key] != "Open issues" else "Promises")
    app.button(key=f"behind_{key}").click().run()
    assert not app.exception
    assert charts(app) == [CHARTS[KPIS[key]]]


def test_a_cell_in_the_address_lists_its_issues(demo_database: str, open_page: OpenPage) -> None:
    app = open_page("service", cell="Resolution, Key, S2")
    told = answers(Role.EXECUTIVE)
    cell = next(one for one in told.cells if (one.measure, one.tier, one.severity) == ("resolution", "key", "s2"))
    table = app.dataframe[0].value
    assert len(table) == cell.served.due + cell.served.waiting + cell.served.untold
    assert set(table["Severity"]) == {"S2"}
    assert sum(verdict.startswith("late") for verdict in table["Verdict"]) == cell.served.missed
    assert f"{cell.served.missed} of {cell.served.due} resolutions missed their target" in shown(app).replace("\\", "")


def test_by_owner_all_customers_of_one_are_listed(demo_database: str, open_page: OpenPage) -> None:
    told = answers(Role.EXECUTIVE)
    one = told.by_owner[0]
    app = open_page("service", part="Contact", by="By owner", whose=one.name)
    table = app.dataframe[0].value
    assert (len(table), set(table["Owner"])) == (one.mix.customers, {one.name})


def test_a_cell_that_is_no_more_gives_way_to_all(demo_database: str, open_page: OpenPage) -> None:
    assert len(open_page("service", cell="First answer, No tier, S9").dataframe[0].value) == 200


def test_filters_that_leave_nothing_can_be_taken_off(demo_database: str, open_page: OpenPage) -> None:
    app = open_page("service", lifecycle="Churned", tier="Strategic", band="Unknown", renewal="Within 30 days")
    app.button(key="state_nothing_matches_clear").click().run()
    assert headline(app) == service_sentence(answers(Role.EXECUTIVE))


@pytest.fixture
def kestrel(staffed: int) -> int:
    """An account that is served, of which the read model knows."""
    account = make_account(name="Kestrel", owner_id=staffed)
    make_current(account, name="Kestrel", owner_id=staffed)
    return account


def test_without_an_issue_the_screen_says_so(kestrel: int, open_page: OpenPage) -> None:
    assert "No issue of these accounts is on record" in shown(open_page("service")).replace("\\", "")
    assert "No issue of these customers is open" in shown(open_page("service", part="Open issues"))


def test_without_targets_it_says_how_to_add_them_and_lists_the_issues(kestrel: int, open_page: OpenPage) -> None:
    make_issue(kestrel, first_response_at=at(9))
    app = open_page("service")
    told = shown(app).replace("\\", "")
    assert "No service levels are on record" in told
    assert "sla_targets.csv" in told
    assert app.dataframe[0].value["Verdict"].tolist() == ["not judged"]


def test_of_few_issues_both_numbers_are_told(kestrel: int, open_page: OpenPage) -> None:
    add(SlaTarget(tier=Tier.KEY, severity=Severity.S2, first_response_minutes=60, resolution_minutes=60 * 24 * 30))
    for minutes in (59, 60, 61):
        make_issue(kestrel, first_response_at=at(10) + timedelta(minutes=minutes))
    app = open_page("service")
    assert "In time: 2 of 3 answered; 3 issues open" in headline(app).replace("\xa0", " ")
    assert app.dataframe[0].value["Verdict"].tolist() == ["late by 1\xa0min", "in time", "in time"]
    assert "Resolution: 3 not due yet" in shown(app).replace("\\", "")
    earlier = open_page("service", as_of=(DAY - timedelta(days=11)).isoformat())
    assert "No issue of these accounts is on record" in shown(earlier).replace("\\", "")


def test_the_account_says_the_same_of_itself(kestrel: int, open_page: OpenPage) -> None:
    add(SlaTarget(tier=Tier.KEY, severity=Severity.S2, first_response_minutes=60, resolution_minutes=600))
    make_issue(kestrel, first_response_at=at(10) + timedelta(minutes=30))
    app = open_page("account", account=str(kestrel), tab="commercials")
    told = shown(app).replace("\\", "").replace("\xa0", " ")
    assert "1 of 1 were answered in time (median 30 min) and 0 of 1 were resolved in time" in told
