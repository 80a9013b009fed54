"""Growth: which accounts to select, what they may buy next, what is being sold, and how the plans stand."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from components import growth_cards as cards
from components import growth_tables as tables
from components import markup, states
from components.chart import heading
from components.filters import clear_filters
from components.portfolio_cards import show_card
from components.portfolio_sentences import Telling
from data_access.queries.growth import growth
from domain.growth import Growth
from domain.portfolio import narrow
from domain.viewer import Viewer
from shell.book_page import open_book
from shell.links import go_to
from shell.marks import open_mark
from shell.page import fragment, open_page
from shell.saved_filters import filters_of


@fragment
def opportunities(viewer: Viewer) -> None:
    """Draw everything below the title; runs again by itself when a filter changes."""
    opened = open_book(viewer, "growth")
    if opened is None:
        return
    book, options = opened
    sentence = st.container()
    filters = filters_of(viewer, options)
    if not len(narrow(book, filters).customers):
        states.nothing_matches("customers", clear=clear_filters)
        return
    shown = growth(viewer, filters)
    with sentence:
        st.header(markup.markdown(cards.growth_sentence(shown)), anchor=False)
    asked_for = [selection(shown), whitespace(shown), sales(shown), plans(shown)]
    open_mark(filters, options)
    asked = next((one for one in asked_for if one is not None), None)
    if asked is not None:
        go_to("account", {"account": str(asked)})


def selection(shown: Growth) -> int | None:
    """Key-account selection; the account just asked for, or None."""
    return part(shown, shown.selection, cards.tell_selection(shown), "table_selection", tables.selection_table)


def whitespace(shown: Growth) -> int | None:
    """The matrix, and who may buy what next; the account just asked for, or None."""
    if not shown.products:
        states.empty("No product is on record.", "Import products.csv and who owns them.", key="state_no_products")
        return None
    if not shown.cells.any():
        words = "Import account_products.csv, or subscriptions to products: manage.py import."
        states.empty("It is not known which products these accounts own.", words, key="state_no_owners")
        return None
    grid = st.grid(2, min_column_width=480, gap="large")
    with grid.cell():
        show_card(cards.whitespace_card(shown))
    with grid.cell():
        told = cards.tell_whitespace(shown)
        return part(shown, shown.whitespace, told, "table_whitespace", tables.whitespace_table)


def sales(shown: Growth) -> int | None:
    """Open opportunities by stage and one by one; the account just asked for, or None."""
    if shown.opportunities.empty:
        states.empty("No opportunity is open.", icon=":material/inbox:", key="state_no_opportunities")
        return None
    grid = st.grid(3, min_column_width=340, gap="large")
    with grid.cell():
        show_card(cards.stages_card(shown))
    with grid.cell(column_span=2):
        told = Telling("What closes next", "The soonest to close first", "Open opportunities")
        return part(shown, shown.opportunities, told, "table_opportunities", tables.opportunities_table)


def plans(shown: Growth) -> int | None:
    """Goals and milestones across the plans; the account just asked for, or None."""
    return part(shown, shown.plans, cards.tell_plans(shown), "table_plans", tables.plans_table)


def part(
    shown: Growth, rows: pd.DataFrame, told: Telling, key: str, draw: Callable[[Growth], int | None]
) -> int | None:
    """A table under its sentence, or only the sentence where there are no rows."""
    with st.container(gap="xsmall"):
        heading(told.title, told.reading, shown.as_of, key=key, files=rows)
        return None if rows.empty else draw(shown)


with open_page("Growth") as who:
    opportunities(who)
