"""The tabs of an account's page; the open one is in the address as `tab=timeline`."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

TABS: Final = ("overview", "timeline", "people", "health", "plan", "commercials")
_KEY: Final = "account_tab"
_SEEN: Final = "account_tab_in_address"


def open_tab() -> tuple[str, "st.delta_generator.DeltaGenerator"]:
    """Draw the tabs; the name of the open one and the container of what it shows. Others are not drawn at all.

    Streamlit would write the label itself into the address; ours stays in lower case, as links to it are given out.
    """
    asked = st.query_params.get("tab", TABS[0])
    if st.session_state.get(_SEEN) != asked:
        # The address was changed from elsewhere: a link, or the way back.
        st.session_state[_SEEN] = asked
        st.session_state[_KEY] = _label(asked if asked in TABS else TABS[0])
    tabs: Sequence[st.delta_generator.DeltaGenerator] = st.tabs(
        [_label(name) for name in TABS], key=_KEY, on_change=_note_in_address
    )
    chosen = TABS.index(st.session_state[_KEY].lower())
    return TABS[chosen], tabs[chosen]


def _note_in_address() -> None:
    name = st.session_state[_KEY].lower()
    st.session_state[_SEEN] = name
    if name == TABS[0]:
        st.query_params.pop("tab", None)
    else:
        st.query_params["tab"] = name


def _label(name: str) -> str:
    return name.capitalize()
