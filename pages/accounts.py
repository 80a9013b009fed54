"""Accounts: every account that the viewer may see, searched, narrowed, ordered, and opened."""

import streamlit as st

from components import account_list, states
from components.account_grid import SLICE, account_grid, slice_asked_for
from components.account_rows import Beside, columns_of, order_of, rows_of
from components.filters import clear_filters, search_box
from data_access.queries.commercials import open_opportunities
from data_access.queries.listing import listing
from data_access.queries.portfolio import portfolio
from data_access.queries.readings import trust_levels
from domain.behind import Mark
from domain.portfolio import Filters
from domain.viewer import Viewer
from domain.views import Order, View
from shell.book_page import open_book
from shell.links import go_to, href_to
from shell.marks import mark_of_list, show_mark
from shell.page import fragment, open_page
from shell.saved_filters import filters_of

TABLE = "table_accounts"


@fragment
def accounts(viewer: Viewer) -> None:
    """Draw everything below the title; runs again by itself when one searches, narrows, or turns the page."""
    opened = open_book(viewer, "accounts")
    if opened is None:
        return
    _, options = opened
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="list_controls"):
        search = search_box()
        view = account_list.choose_view()
        st.space("stretch")
        order = account_list.choose_order()
        export = st.container(width="content", horizontal=True, gap="xsmall")
    filters = filters_of(viewer, options, search=search)
    mark = mark_of_list()
    found = listing(viewer, filters, view, order, mark)
    with export:
        account_list.export_button(found.shown)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="list_summary"):
        if len(found.shown):
            account_list.summary(found.shown)
        if mark is not None:
            show_mark(viewer, mark)
    if not len(found.shown):
        states.nothing_matches(clear=clear_filters)
        return
    rows(viewer, filters, view, order, mark)


@fragment
def rows(viewer: Viewer, filters: Filters, view: View, order: Order, mark: Mark | None) -> None:
    """Draw the list; runs again by itself for the rows that somebody scrolls to, and for the account that they open."""
    found = listing(viewer, filters, view, order, mark)
    of = account_list.name_of(found.shown, found.positions)
    first = slice_asked_for(TABLE, of)
    positions = found.positions[first : first + SLICE]
    trust = trust_levels(viewer, tuple(found.shown.column("account_id")[positions].tolist()))
    columns = columns_of(portfolio(viewer), order)
    told = rows_of(found.shown, positions, columns, Beside(trust, open_opportunities(viewer)))
    with st.container(key=f"{TABLE}_block"):
        asked = account_grid(
            columns, told, key=TABLE, of=of, first=first, total=len(found.positions), label="Accounts",
            href=href_to("account", "account"),
        )  # fmt: skip
    if asked.opened is not None:
        go_to("account", {"account": str(asked.opened)})
    by = order_of(asked.sorted) if asked.sorted else None
    if by is not None:
        account_list.order_by(by)
        st.rerun(scope="app")


with open_page("Accounts") as who:
    accounts(who)
