"""Who looks: asked anew on every run of a script, as nothing that Streamlit remembers can be revoked."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st
from streamlit import config
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx

from domain.viewer import Viewer
from shell.day import day_looked_at
from shell.sessions import SignedIn, check_session
from shell.tokens import COOKIE, SessionToken, open_session, seal_session

_SESSION_KEY = "nexus_session"
_NOT_ASKED = object()
_of_this_run: ContextVar[object] = ContextVar("nexus_signed_in", default=_NOT_ASKED)


@contextmanager
def identified() -> Iterator[SignedIn | None]:
    """Ask once who is signed in, for a whole run of the main script; None for nobody. Raises `Unavailable`.

    A run of a fragment alone does not pass here, so there `signed_in` asks the database again.
    """
    found = _ask()
    token = _of_this_run.set(found)
    try:
        yield found
    finally:
        _of_this_run.reset(token)


def signed_in() -> SignedIn | None:
    """Who is signed in at this moment; None for nobody. Raises `Unavailable`."""
    known = _of_this_run.get()
    if known is None or isinstance(known, SignedIn):
        return known
    return _ask()


def viewer_of(who: SignedIn) -> Viewer:
    """That person as a viewer of the day in the address, or of today. Raises `NexusError` for a day that is none."""
    return Viewer(who.person.id, who.person.name, who.person.role, day_looked_at(who.company))


def follow(url: str) -> None:
    """Send this browser to a route of our own, as `st.login` sends it to the provider: the whole page is left."""
    context = get_script_run_ctx()
    if context is not None:
        message = ForwardMsg()
        message.auth_redirect.url = url
        context.enqueue(message)


def has_browser() -> bool:
    """Whether a browser follows our redirects and keeps cookies; Streamlit's AppTest does neither."""
    return not config.get_option("global.appTest")


def remember(session: SessionToken | None) -> None:
    """Keep a session in the script's own memory, where there is no browser to keep a cookie."""
    if session is None:
        st.session_state.pop(_SESSION_KEY, None)
    else:
        st.session_state[_SESSION_KEY] = seal_session(session)


def _ask() -> SignedIn | None:
    return check_session(open_session(_carried()))


def _carried() -> str | None:
    """The session text: signed and checked alike, whichever way it came."""
    if not has_browser():
        return st.session_state.get(_SESSION_KEY)
    return st.context.cookies.get(COOKIE)
