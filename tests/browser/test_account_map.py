"""The account map as a person uses it: layouts, a click on a person, somebody's neighbourhood, a change of stance."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.person import chart, photograph, settle

OpenAs = Callable[[str, str], Page]
PEOPLE = "account?account=1&tab=people"
KEY = "chart_account_map"


@pytest.mark.parametrize("color_scheme", ["light", "dark"], indirect=True)
def test_each_layout_paints_and_is_in_the_address(open_as: OpenAs, color_scheme: str) -> None:
    page = open_as("Executive", PEOPLE)
    for words, kind in (("Organisation", "organisation"), ("Grid", "grid"), ("Power and stance", None)):
        page.get_by_role("radio", name=words).or_(page.get_by_role("button", name=words)).first.click()
        expect(page).to_have_url(re.compile(rf"[?&]map={kind}" if kind else r"tab=people$"))
        settle(page)
        chart(page, KEY)
        photograph(page, f"map_{kind or 'network'}_{color_scheme}")


def test_a_click_on_a_person_opens_them_and_their_neighbourhood(open_as: OpenAs) -> None:
    page = open_as("Executive", PEOPLE)
    expect(page.get_by_text("What presses")).to_be_visible()
    names = page.locator(f".st-key-{KEY} .annotation-text").all_text_contents()
    points = page.locator(f".st-key-{KEY} .scatterlayer .points path.point")
    # The last are ours and the rings are first: people lie between, and only they open.
    points.nth(points.count() // 2).click(force=True)
    expect(page).to_have_url(re.compile(r"person=\d+"))
    settle(page)
    expect(page.get_by_text("If this person left")).to_be_visible()
    heading = page.locator(".st-key-map_reading h3").first.inner_text()
    assert any(name.startswith(heading[:12]) for name in names)
    page.get_by_text("Only around them").click()
    expect(page).to_have_url(re.compile(r"focus=1"))
    settle(page)
    chart(page, KEY)
    page.locator(".st-key-close_person button").click()
    expect(page.get_by_text("What presses")).to_be_visible()


def test_the_map_is_told_without_colour(open_as: OpenAs) -> None:
    page = open_as("Executive", PEOPLE)
    page.add_style_tag(content="html { filter: grayscale(1); }")
    letters = page.locator(f".st-key-{KEY} .scatterlayer .textpoint").all_text_contents()
    assert {letter.rstrip("?") for letter in letters} & {"C", "S", "N", "K", "B"}
    photograph(page, "map_grey")


def test_the_picture_and_the_graph_are_saved(open_as: OpenAs) -> None:
    page = open_as("Executive", PEOPLE)
    for button, ending in (("map_svg", ".svg"), ("map_graphml", ".graphml")):
        page.get_by_role("button", name="Files").click()
        with page.expect_download() as saved:
            page.locator(f".st-key-{button} button").click()
        assert saved.value.suggested_filename.endswith(ending)
        assert saved.value.path().read_bytes().startswith(b"<")
        page.keyboard.press("Escape")


def test_a_stance_is_changed_where_it_is_seen(open_as: OpenAs) -> None:
    page = open_as("Administrator", f"{PEOPLE}&person=1")
    page.locator(".st-key-change_person summary").click()
    page.get_by_label("Why").fill("Said so at the conference")
    page.get_by_label("Influence", exact=True).fill("77")
    page.locator(".st-key-change_person").get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("Said so at the conference")).to_be_visible()
    settle(page)
    expect(page.get_by_text("influence 77").first).to_be_visible()
