"""Portfolio: how healthy the book is, what moved, and where revenue is at risk."""

from typing import Any

import streamlit as st

from components import portfolio_sentences as tell
from components import states
from components.chart import chart, heading
from components.drilldown import behind
from components.figures.arr_by_tier import arr_by_tier_figure
from components.figures.health_distribution import health_distribution_figure
from components.figures.health_map import health_map_figure
from components.figures.health_trend import health_trend_figure
from components.filters import clear_filters, filter_bar
from components.headline import show_headline
from components.metrics import kpi_row
from components.portfolio_tables import movement_table, riskiest_table
from components.tables import TALL_ROW, height_of
from data_access.queries.overview import overview
from data_access.queries.portfolio import portfolio
from domain.kpis import Kpi
from domain.overview import Overview
from domain.portfolio import Filters, choices
from domain.viewer import Viewer
from shell.links import go_to, link_to
from shell.page import fragment, open_page

MOVED_ROWS = 6
"""Accounts that moved, as they are first seen: with them, the screen's message fits on 900 pixels."""
HALF_ROW = 232
"""Height of each of the two figures that stand above each other."""


@fragment
def book(viewer: Viewer) -> None:
    """Draw everything below the title; runs again by itself when a filter changes."""
    everything = portfolio(viewer)
    if everything.accounts.empty:
        states.empty("There are no accounts yet.", "Import some, then refresh: manage.py import, manage.py refresh.")
        return
    options = choices(everything)
    sentence = st.container()
    filters = filter_bar(options)
    shown = overview(viewer, filters)
    if not shown.accounts:
        states.nothing_matches(clear=clear_filters)
        return
    with sentence:
        show_headline(shown.headline, shown.currency, shown.moved_since)
    kpi_row(shown.kpis, shown.currency, lambda figure: link_behind(figure, filters, options))
    asked_for = first_row(shown)
    second_row(shown)
    asked_for = third_row(shown) or asked_for
    if asked_for is not None:
        go_to("account", {"account": str(asked_for)})


def link_behind(figure: Kpi, filters: Filters, options: dict[str, list[Any]]) -> None:
    """Link to the accounts that a key figure is made of."""
    words, address = behind(figure.key, filters, options)
    link_to("accounts", words, address, icon=":material/arrow_forward:")


def first_row(shown: Overview) -> int | None:
    """What moved, and beside it how ARR is distributed over health; the account just asked for, or None."""
    grid = st.grid(3, min_column_width=340, gap="large")
    with grid.cell(column_span=2), st.container(gap="xsmall"):
        told = tell.tell_movement(shown.moved, shown.moved_since)
        heading(told.title, told.reading, shown.as_of, key="table_movement")
        asked_for = movement_table(shown.moved, shown.currency, rows=MOVED_ROWS)
    with grid.cell():
        told = tell.tell_distribution(shown.distribution, shown.currency)
        height = height_of(MOVED_ROWS, TALL_ROW)
        chart(
            health_distribution_figure(shown.distribution, shown.currency, "arr_cents", height),
            key="chart_health_distribution", title=told.title, reading=told.reading, as_of=shown.as_of, alt=told.alt,
            table=lambda: tell.twin_of_distribution(shown.distribution),
        )  # fmt: skip
    return asked_for


def second_row(shown: Overview) -> None:
    """ARR by tier over the trend of health, beside them every account by health and ARR."""
    grid = st.grid(2, min_column_width=480, gap="large")
    with grid.cell():
        told = tell.tell_tiers(shown.by_tier, shown.currency)
        chart(
            arr_by_tier_figure(shown.by_tier, shown.currency, HALF_ROW), key="chart_arr_by_tier", title=told.title,
            reading=told.reading, as_of=shown.as_of, alt=told.alt, table=lambda: tell.twin_of_tiers(shown.by_tier),
        )  # fmt: skip
        told = tell.tell_trend(shown.trend)
        chart(
            health_trend_figure(shown.trend, HALF_ROW), key="chart_health_trend", title=told.title,
            reading=told.reading, as_of=shown.as_of, alt=told.alt, table=lambda: tell.twin_of_trend(shown.trend),
        )  # fmt: skip
    with grid.cell():
        told = tell.tell_map(shown.marks, shown.currency)
        chart(
            health_map_figure(shown.marks, shown.currency, 2 * HALF_ROW + 64), key="chart_health_map",
            title=told.title, reading=told.reading, as_of=shown.as_of, alt=told.alt,
            table=lambda: tell.twin_of_map(shown.marks),
        )  # fmt: skip


def third_row(shown: Overview) -> int | None:
    """The riskiest accounts; the one that was just asked for, or None."""
    told = tell.tell_riskiest(shown.riskiest, shown.currency)
    with st.container(gap="xsmall"):
        heading(told.title, told.reading, shown.as_of, key="table_riskiest")
        return riskiest_table(shown.riskiest, shown.currency, shown.as_of)


with open_page("Portfolio") as who:
    book(who)
