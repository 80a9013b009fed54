"""The renewals' screen, used as a person uses it."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.person import chart, photograph, settle

Open = Callable[[str, str], Page]
CHARTS = ("chart_arr_bridge", "chart_renewals", "chart_renewal_forecast", "chart_cohorts")


def test_every_chart_is_painted_with_marks_in_it(open_as: Open) -> None:
    page = open_as("Executive", "renewals")
    for key in CHARTS:
        chart(page, key)
    photograph(page, "renewals")


def test_the_period_is_in_the_address(open_as: Open) -> None:
    page = open_as("Executive", "renewals")
    page.get_by_role("radio", name="Last quarter").click()
    page.wait_for_url(re.compile(r"period=Last"))
    settle(page)


def test_net_retention_leads_to_how_it_came(open_as: Open) -> None:
    page = open_as("Executive", "portfolio?tier=Key")
    page.locator(".st-key-kpi_nrr a").click()
    page.wait_for_url(re.compile(r"/renewals\?tier=Key"))
    expect(page.locator(".st-key-chart_arr_bridge")).to_be_visible()
    settle(page)


def test_a_renewal_opens_its_account(open_as: Open) -> None:
    page = open_as("Executive", "renewals")
    canvas = page.locator(".st-key-table_renewals canvas").first
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 60, box["y"] + 54)
    page.wait_for_url(re.compile(r"/account\?account=\d+"))
    settle(page)
