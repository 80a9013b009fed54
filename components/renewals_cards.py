"""The figures of the renewals' screen with their words, drawn once for all who look at the same answers."""

from functools import lru_cache, partial
from typing import Final

import streamlit as st

from components import renewals_sentences as tell
from components.figures.arr_bridge import arr_bridge_figure
from components.figures.cohort_retention import cohort_retention_figure
from components.figures.renewal_forecast import renewal_forecast_figure
from components.figures.renewals_ahead import renewals_ahead_figure
from components.portfolio_cards import Card
from domain.renewals import Period, Renewals

HEIGHT: Final = 320
_KEPT: Final = 32

PERIODS: Final = {
    Period.YEAR: "Last 12 months",
    Period.THIS_QUARTER: "This quarter",
    Period.LAST_QUARTER: "Last quarter",
    Period.THIS_YEAR: "This year",
}


def choose_period() -> Period:
    """Between which days the bridge stands; the choice is in the address."""
    names = {name: period for period, name in PERIODS.items()}
    chosen = st.pills(
        "Period", list(names), default=PERIODS[Period.YEAR], required=True, key="period", bind="query-params",
        label_visibility="collapsed",
    )  # fmt: skip
    return names.get(chosen or "", Period.YEAR)


@lru_cache(_KEPT)
def bridge_card(shown: Renewals) -> Card:
    """How ARR moved."""
    figure = arr_bridge_figure(
        shown.bridge, shown.currency, shown.opening_on, shown.closing_on, HEIGHT, period=shown.period
    )
    return Card("chart_arr_bridge", figure, tell.tell_bridge(shown), shown.as_of, partial(tell.twin_of_bridge, shown))


@lru_cache(_KEPT)
def ahead_card(shown: Renewals) -> Card:
    """What renews when, by band."""
    figure = renewals_ahead_figure(shown.ahead, shown.currency, HEIGHT)
    return Card("chart_renewals", figure, tell.tell_ahead(shown), shown.as_of, partial(tell.twin_of_ahead, shown))


@lru_cache(_KEPT)
def forecast_card(shown: Renewals) -> Card:
    """What will be kept, and how earlier forecasts did."""
    figure = renewal_forecast_figure(shown.pasts, shown.outlooks, shown.currency, HEIGHT)
    twin = partial(tell.twin_of_forecast, shown)
    return Card("chart_renewal_forecast", figure, tell.tell_forecast(shown), shown.as_of, twin)


@lru_cache(_KEPT)
def cohorts_card(shown: Renewals) -> Card:
    """What became of the customers of each start quarter."""
    figure = cohort_retention_figure(shown.cohorts, shown.currency)
    twin = partial(tell.twin_of_cohorts, shown)
    return Card("chart_cohorts", figure, tell.tell_cohorts(shown), shown.as_of, twin)
