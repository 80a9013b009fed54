"""The timeline's filters and its period; each is in the address, so that a view can be sent as a link."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import pandas as pd
import streamlit as st

from components import format as fmt
from components import markup
from components.figures.timeline import lane_name
from domain.period import Period, brushed, first_to_hold
from domain.timeline import TouchFilter
from domain.vocabulary import Channel, Department, Direction, Topic

PERIODS: Final[dict[str, int | None]] = {"90 days": 90, "1 year": 365, "2 years": 730, "all": None}
USUAL: Final = PERIODS["1 year"]
NAMES: Final = {days_back: name for name, days_back in PERIODS.items()}
DIRECTIONS: Final = {
    "from us": Direction.OUTBOUND.value,
    "from them": Direction.INBOUND.value,
    "both": Direction.MUTUAL.value,
}
_SENDERS: Final = {"people": False, "automated": True}
_TONES: Final = ("good", "even", "bad")
_SEVERAL: Final = ("channel", "direction", "department", "topic", "tone")
_ONE: Final = ("sender", "person")
_FROM, _TO = "from", "to"
_MOST_AHEAD: Final = timedelta(days=36_500)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the filters ask for: `days_back` (None: all time) or the days of a brush; `person` by their label."""

    days_back: int | None
    wanted: TouchFilter
    words: str
    person: str | None


def opening_period(touches: pd.DataFrame, as_of: date) -> int | None:
    """The days to look back where the address names none: a year, or the next longer period that holds a touch."""
    lengths = list(PERIODS.values())
    return first_to_hold(touches, as_of, lengths[lengths.index(USUAL) :])


def timeline_filters(lanes: Sequence[Channel], people: Sequence[str], usual: int | None) -> Chosen:
    """Draw the filters. `people`: labels of those who took part; `usual`: the period where the address names none."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="timeline_period"):
        period = st.segmented_control(
            "Period", list(PERIODS), default=NAMES[usual], required=True, on_change=forget_brush, **_bound("period")
        )
        words = st.text_input(
            "Search", placeholder="Search subject, text, person", width=300, type="search", **_bound("words")
        )
        _brushed_button()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall", key="timeline_filters"):
        channels = {lane_name(lane): lane.value for lane in lanes}
        chosen = {
            "channel": _several("channel", channels, "All channels", 170),
            "direction": _several("direction", DIRECTIONS, "Both ways", 150),
            "department": _several("department", _words(Department), "All departments", 190),
            "topic": _several("topic", _words(Topic), "All topics", 150),
            "tone": _several("tone", dict(zip(_TONES, _TONES, strict=True)), "Any tone", 140),
        }
        person = st.selectbox(
            "With", list(people), index=None, placeholder="With anybody", width=200, **_bound("person")
        )
        sender = st.selectbox(
            "Sent by", list(_SENDERS), index=None, placeholder="People and machines", width=190, **_bound("sender")
        )
    wanted = TouchFilter(
        channels=chosen["channel"],
        directions=chosen["direction"],
        departments=chosen["department"],
        topics=chosen["topic"],
        tones=chosen["tone"],
        is_automated=None if sender is None else _SENDERS[sender],
    )
    return Chosen(PERIODS[period] if period else usual, wanted, (words or "").strip(), person)


def clear_timeline_filters() -> None:
    """Take every filter off, but leave the period."""
    for key in _SEVERAL:
        st.session_state[key] = []
    for key in _ONE:
        st.session_state[key] = None
    st.session_state["words"] = ""


def show_period(name: str) -> None:
    """Choose one of `PERIODS`."""
    forget_brush()
    st.session_state["period"] = name


def brushed_period() -> Period | None:
    """The stretch that the address asks for as `from=2026-01-01&to=2026-02-01`; None without one that can be read."""
    try:
        first, last = (date.fromisoformat(st.query_params.get(name, "")) for name in (_FROM, _TO))
        return brushed(first, last) if abs(last - first) < _MOST_AHEAD else None
    except (ValueError, OverflowError):
        return None


def note_brush(first: str, last: str) -> None:
    """Put a stretch that was drawn on a chart into the address; both as plotly tells them, or as days."""
    st.query_params.update({_FROM: first[:10], _TO: last[:10]})


def forget_brush() -> None:
    """Go back from a stretch that was drawn to the period that is chosen."""
    for name in (_FROM, _TO):
        st.query_params.pop(name, None)


def _brushed_button() -> None:
    period = brushed_period()
    if period is not None:
        words = f"{fmt.day(period.first_on)} to {fmt.day(period.last_on)}"
        st.button(
            markup.markdown(words), key="forget_brush", icon=":material/zoom_out_map:", on_click=forget_brush,
        )  # fmt: skip


def _several(key: str, options: Mapping[str, str], placeholder: str, width: int) -> tuple[str, ...]:
    names = st.multiselect(key.capitalize(), list(options), placeholder=placeholder, width=width, **_bound(key))
    return tuple(options[name] for name in names)


def _words(vocabulary: type[Department] | type[Topic]) -> dict[str, str]:
    return {one.value.replace("_", " "): one.value for one in vocabulary}


def _bound(key: str) -> dict[str, Any]:
    """What every filter has in common: its value is in the address under its key, and its placeholder says its name."""
    return {"key": key, "bind": "query-params", "label_visibility": "collapsed"}
