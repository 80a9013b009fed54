"""Meeting mode on the screen: one message at a time, large, turned by the arrow keys, with page and day at the foot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import plotly.graph_objects as go
import streamlit as st

from components import format as fmt
from components import markup
from components.chart import CONFIG
from components.figures.enlarged import enlarged_figure
from components.metrics import change_text, value_text
from domain.kpis import COMPARED_WEEKS, Kpi

_SCREEN: Final = "message"
_STYLE: Final = """<style>
.st-key-meeting_screen {min-height: max(500px, calc(100vh - 230px));}
.st-key-meeting_screen .st-key-chart_meeting {flex: 1 0 400px;}
.st-key-meeting_figures h1 {font-size: 56px; line-height: 1.2;}
.st-key-meeting_figures p {font-size: 24px;}
</style>"""
"""A screen fills the window, a projector's 720 lines and more, and its figures are read from the back of the room:
Streamlit knows four sizes of type, and nothing of a window's height.
"""


@dataclass(frozen=True, slots=True)
class Message:
    """One screen: the sentence, and the chart that proves it, or the key figures it rests on."""

    sentence: str
    alt: str
    figure: go.Figure | None = None
    figures: tuple[Kpi, ...] = ()


def show_message(message: Message, currency: str) -> None:
    """Draw it over the whole screen."""
    st.html(_STYLE)
    with st.container(key="meeting_screen"):
        st.title(markup.markdown(message.sentence), anchor=False)
        if message.figure is not None:
            large = enlarged_figure(message.figure)
            st.plotly_chart(
                large, key="chart_meeting", config=CONFIG | {"staticPlot": True}, alt=message.alt, height="stretch"
            )
            return
        grid = st.grid(4, min_column_width=220, gap="large", key="meeting_figures")
        for figure in message.figures:
            with grid.cell(), st.container(gap=None):
                st.markdown(f":gray[{markup.markdown(figure.label)}]")
                st.title(markup.markdown(value_text(figure, figure.value, currency)), anchor=False)
                words, _ = change_text(figure, currency)
                if words:
                    st.markdown(f":gray[{markup.markdown(f'{words} in {COMPARED_WEEKS} weeks')}]")


def screen_in_address(count: int) -> int:
    """The screen that the address asks for, from 0; the first where it asks for none that is there."""
    asked = st.query_params.get(_SCREEN, "1")
    return int(asked) - 1 if asked.isdigit() and 1 <= int(asked) <= count else 0


def foot(screen: int, count: int, as_of: date, narrowed: Sequence[str]) -> None:
    """The way back and on, by button or arrow key; page, day, and which accounts it is about."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="meeting_foot"):
        st.button("Back", key="meeting_back", shortcut="Left", disabled=screen == 0, on_click=_turn, args=(screen - 1,))
        st.button(
            "On", key="meeting_on", shortcut="Right", disabled=screen == count - 1, on_click=_turn, args=(screen + 1,)
        )
        st.space("stretch")
        about = f" · {', '.join(narrowed)}" if narrowed else ""
        st.header(markup.markdown(f"{screen + 1} of {count} · {fmt.day(as_of)}{about}"), anchor=False, width="content")


def _turn(screen: int) -> None:
    st.query_params[_SCREEN] = str(screen + 1)
