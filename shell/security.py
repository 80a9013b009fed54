"""What stands before every request: security headers, and a gate before what Streamlit leaves open.

Streamlit sends no security header, takes uploads from anybody with a websocket, and serves `/media/` (downloads,
pictures) to anybody who knows the address, even after they signed out.
"""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Final

import streamlit as st
from anyio import to_thread
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.url_util import make_url_path
from streamlit.web.server.starlette.starlette_routes import BASE_ROUTE_MEDIA, BASE_ROUTE_UPLOAD_FILE, ROUTE_METRICS
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from domain.errors import Unavailable
from shell.sessions import check_session
from shell.tokens import COOKIE, open_session

GATED: Final = (BASE_ROUTE_UPLOAD_FILE, BASE_ROUTE_MEDIA, ROUTE_METRICS)
"""Paths at and below which everything needs a session."""

_FOR_OPERATORS: Final = ("/healthz", "/readyz")
"""Asked by the address of a machine, whatever the site's name; they tell nothing of customers."""
_ONE_YEAR_OF_TLS: Final = "max-age=31536000"

_INLINE_SCRIPT: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@cache
def content_security_policy() -> str:
    """What the browser may load: our own files, and the inline script of Streamlit's index page by its hash."""
    index = Path(st.__file__).parent / "static" / "index.html"
    scripts = _INLINE_SCRIPT.findall(index.read_text(encoding="utf-8"))
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    allowed = " ".join(f"'sha256-{value}'" for value in hashes)
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {allowed}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "worker-src 'self' blob:",
            "connect-src 'self'",
            "form-action 'self'",
            "frame-src 'none'",
            "object-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def security_headers() -> dict[str, str]:
    """The headers of every answer."""
    return {
        "Content-Security-Policy": content_security_policy(),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }


class SecurityHeaders:
    """Puts the security headers on every answer, and refuses a Host that is not ours (`server.allowedHosts`)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._headers = security_headers()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self._headers)
                if scope["scheme"] == "https":
                    headers["Strict-Transport-Security"] = _ONE_YEAR_OF_TLS
            await send(message)

        if scope["path"] in _FOR_OPERATORS or is_host_allowed(HTTPConnection(scope).headers.get("host")):
            await self._app(scope, receive, send_with_headers)
        else:
            await PlainTextResponse("Unknown host\n", 400)(scope, receive, send_with_headers)


class Gate:
    """Lets nobody without a good session at uploads and media, and lets no cache keep media."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or not _below(scope["path"], GATED):
            await self._app(scope, receive, send)
            return
        if not await to_thread.run_sync(_has_session, HTTPConnection(scope).cookies.get(COOKIE)):
            await PlainTextResponse("Sign in first\n", 403, {"Cache-Control": "no-store"})(scope, receive, send)
            return

        async def send_unstored(message: Message) -> None:
            if message["type"] == "http.response.start" and _below(scope["path"], (BASE_ROUTE_MEDIA,)):
                MutableHeaders(scope=message)["Cache-Control"] = "no-store"
            await send(message)

        await self._app(scope, receive, send_unstored)


def _below(path: str, places: tuple[str, ...]) -> bool:
    base = st.get_option("server.baseUrlPath")
    roots = (make_url_path(base, place) for place in places)
    return any(path == root or path.startswith(f"{root}/") for root in roots)


def _has_session(cookie: str | None) -> bool:
    try:
        return check_session(open_session(cookie)) is not None
    except Unavailable:
        return False
