"""The list of accounts holds a window of its rows: what one scrolls to comes, by mouse and by key, and on paper."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.person import photograph, settle

Open = Callable[[str, str], Page]
ALL = 200
"""Accounts of the demo."""


def grid(page: Page) -> Locator:
    return page.locator(".st-key-table_accounts .grid")


def row(page: Page, place: int) -> Locator:
    """The row at a place, from 0, with its cells."""
    return grid(page).locator(f'[data-place="{place}"]:not([aria-busy])')


@pytest.mark.parametrize("color_scheme", ["light", "dark"], indirect=True)
def test_what_one_scrolls_to_comes_and_the_page_holds_few_rows(open_as: Open, color_scheme: str) -> None:
    page = open_as("Executive", "accounts")
    expect(grid(page)).to_have_attribute("aria-rowcount", str(ALL + 1))
    photograph(page, f"account_grid_{color_scheme}", whole=False)
    for place in (150, 60, ALL - 1):
        grid(page).evaluate("(grid, top) => { grid.scrollTop = top }", place * 34 - 100)
        expect(row(page, place)).to_be_visible()
        expect(row(page, place)).to_have_attribute("aria-rowindex", str(place + 2))
    assert grid(page).locator(".body .row").count() < 60
    settle(page)


def test_all_rows_stand_in_the_order_of_the_list(open_as: Open) -> None:
    page = open_as("Executive", "accounts?sort=Name%2C+A+to+Z")
    seen = []
    for place in range(ALL):
        if place % 10 == 0:
            grid(page).evaluate("(grid, top) => { grid.scrollTop = top }", place * 34)
        seen.append(row(page, place).locator("a").inner_text())
    assert [name.casefold() for name in seen] == sorted(name.casefold() for name in seen)
    assert len(set(seen)) == ALL


def test_a_name_is_a_link_that_another_tab_can_follow(open_as: Open) -> None:
    page = open_as("Executive", "accounts")
    href = row(page, 0).locator("a").get_attribute("href") or ""
    assert re.fullmatch(r"account\?account=\d+", href)


def test_another_filter_begins_the_list_anew(open_as: Open) -> None:
    page = open_as("Executive", "accounts")
    grid(page).evaluate("grid => { grid.scrollTop = 150 * 34 }")
    expect(row(page, 150)).to_be_visible()
    page.locator(".st-key-search input").press_sequentially("a", delay=30)
    expect(grid(page)).not_to_have_attribute("aria-rowcount", str(ALL + 1))
    expect(row(page, 0)).to_be_visible()
    settle(page)


def test_paper_shows_the_first_rows(open_as: Open) -> None:
    page = open_as("Executive", "accounts")
    grid(page).evaluate("grid => { grid.scrollTop = 150 * 34 }")
    expect(row(page, 150)).to_be_visible()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(row(page, 0)).to_be_attached()
    assert grid(page).locator(".body .row").count() == 100
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(row(page, 150)).to_be_visible()
    settle(page)
