"""One look for what is not there: nothing yet, nothing that matches, and an error in plain words."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import streamlit as st

from components import markup
from domain.errors import NexusError


def empty(
    title: str, hint: str = "", *, icon: str = ":material/inbox:", key: str = "state_empty"
) -> "st.delta_generator.DeltaGenerator":
    """Nothing is there yet: what is missing and where it would come from; gives the box, for a button in it."""
    return _state(title, hint, icon, key)


def loading(height: int) -> AbstractContextManager[object]:
    """A grey shape of that height (pixels), shown for as long as the block under `with` takes, if that is not short."""
    return st.skeleton(height)


def nothing_matches(
    what: str = "accounts", *, clear: Callable[[], None] | None = None, key: str = "state_nothing_matches"
) -> None:
    """There is something, but the filters leave nothing of it; the button takes them off."""
    with _state(
        f"No {what} match these filters.", "Take a filter off, or search for less.", ":material/filter_alt_off:", key
    ):
        if clear is not None:
            st.button("Clear all filters", key=f"{key}_clear", on_click=clear)


def error(problem: NexusError, *, key: str = "state_error") -> None:
    """An expected error: its sentence, and what the person can do."""
    _state(problem.message, problem.hint, ":material/error:", key)


def failure(reference: str, *, key: str = "state_failure") -> None:
    """An unexpected error: no detail but a reference under which the log tells it."""
    _state("Something went wrong on our side.", f"It has been noted. Reference: {reference}", ":material/error:", key)


def _state(title: str, hint: str, icon: str, key: str) -> "st.delta_generator.DeltaGenerator":
    box = st.container(border=True, key=key, horizontal_alignment="center", gap="xsmall")
    with box:
        st.markdown(f":gray[{icon}]", width="content")
        st.markdown(f"**{markup.markdown(title)}**", width="content", text_alignment="center")
        if hint:
            st.caption(markup.markdown(hint), width="content", text_alignment="center")
    return box
