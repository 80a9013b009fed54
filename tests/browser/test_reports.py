"""The report's button, as a person uses it: opened, chosen, saved, and read."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.person import photograph, settle
from tests.reports import charts_of, pdf_texts, pptx_texts

Open = Callable[[str, str], Page]


def saved(page: Page, key: str, folder: Path) -> tuple[str, bytes]:
    """Click the button of a file; its name, and what is in it."""
    with page.expect_download() as download:
        page.locator(f".st-key-{key} button").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path.name, path.read_bytes()


@pytest.mark.parametrize("color_scheme", ["light", "dark"], indirect=True)
def test_the_portfolios_report_is_of_the_accounts_in_view(open_as: Open, tmp_path: Path, color_scheme: str) -> None:
    page = open_as("Executive", "portfolio?tier=Key")
    page.locator(".st-key-button_report_portfolio button").first.click()
    settle(page)
    photograph(page, f"portfolio_report_{color_scheme}", whole=False)
    name, data = saved(page, "button_report_portfolio_pptx", tmp_path)
    assert name == "portfolio-2026-10-14.pptx"
    assert "Tier: Key" in pptx_texts(data)[0]
    assert len(charts_of(data)) >= 5


def test_an_account_is_reported_for_us_and_for_the_client(open_as: Open, tmp_path: Path) -> None:
    page = open_as("Executive", "account?account=1")
    page.locator(".st-key-button_report_account button").first.click()
    settle(page)
    photograph(page, "account_report", whole=False)
    ours = pdf_texts(saved(page, "button_report_account_us_pdf", tmp_path)[1])
    theirs = pdf_texts(saved(page, "button_report_account_client_pdf", tmp_path)[1])
    assert "Internal: not for the client" in ours[0]
    assert "Business review" in theirs[0]
    assert not any("Health" in page for page in theirs[1:])
