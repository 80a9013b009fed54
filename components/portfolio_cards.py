"""The figures of the portfolio's screen with their words, drawn once for all who look at the same answers.

An `Overview` is the same object for everybody who sees the same accounts through the same filters, until somebody
writes; so what is drawn from it is kept by its identity.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import Final

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from components import portfolio_sentences as tell
from components.chart import chart
from components.figures.arr_by_tier import arr_by_tier_figure
from components.figures.health_distribution import health_distribution_figure
from components.figures.health_map import health_map_figure
from components.figures.health_movement import health_movement_figure
from components.figures.health_trend import health_trend_figure
from components.portfolio_sentences import Telling
from components.tables import TWO_LINES, height_of
from domain.movement import Since
from domain.overview import Overview

MOVED_ROWS: Final = 6
"""Accounts that moved, as they are first seen: with them, the screen's message fits on 900 pixels."""
HALF_ROW: Final = 232
"""Height of each of the two figures that stand above each other."""
_KEPT: Final = 64
_IN_FILES: Final = (
    "name", "tier", "segment", "region", "lifecycle", "owner_name", "band", "score", "arr_cents", "reporting_currency",
    "notice_on", "renewal_on", "chance", "open_issues", "worst_severity", "oldest_issue_on", "last_touch_on",
    "main_reason",
)  # fmt: skip

Models = tuple[tuple[date, str], ...]
"""Days from which another health model counts, with its name."""


@dataclass(frozen=True, slots=True)
class Card:
    """A figure, its words, its stable key, and what makes its table twin."""

    key: str
    figure: go.Figure
    told: Telling
    as_of: date
    table: Callable[[], pd.DataFrame]


SINCE: Final = {
    Since.MONTH: "Since last month",
    Since.WEEK: "Since last week",
    Since.QUARTER: "Since last quarter",
    Since.VISIT: "Since I last looked",
}


def choose_since() -> Since:
    """With when health is compared; the choice is in the address."""
    names = {name: since for since, name in SINCE.items()}
    chosen = st.selectbox(
        "Compared", list(names), key="since", bind="query-params", label_visibility="collapsed", width=190
    )
    return names[chosen]


def show_card(card: Card) -> None:
    """Draw it; each of its marks opens the accounts behind it (`components.chart.asked_mark`)."""
    told = card.told
    chart(
        card.figure, key=card.key, title=told.title, reading=told.reading, as_of=card.as_of, alt=told.alt,
        table=card.table, opens=True,
    )  # fmt: skip


@lru_cache(_KEPT)
def distribution_card(shown: Overview) -> Card:
    """How ARR, or accounts, are distributed over health; as high as the table of what moved."""
    figure = health_distribution_figure(
        shown.distribution, shown.currency, shown.counts_by, height_of(MOVED_ROWS, TWO_LINES)
    )
    told = tell.tell_distribution(shown.distribution, shown.currency, shown.counts_by)
    twin = partial(tell.twin_of_distribution, shown.distribution)
    return Card("chart_health_distribution", figure, told, shown.as_of, twin)


@lru_cache(_KEPT)
def movement_card(shown: Overview) -> Card:
    """Who came into each band and who left it."""
    figure = health_movement_figure(shown.flows, shown.currency, HALF_ROW, since=shown.moved_since)
    told = tell.tell_flows(shown.flows, shown.moved_since)
    return Card("chart_health_movement", figure, told, shown.as_of, partial(tell.twin_of_flows, shown.flows))


@lru_cache(_KEPT)
def tier_card(shown: Overview) -> Card:
    """ARR, or accounts, by tier and band."""
    figure = arr_by_tier_figure(shown.by_tier, shown.currency, HALF_ROW, shown.counts_by)
    told = tell.tell_tiers(shown.by_tier, shown.currency, shown.counts_by)
    return Card("chart_arr_by_tier", figure, told, shown.as_of, partial(tell.twin_of_tiers, shown.by_tier))


@lru_cache(_KEPT)
def trend_card(shown: Overview, models: Models = ()) -> Card:
    """Health week by week, with the days from which another health model counts."""
    figure = health_trend_figure(shown.trend, HALF_ROW, models)
    told = tell.tell_trend(shown.trend)
    return Card("chart_health_trend", figure, told, shown.as_of, partial(tell.twin_of_trend, shown.trend, models))


@lru_cache(_KEPT)
def map_card(shown: Overview) -> Card:
    """Every account by health and ARR; as high as the two figures beside it."""
    figure = health_map_figure(shown.marks, shown.currency, 2 * HALF_ROW + 64)
    told = tell.tell_map(shown.marks, shown.currency)
    return Card("chart_health_map", figure, told, shown.as_of, partial(tell.twin_of_map, shown.marks))


def file_of(accounts: pd.DataFrame) -> pd.DataFrame:
    """Rows of `accounts` as a file holds them: without what is packed for the computer."""
    return accounts[[name for name in _IN_FILES if name in accounts.columns]]


@lru_cache(_KEPT)
def movement_words(shown: Overview) -> Telling:
    """What the table of movements says."""
    return tell.tell_movement(shown.moved, shown.moved_since)


@lru_cache(_KEPT)
def riskiest_words(shown: Overview) -> Telling:
    """What the table of the riskiest accounts says."""
    return tell.tell_riskiest(shown.riskiest, shown.currency)


@lru_cache(_KEPT)
def open_words(shown: Overview) -> Telling:
    """What the table of open issues says."""
    return tell.tell_most_open(shown.most_open)
