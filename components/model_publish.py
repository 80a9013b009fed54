"""Publishing a health model: the versions so far, the note, the button."""

from datetime import date
from typing import Final

import pandas as pd
import streamlit as st

from components import format as fmt
from components import markup
from components.chart import heading
from components.operation import operation_id
from components.tables import height_of, table
from domain.model_versions import Published

FORM: Final = "form_publish_model"
_TALLEST: Final = 10


def publish_form(name: str) -> tuple[str, str] | None:
    """Draw the form; the note and the number of the operation once somebody publishes."""
    with st.container(key=FORM), st.form(f"{FORM}_fields", border=True):
        st.markdown(f"**Publish “{markup.markdown(name)}”**")
        note = st.text_input("What changes, and why", key="model_note", max_chars=500)
        st.caption("It counts from today on; weeks before keep their model, and every history chart marks the change.")
        if st.form_submit_button("Publish", icon=":material/publish:", key="model_publish"):
            return note, operation_id(FORM)
    return None


def published_line(name: str, accounts: int) -> None:
    """Say that it is done."""
    st.toast(f"{name} is in force; {fmt.plural(accounts, 'account')} scored with it.", icon=":material/check:")


def show_versions(published: tuple[Published, ...], as_of: date) -> None:
    """Every version that was published, the newest first."""
    if not published:
        st.caption("No model was published yet; the first refresh publishes the one that Nexus comes with.")
        return
    newest = published[0]
    since = f"since {fmt.day(newest.published_on)}" if len(published) > 1 else "and was from the beginning"
    heading(
        f"“{newest.name}” is in force {since}",
        "Every published version; each week of history keeps the model that was in force in it", as_of,
        key="table_model_versions",
    )  # fmt: skip
    frame = pd.DataFrame(
        {
            "Version": [one.name for one in published],
            "From": [one.published_on for one in published],
            "By": [one.author or "Nexus" for one in published],
            "Note": [one.note for one in published],
            "Changed": ["; ".join(one.changes) or None for one in published],
        }
    )
    table(
        frame, key="table_model_versions", alt="Published versions of the health model",
        height=height_of(min(len(frame), _TALLEST)),
        columns={
            "From": st.column_config.DateColumn(format="D MMM YYYY", width=96),
            "Note": st.column_config.TextColumn(width=300),
            "Changed": st.column_config.TextColumn(width="large"),
        },
    )  # fmt: skip
