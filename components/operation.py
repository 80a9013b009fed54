"""The number of the operation that a form does: drawn with the form, so that a form sent twice is done once."""

from uuid import uuid4

import streamlit as st


def operation_id(form: str) -> str:
    """The number of what the form with this key would do next; the same until `operation_done`."""
    return str(st.session_state.setdefault(_place(form), uuid4().hex))


def operation_done(form: str) -> None:
    """It was done, now or before: what the form does next is another operation."""
    st.session_state.pop(_place(form), None)


def _place(form: str) -> str:
    return f"operation_{form}"
