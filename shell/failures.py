"""How a person is told that something failed: a plain sentence, never a traceback."""

import logging
import secrets

import streamlit as st

from domain.errors import NexusError

_log = logging.getLogger("nexus")


def show_error(error: NexusError) -> None:
    """Say what happened and what to do about it. Both are plain text: they may quote data."""
    with st.container(border=True, key="error_state", gap="xsmall"):
        st.text(error.message)
        if error.hint:
            st.text(error.hint)


def report_failure(error: Exception) -> bool:
    """Tell the person of an uncaught error of a script; log it under the short reference that they see.

    Streamlit's `on_script_error`: True keeps it from drawing the exception itself.
    """
    if isinstance(error, NexusError):
        show_error(error)
        return True
    reference = secrets.token_hex(4).upper()
    _log.error("Error %s, as a person was shown it", reference, exc_info=error)
    show_error(
        NexusError(
            "Something went wrong on our side.",
            f"Try again; if it stays, tell your administrator this reference: {reference}",
        )
    )
    return True


def log_each_error_once() -> None:
    """Keep Streamlit from logging an uncaught error a second time, without the reference."""
    logging.getLogger("streamlit.error_util").addFilter(lambda record: record.msg != "Uncaught app execution")
