"""Since when a person has not looked at a page: what it was before this session, which notes its own first look."""

from datetime import UTC, date, datetime

import streamlit as st

from data_access.commands.visits import note_visit
from data_access.queries.visits import last_visit
from domain.viewer import Viewer
from shell.day import PARAMETER

_KEY = "looked_before"


def looked_before(viewer: Viewer, page: str) -> date | None:
    """The day on which the viewer last looked before this session; None where they never did.

    The session's first look is noted. A look at an earlier day is none.
    """
    known: dict[str, date | None] = st.session_state.setdefault(_KEY, {})
    if page not in known:
        seen_at = last_visit(viewer, page)
        known[page] = None if seen_at is None else seen_at.date()
        if PARAMETER not in st.query_params and known[page] != viewer.as_of:
            note_visit(viewer, page, datetime.combine(viewer.as_of, datetime.now(UTC).time(), UTC))
    return known[page]
