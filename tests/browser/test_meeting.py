"""Meeting mode, as it is shown on a projector: the arrow keys turn its screens."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.person import chart, photograph, settle


def test_the_arrow_keys_turn_the_screens_and_each_fits_a_projector(open_as: Callable[[str, str], Page]) -> None:
    page = open_as("Executive", "meeting?tier=Key")
    page.set_viewport_size({"width": 1280, "height": 720})
    settle(page)
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"message=2"))
    expect(page).to_have_url(re.compile(r"tier=Key"))
    settle(page)
    chart(page, "chart_meeting")
    box = page.locator(".st-key-meeting_foot").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 720
    photograph(page, "meeting", whole=False)
    page.set_viewport_size({"width": 1920, "height": 1080})
    settle(page)
    page.wait_for_function("() => document.querySelector('.st-key-chart_meeting .js-plotly-plot').offsetHeight > 700")
    box = page.locator(".st-key-meeting_foot").bounding_box()
    assert box is not None
    assert 900 < box["y"] + box["height"] <= 1080
    page.set_viewport_size({"width": 1280, "height": 720})
    settle(page)
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"message=1"))
    settle(page)
    box = page.locator(".st-key-meeting_foot").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 720
    photograph(page, "meeting_figures", whole=False)
