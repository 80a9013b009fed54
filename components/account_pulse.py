"""The manual pulse beside the score: what was said, by whom, until when; the form to say it anew."""

from datetime import date
from typing import Final

import streamlit as st

from components import format as fmt
from components import markup
from domain.pulse import LONGEST_NOTE, Pulse
from domain.vocabulary import PulseLevel

FORM: Final = "form_pulse"
UNDO: Final = "pulse_take_back"
_NOTE: Final = 80
_MARKS: Final = {PulseLevel.GOOD: "▲", PulseLevel.MIXED: "◆", PulseLevel.BAD: "▼"}


def pulse_text(pulse: Pulse | None, today: date) -> str | None:
    """`Pulse ▼ bad, says Ada Owner on 3 Nov 2026: “No answer”`; None without one that still counts."""
    return None if pulse is None or not pulse.counts_on(today) else f"Pulse {_judgement(pulse)}"


def pulse_state(pulse: Pulse | None, today: date) -> str:
    """The same where there is room to say why there is none."""
    if pulse is None:
        return "Nobody has given the pulse of this account yet"
    if pulse.counts_on(today):
        return f"{_judgement(pulse)} · until {fmt.day(pulse.expires_on)}"
    who = pulse.author or "somebody who left"
    return f"The pulse of {fmt.day(pulse.given_on)} ({pulse.level}, {who}) expired on {fmt.day(pulse.expires_on)}"


def pulse_form() -> tuple[PulseLevel, str] | None:
    """Draw the form behind a button; level and note once somebody saves."""
    with (
        st.popover("Give the pulse", icon=":material/ecg_heart:", key=FORM),
        st.form(f"{FORM}_fields", border=False, clear_on_submit=True),
    ):
        level = st.segmented_control("How is this account?", list(PulseLevel), format_func=_said, key="pulse_level")
        note = st.text_input("Why", key="pulse_note", max_chars=LONGEST_NOTE)
        if st.form_submit_button("Save", key="pulse_save", icon=":material/check:"):
            if level is not None:
                return level, note
            st.caption("Choose one of the three first.")
    return None


def take_back_button() -> bool:
    """Whether the pulse that is shown was just taken back."""
    return st.button("Take it back", icon=":material/undo:", type="tertiary", key=UNDO)


def _judgement(pulse: Pulse) -> str:
    note = f": “{markup.shortened(pulse.note, _NOTE)}”" if pulse.note else ""
    return f"{_said(pulse.level)}, says {pulse.author or 'somebody who left'} on {fmt.day(pulse.given_on)}{note}"


def _said(level: PulseLevel) -> str:
    return f"{_MARKS[level]} {level.value}"
