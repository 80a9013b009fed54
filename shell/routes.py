"""Our own addresses beside the pages: the steps of signing in and out, and the two questions of an operator."""

from typing import Any, Final
from urllib.parse import urlencode, urlsplit

import streamlit as st
from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from streamlit.url_util import make_url_path

from data_access.settings import Auth, load_settings
from domain.errors import Unavailable
from shell.brand import MARK
from shell.metrics import metrics
from shell.readiness import DatabaseProbe
from shell.sessions import check_session, end_session
from shell.tokens import COOKIE, SESSION_SECONDS, SessionToken, Ticket, redeem_ticket, seal_session, seal_ticket

START: Final = "session/start"
END: Final = "session/end"
PROVIDER: Final = "session/provider"
DESTINATION_COOKIE: Final = "nexus_destination"
"""Where the person wanted to go, for as long as they are at the identity provider."""
_PROVIDER_SECONDS = 600


def url_with_ticket(route: str, ticket: Ticket) -> str:
    """The address of one of our routes, with a fresh ticket for it."""
    return f"{_address(route)}?{urlencode({'ticket': seal_ticket(route, ticket)})}"


def sign_out_at_provider() -> str:
    """Streamlit's own address for signing out at the identity provider."""
    return _address("auth/logout")


def is_local(destination: str) -> bool:
    """Whether this is a path on this site: nothing that a browser would take for another host's address."""
    plain = destination.isprintable() and "\\" not in destination
    parts = urlsplit(destination) if plain else None
    return (
        parts is not None and destination[:1] == "/" and destination[:2] != "//" and not (parts.scheme or parts.netloc)
    )


async def start(request: Request) -> Response:
    """Turn a ticket into the session cookie, and go on to the page that the person asked for."""
    ticket = _ticket(request, START)
    if ticket is None or ticket.session is None or not await _good(ticket.session):
        return _see_other(_address(""))
    response = _see_other(ticket.destination)
    response.set_cookie(COOKIE, seal_session(ticket.session), max_age=SESSION_SECONDS, **_cookie_flags(request))
    response.delete_cookie(DESTINATION_COOKIE, **_cookie_flags(request))
    return response


async def end(request: Request) -> Response:
    """End the session in the database, so that no copy of its cookie is good, and in this browser."""
    ticket = _ticket(request, END)
    if ticket is None or ticket.session is None:
        return _see_other(_address(""))
    await to_thread.run_sync(end_session, ticket.session)
    response = _see_other(sign_out_at_provider() if load_settings().auth is Auth.OIDC else ticket.destination)
    response.delete_cookie(COOKIE, **_cookie_flags(request))
    return response


async def to_provider(request: Request) -> Response:
    """Note where the person wants to go, and send them to the identity provider."""
    ticket = _ticket(request, PROVIDER)
    if ticket is None or ticket.by_way_of is None:
        return _see_other(_address(""))
    response = _see_other(ticket.by_way_of)
    response.set_cookie(DESTINATION_COOKIE, ticket.destination, max_age=_PROVIDER_SECONDS, **_cookie_flags(request))
    return response


async def alive(_request: Request) -> Response:
    """Whether the process serves at all."""
    return PlainTextResponse("ok\n", headers={"Cache-Control": "no-store"})


async def ready(_request: Request) -> Response:
    """Whether the database answers in time; 503 if not, so that a load balancer looks elsewhere."""
    answers = await to_thread.run_sync(_probe.answers)
    text, status = ("ready\n", 200) if answers else ("the database does not answer\n", 503)
    return PlainTextResponse(text, status_code=status, headers={"Cache-Control": "no-store"})


async def mark(_request: Request) -> Response:
    """The icon of the browser's tab, in the place of Streamlit's."""
    return Response(MARK, media_type="image/svg+xml", headers={"Cache-Control": "public, max-age=86400"})


_probe = DatabaseProbe()


async def _good(session: SessionToken | None) -> bool:
    try:
        return await to_thread.run_sync(check_session, session) is not None
    except Unavailable:
        return False


def _ticket(request: Request, route: str) -> Ticket | None:
    ticket = redeem_ticket(route, request.query_params.get("ticket"))
    return ticket if ticket is not None and is_local(ticket.destination) else None


def _see_other(address: str) -> Response:
    return RedirectResponse(address, status_code=303, headers={"Cache-Control": "no-store"})


def _cookie_flags(request: Request) -> dict[str, Any]:
    """Not for scripts, not for other sites; over TLS only where the person came over TLS."""
    secure = request.url.scheme == "https"
    return {"path": _address(""), "httponly": True, "samesite": "lax", "secure": secure}


def _address(path: str) -> str:
    return make_url_path(st.get_option("server.baseUrlPath"), path)


ROUTES = (
    Route(_address(START), start),
    Route(_address(END), end),
    Route(_address(PROVIDER), to_provider),
    Route(_address("healthz"), alive),
    Route(_address("readyz"), ready),
    Route(_address("metrics"), metrics),
    Route(_address("favicon.png"), mark),
)
