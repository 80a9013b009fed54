"""The tab of commercials: what serving the account costs, as the report and its definition say."""

from datetime import date

import pytest

from components.account_cost import cost_sentence
from data_access.models import ServiceCost
from data_access.queries.cost_to_serve import cost_to_serve
from domain.vocabulary import Department, Role
from tests.builders import DAY, LONG_AGO, add, make_account, make_current, make_user, make_workspace, viewer_for
from tests.pages.conftest import OpenPage


def month(number: int) -> date:
    """The first of the month so many months before this one."""
    at = 12 * DAY.year + DAY.month - 1 - number
    return date(at // 12, at % 12 + 1, 1)


@pytest.fixture
def kestrel(database: str) -> int:
    make_workspace(demo_day=DAY)
    make_user(role=Role.EXECUTIVE)
    account = make_account()
    make_current(account, arr_cents=12_000_00)
    return account


def make_cost(account: int, months_ago: int, cents: int, department: Department = Department.SUPPORT) -> None:
    add(
        ServiceCost(
            account_id=account, month_on=month(months_ago), department=department, amount_cents=cents, currency="EUR",
            hours=10.0, hours_in_scope=9.0, recorded_at=LONG_AGO,
        )
    )  # fmt: skip


def test_cost_margin_and_work_beyond_scope_are_told(kestrel: int, open_page: OpenPage) -> None:
    for months_ago in (1, 2, 3):
        make_cost(kestrel, months_ago, 100_00)
    make_cost(kestrel, 1, 300_00, Department.FINANCE)
    app = open_page("account", account=str(kestrel), tab="commercials")
    told = {metric.label: metric.value.replace("\\", "").replace("\xa0", " ") for metric in app.metric}
    assert (told["Cost to serve"], told["Margin"], told["Beyond scope"]) == ("€2.4 k a year", "80%", "10%")
    frame = next(one.value for one in app.dataframe if "Department" in one.value)
    assert frame["Share"].tolist() == [0.5, 0.5]
    found = cost_to_serve(viewer_for(1, Role.EXECUTIVE), kestrel)
    assert found is not None
    assert "costs €2.4 k a year; 80% of their ARR is left; 10% of" in cost_sentence(found, "EUR").replace("\xa0", " ")


def test_with_too_few_months_a_years_cost_is_not_told(kestrel: int, open_page: OpenPage) -> None:
    make_cost(kestrel, 1, 100_00)
    app = open_page("account", account=str(kestrel), tab="commercials")
    assert {metric.label: metric.value for metric in app.metric}["Margin"] == "–"
    assert "1 recorded month; a year" in " ".join(part.value for part in app.caption).replace("\xa0", " ")


def test_without_costs_it_is_said_what_to_import(kestrel: int, open_page: OpenPage) -> None:
    app = open_page("account", account=str(kestrel), tab="commercials")
    assert "service_costs.csv" in " ".join(part.value for part in app.caption).replace("\\", "")
    assert "Margin" not in {metric.label for metric in app.metric}
