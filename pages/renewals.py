"""Renewals: how ARR moved, what comes up for renewal, and what of it will be kept."""

import streamlit as st

from components import markup, states
from components import renewals_cards as cards
from components import renewals_sentences as tell
from components import renewals_tables as tables
from components.chart import heading
from components.filters import clear_filters
from components.portfolio_cards import file_of, show_card
from data_access.queries.renewals import renewals
from domain.kpis import knows_arr
from domain.portfolio import narrow
from domain.renewals import Renewals
from domain.viewer import Viewer
from shell.book_page import open_book
from shell.links import go_to
from shell.marks import open_mark
from shell.page import fragment, open_page
from shell.saved_filters import filters_of


@fragment
def revenue(viewer: Viewer) -> None:
    """Draw everything below the title; runs again by itself when a filter changes."""
    opened = open_book(viewer, "renewals")
    if opened is None:
        return
    book, options = opened
    sentence = st.container()
    filters = filters_of(viewer, options)
    period = cards.choose_period()
    part = narrow(book, filters)
    if not len(part):
        states.nothing_matches(clear=clear_filters)
        return
    if not knows_arr(part):
        states.empty(
            "No subscription of these customers is on record.",
            "Renewals and retention need subscriptions with their terms. Import them: manage.py import.",
        )
        return
    shown = renewals(viewer, filters, period)
    with sentence:
        st.header(markup.markdown(tell.retention_sentence(shown.bridge, shown.currency)), anchor=False)
    of_movers = how_it_moved(shown)
    of_renewals = what_comes_up(shown)
    what_it_is_worth(shown)
    open_mark(filters, options)
    asked_for = of_movers or of_renewals
    if asked_for is not None:
        go_to("account", {"account": str(asked_for)})


def how_it_moved(shown: Renewals) -> int | None:
    """The bridge, and the accounts behind it; the one just asked for, or None."""
    grid = st.grid(2, min_column_width=480, gap="large")
    with grid.cell():
        show_card(cards.bridge_card(shown))
    with grid.cell(), st.container(gap="xsmall"):
        told = tell.tell_movers(shown)
        heading(told.title, told.reading, shown.as_of, key="table_arr_movements", files=shown.movers)
        return tables.movers_table(shown)


def what_comes_up(shown: Renewals) -> int | None:
    """Renewals by quarter and by notice deadline, and what will be kept; the account just asked for, or None."""
    if shown.upcoming.empty:
        states.empty("No contract of these customers ends from today on.", key="state_no_renewals")
        return None
    grid = st.grid(2, min_column_width=480, gap="large")
    with grid.cell():
        show_card(cards.ahead_card(shown))
    with grid.cell():
        show_card(cards.forecast_card(shown))
    told = tell.tell_upcoming(shown)
    with st.container(gap="xsmall"):
        heading(told.title, told.reading, shown.as_of, key="table_renewals", files=file_of(shown.upcoming))
        return tables.renewals_table(shown)


def what_it_is_worth(shown: Renewals) -> None:
    """Cohorts by start quarter, and lifetime value with its assumptions."""
    grid = st.grid(2, min_column_width=480, gap="large")
    with grid.cell():
        if shown.cohorts["age"].gt(0).any():
            show_card(cards.cohorts_card(shown))
        else:
            states.empty("No cohort can be followed yet.", key="state_no_cohorts")
    with grid.cell(), st.container(gap="xsmall"):
        told = tell.tell_value(shown)
        heading(told.title, told.reading, shown.as_of, key="table_lifetime_value", files=shown.value)
        tables.value_table(shown)


with open_page("Renewals") as who:
    revenue(who)
