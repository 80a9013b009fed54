"""The timeline's filters, and one record of it in full."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from components import format as fmt
from components import markup, states
from components.account_overview import ARROWS
from components.chart import CONFIG, heading
from components.figures.timeline import lane_name
from domain.timeline import TouchFilter, first_to_hold, nearest_touch
from domain.timeline_words import balance_sentence
from domain.touch_record import TouchRecord
from domain.vocabulary import Channel, Direction

PERIODS: Final[dict[str, int | None]] = {"90 days": 90, "1 year": 365, "2 years": 730, "all": None}
USUAL: Final = PERIODS["1 year"]
_NAMES: Final = {days_back: name for name, days_back in PERIODS.items()}
READING: Final = (
    "▷ from us, ◁ from them, ◆ both; green good, heavy red bad tone; small automated, hollow planned; a line is a "
    "thread; flags are promises, red bands unresolved issues"
)
_DIRECTIONS: Final = {
    "from us": Direction.OUTBOUND.value,
    "from them": Direction.INBOUND.value,
    "both": Direction.MUTUAL.value,
}
_SENDERS: Final = {"people": False, "automated": True}
_TONE_FROM: Final = 0.2
_LONGEST_ID: Final = 19


def opening_period(touches: pd.DataFrame, as_of: date) -> int | None:
    """The days to look back where the address names none: a year, or the next longer period that holds a touch."""
    lengths = list(PERIODS.values())
    return first_to_hold(touches, as_of, lengths[lengths.index(USUAL) :])


def timeline_filters(lanes: Sequence[Channel], usual: int | None) -> tuple[int | None, TouchFilter, str]:
    """Draw the filters in a line: days to look back (None: all), what is chosen, and the words of the search.

    `usual` is the period where the address names none. Each is in the address under its key, so that a view can be
    sent as a link.
    """
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="timeline_filters"):
        period = st.segmented_control(
            "Period", list(PERIODS), default=_NAMES[usual], required=True, **_in_address("period")
        )
        names = {lane_name(lane): lane.value for lane in lanes}
        channels = st.multiselect(
            "Channel", list(names), placeholder="All channels", width=210, **_in_address("channel")
        )
        ways = st.multiselect(
            "Direction", list(_DIRECTIONS), placeholder="Both ways", width=170, **_in_address("direction")
        )
        sender = st.selectbox(
            "Sent by", list(_SENDERS), index=None, placeholder="People and machines", width=190, **_in_address("sender")
        )
        words = st.text_input(
            "Search", placeholder="Search subject, text, person", width=230, type="search", **_in_address("words")
        )
    wanted = TouchFilter(
        channels=tuple(names[name] for name in channels),
        directions=tuple(_DIRECTIONS[way] for way in ways),
        is_automated=None if sender is None else _SENDERS[sender],
    )
    return (PERIODS[period] if period else usual), wanted, (words or "").strip()


def _in_address(key: str) -> dict[str, Any]:
    """What every filter has in common: its value is in the address under its key, and its placeholder says its name."""
    return {"key": key, "bind": "query-params", "label_visibility": "collapsed"}


def clear_timeline_filters() -> None:
    """Take every filter off, but leave the period."""
    for key, value in (("channel", []), ("direction", []), ("sender", None), ("words", "")):
        st.session_state[key] = value


def nothing_in_period(touches: pd.DataFrame, days_back: int | None, as_of: date) -> None:
    """Say that the period holds no touch and where the nearest one is, with a button that goes there."""
    nearest = nearest_touch(touches, as_of)
    wider = first_to_hold(touches, as_of, list(PERIODS.values()))
    which = "last" if nearest is not None and nearest <= as_of else "next"
    named = "" if days_back is None else f" in the last {_NAMES[days_back].removeprefix('1 ')}"
    with states.empty(
        f"There was no touchpoint{named}.",
        f"The {which} one is of {fmt.day(nearest)}, {fmt.from_today(nearest, as_of)}.",
        key="state_empty_period",
    ):
        if wider != days_back:
            st.button(f"Show the {which} one", key="widen_period", on_click=_show_period, args=(_NAMES[wider],))


def _show_period(name: str) -> None:
    st.session_state["period"] = name


def chosen_touch() -> int | None:
    """The touchpoint that the address asks for as `touch=ID`; a click on the timeline puts it there."""
    text = st.query_params.get("touch", "")
    return int(text) if text.isdecimal() and len(text) < _LONGEST_ID else None


def note_chosen_touch() -> None:
    """Put the mark that was just clicked into the address; a click beside every mark changes nothing."""
    points = st.session_state["chart_timeline"]["selection"]["points"]
    chosen = points[0].get("customdata") if points else None
    if chosen is not None:
        st.query_params["touch"] = str(chosen[0] if isinstance(chosen, list) else chosen)


def close_touch() -> None:
    """Close the record that is open."""
    st.query_params.pop("touch", None)


def timeline_chart(figure: go.Figure, marks: pd.DataFrame, as_of: date) -> None:
    """Draw the timeline under a sentence of its own; a click on a mark is noted in the address."""
    title = balance_sentence(marks, as_of) if len(marks) else "Issues and promises"
    heading(title, READING, as_of, key="chart_timeline", table=lambda: touches_table(marks))
    st.plotly_chart(
        figure, key="chart_timeline", config=CONFIG, alt=f"Timeline by channel. {title}",
        on_select=note_chosen_touch, selection_mode="points",
    )  # fmt: skip


def record_panel(messages: Sequence[TouchRecord]) -> None:
    """Draw a touchpoint, or the messages of its thread one under the other, oldest first."""
    with st.container(key="touch_record", gap="small"):
        if len(messages) > 1:
            st.caption(f"A thread of {len(messages)} messages")
        for message in messages:
            _message(message)


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


def touches_table(marks: pd.DataFrame) -> pd.DataFrame:
    """The marks of the timeline as a table, newest first."""
    newest = marks.sort_values("starts_at", ascending=False)
    return pd.DataFrame(
        {
            "When": newest["starts_at"].dt.date,
            "Channel": [lane_name(Channel(channel)) for channel in newest["channel"]],
            "Direction": [_way(direction) for direction in newest["direction"]],
            "Touches": newest["threads"],
            "Messages": newest["messages"],
            "Tone": newest["tone"],
            "Automated": newest["is_automated"].astype(bool),
            "Planned": newest["is_planned"].astype(bool),
            "Subject": newest["subject"],
        }
    )


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


def _way(direction: str) -> str:
    return next(way for way, value in _DIRECTIONS.items() if value == direction)
