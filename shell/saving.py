"""What a form does when it is sent: once, told when it is done, and a refusal said beside the form."""

from collections.abc import Callable

import streamlit as st

from components import states
from components.operation import operation_done, operation_id
from domain.errors import AlreadyDone, NexusError


def save(form: str, change: Callable[[str], object], done: str = "Saved.") -> None:
    """Run `change` with the operation's number, tell `done`, and draw the page anew; an expected error is shown."""
    try:
        change(operation_id(form))
    except AlreadyDone as again:
        st.toast(again.message)
    except NexusError as problem:
        states.error(problem, key=f"state_{form}")
        return
    else:
        st.toast(done, icon=":material/check:")
    operation_done(form)
    st.rerun(scope="app")
