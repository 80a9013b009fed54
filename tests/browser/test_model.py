"""The model page: an administrator has the score judged; nobody else may."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from domain.registry import indicators
from tests.browser.person import chart, photograph, settle, sign_in, visit
from tests.browser.watch import Watch
from tests.servers.app import RunningApp

JUDGED = ("chart_rivals", "chart_calibration", "chart_base_rate", "chart_readings")


def test_an_administrator_has_the_score_judged(
    fresh_server: RunningApp, watched_page: Callable[[str], tuple[Page, Watch]]
) -> None:
    page, watch = watched_page(fresh_server.host)
    visit(page, f"{fresh_server.url}/model")
    sign_in(page, "Administrator")
    expect(page.get_by_role("heading", name="The score has not been judged yet")).to_be_visible()
    page.get_by_role("button", name="Judge again").click()
    verdict = page.get_by_role("heading", name="The score")
    expect(verdict.filter(has_text="AUC").first).to_be_visible(timeout=120_000)
    settle(page)
    for key in JUDGED:
        chart(page, key)
    photograph(page, "model_judged")
    for rule in indicators():
        expect(page.locator(f".st-key-definition_{rule.key}")).to_be_visible()
    assert watch.problems == []


def type_into_cell(page: Page, table: str, x: int, y: int, text: str) -> None:
    """Write into the cell of a table that can be edited, so many pixels from its corner."""
    box = page.locator(f".st-key-{table} canvas").first.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + x, box["y"] + y)
    page.wait_for_timeout(600)
    page.keyboard.type(text, delay=60)
    page.keyboard.press("Enter")
    page.wait_for_timeout(600)


def test_an_administrator_tries_another_model_and_publishes_it(
    fresh_server: RunningApp, watched_page: Callable[[str], tuple[Page, Watch]]
) -> None:
    page, watch = watched_page(fresh_server.host)
    visit(page, f"{fresh_server.url}/model?change=true")
    sign_in(page, "Administrator")
    form = page.locator(".st-key-form_model")
    form.scroll_into_view_if_needed()
    settle(page)
    type_into_cell(page, "model_weights_0", 300, 55, "40")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("heading", name="would change band")).to_be_visible()
    page.get_by_text("What changes: 1 value").click()
    expect(page.get_by_text("Engagement depth: weight 10 → 40")).to_be_visible()
    page.get_by_role("button", name="Backtest old and new").click()
    expect(page.locator(".st-key-table_model_backtest").first).to_be_visible()
    page.locator(".st-key-form_publish_model").scroll_into_view_if_needed()
    settle(page)
    photograph(page, "model_preview")
    page.locator(".st-key-model_publish button").click()
    expect(page.get_by_text("A model is published with a note.")).to_be_visible()
    page.get_by_label("What changes, and why").fill("Contact counts for more")
    page.locator(".st-key-model_publish button").click()
    expect(page.get_by_role("heading", name="“Model 2” is in force since")).to_be_visible(timeout=120_000)
    page.get_by_role("heading", name="“Model 2” is in force since").scroll_into_view_if_needed()
    settle(page)
    photograph(page, "model_published")
    visit(page, f"{fresh_server.url}/account?account=1&tab=health")
    chart(page, "chart_health_history")
    expect(page.locator(".st-key-chart_health_history").get_by_text("“Model 2”")).to_be_visible()
    assert watch.problems == []


def test_an_executive_cannot_have_it_judged(open_as: Callable[[str, str], Page]) -> None:
    page = open_as("Executive", "model")
    expect(page.get_by_role("heading", name="How it is defined")).to_be_visible()
    expect(page.get_by_role("button", name="Judge again")).to_have_count(0)
