"""Signing in at a company's identity provider (a small one of our own), as a person does it."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import update
from sqlalchemy.orm import Session

from data_access.engine import dispose_engines, writer_engine
from data_access.models import Workspace
from shell.tokens import COOKIE
from tests.browser.person import visit
from tests.servers.app import RunningApp, running_app
from tests.servers.databases import DatabaseMaker
from tests.shell.meridian import fill_meridian
from tests.shell.oidc.provider import Provider, running_provider

APP = "tests/shell/oidc/app.py"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with running_provider() as provider:
        yield provider


@pytest.fixture(scope="module")
def company(database_maker: Callable[[str], DatabaseMaker], provider: Provider) -> Iterator[RunningApp]:
    """The app on a database with real accounts, where people sign in at the provider."""
    url = database_maker("sqlite").copy_of("meridian", fill_meridian)
    with Session(writer_engine(url)) as session, session.begin():
        session.execute(update(Workspace).values(is_demo=False, demo_day=None))
    dispose_engines()
    with running_app(url, APP, NEXUS_AUTH="oidc", TEST_PROVIDER=provider.url) as app:
        yield app


@pytest.fixture
def person(browser: Browser, provider: Provider) -> Iterator[BrowserContext]:
    provider.email, provider.verified, provider.age = "nobody@meridian.example", True, 0
    context = browser.new_context()
    context.set_default_timeout(20_000)
    yield context
    context.close()


def sign_in(page: Page) -> None:
    page.get_by_role("button", name="Sign in with your company account").click()


def is_sign_in(page: Page) -> None:
    expect(page.get_by_role("button", name="Sign in with your company account")).to_be_visible()
    expect(page.locator(".st-key-person_menu")).to_have_count(0)


def test_a_person_of_ours_lands_where_they_wanted_to_go(
    company: RunningApp, provider: Provider, person: BrowserContext
) -> None:
    provider.email = "Ana@Meridian.example"
    page = person.new_page()
    visit(page, f"{company.url}/account?account=1&tab=people")
    is_sign_in(page)
    sign_in(page)
    expect(page.locator(".st-key-person_menu button").first).to_contain_text("Ana Novak")
    assert page.url == f"{company.url}/account?account=1&tab=people"
    assert {cookie.get("name") for cookie in person.cookies()} >= {COOKIE}
    page.reload()
    expect(page.locator(".st-key-person_menu button").first).to_contain_text("Ana Novak")


def test_signing_out_is_not_undone_by_the_providers_cookie(
    company: RunningApp, provider: Provider, person: BrowserContext
) -> None:
    provider.email = "priya@meridian.example"
    page = person.new_page()
    visit(page, f"{company.url}/accounts")
    sign_in(page)
    menu = page.locator(".st-key-person_menu button").first
    expect(menu).to_contain_text("Priya Raman")
    copy = person.cookies()
    menu.click()
    page.get_by_role("button", name="Sign out").click()
    is_sign_in(page)
    person.add_cookies(
        [
            {"name": each.get("name", ""), "value": each.get("value", ""), "url": company.url}
            for each in copy
            if each.get("name") != "_streamlit_xsrf"
        ]
    )  # a copy of everything, Streamlit's own sign-in of thirty days included
    visit(page, f"{company.url}/accounts")
    is_sign_in(page)


def test_somebody_whom_the_company_knows_and_we_do_not_is_told_so(
    company: RunningApp, provider: Provider, person: BrowserContext
) -> None:
    provider.email = "guest@meridian.example"
    page = person.new_page()
    visit(page, f"{company.url}/accounts")
    sign_in(page)
    expect(page.get_by_text("who is not known here")).to_be_visible()
    expect(page.locator(".st-key-person_menu")).to_have_count(0)
    provider.email = "cob@meridian.example"
    page.get_by_role("button", name="Use another account").click()
    is_sign_in(page)
    sign_in(page)
    expect(page.locator(".st-key-person_menu button").first).to_contain_text("Catherine O'Brien")


def test_an_address_that_the_provider_did_not_check_is_nobodys(
    company: RunningApp, provider: Provider, person: BrowserContext
) -> None:
    provider.email, provider.verified = "cob@meridian.example", False
    page = person.new_page()
    visit(page, f"{company.url}/accounts")
    sign_in(page)
    expect(page.get_by_text("who is not known here")).to_be_visible()


def test_an_old_proof_of_identity_is_not_taken(company: RunningApp, provider: Provider, person: BrowserContext) -> None:
    provider.email, provider.age = "cob@meridian.example", 13 * 3600
    page = person.new_page()
    visit(page, f"{company.url}/accounts")
    sign_in(page)
    page.wait_for_url(f"{company.url}/")
    is_sign_in(page)


def test_a_demo_ticket_is_worth_nothing_here(company: RunningApp, person: BrowserContext) -> None:
    page = person.new_page()
    visit(page, f"{company.url}/")
    expect(page.get_by_role("button", name="Account manager")).to_have_count(0)
