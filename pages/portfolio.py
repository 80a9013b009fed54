"""Portfolio: how healthy the book is, what moved, and where revenue is at risk."""

from datetime import date
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
from data_access.queries.portfolio import portfolio
from domain.breakdowns import arr_by_tier, health_distribution, movements, riskiest, weekly_trend
from domain.kpis import RENEWALS_DAYS, Kpi, headline, kpis
from domain.portfolio import Filters, Portfolio, choices, due_within, narrow
from domain.viewer import Viewer
from shell.links import go_to, link_to
from shell.page import fragment, open_page

MOVED_ROWS = 6
"""Accounts that moved, as they are first seen: with them, the screen's message fits on 900 pixels."""
HALF_ROW = 232
"""Height of each of the two figures that stand above each other."""
MOVED_WEEKS = 4
RISKIEST = 12


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
    shown = narrow(everything, filters)
    if shown.accounts.empty:
        states.nothing_matches(clear=clear_filters)
        return
    with sentence:
        show_headline(headline(shown, MOVED_WEEKS), shown.currency, compared_with(shown))
    kpi_row(kpis(shown), shown.currency, lambda figure: link_behind(figure, filters, options))
    asked_for = first_row(shown)
    second_row(shown)
    asked_for = third_row(shown) or asked_for
    if asked_for is not None:
        go_to("account", {"account": str(asked_for)})


def link_behind(figure: Kpi, filters: Filters, options: dict[str, list[Any]]) -> None:
    """Link to the accounts that a key figure is made of."""
    words, address = behind(figure.key, filters, options)
    link_to("accounts", words, address, icon=":material/arrow_forward:")


def compared_with(shown: Portfolio) -> date:
    """The day with which what moved is compared."""
    return shown.weeks[shown.week_before(MOVED_WEEKS)]


def first_row(shown: Portfolio) -> int | None:
    """What moved, and beside it how ARR is distributed over health."""
    grid = st.grid(3, min_column_width=340, gap="large")
    moved = movements(shown, MOVED_WEEKS)
    with grid.cell(column_span=2), st.container(gap="xsmall"):
        told = tell.tell_movement(moved, compared_with(shown))
        heading(told.title, told.reading, shown.as_of, key="table_movement")
        asked_for = movement_table(moved, shown.currency, rows=MOVED_ROWS)
    with grid.cell():
        distribution = health_distribution(shown)
        told = tell.tell_distribution(distribution, shown.currency)
        figure = health_distribution_figure(distribution, shown.currency, "arr_cents", height_of(MOVED_ROWS, TALL_ROW))
        chart(
            figure, key="chart_health_distribution", title=told.title, reading=told.reading, as_of=shown.as_of,
            alt=told.alt, table=lambda: tell.twin_of_distribution(distribution),
        )  # fmt: skip
    return asked_for


def second_row(shown: Portfolio) -> None:
    """ARR by tier over the trend of health, beside them every account by health and ARR."""
    grid = st.grid(2, min_column_width=480, gap="large")
    with grid.cell():
        by_tier = arr_by_tier(shown)
        told = tell.tell_tiers(by_tier, shown.currency)
        chart(
            arr_by_tier_figure(by_tier, shown.currency, HALF_ROW), key="chart_arr_by_tier", title=told.title,
            reading=told.reading, as_of=shown.as_of, alt=told.alt, table=lambda: tell.twin_of_tiers(by_tier),
        )  # fmt: skip
        trend = weekly_trend(shown)
        told = tell.tell_trend(trend)
        chart(
            health_trend_figure(trend, HALF_ROW), key="chart_health_trend", title=told.title, reading=told.reading,
            as_of=shown.as_of, alt=told.alt, table=lambda: tell.twin_of_trend(trend),
        )  # fmt: skip
    with grid.cell():
        customers = shown.customers.accounts
        soon = due_within(customers["renewal_on"], shown.as_of, RENEWALS_DAYS)
        told = tell.tell_map(customers, soon, shown.currency)
        chart(
            health_map_figure(customers, shown.currency, soon, 2 * HALF_ROW + 64), key="chart_health_map",
            title=told.title, reading=told.reading, as_of=shown.as_of, alt=told.alt,
            table=lambda: tell.twin_of_map(customers),
        )  # fmt: skip


def third_row(shown: Portfolio) -> int | None:
    """The riskiest accounts; the one that was just asked for, or None."""
    riskiest_ones = riskiest(shown, RISKIEST)
    told = tell.tell_riskiest(riskiest_ones, shown.currency)
    with st.container(gap="xsmall"):
        heading(told.title, told.reading, shown.as_of, key="table_riskiest")
        return riskiest_table(riskiest_ones, shown.currency, shown.as_of)


with open_page("Portfolio") as who:
    book(who)
