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


def test_an_executive_cannot_have_it_judged(open_as: Callable[[str, str], Page]) -> None:
    page = open_as("Executive", "model")
    expect(page.get_by_role("heading", name="How it is defined")).to_be_visible()
    expect(page.get_by_role("button", name="Judge again")).to_have_count(0)
