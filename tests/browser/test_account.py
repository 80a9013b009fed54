"""The account's page as a person uses it: tabs, a click on the timeline, filters, links that can be sent."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from components.account_tabs import TABS
from tests.browser.person import chart, photograph, settle, visit
from tests.servers.app import RunningApp

OpenAs = Callable[[str, str], Page]
LIVELY = "account?account=1"
CHARTS = {"timeline": "chart_timeline", "people": "chart_account_map", "health": "chart_health_history"}
TABLES = {"overview": "table_readings", "people": "table_stakeholders", "commercials": "table_contracts"}


def open_tab(page: Page, tab: str) -> None:
    page.get_by_role("tab", name=tab.capitalize()).click()
    expect(page.get_by_role("tab", name=tab.capitalize(), selected=True)).to_be_visible()
    settle(page)


@pytest.mark.parametrize("color_scheme", ["light", "dark"], indirect=True)
def test_every_tab_paints_and_is_in_the_address(open_as: OpenAs, color_scheme: str) -> None:
    page = open_as("Executive", LIVELY)
    for tab in (*TABS[1:], TABS[0]):
        open_tab(page, tab)
        # The address follows a moment after the tab.
        expect(page).to_have_url(re.compile(r"/account\?account=1$" if tab == TABS[0] else rf"[?&]tab={tab}$"))
        if tab in CHARTS:
            chart(page, CHARTS[tab])
        if tab in TABLES:
            expect(page.locator(f".st-key-{TABLES[tab]} canvas").first).to_be_visible()
        photograph(page, f"account_{tab}_{color_scheme}")


def test_a_click_opens_the_record_and_its_link_can_be_sent(open_as: OpenAs, server: RunningApp) -> None:
    page = open_as("Executive", f"{LIVELY}&tab=timeline&period=all")
    page.locator(".st-key-chart_timeline .scatterlayer .points path.point").first.click(force=True)
    record = page.locator(".st-key-touch_record")
    expect(record).to_be_visible()
    settle(page)
    words, address = record.inner_text(), page.url
    assert "touch=" in address
    visit(page, address)
    expect(record).to_have_text(words, use_inner_text=True)
    page.locator(".st-key-close_touch button").click()
    expect(record).to_have_count(0)


def test_a_period_is_in_the_address_and_the_chart_follows(open_as: OpenAs) -> None:
    page = open_as("Executive", f"{LIVELY}&tab=timeline")
    page.get_by_text("90 days", exact=True).click()
    page.wait_for_url("**period=90*")
    settle(page)
    chart(page, "chart_timeline")


def test_the_last_touch_opens_on_the_timeline(open_as: OpenAs) -> None:
    page = open_as("Executive", LIVELY)
    box = page.locator(".st-key-table_last_touches").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 60, box["y"] + 55)
    expect(page.locator(".st-key-touch_record")).to_be_visible()
    assert "tab=timeline" in page.url
