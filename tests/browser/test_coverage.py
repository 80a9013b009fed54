"""People over the book in a browser: it paints, and a name opens the account's map."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.person import photograph, settle

OpenAs = Callable[[str, str], Page]


def test_the_book_paints_and_an_account_opens_its_people(open_as: OpenAs) -> None:
    page = open_as("Executive", "coverage")
    table = page.locator(".st-key-table_book_people")
    expect(table.locator("canvas").first).to_be_visible()
    photograph(page, "coverage")
    box = table.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 60, box["y"] + 55)
    expect(page).to_have_url(re.compile(r"/account\?.*tab=people"))
    settle(page)
    expect(page.get_by_text("What presses")).to_be_visible()


def test_a_name_in_the_list_opens_the_person(open_as: OpenAs) -> None:
    page = open_as("Executive", "account?account=1&tab=people")
    table = page.locator(".st-key-table_stakeholders")
    table.scroll_into_view_if_needed()
    expect(table.locator("canvas").first).to_be_visible()
    box = table.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 50, box["y"] + 55)
    expect(page).to_have_url(re.compile(r"person=\d+"))
    expect(page.get_by_text("If this person left")).to_be_visible()
