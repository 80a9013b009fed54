"""The timeline of an account, its brush, and what is said where it is empty."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from components import format as fmt
from components import markup, states
from components.account_record import note_record
from components.chart import CONFIG, heading
from components.figures.timeline import lane_name
from components.figures.timeline_events import record_key
from components.figures.timeline_marks import ZOOM
from components.timeline_filters import DIRECTIONS, NAMES, PERIODS, note_brush, show_period
from domain.evidence import Kind
from domain.occurrence import Occurrence
from domain.period import first_to_hold, nearest_touch
from domain.shadow import Casting
from domain.timeline_words import balance_sentence
from domain.vocabulary import Channel

_READING: Final = (
    "▷ from us, ◁ from them, ◆ both; green good, heavy red bad tone; small automated, hollow planned; a line is a "
    "thread, a large mark many touches. Red bands are issues, darker with age. Click to open; drag over the weeks below"
)
_CHART, _BRUSH = "chart_timeline", "chart_timeline_brush"


def nothing_in_period(touches: pd.DataFrame, days_back: int | None, as_of: date) -> None:
    """Say that the period holds no touch and where the nearest one is, with a button that goes there."""
    nearest = nearest_touch(touches, as_of)
    wider = first_to_hold(touches, as_of, list(PERIODS.values()))
    which = "last" if nearest is not None and nearest <= as_of else "next"
    named = "" if days_back is None else f" in the last {NAMES[days_back].removeprefix('1 ')}"
    with states.empty(
        f"There was no touchpoint{named}.",
        f"The {which} one is of {fmt.day(nearest)}, {fmt.from_today(nearest, as_of)}.",
        key="state_empty_period",
    ):
        if wider != days_back:
            st.button(f"Show the {which} one", key="widen_period", on_click=show_period, args=(NAMES[wider],))


def timeline_chart(
    figure: go.Figure, marks: pd.DataFrame, records: Sequence[Occurrence], as_of: date, more: str = ""
) -> None:
    """Draw the timeline under a sentence of its own; a click on a mark is noted in the address."""
    title = balance_sentence(marks, as_of) if len(marks) else "Issues, promises and contracts"
    heading(f"{title}{more}", _READING, as_of, key=_CHART, table=lambda: timeline_table(marks, records))
    st.plotly_chart(
        figure, key=_CHART, config=CONFIG, alt=f"Timeline by channel. {title}",
        on_select=_note_selection, selection_mode="points",
    )  # fmt: skip


def shadow_heading(shadow: Casting) -> None:
    """Name the issue that casts the longest shadow today, with a button that opens it."""
    state = "open" if shadow.is_open else "resolved, still felt"
    words = f"Longest shadow: “{markup.shortened(shadow.title, 70)}”, {state}, {shadow.points:.0f} of 40 points"
    st.button(
        markup.markdown(words), key="open_shadow", type="tertiary", icon=":material/tonality:",
        on_click=note_record, args=(record_key(Kind.ISSUE, shadow.issue_id),),
    )  # fmt: skip


def brush_chart(figure: go.Figure) -> None:
    """Draw the brush; the stretch that is drawn on it is noted in the address."""
    st.plotly_chart(
        figure, key=_BRUSH, config=CONFIG, alt="Messages a week over all time; drag over a stretch to look at it",
        on_select=_note_brush, selection_mode="box",
    )  # fmt: skip


def timeline_table(marks: pd.DataFrame, records: Sequence[Occurrence]) -> pd.DataFrame:
    """The marks of the timeline, touches and records, as a table, newest first."""
    told = pd.DataFrame(
        {
            "When": marks["starts_at"].dt.date if len(marks) else [],
            "Lane": [lane_name(Channel(channel)) for channel in marks["channel"]],
            "What": marks["subject"].astype(object),
            "Direction": [_way(direction) for direction in marks["direction"]],
            "Touches": marks["threads"].astype("Int64"),
            "Messages": marks["messages"].astype("Int64"),
            "Tone": marks["tone"].astype(object),
            "State": ["planned" if planned else "automated" if machine else "" for planned, machine in zip(
                marks["is_planned"].astype(bool), marks["is_automated"].astype(bool), strict=True)],
        }
    )  # fmt: skip
    others = pd.DataFrame(
        [{"When": one.on, "Lane": one.lane.value, "What": one.label, "State": one.word} for one in records],
        columns=["When", "Lane", "What", "State"],
    )
    parts = [part for part in (told, others) if len(part)]
    both = pd.concat(parts, ignore_index=True) if parts else told
    return both.sort_values("When", ascending=False, ignore_index=True)


def _way(direction: str) -> str:
    return next(way for way, value in DIRECTIONS.items() if value == direction)


def _note_selection() -> None:
    """Open the mark that was just clicked, or look closer where it stands for many; else nothing changes."""
    points = st.session_state[_CHART]["selection"]["points"]
    opens = points[0].get("customdata") if points else None
    opens = opens[0] if isinstance(opens, list) else opens
    if isinstance(opens, str) and opens.startswith(ZOOM):
        first, last = opens.strip(ZOOM).split(ZOOM)
        note_brush(first, last)
    elif isinstance(opens, str):
        note_record(opens)


def _note_brush() -> None:
    """Streamlit takes no clicks from a chart that is dragged over, so that the brush is a chart of its own."""
    drawn = [box["x"] for box in st.session_state[_BRUSH]["selection"]["box"] if len(box.get("x", ())) > 1]
    if drawn:
        first, last = sorted(str(x) for x in drawn[-1][:2])
        note_brush(first, last)
