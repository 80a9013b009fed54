"""The service screen, used as a person uses it."""

import re
from collections.abc import Callable
from urllib.parse import unquote_plus

import pytest
from playwright.sync_api import Page, expect

from tests.browser.person import chart, photograph, settle

Open = Callable[[str, str], Page]
PARTS = {
    "Response": "chart_sla", "Open issues": "chart_open_issues", "Promises": "chart_promises",
    "Contact": "chart_contact",
}  # fmt: skip


def click_table(page: Page, key: str) -> None:
    """Click the button in the first row of a table."""
    canvas = page.locator(f".st-key-{key} canvas").first
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 60, box["y"] + 54)


@pytest.mark.parametrize("color_scheme", ["light", "dark"], indirect=True)
def test_every_part_is_painted_with_marks_in_it(open_as: Open, color_scheme: str) -> None:
    page = open_as("Executive", "service")
    for part, key in PARTS.items():
        page.get_by_role("radio", name=part).click()
        chart(page, key)
        settle(page)
        photograph(page, f"service_{key.removeprefix('chart_')}_{color_scheme}")


def test_a_click_on_a_cell_lists_its_issues_and_one_opens(open_as: Open) -> None:
    page = open_as("Executive", "service?tier=Key")
    page.locator(".st-key-chart_sla .barlayer .point path").first.click(force=True)
    page.wait_for_url(re.compile(r"[?&]cell="))
    settle(page)
    cell = unquote_plus(page.url.split("cell=")[1].split("&")[0])
    assert re.fullmatch(r"First answer, Key, S\d", cell)
    assert "tier=Key" in page.url
    expect(page.get_by_text(re.compile("first answers missed their target")).first).to_be_visible()
    click_table(page, "table_issues")
    page.wait_for_url(re.compile(r"/account\?.*record=issue-\d+"))
    settle(page)


@pytest.mark.parametrize(("part", "name"), [("Open issues", "age"), ("Promises", "department"), ("Contact", "whose")])
def test_a_click_on_a_mark_lists_what_is_behind_it(open_as: Open, part: str, name: str) -> None:
    page = open_as("Executive", f"service?part={part.replace(' ', '+')}")
    marks = page.locator(f".st-key-{PARTS[part]} .barlayer .point path")
    marks.last.click(force=True)
    page.wait_for_url(re.compile(rf"[?&]{name}="))
    settle(page)


def test_a_key_figure_leads_to_its_records(open_as: Open) -> None:
    page = open_as("Executive", "service")
    page.locator(".st-key-behind_coverage button").click()
    page.wait_for_url(re.compile(r"part=Contact"))
    chart(page, "chart_contact")
    settle(page)
    click_table(page, "table_customers")
    page.wait_for_url(re.compile(r"/account\?account=\d+"))
    settle(page)


def test_filters_come_along_from_the_portfolio(open_as: Open) -> None:
    page = open_as("Executive", "portfolio?tier=Key")
    page.get_by_role("link", name="Service").click()
    page.wait_for_url(re.compile(r"/service\?tier=Key"))
    settle(page)
    chart(page, "chart_sla")
