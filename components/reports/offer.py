"""The button that offers a report: its versions, each as PDF and as PPTX, made only once somebody asks for one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from components import markup, states
from components.reports.document import MIME, Form
from domain.errors import NexusError

_NAMES = {Form.PDF: "PDF", Form.PPTX: "PowerPoint"}


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a report: its key, what is said of it, the name of its file without ending, and what makes it."""

    key: str
    about: str
    file_name: str
    make: Callable[[Form], bytes]


def report_button(key: str, versions: Sequence[Version], problem: Callable[[], NexusError | None]) -> None:
    """Draw the button; nothing is computed before a file is asked for, and nothing sent before it is open.

    `problem`: why no report can be made now, asked once it is open, as a file that fails could not say it.
    """
    with st.container(width="content"):
        button = st.popover(
            "Report", icon=":material/description:", type="tertiary", key=f"button_report_{key}", on_change="rerun",
            wrap=False,
        )  # fmt: skip
    if button.open:
        with button:
            error = problem()
            if error is not None:
                states.error(error, key=f"state_report_{key}")
                return
            for version in versions:
                _offer(version)


def _offer(version: Version) -> None:
    st.caption(markup.markdown(version.about))
    with st.container(horizontal=True, gap="small"):
        for form in Form:
            st.download_button(
                _NAMES[form], icon=":material/download:", data=partial(version.make, form), mime=MIME[form],
                file_name=f"{version.file_name}.{form}", on_click="ignore", key=f"button_report_{version.key}_{form}",
            )  # fmt: skip
