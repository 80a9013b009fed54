"""The page of people over the book: the same figures as each account's own map, narrowed and opened."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data_access.queries.people_graph import MOST_ACCOUNTS
from domain.vocabulary import Role, Tier
from tests.builders import DAY, make_account, make_user, make_workspace
from tests.pages.conftest import OpenPage
from tests.pages.test_portfolio import book_of


def table(app: AppTest, column: str) -> list[Any]:
    return list(app.dataframe[0].value[column])


@pytest.mark.parametrize("role", [Role.EXECUTIVE, Role.ACCOUNT_MANAGER])
def test_the_largest_customers_are_told_and_no_others(demo_database: str, open_page: OpenPage, role: Role) -> None:
    app, customers = open_page("coverage", role), book_of(role).customers.accounts
    largest = customers.sort_values(["arr_cents", "account_id"], ascending=[False, True]).head(MOST_ACCOUNTS)
    assert sorted(map(str, table(app, "Account"))) == sorted(largest["name"])


def test_every_customer_is_told_where_the_address_asks_for_all(demo_database: str, open_page: OpenPage) -> None:
    app = open_page("coverage")
    app.button(key="show_all_people").click().run()
    assert app.query_params["all"] in ("1", ["1"])
    everybody = book_of(Role.EXECUTIVE).customers.accounts
    assert len(everybody) > MOST_ACCOUNTS
    assert sorted(map(str, table(app, "Account"))) == sorted(everybody["name"])
    assert not [button for button in app.button if button.key == "show_all_people"]


def test_single_threads_with_the_most_arr_come_first(demo_database: str, open_page: OpenPage) -> None:
    app = open_page("coverage")
    threads, arr = table(app, "Thread"), table(app, "ARR")
    is_single = [thread != "several" for thread in threads]
    assert is_single == sorted(is_single, reverse=True)
    singles = [money for money, single in zip(arr, is_single, strict=True) if single and money == money]
    assert singles == sorted(singles, reverse=True)
    assert "hang by a single thread" in " ".join(part.value for part in app.subheader)


def test_a_filter_in_the_address_narrows_the_book(demo_database: str, open_page: OpenPage) -> None:
    app = open_page("coverage", tier="Strategic")
    strategic = book_of(Role.EXECUTIVE).customers.accounts
    assert set(table(app, "Account")) == set(strategic[strategic["tier"] == Tier.STRATEGIC]["name"])
    assert len(app.dataframe[1].value) > 0


def test_a_company_without_accounts_is_told_so(database: str, open_page: OpenPage) -> None:
    make_workspace(demo_day=DAY)
    make_user(role=Role.EXECUTIVE)
    assert "no accounts yet" in " ".join(part.value for part in open_page("coverage").markdown)


def test_accounts_that_nothing_was_computed_from_are_not_said_to_be_missing(database: str, open_page: OpenPage) -> None:
    make_workspace(demo_day=DAY)
    make_user(role=Role.EXECUTIVE)
    make_account()
    for screen in ("portfolio", "meeting", "coverage"):
        told = " ".join(part.value for part in open_page(screen).markdown)
        assert "Nothing is computed from the accounts yet" in told


def test_an_account_manager_without_accounts_is_told_so(database: str, open_page: OpenPage) -> None:
    make_workspace(demo_day=DAY)
    make_user(role=Role.ACCOUNT_MANAGER)
    make_account()
    told = " ".join(part.value for part in open_page("portfolio", Role.ACCOUNT_MANAGER).markdown)
    assert "No account is yours yet" in told
