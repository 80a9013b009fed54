"""The list of accounts: its views, its order, and the same list as a file (its rows: `components.account_rows`)."""

import csv
import io
from datetime import date
from typing import Any, Final
from zlib import crc32

import numpy as np
import numpy.typing as npt
import pandas as pd
import streamlit as st

from components import format as fmt
from components.exports import XLSX, guarded, xlsx_file
from components.theme import BANDS
from domain.portfolio import Portfolio
from domain.views import Order, View
from domain.vocabulary import Band

_ORDERED: Final = "list_ordered"
VIEW_NAMES: Final = {
    View.ALL: "All",
    View.MINE: "Mine",
    View.AT_RISK: "At risk",
    View.AT_RISK_DUE: "At risk, due in 90 days",
    View.RENEWING: "Renewing in 90 days",
    View.SILENT: "Silent",
}
ORDER_NAMES: Final = {
    Order.ARR: "ARR, highest first",
    Order.HEALTH: "Health, lowest first",
    Order.CHANGE: "Health, fallen most first",
    Order.NOTICE: "Notice deadline, soonest first",
    Order.TOUCH_DUE: "Next touch due, soonest first",
    Order.LAST_TOUCH: "Last touch, oldest first",
    Order.OPEN_ISSUES: "Open issues, most first",
    Order.NAME: "Name, A to Z",
}


def choose_view() -> View:
    """The saved views as pills; the choice is in the address."""
    names = {name: view for view, name in VIEW_NAMES.items()}
    chosen = st.pills(
        "View", list(names), default=VIEW_NAMES[View.ALL], required=True, key="view", bind="query-params",
        label_visibility="collapsed",
    )  # fmt: skip
    return names.get(chosen or "", View.ALL)


def choose_order() -> Order:
    """What comes first; the choice is in the address."""
    names = {name: order for order, name in ORDER_NAMES.items()}
    if _ORDERED in st.session_state:
        st.session_state["sort"] = st.session_state.pop(_ORDERED)
    chosen = st.selectbox(
        "Order", list(names), key="sort", bind="query-params", label_visibility="collapsed", width=216
    )
    return names[chosen]


def order_by(order: Order) -> None:
    """Order the list from the next run on: before the choice of the order is drawn."""
    st.session_state[_ORDERED] = ORDER_NAMES[order]


def summary(shown: Portfolio) -> None:
    """How many accounts there are, and their ARR."""
    is_known = bool(shown.column("arr_known").any())
    arr = f"{fmt.money(int(shown.column('arr_cents').sum()), shown.currency)} ARR" if is_known else "ARR not known"
    st.text(f"{fmt.plural(len(shown), 'account')} · {arr}", width="content")


def name_of(shown: Portfolio, positions: npt.NDArray[np.intp]) -> str:
    """A name of the list: `which accounts in which order`-`as they were read`. Another list has another."""
    return f"{crc32(shown.column('account_id')[positions].tobytes()):x}-{id(shown.whole):x}"


def export_button(shown: Portfolio) -> None:
    """The list as files, made when one is asked for."""
    name = f"accounts-{shown.as_of.isoformat()}"
    st.download_button(
        "CSV", icon=":material/download:", data=lambda: csv_of(shown.accounts, shown.as_of), mime="text/csv",
        file_name=f"{name}.csv", on_click="ignore", key="export_accounts",
    )  # fmt: skip
    st.download_button(
        "XLSX", icon=":material/download:", data=lambda: xlsx_file(shown.accounts, shown.as_of), mime=XLSX,
        file_name=f"{name}.xlsx", on_click="ignore", key="export_accounts_xlsx",
    )  # fmt: skip


def csv_of(accounts: pd.DataFrame, today: date) -> bytes:
    """The accounts as CSV in UTF-8 with a mark, dates as ISO, money in whole units; no cell begins like a formula."""
    columns = {
        "Account": "name", "Tier": "tier", "Segment": "segment", "Region": "region", "Lifecycle": "lifecycle",
        "Owner": "owner_name", "Band": "band", "Score": "score", "ARR": "arr_cents", "Currency": "reporting_currency",
        "Notice deadline": "notice_on", "Renewal": "renewal_on", "Last touch": "last_touch_on",
        "Next touch due": "next_touch_due_on", "Champion": "champion", "Open issues": "open_issues",
        "Worst reading": "main_reason",
    }  # fmt: skip
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*columns, "As of"])
    for row in accounts[list(columns.values())].itertuples(index=False):
        writer.writerow([*(_cell(name, value) for name, value in zip(columns.values(), row, strict=True)), today])
    return out.getvalue().encode("utf-8-sig")


def _cell(column: str, value: Any) -> str:
    if fmt.is_missing(value):
        return ""
    if column == "arr_cents":
        return f"{int(value) / 100:.2f}"
    if column == "score":
        return f"{float(value):.1f}"
    if column == "band":
        return BANDS[Band(value)].label
    return guarded(str(value))


def due_text(when: date | None, today: date) -> str:
    """When the next touch is due: `in 3 days`, `12 days late`."""
    if when is None or fmt.is_missing(when):
        return fmt.MISSING
    days = (when - today).days
    return f"{fmt.count(-days)} days late" if days < -1 else "1 day late" if days == -1 else fmt.gap(days)
