"""A click on a mark of a chart opens the accounts behind it, and the list of accounts says whose they are."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from components.chart import asked_mark
from components.drilldown import BEHIND, of_mark, words_of
from data_access.queries.behind import name_of_mark
from domain.behind import Mark, mark_in
from domain.portfolio import Filters
from domain.viewer import Viewer
from shell.links import go_to


def open_mark(filters: Filters, choices: Mapping[str, Sequence[Any]]) -> None:
    """Leave for the accounts behind the mark that was just clicked on, if one was."""
    mark = asked_mark()
    if mark is not None:
        screen, address = of_mark(mark, filters, choices)
        go_to(screen, address)


def mark_of_list() -> Mark | None:
    """The mark in the address whose accounts are listed; None for none."""
    return mark_in(st.query_params.get(BEHIND, ""))


def show_mark(viewer: Viewer, mark: Mark) -> None:
    """Say whose accounts are listed, with the way back to all."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", width="content", key="list_behind"):
        st.text(words_of(mark, name_of_mark(viewer, mark)), width="content")
        st.button("All accounts", icon=":material/close:", type="tertiary", key="behind_clear", on_click=_forget)


def _forget() -> None:
    st.query_params.pop(BEHIND, None)
