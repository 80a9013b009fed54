"""The portfolio and the list of accounts, used as a person uses them."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.person import PICTURES, chart, photograph, settle

Open = Callable[[str, str], Page]
CHARTS = (
    "chart_health_distribution", "chart_health_movement", "chart_arr_by_tier", "chart_health_trend", "chart_health_map",
)  # fmt: skip


def choose(page: Page, widget: str, option: str) -> None:
    """Choose in a list, and wait until the page follows."""
    page.locator(f".st-key-{widget} input").click()
    page.get_by_role("option", name=option, exact=True).click()
    page.keyboard.press("Escape")
    settle(page)


def test_every_chart_is_painted_with_marks_in_it(open_as: Open) -> None:
    page = open_as("Executive", "portfolio")
    for key in CHARTS:
        chart(page, key)


def test_the_message_fits_on_the_first_screen_of_a_laptop(open_as: Open) -> None:
    page = open_as("Executive", "portfolio")
    photograph(page, "portfolio_first_screen", whole=False)
    for key in ("kpi_row", "table_movement", "chart_health_distribution"):
        box = page.locator(f".st-key-{key}").first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 900, key


def test_the_day_compared_with_is_in_the_address(open_as: Open) -> None:
    page = open_as("Executive", "portfolio")
    choose(page, "since", "Since last quarter")
    expect(page).to_have_url(re.compile(r"since=Since.last.quarter"))


@pytest.mark.parametrize("width", [1280, 820])
def test_nothing_is_wider_than_a_projector_or_a_tablet(open_as: Open, width: int) -> None:
    page = open_as("Executive", "portfolio")
    page.set_viewport_size({"width": width, "height": 720})
    settle(page)
    page.screenshot(path=PICTURES / f"portfolio_{width}.png")
    main = page.locator('[data-testid="stMain"]')
    assert main.evaluate("main => main.scrollWidth <= main.clientWidth")


def test_a_filter_is_in_the_address_and_can_be_taken_off(open_as: Open) -> None:
    page = open_as("Executive", "portfolio")
    everybody = page.locator(".st-key-kpi_arr [data-testid=stMetricValue]").inner_text()
    choose(page, "tier", "Key")
    expect(page).to_have_url(re.compile(r"tier=Key"))
    expect(page.locator(".st-key-kpi_arr [data-testid=stMetricValue]")).not_to_have_text(everybody)
    page.locator(".st-key-filter_clear button").click()
    settle(page)
    expect(page).not_to_have_url(re.compile(r"tier="))
    expect(page.locator(".st-key-kpi_arr [data-testid=stMetricValue]")).to_have_text(everybody)


def test_a_figure_leads_to_the_accounts_behind_it(open_as: Open) -> None:
    page = open_as("Executive", "portfolio?tier=Key")
    due = page.locator(".st-key-kpi_renewals [data-testid=stMetricValue]").inner_text()
    page.locator(".st-key-kpi_renewals a").click()
    expect(page.locator(".st-key-table_accounts")).to_be_visible()
    settle(page)
    expect(page.locator(".st-key-list_summary")).to_contain_text(re.compile(rf"^{due}\saccount"))


def test_a_chart_has_the_same_facts_as_a_table(open_as: Open) -> None:
    page = open_as("Executive", "portfolio")
    page.locator(".st-key-chart_health_distribution_twin button").first.click()
    expect(page.locator('[data-testid="stPopoverBody"] [data-testid="stDataFrame"]')).to_be_visible()


def test_a_name_opens_its_account(open_as: Open) -> None:
    page = open_as("Executive", "accounts")
    page.locator(".st-key-table_accounts .body a").first.click()
    page.wait_for_url(re.compile(r"/account\?account=\d+"))
    settle(page)


def test_the_search_acts_while_one_types(open_as: Open) -> None:
    page = open_as("Executive", "accounts")
    page.locator(".st-key-search input").press_sequentially("zzzz", delay=30)
    expect(page.locator(".st-key-state_nothing_matches")).to_be_visible()
    photograph(page, "accounts_nothing_matches", whole=False)
    page.locator(".st-key-state_nothing_matches_clear button").click()
    expect(page.locator(".st-key-table_accounts")).to_be_visible()
    expect(page.locator(".st-key-search input")).to_have_value("")
    settle(page)


def test_the_head_of_a_column_orders_the_whole_list(open_as: Open) -> None:
    page = open_as("Executive", "accounts")
    page.get_by_role("columnheader", name="Account").get_by_role("button").click()
    page.wait_for_url(re.compile(r"sort=Name"))
    settle(page)
    expect(page.get_by_role("columnheader", name="Account")).to_have_attribute("aria-sort", "ascending")


def test_an_account_is_opened_without_a_mouse(open_as: Open) -> None:
    page = open_as("Executive", "accounts")
    page.locator(".st-key-table_accounts .body .row").first.focus()
    page.keyboard.press("End")
    expect(page.locator(".st-key-table_accounts .row:focus")).to_have_attribute("aria-rowindex", "201")
    page.keyboard.press("ArrowUp")
    expect(page.locator(".st-key-table_accounts .row:focus a")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/account\?account=\d+"))
    settle(page)


def test_what_moved_can_be_taken_away_as_a_workbook(open_as: Open) -> None:
    page = open_as("Executive", "portfolio")
    page.locator(".st-key-table_movement_files button").first.click()
    with page.expect_download() as download:
        page.locator(".st-key-table_movement_xlsx button").click()
    assert download.value.suggested_filename.endswith(".xlsx")


def test_the_file_can_be_downloaded(open_as: Open) -> None:
    page = open_as("Executive", "accounts")
    with page.expect_download() as download:
        page.locator(".st-key-export_accounts button").click()
    assert download.value.suggested_filename.endswith(".csv")
