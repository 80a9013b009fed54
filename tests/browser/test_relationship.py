"""The account as one relationship, as a person uses it: brush, records, brief, annotations, promises."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.person import chart, photograph, settle

OpenAs = Callable[[str, str], Page]
LIVELY = "account?account=1"


def drag_over(page: Page, key: str, start: float, end: float) -> None:
    """Drag over a part of a chart's width (0-1)."""
    surface = page.locator(f".st-key-{key} .js-plotly-plot .nsewdrag").first
    surface.scroll_into_view_if_needed()
    box = surface.bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + start * box["width"], middle)
    page.mouse.down()
    page.mouse.move(box["x"] + end * box["width"], middle, steps=8)
    page.mouse.up()


def test_a_drag_over_the_weeks_looks_closer_and_back(open_as: OpenAs) -> None:
    page = open_as("Executive", f"{LIVELY}&tab=timeline&period=all")
    drag_over(page, "chart_timeline_brush", 0.2, 0.4)
    expect(page).to_have_url(re.compile(r"[?&]from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d"))
    settle(page)
    chart(page, "chart_timeline")
    page.locator(".st-key-forget_brush button").click()
    expect(page.locator(".st-key-forget_brush")).to_have_count(0)
    assert "from=" not in page.url


def test_a_record_opens_beside_the_lanes_with_what_followed(open_as: OpenAs) -> None:
    page = open_as("Executive", f"{LIVELY}&tab=timeline&period=all")
    page.locator(".st-key-chart_timeline .scatterlayer .points path.point").last.click(force=True)
    expect(page).to_have_url(re.compile(r"[?&](record=\w+-\d+|touch=\d+)"))
    settle(page)
    expect(page.get_by_text("What followed within two weeks")).to_be_visible()
    photograph(page, "account_record_light")


@pytest.mark.parametrize("color_scheme", ["light", "dark"], indirect=True)
def test_the_brief_is_one_screen_and_its_sentences_lead_to_records(open_as: OpenAs, color_scheme: str) -> None:
    page = open_as("Executive", LIVELY)
    page.locator(".st-key-brief_open button").click()
    brief = page.locator(".st-key-account_brief")
    expect(brief.get_by_text("Three points to raise")).to_be_visible()
    settle(page)
    photograph(page, f"account_brief_{color_scheme}")
    brief.get_by_role("link", name=re.compile("^(Operations|Cost|Strategy|Innovation|Corrective): ")).first.click()
    expect(page.locator(".st-key-touch_record")).to_be_visible()


def test_a_note_is_written_below_the_timeline_and_stands_in_its_lane(open_as: OpenAs) -> None:
    page = open_as("Administrator", f"{LIVELY}&tab=timeline")
    page.locator(".st-key-annotate_timeline button").first.click()
    page.get_by_label("What the next viewer should know").fill("Migration weekend: all planned.")
    page.locator(".st-key-new_timeline_save button").click()
    expect(page.locator(".st-key-annotations").get_by_text("Migration weekend: all planned.")).to_be_visible()
    settle(page)
    expect(page.locator(".st-key-chart_timeline").get_by_text("Notes")).to_be_visible()


@pytest.mark.parametrize("color_scheme", ["light", "dark"], indirect=True)
def test_the_promises_of_all_departments_are_painted(open_as: OpenAs, color_scheme: str) -> None:
    page = open_as("Executive", "promises")
    chart(page, "chart_promises")
    expect(page.locator(".st-key-table_promises canvas").first).to_be_visible()
    photograph(page, f"promises_{color_scheme}")
