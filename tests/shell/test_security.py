"""The headers of every answer, and the gate before uploads and media."""

import re
import time
from collections.abc import Iterator

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from shell.security import content_security_policy, security_headers
from shell.server import MIDDLEWARE
from shell.tokens import COOKIE, SessionToken, seal_session
from tests.shell.conftest import change_user
from tests.shell.meridian import ANA

METHODS = ["GET", "PUT", "DELETE"]


async def _served(_request: Request) -> Response:
    return PlainTextResponse("served", headers={"Cache-Control": "public"})


@pytest.fixture
def client() -> Iterator[TestClient]:
    app = Starlette(routes=[Route("/{path:path}", _served, methods=METHODS)], middleware=list(MIDDLEWARE))
    with TestClient(app) as client:
        yield client


def test_every_answer_carries_the_headers(client: TestClient) -> None:
    for path in ("/", "/media/x", "/accounts"):
        answer = client.get(path)
        assert {name: answer.headers.get(name) for name in security_headers()} == security_headers()


def test_tls_once_is_tls_for_ever() -> None:
    app = Starlette(routes=[Route("/", _served)], middleware=list(MIDDLEWARE))
    with TestClient(app, base_url="https://nexus.example") as client:
        assert client.get("/").headers["strict-transport-security"] == "max-age=31536000"
    with TestClient(app, base_url="http://nexus.example") as client:
        assert "strict-transport-security" not in client.get("/").headers


def test_the_policy_lets_no_script_of_others_and_no_eval_run() -> None:
    policy = dict(part.split(" ", 1) for part in content_security_policy().split("; "))
    assert re.fullmatch(r"'self' 'sha256-[A-Za-z0-9+/=]{44}'", policy["script-src"])
    assert policy["default-src"] == "'self'"
    assert "http" not in content_security_policy()
    assert {policy[name] for name in ("frame-src", "object-src", "base-uri", "frame-ancestors")} == {"'none'"}


@pytest.mark.parametrize("path", ["/media/abc.csv", "/_stcore/upload_file/a/b", "/media", "/_stcore/metrics"])
@pytest.mark.parametrize("method", METHODS)
def test_a_stranger_is_stopped_at_the_gate(staff: str, client: TestClient, path: str, method: str) -> None:
    answer = client.request(method, path)
    assert (answer.status_code, answer.headers["cache-control"]) == (403, "no-store")


def test_a_person_with_a_session_passes_and_media_are_not_stored(staff: str, client: TestClient) -> None:
    client.cookies.set(COOKIE, seal_session(SessionToken(ANA, int(time.time()))))
    media, upload = client.get("/media/abc.csv"), client.put("/_stcore/upload_file/a/b")
    assert (media.status_code, media.headers["cache-control"]) == (200, "no-store")
    assert upload.status_code == 200


def test_a_person_who_was_made_inactive_is_stopped(staff: str, client: TestClient) -> None:
    client.cookies.set(COOKIE, seal_session(SessionToken(ANA, int(time.time()))))
    change_user(ANA, is_active=False)
    assert client.get("/media/abc.csv").status_code == 403


def test_without_a_database_the_gate_stays_shut(client: TestClient) -> None:
    client.cookies.set(COOKIE, seal_session(SessionToken(ANA, int(time.time()))))
    assert client.get("/media/abc.csv").status_code == 403


def test_the_rest_is_open(client: TestClient) -> None:
    assert {client.get(path).status_code for path in ("/", "/accounts", "/_stcore/health", "/mediate")} == {200}


def test_a_foreign_host_is_refused_where_ours_are_named(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    st.config.set_option("server.allowedHosts", ["nexus.example"])
    try:
        assert client.get("/").status_code == 400
        assert client.get("/", headers={"host": "nexus.example:8501"}).status_code == 200
        assert client.get("/healthz").status_code == 200
    finally:
        st.config.set_option("server.allowedHosts", [])
