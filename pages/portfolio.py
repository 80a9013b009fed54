"""Portfolio: how healthy the book is, what moved, and where revenue is at risk."""

from functools import partial
from typing import Any

import streamlit as st

from components import portfolio_cards as cards
from components import states
from components.chart import heading
from components.drilldown import behind
from components.filters import clear_filters
from components.headline import show_headline
from components.metrics import kpi_row
from components.portfolio_tables import (
    MOVED_SHOWN,
    most_open_table,
    moved_on_page,
    movement_table,
    riskiest_table,
)
from components.tables import choose_page
from data_access.queries.model_versions import model_versions
from data_access.queries.movement_causes import movement_causes
from data_access.queries.overview import overview
from domain.kpis import Kpi
from domain.model_versions import model_changes
from domain.movement import day_since
from domain.overview import Overview
from domain.portfolio import Filters
from domain.viewer import Viewer
from shell.book_page import open_book
from shell.links import go_to, link_to
from shell.marks import open_mark
from shell.page import fragment, open_page
from shell.report_offer import offer_portfolio
from shell.saved_filters import filters_of
from shell.visits import looked_before


@fragment
def book(viewer: Viewer) -> None:
    """Draw everything below the title; runs again by itself when a filter changes."""
    opened = open_book(viewer, "portfolio")
    if opened is None:
        return
    everything, options = opened
    with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
        sentence = st.container()
        since = cards.choose_since()
        report = st.container(width="content")
    filters = filters_of(viewer, options)
    compared = day_since(since, everything.as_of, looked_before(viewer, "portfolio"))
    shown = overview(viewer, filters, compared)
    if not shown.accounts:
        states.nothing_matches(clear=clear_filters)
        return
    with report:
        offer_portfolio(viewer, filters, compared)
    with sentence:
        show_headline(shown.headline, shown.currency, shown.moved_since)
    kpi_row(shown.kpis, shown.currency, lambda figure: link_behind(figure, filters, options))
    models = model_changes(model_versions(viewer))
    asked_for = rows_of_health(viewer, shown, models) if shown.knows_health else without_health(shown)
    open_mark(filters, options)
    if asked_for is not None:
        go_to("account", {"account": str(asked_for)})


def link_behind(figure: Kpi, filters: Filters, options: dict[str, list[Any]]) -> None:
    """Link to what a key figure is made of."""
    path, words, address = behind(figure.key, filters, options)
    link_to(path, words, address, icon=":material/arrow_forward:")


def rows_of_health(viewer: Viewer, shown: Overview, models: cards.Models) -> int | None:
    """Everything that health tells; the account just asked for, or None."""
    asked_for = first_row(viewer, shown)
    second_row(shown)
    return third_row(shown, models) or asked_for


def without_health(shown: Overview) -> int | None:
    """Why no chart of health can be drawn, and what is known all the same; the account just asked for, or None."""
    states.empty(
        "Health is not known yet for any of these customers.",
        "A score needs a quarter of its inputs: touchpoints, replies, product use, surveys, issues. Import more of "
        "them, then refresh; manage.py doctor says what is missing.",
    )
    return open_row(shown)


def open_row(shown: Overview) -> int | None:
    """Accounts with open issues, if there are any; the one just asked for, or None."""
    if shown.most_open.empty:
        return None
    told = cards.open_words(shown)
    with st.container(gap="xsmall"):
        heading(
            told.title, told.reading, shown.as_of, key="table_most_open", files=partial(cards.file_of, shown.most_open)
        )
        return most_open_table(shown)


def first_row(viewer: Viewer, shown: Overview) -> int | None:
    """What moved, and beside it how ARR is distributed over health; the account just asked for, or None."""
    grid = st.grid(3, min_column_width=340, gap="large")
    with grid.cell(column_span=2), st.container(gap="xsmall"):
        told = cards.movement_words(shown)
        heading(told.title, told.reading, shown.as_of, key="table_movement", files=shown.moved)
        page = choose_page(len(shown.moved), MOVED_SHOWN, key="moved")
        causes = movement_causes(viewer, moved_on_page(shown, page), shown.moved_since, shown.as_of)
        asked_for = movement_table(shown, causes, page, rows=cards.MOVED_ROWS)
    with grid.cell():
        cards.show_card(cards.distribution_card(shown))
    return asked_for


def second_row(shown: Overview) -> None:
    """Movement between bands over ARR by tier, beside them every account by health and ARR, where both are known."""
    grid = st.grid(2, min_column_width=480, gap="large")
    with grid.cell():
        if len(shown.flows):
            cards.show_card(cards.movement_card(shown))
        if shown.can_be_mapped:
            cards.show_card(cards.tier_card(shown))
    with grid.cell():
        cards.show_card(cards.map_card(shown) if shown.can_be_mapped else cards.tier_card(shown))


def third_row(shown: Overview, models: cards.Models) -> int | None:
    """The riskiest accounts beside the trend of health, and without ARR open issues; the one just asked for."""
    told = cards.riskiest_words(shown)
    grid = st.grid(3, min_column_width=340, gap="large")
    with grid.cell(column_span=2), st.container(gap="xsmall"):
        files = None if shown.riskiest.empty else partial(cards.file_of, shown.riskiest)
        heading(told.title, told.reading, shown.as_of, key="table_riskiest", files=files)
        asked_for = riskiest_table(shown)
    with grid.cell():
        cards.show_card(cards.trend_card(shown, models))
    return asked_for if shown.knows_arr else open_row(shown) or asked_for


with open_page("Portfolio") as who:
    book(who)
