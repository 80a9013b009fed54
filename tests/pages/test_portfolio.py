"""The portfolio's screen, on the demo and on an empty database, against the numbers beneath it."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components.format import NO_BREAK, money
from data_access.queries.people import active_people
from data_access.queries.portfolio import portfolio
from domain.kpis import arr_total, customers_at
from domain.portfolio import Filters, Portfolio, narrow
from domain.viewer import Viewer
from domain.vocabulary import Role, Tier
from tests.conftest import DEMO_DAY
from tests.pages.conftest import OpenPage

CHARTS = {
    "chart_health_distribution", "chart_health_movement", "chart_arr_by_tier", "chart_health_trend", "chart_health_map",
}  # fmt: skip
LARGEST_PAGE = 200_000


def book_of(role: Role, **filters: Any) -> Portfolio:
    person = next(person for person in active_people() if person.role is role)
    return narrow(portfolio(Viewer(person.id, person.name, person.role, DEMO_DAY)), Filters(**filters))


def figure(app: AppTest, label: str) -> str:
    found = next(metric.value for metric in app.metric if metric.label == label)
    return str(found).replace("\\", "").replace("\u2060", "")


def headline(app: AppTest) -> str:
    return str(app.header[0].value).replace(NO_BREAK, " ").replace("\\", "")


@pytest.mark.parametrize("role", [Role.EXECUTIVE, Role.TEAM_LEAD, Role.ACCOUNT_MANAGER])
def test_the_figures_are_those_of_the_accounts_that_the_person_sees(
    demo_database: str, open_page: OpenPage, role: Role
) -> None:
    app, book = open_page("portfolio", role), book_of(role)
    assert figure(app, "ARR") == money(arr_total(book), book.currency)
    assert headline(app).startswith(f"{customers_at(book)} customer")


def test_a_filter_in_the_address_narrows_every_figure(demo_database: str, open_page: OpenPage) -> None:
    app, book = open_page("portfolio", tier="Key"), book_of(Role.EXECUTIVE, tiers=(Tier.KEY,))
    assert app.multiselect(key="tier").value == [Tier.KEY]
    assert headline(app).startswith(f"{customers_at(book)} customers")
    links = [link.proto.query_string for link in app.get("page_link")]
    assert links
    assert all("tier=Key" in link for link in links)


def test_each_key_figure_leads_to_what_it_is_made_of(demo_database: str, open_page: OpenPage) -> None:
    links = [(link.proto.page, link.proto.query_string) for link in open_page("portfolio").get("page_link")]
    assert [page for page, _ in links] == ["accounts", *["renewals"] * 2, *["accounts"] * 5]
    assert "view=At+risk%2C+due+in+90+days" in links[4][1]


def test_what_is_unknown_in_the_address_is_ignored(demo_database: str, open_page: OpenPage) -> None:
    app = open_page("portfolio", tier="Nonsense", renewal="Yesterday", owner="Nobody")
    assert headline(app).startswith(f"{customers_at(book_of(Role.EXECUTIVE))} customers")
    assert not app.query_params


def test_each_chart_has_its_key_its_words_and_its_table(demo_database: str, open_page: OpenPage) -> None:
    app = open_page("portfolio")
    charts = [chart.proto for chart in app.get("plotly_chart")]
    assert {chart.id.rsplit("-", 1)[-1] for chart in charts} == CHARTS
    assert all(chart.alt for chart in charts)
    assert all(json.loads(chart.spec)["data"] for chart in charts)
    assert sum(len(chart.spec) for chart in charts) < LARGEST_PAGE
    assert len(app.subheader) == len(CHARTS) + 2


def test_the_first_sentence_tells_the_state_of_the_book(demo_database: str, open_page: OpenPage) -> None:
    app, book = open_page("portfolio"), book_of(Role.EXECUTIVE)
    assert headline(app).startswith(
        f"{customers_at(book)} customers, {money(arr_total(book), 'EUR')} ARR".replace(NO_BREAK, " ")
    )


def test_filters_that_leave_nothing_can_be_taken_off(demo_database: str, open_page: OpenPage) -> None:
    app = open_page("portfolio", lifecycle="Churned", renewal="Within 30 days", tier="Strategic", band="Unknown")
    assert not app.metric
    app.button(key="state_nothing_matches_clear").click().run()
    assert headline(app).startswith(f"{customers_at(book_of(Role.EXECUTIVE))} customers")
