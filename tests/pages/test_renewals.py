"""The renewals' screen on the demo: who sees what, under which filters and period, and the numbers beneath it."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from components.renewals_cards import PERIODS
from components.renewals_sentences import retention_sentence
from data_access.queries.people import active_people
from data_access.queries.renewals import renewals
from domain.portfolio import Filters
from domain.renewals import Period, Renewals
from domain.viewer import Viewer
from domain.vocabulary import Role, Tier
from tests.conftest import DEMO_DAY
from tests.pages.conftest import OpenPage

CHARTS = {"chart_arr_bridge", "chart_renewals", "chart_renewal_forecast", "chart_cohorts"}


def answers(role: Role, period: Period = Period.YEAR, filters: Filters = Filters()) -> Renewals:  # noqa: B008
    person = next(person for person in active_people() if person.role is role)
    return renewals(Viewer(person.id, person.name, person.role, DEMO_DAY), filters, period)


def headline(app: AppTest) -> str:
    return str(app.header[0].value).replace("\\", "")


@pytest.mark.parametrize("role", [Role.EXECUTIVE, Role.TEAM_LEAD, Role.ACCOUNT_MANAGER])
def test_the_sentence_tells_the_bridge_of_the_accounts_that_the_person_sees(
    demo_database: str, open_page: OpenPage, role: Role
) -> None:
    shown = answers(role)
    assert headline(open_page("renewals", role)) == retention_sentence(shown.bridge, shown.currency)


def test_a_filter_and_a_period_in_the_address_narrow_the_bridge(demo_database: str, open_page: OpenPage) -> None:
    app = open_page("renewals", tier="Key", period=PERIODS[Period.LAST_QUARTER])
    shown = answers(Role.EXECUTIVE, Period.LAST_QUARTER, Filters(tiers=(Tier.KEY,)))
    assert headline(app) == retention_sentence(shown.bridge, shown.currency)


def test_each_chart_has_its_key_its_words_and_marks(demo_database: str, open_page: OpenPage) -> None:
    charts = [chart.proto for chart in open_page("renewals").get("plotly_chart")]
    assert {chart.id.rsplit("-", 1)[-1] for chart in charts} == CHARTS
    assert all(chart.alt and json.loads(chart.spec)["data"] for chart in charts)


def test_renewals_stand_by_notice_deadline(demo_database: str, open_page: OpenPage) -> None:
    app, shown = open_page("renewals"), answers(Role.EXECUTIVE)
    names = [list(table.value["Account"]) for table in app.dataframe if "Chance" in table.value]
    assert names == [shown.upcoming["name"].tolist()[:100]]
    deadlines = shown.upcoming["notice_on"].fillna(shown.upcoming["renewal_on"]).tolist()
    assert deadlines == sorted(deadlines)


def test_filters_that_leave_nothing_can_be_taken_off(demo_database: str, open_page: OpenPage) -> None:
    app = open_page("renewals", lifecycle="Churned", tier="Strategic", band="Unknown", renewal="Within 30 days")
    app.button(key="state_nothing_matches_clear").click().run()
    assert headline(app) == retention_sentence(answers(Role.EXECUTIVE).bridge, "EUR")
