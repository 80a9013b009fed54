"""The definitions: every indicator and key figure with its rule, inputs, weight and today's spread."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from components import format as fmt
from components import markup
from components.chart import chart, heading
from components.figures.reading_spread import reading_spread_figure
from components.metrics import value_text
from components.tables import TWO_LINES, height_of
from domain.definitions import UNIT, Definition, Number
from domain.facts.rules import GENERAL
from domain.kpis import Kpi
from domain.spread import Spread

_UNITS = {
    "money": "reporting currency",
    "count": "number",
    "score": "points, 0 to 100",
    "percent": "share",
    "share": "share",
    "hours": "clock hours",
}

_WIDTHS = {"Figure": 140, "Today": 80, "Unit": 130, "Definition": 740, "Middle half of accounts": 150}

_LEAST_APART = 0.005
"""Shares of a tier that differ by less are not told (0-1)."""


def show_spreads(definitions: Sequence[Definition], spreads: Mapping[str, Spread], as_of: date) -> None:
    """One chart of all indicators that have readings today."""
    known = [(one, spreads[one.key]) for one in definitions if one.key in spreads and spreads[one.key].known]
    if not known:
        st.caption("Nothing is known of these accounts yet: no reading can be shown.")
        return
    names = [one.label for one, _ in known]
    found = [spread for _, spread in known]
    lowest = min(known, key=lambda pair: pair[1].median or 0.0)
    title = f"{lowest[0].label} reads lowest today: {lowest[1].median:.0f} in the median"
    chart(
        reading_spread_figure(names, found), key="chart_readings", title=title,
        reading="Each customer's reading: the thick line is the middle half, the mark the median", as_of=as_of,
        alt=f"Spread of each indicator over accounts. {title}.", table=lambda: _spread_frame(names, found),
    )  # fmt: skip


def show_indicators(definitions: Sequence[Definition], spreads: Mapping[str, Spread]) -> None:
    """A block an indicator: what it measures, by which rule, from what, with which numbers."""
    grid = st.grid(2, min_column_width=420, gap="large")
    for one in definitions:
        with grid.cell(), st.container(gap="xsmall", key=f"definition_{one.key}"):
            st.subheader(markup.markdown(one.label), anchor=False)
            st.caption(markup.markdown(_weight(one, spreads.get(one.key))))
            st.markdown(markup.markdown(one.formula))
            st.caption(markup.markdown(one.reason))
            st.caption(markup.markdown(f"Reads {', '.join(each.name for each in one.inputs)}. Unit: {UNIT}."))
            with st.expander("Facts and numbers"):
                _listed((each.name, each.rule) for each in one.inputs)
                _listed((each.name, _number(each)) for each in one.numbers)


def show_rules(numbers: Sequence[Number]) -> None:
    """What holds for every fact and for the score, with the numbers of the latter."""
    with st.expander("How facts are read, and how readings become the score"):
        _listed(GENERAL)
        _listed((each.name, _number(each)) for each in numbers)


def _listed(lines: Iterable[tuple[str, str]]) -> None:
    """A line each: a name and what is to be said of it."""
    st.caption(
        "\n".join(f"- **{markup.markdown(name.capitalize())}**: {markup.markdown(text)}" for name, text in lines)
    )


def show_kpis(figures: Sequence[Kpi], spreads: Mapping[str, Spread], currency: str, as_of: date) -> None:
    """The portfolio's key figures: definition, unit, today's value, and its spread over accounts where it has one."""
    heading(
        "Key figures of the portfolio", "As defined for every page and report; spread over the customers in view",
        as_of, key="table_kpis",
    )  # fmt: skip
    frame = pd.DataFrame(
        {
            "Figure": [one.label for one in figures],
            "Today": [value_text(one, one.value, currency) for one in figures],
            "Unit": [_UNITS[one.unit] for one in figures],
            "Definition": [one.definition for one in figures],
            "Middle half of accounts": [_middle(one, spreads.get(one.key), currency) for one in figures],
        }
    )
    widths = {name: st.column_config.TextColumn(width=pixels) for name, pixels in _WIDTHS.items()}
    st.dataframe(
        frame, key="table_kpis", hide_index=True, alt="Key figures and their definitions", column_config=widths,
        row_height=TWO_LINES, height=height_of(len(frame), TWO_LINES),
    )  # fmt: skip


def _weight(one: Definition, spread: Spread | None) -> str:
    counted = f"weight {one.weight:g}, {fmt.percent(one.share)} of all"
    counted += tiers_text(one)
    words = (
        f"{one.family.capitalize()} · {counted if one.weight else 'no weight: shown, not counted' + tiers_text(one)}"
    )
    if spread is None or spread.median is None:
        return f"{words} · known for no account today"
    half = f"{spread.low:.0f} to {spread.high:.0f}"
    return f"{words} · today {half}, median {spread.median:.0f}, known for {spread.known} of {spread.accounts}"


def tiers_text(one: Definition) -> str:
    """Where a tier weighs it otherwise."""
    apart = {tier: share for tier, share in one.share_by_tier.items() if abs(share - one.share) >= _LEAST_APART}
    if not apart:
        return ""
    return f" ({', '.join(f'{tier} accounts {fmt.percent(share)}' for tier, share in apart.items())})"


def _number(one: Number) -> str:
    return one.value + (f" ({one.reason.rstrip('.')})" if one.reason else "")


def _middle(one: Kpi, spread: Spread | None, currency: str) -> str:
    if spread is None or spread.low is None or spread.high is None:
        return fmt.MISSING
    return f"{value_text(one, spread.low, currency)} to {value_text(one, spread.high, currency)}"


def _spread_frame(names: Sequence[str], spreads: Sequence[Spread]) -> pd.DataFrame:
    rows = [
        (name, one.least, one.low, one.median, one.high, one.most, one.known)
        for name, one in zip(names, spreads, strict=True)
    ]
    frame = pd.DataFrame(rows, columns=["Indicator", "Least", "Low quarter", "Median", "High quarter", "Most", "Known"])
    return frame.round(0)
