"""The voice screen, used as a person uses it: an account manager notes that somebody has been told."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.person import chart, photograph


def test_requests_and_their_askers_are_there(open_as: Callable[[str, str], Page]) -> None:
    page = open_as("Account manager", "voice")
    chart(page, "chart_voice")
    expect(page.locator(".st-key-table_askers").first).to_be_attached()
    expect(page.locator(".st-key-form_merge_requests")).to_be_visible()
    photograph(page, "voice")
