"""A click on a mark of a chart opens the accounts behind it, and the list says whose they are."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.person import photograph, settle

Open = Callable[[str, str], Page]
CHARTS = {
    "portfolio": ("health_distribution", "health_movement", "arr_by_tier", "health_map", "health_trend"),
    "renewals": ("arr_bridge", "renewals", "renewal_forecast", "cohorts"),
    "growth": ("whitespace", "opportunities"),
    "voice": ("voice",),
}


def click_on_a_mark(page: Page, chart: str) -> None:
    """Click in the middle of a bar, a sign or a mark of a chart: of many, of one that lies under no other."""
    drawn = page.locator(f".st-key-chart_{chart} .js-plotly-plot")
    drawn.scroll_into_view_if_needed()
    marks = drawn.locator(".barlayer .point path, .scatterlayer .point, .scatterlayer .textpoint text")
    expect(marks.first).to_be_attached()
    boxes = [box for mark in marks.all()[:60] if (box := mark.bounding_box()) and box["width"] * box["height"] > 12]
    box = max(boxes, key=lambda one: one["width"] * one["height"])
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    page.wait_for_timeout(150)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


@pytest.mark.parametrize(("path", "chart"), [(path, chart) for path, charts in CHARTS.items() for chart in charts])
def test_a_mark_opens_what_is_behind_it(open_as: Open, path: str, chart: str) -> None:
    page = open_as("Executive", path)
    click_on_a_mark(page, chart)
    page.wait_for_url(re.compile(rf"/accounts\?.*behind={chart}|/account\?account=\d+"))
    settle(page)
    if "/accounts" in page.url:
        expect(page.locator(".st-key-list_behind")).to_be_visible()
        expect(page.locator(".st-key-table_accounts .body .row").first).to_be_visible()


def test_the_list_says_whose_they_are_and_goes_back_to_all(open_as: Open) -> None:
    page = open_as("Executive", "portfolio?tier=Key")
    click_on_a_mark(page, "arr_by_tier")
    page.wait_for_url(re.compile(r"tier=Key.*behind=arr_by_tier|behind=arr_by_tier.*tier=Key"))
    settle(page)
    expect(page.locator(".st-key-list_behind")).to_contain_text("Key, ")
    photograph(page, "accounts_behind_a_mark", whole=False)
    some = page.locator(".st-key-list_summary").inner_text()
    page.locator(".st-key-behind_clear button").click()
    expect(page.locator(".st-key-list_behind")).to_have_count(0)
    expect(page.locator(".st-key-list_summary")).not_to_have_text(some)
    settle(page)
    assert "behind" not in page.url
