"""Handover of an account: how ready it is, what is missing, and the brief for who takes over."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from components import markup
from components.tables import table
from domain.handover import Check

Brief = Sequence[tuple[str, Sequence[str]]]


def checks_table(checks: Sequence[Check]) -> None:
    """Each check with its points and what is missing."""
    frame = pd.DataFrame(
        {
            "Check": [check.name for check in checks],
            "Points": [f"{check.points:.0f} of {check.possible:.0f}" for check in checks],
            "Missing": [check.missing for check in checks],
        }
    )
    table(
        frame, key="table_handover", alt="What a handover of this account needs, and what is missing",
        columns={"Check": st.column_config.TextColumn(width=210), "Points": st.column_config.TextColumn(width=90)},
        placeholder="nothing",
    )  # fmt: skip


def brief_lines(brief: Brief, name: str) -> None:
    """The brief, and the same as a text file."""
    for title, lines in brief:
        st.markdown(f"**{title}**")
        st.markdown("\n".join(f"- {markup.markdown(line)}" for line in lines))
    st.download_button(
        "Brief as text", data=lambda: brief_text(brief, name), mime="text/plain", on_click="ignore",
        file_name="handover.txt", key="handover_file", icon=":material/download:",
    )  # fmt: skip


def brief_text(brief: Brief, name: str) -> str:
    """The brief as plain text."""
    parts = [f"Handover of {name}"]
    parts += ["\n".join([title, *(f"  - {line}" for line in lines)]) for title, lines in brief]
    return "\n\n".join(parts) + "\n"
