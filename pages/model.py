"""Model: how well the health score told what happened, and how everything that is shown is defined."""

import numpy as np
import streamlit as st

from components.backtest import run_button, show_calls, show_groups, show_rivals_and_calibration, show_verdict
from components.definitions import show_indicators, show_kpis, show_spreads
from data_access.commands.backtest import judge_again
from data_access.queries.backtest import last_backtest
from data_access.queries.portfolio import portfolio
from data_access.queries.readings import reading_spreads
from domain.definitions import indicator_definitions
from domain.kpis import kpis
from domain.policy import POLICY
from domain.portfolio import Portfolio
from domain.spread import Spread, spread_of
from domain.viewer import Viewer
from domain.vocabulary import Role
from shell.page import fragment, open_page


@fragment
def backtest(viewer: Viewer) -> None:
    """The verdict first, then the figures behind it; an administrator may judge again."""
    top = st.container(gap="xsmall")
    if viewer.role is Role.ADMINISTRATOR and run_button():
        with st.spinner("Judging every account's past scores; this may take a minute.", show_time=True):
            judge_again(viewer)
    report = last_backtest(viewer)
    with top:
        show_verdict(report)
    if report is not None:
        show_rivals_and_calibration(report)
        show_calls(report)
        show_groups(report)


def definitions(viewer: Viewer) -> None:
    """Every indicator and every key figure, out of the registry and the policy in force."""
    found = indicator_definitions(POLICY)
    spreads = reading_spreads(viewer)
    book = portfolio(viewer)
    st.header("How it is defined", anchor=False)
    show_spreads(found, spreads, book.as_of)
    show_indicators(found, spreads)
    show_kpis(kpis(book), _kpi_spreads(book), book.currency, book.as_of)


def _kpi_spreads(book: Portfolio) -> dict[str, Spread]:
    """Those figures that each account has by itself."""
    accounts = book.customers.accounts
    columns = {"arr": "arr_cents", "health": "score"}
    return {
        key: spread_of(key, np.asarray(accounts[name].astype("Float64").to_numpy(dtype=float, na_value=np.nan)))
        for key, name in columns.items()
    }


with open_page("Model") as who:
    backtest(who)
    definitions(who)
