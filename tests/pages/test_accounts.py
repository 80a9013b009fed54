"""The list of accounts on the demo: who sees what, in which order, and how one is found and opened."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components.account_grid import SLICE
from domain.portfolio import Portfolio
from domain.views import Order, View, in_view, ranked
from domain.vocabulary import Role
from tests.pages.conftest import OpenPage
from tests.pages.test_portfolio import book_of


def grid(app: AppTest) -> dict[str, Any]:
    sent: dict[str, Any] = json.loads(app.get("bidi_component")[0].proto.json)
    return sent


def cells(app: AppTest, column: str) -> list[Any]:
    sent = grid(app)
    place = [one["key"] for one in sent["columns"]].index(column)
    return [row[place + 1] for row in sent["rows"]]


def names(app: AppTest) -> list[str]:
    return cells(app, "name")


def expected(book: Portfolio, order: Order = Order.ARR) -> list[str]:
    return [str(name) for name in book.accounts["name"].iloc[ranked(book, order)]]


@pytest.mark.parametrize("role", [Role.EXECUTIVE, Role.TEAM_LEAD, Role.ACCOUNT_MANAGER])
def test_the_list_holds_the_accounts_that_the_person_sees_and_no_more(
    demo_database: str, open_page: OpenPage, role: Role
) -> None:
    app, book = open_page("accounts", role), book_of(role)
    assert names(app) == expected(book)[:SLICE]
    assert grid(app)["total"] == len(book)
    assert app.text[-1].value.replace("\u00a0", " ").startswith(f"{len(book.accounts)} account")


def test_only_a_slice_of_the_rows_is_sent_each_with_its_number(demo_database: str, open_page: OpenPage) -> None:
    sent, book = grid(open_page("accounts")), book_of(Role.EXECUTIVE)
    ids = book.column("account_id")[ranked(book, Order.ARR)].tolist()
    assert (sent["first"], sent["total"]) == (0, len(ids))
    assert [row[0] for row in sent["rows"]] == ids[:SLICE]
    assert len(ids) > SLICE
    assert {len(row) for row in sent["rows"]} == {len(sent["columns"]) + 1}


def test_a_search_in_the_address_finds_by_name(demo_database: str, open_page: OpenPage) -> None:
    wanted = expected(book_of(Role.EXECUTIVE))[0]
    app = open_page("accounts", search=wanted.upper())
    assert wanted in names(app)
    assert all(wanted.casefold() in name.casefold() for name in names(app))


def test_the_order_in_the_address_is_kept(demo_database: str, open_page: OpenPage) -> None:
    app = open_page("accounts", sort="Name, A to Z")
    assert names(app) == expected(book_of(Role.EXECUTIVE), Order.NAME)[:SLICE]
    assert [one["key"] for one in grid(app)["columns"] if one["sorted"] == "ascending"] == ["name"]


def test_trust_is_the_reading_of_the_last_refresh(demo_database: str, open_page: OpenPage) -> None:
    told = cells(open_page("accounts"), "trust")
    known = [int(level) for level in told if level is not None]
    assert all(0 <= level <= 100 for level in known)
    assert len(known) > 0.8 * len(told)


def test_a_view_narrows_the_list_and_its_summary(demo_database: str, open_page: OpenPage) -> None:
    app = open_page("accounts", view="Renewing in 90 days")
    book = in_view(book_of(Role.EXECUTIVE), View.RENEWING, user_id=0)
    assert names(app) == expected(book)[:SLICE]


def test_mine_are_the_accounts_that_i_own(demo_database: str, open_page: OpenPage) -> None:
    app = open_page("accounts", Role.ACCOUNT_MANAGER, view="Mine")
    assert names(app)
    assert len(set(cells(app, "owner"))) == 1


def test_a_search_that_finds_nothing_says_so_and_can_be_cleared(demo_database: str, open_page: OpenPage) -> None:
    app = open_page("accounts", search="no account is called like this")
    assert not app.get("bidi_component")
    app.button(key="state_nothing_matches_clear").click().run()
    assert len(names(app)) == SLICE


def test_the_list_can_be_taken_away_as_a_file(demo_database: str, open_page: OpenPage) -> None:
    assert [button.key for button in open_page("accounts").get("download_button")] == [
        "export_accounts", "export_accounts_xlsx",
    ]  # fmt: skip
