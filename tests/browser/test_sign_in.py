"""Signing in and out as a person does it, in a browser; and what nobody may see before."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access.engine import dispose_engines, writer_engine
from data_access.models import Account
from shell.navigation import SCREENS
from shell.tokens import COOKIE
from tests.browser.person import photograph, settle, visit
from tests.browser.watch import Watch
from tests.servers.app import RunningApp, running_app
from tests.servers.databases import DatabaseMaker
from tests.shell.meridian import PROBE, fill_meridian

Maker = Callable[[str], DatabaseMaker]
NewPage = Callable[[str], tuple[Page, Watch]]


@pytest.fixture(scope="module")
def company(database_maker: Maker) -> Iterator[RunningApp]:
    """The app, serving a company of five people."""
    maker = database_maker("sqlite")
    with running_app(maker.copy_of("meridian", fill_meridian)) as app:
        yield app


@pytest.fixture(scope="module")
def probe(database_maker: Maker) -> Iterator[RunningApp]:
    """The probe page, in the shell of the app."""
    maker = database_maker("sqlite")
    with running_app(maker.copy_of("meridian", fill_meridian), PROBE) as app:
        yield app


@pytest.fixture
def person(browser: Browser) -> Iterator[BrowserContext]:
    """A person with a browser of their own."""
    context = browser.new_context()
    context.set_default_timeout(20_000)
    yield context
    context.close()


def choose(page: Page, role: str) -> None:
    """Sign in as the demo person of a role."""
    page.get_by_role("button", name=role).click()
    expect(person_menu(page)).to_be_visible()
    settle(page)


def person_menu(page: Page) -> Locator:
    """The button with the person's name."""
    return page.locator(".st-key-person_menu button").first


def is_sign_in(page: Page) -> None:
    """Fail unless this is the sign-in and nothing else."""
    for role in ("Account manager", "Team lead", "Executive", "Administrator"):
        expect(page.get_by_role("button", name=role)).to_be_visible()
    expect(person_menu(page)).to_have_count(0)
    expect(page.get_by_role("link", name="Accounts")).to_have_count(0)


@pytest.mark.parametrize("path", [screen.path for screen in SCREENS])
def test_a_cold_deep_link_shows_a_stranger_the_sign_in_and_nothing_else(
    database_maker: Maker, fill_demo: Callable[[str], None], person: BrowserContext, path: str
) -> None:
    """In a process that nobody has opened anything in, down to the messages that the browser receives."""
    url = database_maker("sqlite").copy_of("demo", fill_demo)
    names = _account_names(url)
    page = person.new_page()
    received = _heard(page)
    with running_app(url) as app:
        visit(page, f"{app.url}/{path}?account=1")
        is_sign_in(page)
        assert received
        assert [name for name in names if name.encode() in received] == []


def test_what_a_browser_receives_is_heard(
    database_maker: Maker, fill_demo: Callable[[str], None], server: RunningApp, person: BrowserContext
) -> None:
    """Without which the test above would prove nothing."""
    names = _account_names(database_maker("sqlite").template("demo", fill_demo))
    page = person.new_page()
    received = _heard(page)
    visit(page, f"{server.url}/accounts?account=1")
    choose(page, "Executive")
    assert any(name.encode() in received for name in names)


def _heard(page: Page) -> bytearray:
    """What the page receives from now on."""
    received = bytearray()
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: received.extend(_bytes(frame))))
    return received


def _account_names(url: str) -> list[str]:
    with Session(writer_engine(url)) as session:
        names = list(session.scalars(select(Account.name)))
    dispose_engines()
    assert len(names) > 100
    return names


def _bytes(frame: str | bytes) -> bytes:
    return frame.encode() if isinstance(frame, str) else frame


def test_other_addresses_show_a_stranger_the_sign_in_too(company: RunningApp, person: BrowserContext) -> None:
    page = person.new_page()
    for path in ("", "nowhere", "account?account=1&tab=people", "?as_of=never"):
        visit(page, f"{company.url}/{path}")
        is_sign_in(page)


def test_a_person_lands_where_they_wanted_to_go_and_stays_signed_in(company: RunningApp, watched_page: NewPage) -> None:
    page, watch = watched_page(company.host)
    wanted = f"{company.url}/account?account=1&as_of=2026-03-03"
    visit(page, wanted)
    is_sign_in(page)
    choose(page, "Account manager")
    assert page.url == wanted
    page.reload()
    expect(person_menu(page)).to_contain_text("Ana Novak")
    other_tab = page.context.new_page()
    visit(other_tab, f"{company.url}/portfolio")
    expect(person_menu(other_tab)).to_contain_text("Ana Novak")
    watch.look(page)
    assert watch.problems == []


