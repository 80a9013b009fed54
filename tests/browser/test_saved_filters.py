"""Saved filters, used as a person uses them: kept on one page, applied on another."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.person import photograph, settle
from tests.browser.test_portfolio import choose


def test_filters_that_were_kept_on_one_page_are_applied_on_another(open_as: Callable[[str, str], Page]) -> None:
    page = open_as("Executive", "portfolio")
    choose(page, "tier", "Key")
    page.locator(".st-key-saved_filters button").first.click()
    page.locator(".st-key-saved_name input").fill("Key accounts")
    page.locator(".st-key-saved_save button").click()
    expect(page.get_by_role("button", name="Key accounts")).to_be_visible()
    photograph(page, "saved_filters", whole=False)
    page.keyboard.press("Escape")
    page.locator(".st-key-filter_clear button").click()
    settle(page)
    page.get_by_role("link", name="Renewals", exact=True).click()
    page.wait_for_url(re.compile(r"/renewals"))
    settle(page)
    page.locator(".st-key-saved_filters button").first.click()
    page.get_by_role("button", name="Key accounts").click()
    page.wait_for_url(re.compile(r"tier=Key"))
    settle(page)
