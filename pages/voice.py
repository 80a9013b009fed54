"""Voice: what customers ask for, by ARR and by when they renew, who asked, and whom to tell what became of it."""

from contextlib import suppress

import streamlit as st

from components import markup, states
from components import voice as told
from components.chart import heading
from components.filters import clear_filters
from components.operation import operation_done
from components.portfolio_cards import show_card
from data_access.commands.voice import merge_requests, note_told
from data_access.queries.voice import voice
from domain.errors import AlreadyDone
from domain.portfolio import Filters
from domain.viewer import Viewer
from domain.vocabulary import Role
from domain.voice import Voice
from shell.book_page import open_book
from shell.links import go_to
from shell.marks import open_mark
from shell.page import fragment, open_page
from shell.saved_filters import filters_of


@fragment
def requests(viewer: Viewer) -> None:
    """Draw everything below the title; runs again by itself when a filter changes."""
    opened = open_book(viewer, "voice")
    if opened is None:
        return
    _, options = opened
    sentence = st.container()
    filters = filters_of(viewer, options)
    shown = voice(viewer, filters)
    if voice(viewer, Filters()).requests.empty:
        states.empty(
            "Nobody's request is on record.",
            "Import feature_requests.csv and feature_request_askers.csv: manage.py import. A request that none of your "
            "accounts made is not told here.",
        )
        return
    if shown.requests.empty:
        states.nothing_matches("requests", clear=clear_filters)
        return
    with sentence:
        st.header(markup.markdown(told.voice_sentence(shown)), anchor=False)
    grid = st.grid(3, min_column_width=340, gap="large")
    with grid.cell(column_span=2):
        show_card(told.requests_card(shown))
    with grid.cell(), st.container(gap="xsmall"):
        heading("By theme", "Each account counts once a theme", shown.as_of, key="table_themes", files=shown.themes)
        told.themes_table(shown)
    asked_for = who_asked(shown)
    open_mark(filters, options)
    if viewer.role is not Role.EXECUTIVE:
        changes(viewer, shown)
    if asked_for is not None:
        go_to("account", {"account": str(asked_for)})


def who_asked(shown: Voice) -> int | None:
    """Who asked for what, and whether they know what became of it; the account just asked for, or None."""
    with st.container(gap="xsmall"):
        heading(
            "Who asked", "Those with most ARR first", shown.as_of, key="table_askers", files=told.file_of_askers(shown)
        )
        return told.askers_table(shown, told.choose_request(shown))


def changes(viewer: Viewer, shown: Voice) -> None:
    """Note who has been told, and merge two requests that say the same."""
    grid = st.grid(2, min_column_width=480, gap="large")
    with grid.cell():
        if len(shown.to_tell):
            tell(viewer, shown)
        else:
            states.empty("Everybody knows what became of their request.", icon=":material/check:", key="state_all_told")
    with grid.cell():
        merge(viewer, shown)


def tell(viewer: Viewer, shown: Voice) -> None:
    """Note that these people have been told."""
    asked = told.tell_form(shown)
    if asked is None:
        return
    askers, operation = asked
    with suppress(AlreadyDone):  # the same click sent twice
        note_told(viewer, operation, askers)
    operation_done(told.TELL)
    st.rerun(scope="app")


def merge(viewer: Viewer, shown: Voice) -> None:
    """Let one request stand for another as well."""
    asked = told.merge_form(shown)
    if asked is None:
        return
    one, version, into, operation = asked
    with suppress(AlreadyDone):  # the same click sent twice
        merge_requests(viewer, operation, one, version, into)
    operation_done(told.MERGE)
    st.rerun(scope="app")


with open_page("Voice") as who:
    requests(who)
