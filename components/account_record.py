"""One record of an account in full: the touch, issue, promise … that the address asks for, and what followed it."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import streamlit as st

from components import format as fmt
from components import markup
from components.account_overview import ARROWS
from components.figures.timeline import lane_name
from components.figures.timeline_events import record_key
from domain.evidence import Evidence, Kind
from domain.record import Record
from domain.recovery import Recovery
from domain.touch_record import TouchRecord

_TONE_FROM: Final = 0.2
_LONGEST_ID: Final = 19
_TOUCH, _RECORD = "touch", "record"
_LINE: Final = 38
_KINDS: Final = {kind.name.lower(): kind for kind in Kind}


def chosen_record() -> tuple[Kind, int] | None:
    """What the address asks for as `touch=12` or `record=issue-3`; None for nothing that could be read."""
    kind, _, text = st.query_params.get(_RECORD, "").rpartition("-")
    if not kind:
        kind, text = _TOUCH, st.query_params.get(_TOUCH, "")
    if kind in _KINDS and text.isascii() and text.isdecimal() and len(text) < _LONGEST_ID:
        return _KINDS[kind], int(text)
    return None


def note_record(opens: str) -> None:
    """Put a record into the address, named as on its mark: `touch-12`, `issue-3`."""
    close_record()
    kind, _, number = opens.rpartition("-")
    if kind == _TOUCH:
        st.query_params[_TOUCH] = number
    else:
        st.query_params[_RECORD] = opens


def address_of_record(kind: Kind, number: int) -> dict[str, str]:
    """Where a record is seen, as query parameters of the timeline."""
    return {_TOUCH: str(number)} if kind is Kind.TOUCH else {_RECORD: record_key(kind, number)}


def close_record() -> None:
    """Close the record that is open."""
    for name in (_TOUCH, _RECORD):
        st.query_params.pop(name, None)


def close_button() -> None:
    """Draw the button that closes the record."""
    st.button("Close", key="close_touch", icon=":material/close:", type="tertiary", on_click=close_record)


def touch_panel(messages: Sequence[TouchRecord]) -> None:
    """Draw a touchpoint, or the messages of its thread one under the other, oldest first."""
    with st.container(key="touch_record", gap="small"):
        if len(messages) > 1:
            st.caption(f"A thread of {len(messages)} messages")
        for message in messages:
            _message(message)


def record_panel(record: Record) -> None:
    """Draw a record that is no touch: its facts, its text, and what was noted about it, by day."""
    with st.container(border=True, gap="xsmall", key="record_panel"):
        st.caption(record.kind.value.capitalize())
        st.markdown(f"**{markup.markdown(record.title)}**")
        lines = [f":gray[{markup.markdown(label)}]  {markup.markdown(_value(value))}" for label, value in record.facts]
        st.markdown("  \n".join(lines))
        if record.text:
            st.text(record.text)
        for day, note in record.notes:
            st.caption(markup.markdown(f"{fmt.day(day)} · {note}"))


def recovery_line(told: Recovery | None, opened_on: date, closed_on: date | None) -> None:
    """Draw what the score did under an issue and since it closed."""
    st.caption(markup.markdown(recovery_text(told, opened_on, closed_on)))


def recovery_text(told: Recovery | None, opened_on: date, closed_on: date | None) -> str:
    """`Health fell from 78 to 54; 5 weeks after it closed it was back.`"""
    if told is None:
        return f"What health did is not known: there is no score from before {fmt.day(opened_on)}, or none since."
    if not told.fell:
        return f"Health did not fall under it: {fmt.score(told.before)} before, {fmt.score(told.now)} now."
    fell = f"Health was {fmt.score(told.before)} before it opened and fell to {fmt.score(told.lowest)}"
    if closed_on is None:
        return f"{fell}; it is {fmt.score(told.now)} now, with the issue open."
    if told.back_on is not None:
        weeks = max(round((told.back_on - closed_on).days / 7), 1)
        return f"{fell}; it was back {fmt.plural(weeks, 'week')} after the issue closed."
    return f"{fell}; {fmt.percent(told.regained)} of the loss has come back since it closed on {fmt.day(closed_on)}."


def followers(found: Sequence[Evidence]) -> None:
    """Draw what followed, soonest first; a click opens it."""
    st.markdown("**What followed within two weeks**")
    if not found:
        st.caption("Nothing is on record.")
    with st.container(gap=None, key="followers"):
        for one in found:
            words = f"{fmt.day(one.on, year=False)} · {markup.shortened(one.label, _LINE)}"
            opens = record_key(one.kind, one.id)
            st.button(
                markup.markdown(words), key=f"follow_{opens}", type="tertiary", on_click=note_record, args=(opens,)
            )


def _message(message: TouchRecord) -> None:
    with st.container(border=True, gap="xsmall"):
        st.caption(markup.markdown(_when(message)))
        st.markdown(f"**{markup.markdown(message.subject or 'Without a subject')}**")
        if message.summary:
            st.text(message.summary)
        _people(message)
        facts = _facts(message)
        if facts:
            st.caption(markup.markdown(facts))


def _when(message: TouchRecord) -> str:
    planned = " · planned" if message.is_planned else ""
    at = f"{fmt.day(message.occurred_at.date())}, {message.occurred_at:%H:%M} UTC"
    return f"{ARROWS[message.direction]} {lane_name(message.channel)} · {at}{planned}"


def _people(message: TouchRecord) -> None:
    for label, ours in (("Ours", True), ("Theirs", False)):
        names = [
            person.name if person.is_known else f"{person.name} (unknown)"
            for person in message.people
            if person.is_ours is ours
        ]
        if names:
            st.caption(f"{label}: {markup.markdown(', '.join(names))}")


def _facts(message: TouchRecord) -> str:
    parts = [
        message.purpose.replace("_", " ") if message.purpose != "other" else None,
        message.department.replace("_", " ") if message.department else None,
        "automated" if message.is_automated else None,
        None if message.duration_minutes is None else fmt.plural(message.duration_minutes, "minute"),
        None if message.response_seconds is None else f"answered after {_hours(message.response_seconds)}",
        _tone(message.sentiment),
    ]
    return " · ".join(part for part in parts if part)


def _tone(sentiment: float | None) -> str | None:
    if sentiment is None:
        return None
    return "tone good" if sentiment >= _TONE_FROM else "tone bad" if sentiment <= -_TONE_FROM else "tone even"


def _hours(seconds: int) -> str:
    hours = seconds / 3600
    return fmt.plural(round(hours), "hour") if hours >= 1 else fmt.plural(max(round(seconds / 60), 1), "minute")


def _value(value: str | date) -> str:
    return fmt.day(value) if isinstance(value, date) else value
