"""The link that an operator makes: signs one person in, once, also where the demo's sign-in is closed."""

import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from domain.errors import NexusError
from shell import tokens
from shell.operator import START_ROUTE, operator_link
from shell.routes import ROUTES, START
from tests.shell.conftest import change_user, change_workspace
from tests.shell.meridian import ANA

ADDRESS = "ana@meridian.example"


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=list(ROUTES)), follow_redirects=False) as client:
        yield client


def follow(client: TestClient, link: str) -> str:
    parts = urlsplit(link)
    return client.get(f"{parts.path}?{parts.query}").headers.get("set-cookie", "")


def test_the_route_is_the_one_that_begins_sessions() -> None:
    assert START_ROUTE == START


def test_a_link_signs_in_once_on_a_database_with_real_accounts(staff: str, client: TestClient) -> None:
    change_workspace(is_demo=False)
    link = operator_link(ADDRESS, 15, "https://nexus.example/")
    assert link.startswith("https://nexus.example/session/start?ticket=")
    assert tokens.COOKIE in follow(client, link)
    assert follow(client, link) == ""


def test_a_link_is_over_after_its_minutes(staff: str, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    link = operator_link(ADDRESS, 5, "http://localhost")
    later = time.time() + 301
    monkeypatch.setattr(time, "time", lambda: later)
    assert follow(client, link) == ""


def test_nobody_unknown_or_inactive_gets_a_link(staff: str) -> None:
    with pytest.raises(NexusError, match="Nobody with the address"):
        operator_link("nobody@meridian.example", 15, "http://localhost")
    change_user(ANA, is_active=False)
    with pytest.raises(NexusError, match="Nobody with the address"):
        operator_link(ADDRESS, 15, "http://localhost")


@pytest.mark.parametrize("minutes", [0, -1, 61])
def test_a_link_is_good_for_an_hour_at_most(staff: str, minutes: int) -> None:
    with pytest.raises(NexusError, match="good for 1 to 60 minutes"):
        operator_link(ADDRESS, minutes, "http://localhost")
