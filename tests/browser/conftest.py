"""A browser, a served demo, and a page that fails its test for anything that goes wrong on it."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests.browser.person import LOCALE, PATIENCE_MS, TIME_ZONE, VIEWPORT, arrive, forget_stored, sign_in, visit
from tests.browser.watch import LogWatch, Watch
from tests.servers.app import RunningApp, running_app
from tests.servers.chromium import LAUNCH_ARGUMENTS, ensure_chromium
from tests.servers.databases import DatabaseMaker


@pytest.fixture(scope="package")  # not longer: while it runs, this thread has an event loop, and asyncio.run() fails
def playwright() -> Iterator[Playwright]:
    """Playwright's own server process."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The system's Chromium."""
    browser = playwright.chromium.launch(executable_path=ensure_chromium(), args=list(LAUNCH_ARGUMENTS))
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def server(database_maker: Callable[[str], DatabaseMaker], fill_demo: Callable[[str], None]) -> Iterator[RunningApp]:
    """The app, serving a demo portfolio of its own, for all tests of this session."""
    with running_app(database_maker("sqlite").copy_of("demo", fill_demo)) as app:
        yield app


@pytest.fixture
def fresh_server(
    database_maker: Callable[[str], DatabaseMaker], fill_demo: Callable[[str], None]
) -> Iterator[RunningApp]:
    """The app in a process in which nobody has opened anything yet."""
    maker = database_maker("sqlite")
    url = maker.copy_of("demo", fill_demo)
    with running_app(url) as app:
        yield app
    maker.drop(url)


@pytest.fixture
def color_scheme(request: pytest.FixtureRequest) -> str:
    """What the person's system prefers: light, or the parameter that a test gives indirectly."""
    return str(getattr(request, "param", "light"))


@pytest.fixture(scope="package")
def kept_context(browser: Browser) -> Callable[[str], BrowserContext]:
    """The browser's window for people who prefer light, or dark: it keeps the app's scripts from test to test."""

    @cache
    def context(color_scheme: str) -> BrowserContext:
        opened = browser.new_context(
            viewport=VIEWPORT,
            locale=LOCALE,
            timezone_id=TIME_ZONE,
            color_scheme="dark" if color_scheme == "dark" else "light",
            reduced_motion="reduce",
        )
        opened.set_default_timeout(PATIENCE_MS)
        return opened

    return context


@pytest.fixture
def watched_page(
    kept_context: Callable[[str], BrowserContext], color_scheme: str
) -> Iterator[Callable[[str], tuple[Page, Watch]]]:
    """Opens an empty page that may talk to one host only, with the watch that notes what goes wrong on it.

    Whoever opens it is a stranger: cookies and what pages have stored are gone.
    """
    context, strange = kept_context(color_scheme), set[str]()
    context.clear_cookies()
    expect.set_options(timeout=PATIENCE_MS)

    def new_page(host: str) -> tuple[Page, Watch]:
        page, watch = context.new_page(), Watch(host)
        if host not in strange:
            forget_stored(page, host)
            strange.add(host)
        watch.attach(page)
        return page, watch

    yield new_page
    for page in context.pages:
        page.close()


@pytest.fixture
def page(server: RunningApp, watched_page: Callable[[str], tuple[Page, Watch]]) -> Iterator[Page]:
    """An empty page; at the end the test fails for any error, exception box, failed answer or request elsewhere."""
    log = LogWatch(server.log)
    page, watch = watched_page(server.host)
    yield page
    watch.look(page)
    assert watch.problems + log.problems() == []


@pytest.fixture(scope="session")
def sessions_of_roles() -> dict[str, list[Any]]:
    """The cookies of those who have signed in to the demo before, by role."""
    return {}


@pytest.fixture
def open_as(page: Page, server: RunningApp, sessions_of_roles: dict[str, list[Any]]) -> Callable[[str, str], Page]:
    """Opens an address of the demo, such as `portfolio?tier=key`, as the demo person of a role; the still page.

    Who has signed in once stays signed in, so that the sign-in is not painted before each page.
    """

    def open_as(role: str, address: str) -> Page:
        if role in sessions_of_roles:
            page.context.add_cookies(sessions_of_roles[role])
            visit(page, f"{server.url}/{address}")
            arrive(page)
        else:
            visit(page, f"{server.url}/{address}")
            sign_in(page, role)
            sessions_of_roles[role] = page.context.cookies()
        return page

    return open_as
