"""A row of key figures: large, with what it was before, its course, and a way to the accounts behind it."""

import math
from collections.abc import Callable, Sequence
from typing import Final, Literal

import streamlit as st

from components import format as fmt
from components import markup
from domain.kpis import COMPARED_WEEKS, Kpi

_COLOURS: Final[dict[bool | None, Literal["green", "red", "gray"]]] = {True: "green", False: "red", None: "gray"}
_HEIGHT: Final = 148
"""Of a figure with its course, in pixels; one without a course keeps the room, so that the row stays aligned."""
_ARROWS: Final[dict[int, Literal["up", "down", "off"]]] = {1: "up", -1: "down", 0: "off"}


def kpi_row(figures: Sequence[Kpi], currency: str, link: Callable[[Kpi], None]) -> None:
    """Draw the figures side by side; `link` draws under each the way to the accounts that it is made of."""
    height: int | Literal["content"] = _HEIGHT if any(_has_course(figure) for figure in figures) else "content"
    grid = st.grid(len(figures), min_column_width=124, gap="small", key="kpi_row")
    for figure in figures:
        with grid.cell(), st.container(gap="xsmall", key=f"kpi_{figure.key}"):
            _metric(figure, currency, height)
            link(figure)


def value_text(figure: Kpi, value: float | int | None, currency: str) -> str:
    """A value of this figure as it is written."""
    if value is None:
        return fmt.MISSING
    if figure.unit == "money":
        return fmt.money(int(value), currency)
    if figure.unit == "score":
        return fmt.score(value)
    if figure.unit in ("percent", "share"):
        return fmt.percent(float(value), digits=int(figure.unit == "share"))
    if figure.unit == "hours":
        return fmt.hours(float(value))
    return fmt.count(value)


def change_text(figure: Kpi, currency: str) -> tuple[str, int]:
    """How the figure moved since it is compared, in words, and in which direction (-1, 0, 1); "" if not known.

    A change too small to be seen in the way that the figure is written counts as none.
    """
    if figure.value is None or figure.previous is None:
        return "", 0
    change = float(figure.value) - float(figure.previous)
    if value_text(figure, figure.value, currency) == value_text(figure, figure.previous, currency):
        return "unchanged", 0
    if figure.unit == "score":
        change = math.floor(figure.value) - math.floor(figure.previous)
    if figure.unit in ("percent", "share"):
        points = f"{100 * abs(change):.{int(figure.unit == 'share')}f}"
        if not float(points):  # 70.4% after 70.6%: other figures are shown, and no whole point lies between them
            return "unchanged", 0
        return fmt.signed(f"{points}{fmt.NO_BREAK}pts", change), 1 if change > 0 else -1
    return fmt.signed(value_text(figure, abs(change), currency), change), 1 if change > 0 else -1


def _has_course(figure: Kpi) -> bool:
    return sum(value is not None for value in figure.history) > 1


def _metric(figure: Kpi, currency: str, height: int | Literal["content"]) -> None:
    words, direction = change_text(figure, currency)
    good = None if not direction or figure.higher_is_better is None else (direction > 0) == figure.higher_is_better
    course = [value for value in figure.history if value is not None]
    st.metric(
        figure.label,
        markup.markdown(value_text(figure, figure.value, currency)),
        markup.markdown(words) if words else None,
        delta_color=_COLOURS[good],
        delta_arrow=_ARROWS[direction],
        delta_description=f"in {COMPARED_WEEKS} weeks" if words else None,
        help=markup.markdown(figure.definition),
        chart_data=course if _has_course(figure) else None,
        height=height,
    )
