"""Explaining a day or a stretch of a chart to the next viewer, and what others explained."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import streamlit as st

from components import format as fmt
from components import markup
from domain.annotation import LONGEST, Annotation, Chart, Draft

FORM: Final = "form_annotation"
_NAMES: Final = {Chart.TIMELINE: "Timeline", Chart.HEALTH: "Health history"}


def annotation_form(as_of: date, chart: Chart) -> Draft | None:
    """Draw a button that opens the form of a new annotation; what shall be written once somebody saves."""
    with st.popover("Explain a day", icon=":material/edit_note:", key=f"annotate_{chart.value}"):
        return _form(f"new_{chart.value}", as_of, chart)


def annotation_list(notes: Sequence[Annotation], my_id: int | None) -> tuple[Annotation, Draft | None] | None:
    """Draw the annotations, newest first; the one to change with its draft, or with None to delete it.

    `my_id`: who looks, and may change what they wrote; None for who may change nothing.
    """
    asked: tuple[Annotation, Draft | None] | None = None
    with st.container(gap="xsmall", key="annotations"):
        for note in reversed(notes):
            with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"annotation_{note.id}"):
                who = f", {note.author}" if note.author else ""
                st.markdown(
                    f"**{markup.markdown(span_text(note))}**  {markup.markdown(note.note)} "
                    f":gray[{markup.markdown(_NAMES[note.chart] + who)}]",
                    width="stretch",
                )
                if my_id is not None and note.author_id == my_id:
                    asked = _change(note) or asked
    return asked


def span_text(note: Annotation) -> str:
    """`3 Jul 2026`, or `3 Jul 2026 to 13 Jul 2026`."""
    first = fmt.day(note.starts_on)
    return first if note.ends_on == note.starts_on else f"{first} to {fmt.day(note.ends_on)}"


def _change(note: Annotation) -> tuple[Annotation, Draft | None] | None:
    with st.popover("Change", key=f"annotation_change_{note.id}", type="tertiary"):
        draft = _form(f"edit_{note.id}_{note.version}", note.starts_on, note.chart, note)
        if draft is not None:
            return note, draft
        if st.button("Delete", icon=":material/delete:", key=f"annotation_delete_{note.id}"):
            return note, None
    return None


def _form(name: str, day: date, chart: Chart, note: Annotation | None = None) -> Draft | None:
    with st.form(f"{FORM}_{name}", border=False):
        text = st.text_area(
            "What the next viewer should know", note.note if note else "", max_chars=LONGEST, key=f"{name}_text"
        )
        with st.container(horizontal=True, gap="small"):
            first = st.date_input("From", day, key=f"{name}_from")
            last = st.date_input("To", note.ends_on if note else None, key=f"{name}_to")
        shown = st.segmented_control(
            "On", list(Chart), default=chart, required=True, format_func=_NAMES.__getitem__, key=f"{name}_chart"
        )
        if st.form_submit_button("Save", icon=":material/check:", key=f"{name}_save"):
            return Draft(shown, first, last, text)
    return None