def test_signing_out_ends_the_session_in_every_tab_and_every_copy_of_its_cookie(
    company: RunningApp, person: BrowserContext, browser: Browser
) -> None:
    page, other_tab = person.new_page(), person.new_page()
    visit(page, f"{company.url}/accounts")
    choose(page, "Team lead")
    visit(other_tab, f"{company.url}/portfolio")
    stolen = [cookie for cookie in person.cookies() if cookie.get("name") == COOKIE]
    person_menu(page).click()
    page.get_by_role("button", name="Sign out").click()
    is_sign_in(page)
    other_tab.reload()
    is_sign_in(other_tab)
    thief = browser.new_context()
    thief.add_cookies([{"name": COOKIE, "value": stolen[0].get("value", ""), "url": company.url}])
    copy = thief.new_page()
    visit(copy, f"{company.url}/accounts")
    is_sign_in(copy)
    thief.close()


@pytest.mark.parametrize("color_scheme", ["light", "dark"], indirect=True)
def test_the_sign_in_is_clean_and_gets_its_picture(
    company: RunningApp, watched_page: NewPage, color_scheme: str
) -> None:
    page, watch = watched_page(company.host)
    visit(page, f"{company.url}/")
    is_sign_in(page)
    photograph(page, f"sign_in_{color_scheme}")
    watch.look(page)
    assert watch.problems == []


def test_charts_tables_downloads_and_uploads_work_under_the_policy(probe: RunningApp, watched_page: NewPage) -> None:
    page, watch = watched_page(probe.host)
    visit(page, probe.url)
    choose(page, "Executive")
    expect(page.locator(".st-key-chart_probe .main-svg").first).to_be_visible()
    with page.expect_download() as download:
        page.locator(".st-key-download_probe button").click()
    assert "Alpha" in download.value.path().read_text()
    with page.expect_response(lambda answer: "upload_file" in answer.url) as upload:
        page.locator("input[type=file]").set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": b"a,b"})
    assert upload.value.status == 204
    watch.look(page)
    assert watch.problems == []


def test_a_download_is_for_the_signed_in_only_and_kept_nowhere(
    probe: RunningApp, person: BrowserContext, browser: Browser
) -> None:
    page = person.new_page()
    visit(page, probe.url)
    choose(page, "Executive")
    with page.expect_download() as download:
        page.locator(".st-key-download_probe button").click()
    address = download.value.url
    own = person.request.get(address)
    assert (own.status, own.headers["cache-control"]) == (200, "no-store")
    stranger = browser.new_context()
    assert stranger.request.get(address).status == 403
    assert stranger.request.put(f"{probe.url}/_stcore/upload_file/a/b").status == 403
    stranger.close()
    person_menu(page).click()
    page.get_by_role("button", name="Sign out").click()
    is_sign_in(page)
    assert person.request.get(address).status == 403


@pytest.mark.parametrize("button", ["fail", "fail_part"])
def test_an_error_of_ours_shows_a_reference_that_the_log_explains(
    probe: RunningApp, person: BrowserContext, button: str
) -> None:
    page = person.new_page()
    visit(page, probe.url)
    choose(page, "Executive")
    page.locator(f".st-key-{button} button").click()
    note = page.get_by_text("Reference:")
    expect(note).to_be_visible()
    assert "inner detail" not in page.content()
    assert "RuntimeError" not in page.content()
    reference = note.inner_text().rsplit(" ", 1)[-1]
    log = probe.log.read_text()
    assert f"Error {reference}" in log
    assert log.count("RuntimeError: the inner detail") == log.count("as a person was shown it")


@pytest.mark.parametrize("button", ["deny", "deny_part"])
def test_what_is_denied_is_said_plainly(probe: RunningApp, person: BrowserContext, button: str) -> None:
    page = person.new_page()
    visit(page, probe.url)
    choose(page, "Executive")
    page.locator(f".st-key-{button} button").click()
    expect(page.get_by_text("There is no such account, or it is not yours to see.")).to_be_visible()


def test_a_part_of_a_page_does_not_outlive_the_session(probe: RunningApp, person: BrowserContext) -> None:
    """A fragment runs by itself, past the page: it must look for itself."""
    page, other_tab = person.new_page(), person.new_page()
    visit(page, probe.url)
    choose(page, "Administrator")
    page.locator(".st-key-count button").click()
    expect(page.get_by_text("clicked 1 times")).to_be_visible()
    visit(other_tab, probe.url)
    person_menu(other_tab).click()
    other_tab.get_by_role("button", name="Sign out").click()
    is_sign_in(other_tab)
    page.locator(".st-key-count button").click()
    is_sign_in(page)
    expect(page.get_by_text("clicked")).to_have_count(0)
