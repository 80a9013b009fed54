"""The list of accounts on the demo: who sees what, in which order, and how one is found and opened."""

import pytest
from streamlit.testing.v1 import AppTest

from components.account_list import PAGE_ROWS
from domain.portfolio import Portfolio
from domain.views import Order, View, in_view, ranked
from domain.vocabulary import Role
from tests.pages.conftest import OpenPage
from tests.pages.test_portfolio import book_of


def names(app: AppTest) -> list[str]:
    return [str(name) for name in app.dataframe[0].value["Account"]]


def expected(book: Portfolio, order: Order = Order.ARR) -> list[str]:
    return [str(name) for name in book.accounts["name"].iloc[ranked(book, order)]]


@pytest.mark.parametrize("role", [Role.EXECUTIVE, Role.TEAM_LEAD, Role.ACCOUNT_MANAGER])
def test_the_list_holds_the_accounts_that_the_person_sees_and_no_more(
    demo_database: str, open_page: OpenPage, role: Role
) -> None:
    app, book = open_page("accounts", role), book_of(role)
    assert names(app) == expected(book)[:PAGE_ROWS]
    assert app.text[-1].value.replace("\u00a0", " ").startswith(f"{len(book.accounts)} account")


def test_only_one_page_of_rows_is_sent_and_the_next_follows_it(demo_database: str, open_page: OpenPage) -> None:
    app = open_page("accounts", page="2")
    assert names(app) == expected(book_of(Role.EXECUTIVE))[PAGE_ROWS : 2 * PAGE_ROWS]


def test_a_search_in_the_address_finds_by_name(demo_database: str, open_page: OpenPage) -> None:
    wanted = expected(book_of(Role.EXECUTIVE))[0]
    app = open_page("accounts", search=wanted.upper())
    assert wanted in names(app)
    assert all(wanted.casefold() in name.casefold() for name in names(app))


def test_the_order_in_the_address_is_kept(demo_database: str, open_page: OpenPage) -> None:
    app = open_page("accounts", sort="Name, A to Z")
    assert names(app) == expected(book_of(Role.EXECUTIVE), Order.NAME)[:PAGE_ROWS]


def test_trust_is_the_reading_of_the_last_refresh(demo_database: str, open_page: OpenPage) -> None:
    table = open_page("accounts").dataframe[0].value
    assert table["Trust"].dropna().between(0, 100).all()
    assert table["Trust"].notna().mean() > 0.8


def test_a_view_narrows_the_list_and_its_summary(demo_database: str, open_page: OpenPage) -> None:
    app = open_page("accounts", view="Renewing in 90 days")
    book = in_view(book_of(Role.EXECUTIVE), View.RENEWING, user_id=0)
    assert names(app) == expected(book)[:PAGE_ROWS]


def test_mine_are_the_accounts_that_i_own(demo_database: str, open_page: OpenPage) -> None:
    app = open_page("accounts", Role.ACCOUNT_MANAGER, view="Mine")
    assert names(app)
    assert set(app.dataframe[0].value["Owner"]) == {app.dataframe[0].value["Owner"].iloc[0]}


def test_a_search_that_finds_nothing_says_so_and_can_be_cleared(demo_database: str, open_page: OpenPage) -> None:
    app = open_page("accounts", search="no account is called like this")
    assert not app.dataframe
    app.button(key="state_nothing_matches_clear").click().run()
    assert len(names(app)) == PAGE_ROWS


def test_the_list_can_be_taken_away_as_a_file(demo_database: str, open_page: OpenPage) -> None:
    assert [button.key for button in open_page("accounts").get("download_button")] == [
        "export_accounts", "export_accounts_xlsx",
    ]  # fmt: skip
