"""The growth screen, used as a person uses it."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.person import chart, photograph


def test_the_matrix_the_stages_and_the_tables_are_there(open_as: Callable[[str, str], Page]) -> None:
    page = open_as("Executive", "growth")
    chart(page, "chart_opportunities")
    expect(page.locator(".st-key-chart_whitespace .textpoint").first).to_be_attached()
    for key in ("table_selection", "table_whitespace", "table_opportunities", "table_plans"):
        expect(page.locator(f".st-key-{key}").first).to_be_attached()
    photograph(page, "growth")
