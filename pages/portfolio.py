"""Portfolio: how healthy the book is, what moved, and where revenue is at risk."""

from typing import Any

import streamlit as st

from components import portfolio_cards as cards
from components import states
from components.chart import heading
from components.drilldown import behind
from components.filters import clear_filters, filter_bar
from components.headline import show_headline
from components.metrics import kpi_row
from components.portfolio_tables import movement_table, riskiest_table
from data_access.queries.overview import filter_choices, overview
from domain.kpis import Kpi
from domain.overview import Overview
from domain.portfolio import Filters
from domain.viewer import Viewer
from shell.links import go_to, link_to
from shell.page import fragment, open_page


@fragment
def book(viewer: Viewer) -> None:
    """Draw everything below the title; runs again by itself when a filter changes."""
    if not overview(viewer, Filters()).accounts:
        states.empty("There are no accounts yet.", "Import some, then refresh: manage.py import, manage.py refresh.")
        return
    options = filter_choices(viewer)
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
        told = cards.movement_words(shown)
        heading(told.title, told.reading, shown.as_of, key="table_movement")
        asked_for = movement_table(shown, rows=cards.MOVED_ROWS)
    with grid.cell():
        cards.show_card(cards.distribution_card(shown))
    return asked_for


def second_row(shown: Overview) -> None:
    """ARR by tier over the trend of health, beside them every account by health and ARR."""
    grid = st.grid(2, min_column_width=480, gap="large")
    with grid.cell():
        cards.show_card(cards.tier_card(shown))
        cards.show_card(cards.trend_card(shown))
    with grid.cell():
        cards.show_card(cards.map_card(shown))


def third_row(shown: Overview) -> int | None:
    """The riskiest accounts; the one that was just asked for, or None."""
    told = cards.riskiest_words(shown)
    with st.container(gap="xsmall"):
        heading(told.title, told.reading, shown.as_of, key="table_riskiest")
        return riskiest_table(shown)


with open_page("Portfolio") as who:
    book(who)
