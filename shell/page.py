"""What every page opens with: who looks, as of when, under which title."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Concatenate, ParamSpec

import streamlit as st

from components import states
from domain.errors import NexusError
from domain.viewer import Viewer
from shell.day import keep_day_between_pages
from shell.header import draw_header
from shell.identity import signed_in, viewer_of
from shell.sign_in import draw_sign_in

P = ParamSpec("P")


@contextmanager
def open_page(title: str, *, heading: bool = True) -> Iterator[Viewer]:
    """Yield who looks, and at which day; nothing of the page runs for somebody who is not signed in.

    The check is here, not only in the main script, because Streamlit has ways to run a page without it. `title` is
    our own text, not data; `heading=False` leaves the heading to the page. An expected error in the page ends it
    with a plain message; any other reaches the log (`shell.failures`).
    """
    viewer = _enter(title, heading=heading)
    try:
        yield viewer
    except NexusError as error:
        states.error(error)


def fragment(part: Callable[Concatenate[Viewer, P], None]) -> Callable[Concatenate[Viewer, P], None]:
    """A part of a page that runs again by itself when one of its own widgets is used.

    Takes the viewer first. Such a run does not pass through `open_page`, so the session is checked here again, and
    the whole page is run anew if the person is not the one for whom the part was drawn.
    """

    @wraps(part)
    def guarded(viewer: Viewer, /, *args: P.args, **kwargs: P.kwargs) -> None:
        try:
            who = signed_in()
            if who is None or (who.person.id, who.person.role) != (viewer.user_id, viewer.role):
                st.rerun()
            part(viewer, *args, **kwargs)
        except NexusError as error:
            states.error(error)

    alone: Callable[Concatenate[Viewer, P], None] = st.fragment(guarded)
    return alone


def _enter(title: str, *, heading: bool) -> Viewer:
    st.set_page_config(page_title=f"{title} · Nexus", layout="wide")
    try:
        who = signed_in()
        if who is None:
            draw_sign_in()
            st.stop()
        keep_day_between_pages()
        viewer = viewer_of(who)
    except NexusError as error:
        states.error(error)
        st.stop()
    draw_header(title if heading else None, who, viewer)
    return viewer
