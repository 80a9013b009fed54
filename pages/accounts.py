"""Accounts: every account that the viewer may see, searched, narrowed, ordered, and opened."""

import streamlit as st

from components import account_list, states
from components.filters import arrive, clear_filters, search_box
from components.tables import choose_page
from data_access.queries.commercials import open_opportunities
from data_access.queries.overview import filter_choices
from data_access.queries.portfolio import portfolio
from data_access.queries.readings import trust_levels
from domain.portfolio import narrow
from domain.viewer import Viewer
from domain.views import in_view, ranked
from shell.links import go_to
from shell.page import fragment, open_page
from shell.saved_filters import filters_of

TABLE_HEIGHT = 640
"""Of the shape that stands for the list while it is read (pixels)."""


@fragment
def accounts(viewer: Viewer) -> None:
    """Draw everything below the title; runs again by itself when one searches, narrows, or turns the page."""
    with states.loading(TABLE_HEIGHT):
        everything = portfolio(viewer)
    if not len(everything):
        states.empty("There are no accounts yet.", "Import some, then refresh: manage.py import, manage.py refresh.")
        return
    options = filter_choices(viewer)
    arrive("accounts", options)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="list_controls"):
        search = search_box()
        view = account_list.choose_view()
        st.space("stretch")
        order = account_list.choose_order()
        export = st.container(width="content", horizontal=True, gap="xsmall")
    filters = filters_of(viewer, options, search=search)
    shown = in_view(narrow(everything, filters), view, viewer.user_id)
    with export:
        account_list.export_button(shown)
    if not len(shown):
        states.nothing_matches(clear=clear_filters)
        return
    with st.container(horizontal=True, vertical_alignment="center", key="list_summary"):
        account_list.summary(shown)
        st.space("stretch")
        page = choose_page(len(shown), account_list.PAGE_ROWS, key="page")
        positions = ranked(shown, order)[page * account_list.PAGE_ROWS :][: account_list.PAGE_ROWS]
        by_name = account_list.open_by_name(shown, positions)
    trust = trust_levels(viewer, tuple(shown.column("account_id")[positions].tolist()))
    table = account_list.account_table(shown, positions, everything, open_opportunities(viewer), trust)
    asked_for = table or by_name
    if asked_for is not None:
        go_to("account", {"account": str(asked_for)})


with open_page("Accounts") as who:
    accounts(who)
