"""The menu of a person's saved filters, beside the filters: apply, keep under a name, let go."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs, urlencode

import streamlit as st

from components.filters import address_of, filters_in, take_over
from components.markup import markdown
from domain.portfolio import Filters
from domain.saved_filters import SavedFilters

Choices = Mapping[str, Sequence[Any]]


def saved_menu(
    filters: Filters,
    choices: Choices,
    read: Callable[[], Sequence[SavedFilters]],
    *,
    save: Callable[[str, str], None],
    forget: Callable[[int], None],
) -> None:
    """Draw the menu; what a person keeps is read only once they open it.

    `save` takes a name and the query string of the filters in force, `forget` the number of saved ones.
    """
    with st.container(width="content"):
        button = st.popover(
            "Saved", icon=":material/bookmark:", type="tertiary", key="saved_filters", on_change="rerun", wrap=False
        )
    if not button.open:
        return
    with button:
        for one in read():
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.button(
                    markdown(one.name), key=f"saved_apply_{one.id}", type="tertiary", width="stretch",
                    on_click=take_over, args=(filters_in(parse_qs(one.query), choices),),
                )  # fmt: skip
                st.button(
                    "Forget", icon=":material/delete:", key=f"saved_forget_{one.id}", type="tertiary",
                    on_click=forget, args=(one.id,),
                )  # fmt: skip
        if filters.is_empty:
            st.caption("Choose filters to keep them under a name.")
            return
        with st.form("form_save_filters", border=False):
            name = st.text_input("Keep these filters as", key="saved_name", max_chars=60)
            if st.form_submit_button("Save", key="saved_save") and name.strip():
                save(name, urlencode(address_of(filters, choices), doseq=True))
                st.rerun(scope="fragment")
