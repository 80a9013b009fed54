"""The demo, opened as a person opens it: each screen paints, in light and in dark, and nothing goes wrong meanwhile."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from shell.navigation import SCREENS
from tests.browser.person import CHART, STATE, photograph

ADDRESSES = {"account": "account?account=1", "meeting": "meeting?message=2"}


@pytest.mark.parametrize("color_scheme", ["light", "dark"], indirect=True)
@pytest.mark.parametrize("path", [screen.path for screen in SCREENS])
def test_each_screen_paints(open_as: Callable[[str, str], Page], path: str, color_scheme: str) -> None:
    page = open_as("Executive", ADDRESSES.get(path, path))
    photograph(page, f"{path}_{color_scheme}")
    expect(page.locator(STATE)).to_have_count(0)
    expect(page.locator(f'{CHART}, [data-testid="stDataFrame"], [role="grid"]').first).to_be_visible()
