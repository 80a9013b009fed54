"""Signing in and out by our own addresses, and what an operator may ask."""

import time
from collections.abc import Iterator
from threading import Event

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from shell import routes
from shell.readiness import DatabaseProbe
from shell.routes import END, PROVIDER, ROUTES, START, is_local, url_with_ticket
from shell.sessions import check_session
from shell.tokens import COOKIE, SESSION_SECONDS, SessionToken, Ticket, open_session, seal_session
from tests.shell.conftest import change_user
from tests.shell.meridian import ANA


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=ROUTES), follow_redirects=False) as client:
        yield client


def ticket_to(destination: str, user_id: int = ANA) -> Ticket:
    return Ticket(SessionToken(user_id, int(time.time())), destination)


def test_a_ticket_becomes_a_cookie_and_leads_on(staff: str, client: TestClient) -> None:
    answer = client.get(url_with_ticket(START, ticket_to("/account?account=3&tab=people")))
    assert answer.status_code == 303
    assert answer.headers["location"] == "/account?account=3&tab=people"
    assert answer.headers["cache-control"] == "no-store"
    session = open_session(client.cookies[COOKIE])
    assert session is not None
    assert session.user_id == ANA


def test_the_cookie_is_kept_from_scripts_and_other_sites(staff: str, client: TestClient) -> None:
    flags = client.get(url_with_ticket(START, ticket_to("/"))).headers["set-cookie"].lower()
    assert "httponly" in flags
    assert "samesite=lax" in flags
    assert f"max-age={SESSION_SECONDS}" in flags
    assert "secure" not in flags


def test_the_cookie_stays_on_tls_where_the_person_came_by_tls(staff: str) -> None:
    with TestClient(Starlette(routes=ROUTES), base_url="https://nexus.example", follow_redirects=False) as client:
        assert "secure" in client.get(url_with_ticket(START, ticket_to("/"))).headers["set-cookie"].lower()


def test_a_ticket_is_good_once(staff: str, client: TestClient) -> None:
    url = url_with_ticket(START, ticket_to("/accounts"))
    assert "set-cookie" in client.get(url).headers
    second = client.get(url)
    assert (second.headers["location"], "set-cookie" in second.headers) == ("/", False)


def test_a_ticket_of_somebody_who_left_begins_nothing(staff: str, client: TestClient) -> None:
    change_user(ANA, is_active=False)
    assert "set-cookie" not in client.get(url_with_ticket(START, ticket_to("/"))).headers


@pytest.mark.parametrize(
    "destination",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "evil", "", "javascript:alert(1)", "/a\r\nX: y"],
)
def test_nobody_is_sent_to_another_site(staff: str, client: TestClient, destination: str) -> None:
    assert not is_local(destination)
    answer = client.get(url_with_ticket(START, ticket_to(destination)))
    assert (answer.headers["location"], "set-cookie" in answer.headers) == ("/", False)


def test_paths_of_ours_are_local() -> None:
    assert all(map(is_local, ("/", "/account?account=3", "/accounts?q=a%2Fb&tier=key", "/portfolio?as_of=2026-03-31")))


def test_signing_out_takes_the_cookie_and_ends_its_copies(staff: str, client: TestClient) -> None:
    session = SessionToken(ANA, int(time.time()))
    client.cookies.set(COOKIE, seal_session(session))
    answer = client.get(url_with_ticket(END, Ticket(session, "/")))
    assert answer.headers["location"] == "/"
    assert 'nexus_session=""' in answer.headers["set-cookie"]
    assert check_session(session) is None


def test_a_link_alone_signs_nobody_out(staff: str, client: TestClient) -> None:
    session = SessionToken(ANA, int(time.time()))
    client.cookies.set(COOKIE, seal_session(session))
    assert "set-cookie" not in client.get(f"/{END}").headers
    assert check_session(session) is not None


def test_the_way_to_the_identity_provider_remembers_where_the_person_wanted_to_go(client: TestClient) -> None:
    answer = client.get(url_with_ticket(PROVIDER, Ticket(None, "/account?account=3", "/auth/login?provider=x")))
    assert answer.headers["location"] == "/auth/login?provider=x"
    assert routes.DESTINATION_COOKIE in answer.headers["set-cookie"]


def test_a_process_that_serves_says_so(client: TestClient) -> None:
    assert client.get("/healthz").text == "ok\n"


def test_ready_with_a_database(staff: str, client: TestClient) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text) == (200, "ready\n")


def test_not_ready_without_one(client: TestClient) -> None:
    assert client.get("/readyz").status_code == 503


def test_a_database_that_hangs_is_asked_once_and_not_waited_for() -> None:
    hanging, asked = Event(), []

    def ask() -> bool:
        asked.append(1)
        return hanging.wait(10)

    probe = DatabaseProbe(ask, deadline=0.05)
    begun = time.monotonic()
    assert [probe.answers() for _ in range(3)] == [False, False, False]
    assert time.monotonic() - begun < 5
    assert len(asked) == 1
    hanging.set()
    while probe._asking is not None:
        time.sleep(0.001)
    assert probe.answers()
