"""Text from data shows exactly itself, wherever a screen would read it as markup, and asks nobody for anything."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.person import settle, visit
from tests.browser.watch import Watch
from tests.hostile import HOSTILE
from tests.servers.app import running_app

SCRIPT = "tests/browser/markup/app.py"
PLACES = ("h3", "[data-testid=stCaptionContainer]", "[data-testid=stMetricLabel]", "[data-testid=stMetricValue]")


def test_hostile_text_shows_itself_and_nothing_else(watched_page: Callable[[str], tuple[Page, Watch]]) -> None:
    with running_app("sqlite:///:memory:", SCRIPT) as app:
        page, watch = watched_page(app.host)
        visit(page, app.url)
        page.wait_for_selector(f".st-key-text_{len(HOSTILE) - 1}")
        settle(page)
        for place, text in enumerate(HOSTILE):
            for selector in PLACES:
                shown = page.locator(f".st-key-text_{place}").locator(selector).first
                assert (shown.text_content() or "").replace("\u2060", "").strip() == text, selector
                assert shown.locator("a, img, svg, code, em, strong, del, .katex").count() == 0, (selector, text)
        labels = page.locator(".st-key-labels .annotation-text").all_text_contents()
        assert [label.strip() for label in labels] == list(HOSTILE)
        assert page.locator(".st-key-labels a").count() == 0
        watch.look(page)
        assert watch.problems == []
