"""The list of accounts: its views, its order, one page of rows, and the same list as a file."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import streamlit as st

from components import format as fmt
from components.exports import XLSX, guarded, xlsx_file
from components.portfolio_tables import arr_column, notice_column
from components.tables import band_chips, chip_column, money_column, open_table, recent, tier_text
from components.theme import BANDS
from domain.portfolio import Portfolio
from domain.views import Order, View
from domain.vocabulary import Band

PAGE_ROWS: Final = 50

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


_ORDER_OF_COLUMN: Final = {
    "Account": Order.NAME,
    "Health": Order.HEALTH,
    "Weeks": Order.CHANGE,
    "ARR": Order.ARR,
    "Notice": Order.NOTICE,
    "Last": Order.LAST_TOUCH,
    "Due": Order.TOUCH_DUE,
    "Issues": Order.OPEN_ISSUES,
}


_FACTS: Final = {
    "Tier": "tier",
    "ARR": "arr_cents",
    "Notice": "notice_on",
    "Last": "last_touch_on",
    "Due": "next_touch_due_on",
    "Champion": "champion",
}
"""Columns of the table that are left out where the fact behind them is known of no account."""


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
    chosen = st.selectbox(
        "Order", list(names), key="sort", bind="query-params", label_visibility="collapsed", width=230
    )
    return names[chosen]


def open_by_name(shown: Portfolio, positions: npt.NDArray[np.intp]) -> int | None:
    """The account on this page that was chosen by its name: the way for the keyboard, as the table takes no key."""
    rows = shown.rows(positions, "name", "account_id")
    names, account_ids = rows["name"].tolist(), rows["account_id"].tolist()
    place = st.selectbox(
        "Open an account", list(range(len(names))), index=None, format_func=names.__getitem__, key="open_account",
        placeholder="Open an account…", label_visibility="collapsed", width=230,
    )  # fmt: skip
    return None if place is None else int(account_ids[place])


def _order_by(column: str) -> None:
    """Order the whole list as a click on a column's head asks."""
    if column in _ORDER_OF_COLUMN:
        st.session_state["sort"] = ORDER_NAMES[_ORDER_OF_COLUMN[column]]


def summary(shown: Portfolio) -> None:
    """How many accounts there are, and their ARR."""
    is_known = bool(shown.column("arr_known").any())
    arr = f"{fmt.money(int(shown.column('arr_cents').sum()), shown.currency)} ARR" if is_known else "ARR not known"
    st.text(f"{fmt.plural(len(shown), 'account')} · {arr}", width="content")


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


def account_table(
    shown: Portfolio,
    positions: npt.NDArray[np.intp],
    book: Portfolio,
    opportunities: Mapping[int, int],
    trust: Mapping[int, float],
) -> int | None:
    """The accounts at these positions, in this order; the one that was just asked for, or None.

    A fact that is known of no account in the whole `book` gets no column; where ARR is one of those, open
    `opportunities` (by account id) stand in its place. `trust` holds the levels of trust by account id.
    """
    rows = shown.rows(positions)
    today = shown.as_of
    health = band_chips(rows["score"], rows["band"])
    frame = pd.DataFrame(
        {
            "Account": rows["name"].tolist(),
            "Tier": [tier_text(tier) for tier in rows["tier"]],
            "Health": health,
            "Weeks": recent(shown.scores_of(positions)),
            "Trust": [trust.get(account_id) for account_id in rows["account_id"]],
            "ARR": money_column(rows),
            "Notice": [fmt.from_today(when, today) for when in rows["notice_on"]],
            "Last": [fmt.from_today(when, today) for when in rows["last_touch_on"]],
            "Due": [_due(when, today) for when in rows["next_touch_due_on"]],
            "Champion": _texts(rows["champion"]),
            "Issues": rows["open_issues"].tolist(),
            "Sales": [opportunities.get(account_id) for account_id in rows["account_id"]],
            "Owner": _texts(rows["owner_name"]),
        }
    ).drop(columns=unknown_columns(book))
    columns = _account_columns(shown.currency, health)
    ids = rows["account_id"].tolist()
    return open_table(frame, ids, key="table_accounts", alt="Accounts", columns=columns, on_header=_order_by)


@lru_cache(16)
def unknown_columns(book: Portfolio) -> list[str]:
    """The columns that would hold nothing, whichever of the accounts were shown."""
    unknown = [name for name, column in _FACTS.items() if not book.accounts[column].notna().any()]
    if not np.isfinite(book.scores).any():
        unknown += ["Weeks", "Trust"]
    return unknown if "ARR" in unknown else [*unknown, "Sales"]


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


def _due(when: date | None, today: date) -> str:
    if when is None or fmt.is_missing(when):
        return fmt.MISSING
    days = (when - today).days
    return f"{fmt.count(-days)} days late" if days < -1 else "1 day late" if days == -1 else fmt.gap(days)


def _texts(values: "pd.Series[Any]") -> list[str | None]:
    return [None if fmt.is_missing(value) else str(value) for value in values]


def _account_columns(currency: str, health: Sequence[Sequence[str]]) -> dict[str, Any]:
    column = st.column_config
    return {
        "Tier": column.TextColumn(width=100),
        "Health": chip_column("Health", health, width=84, help="Score, with the letter of its band"),
        "Weeks": column.LineChartColumn("26 weeks", y_min=0, y_max=100, width=96),
        "Trust": column.NumberColumn(format="%d", width=60, help="Level of the trust reservoir, 0-100"),
        "ARR": arr_column(currency),
        "Notice": notice_column(),
        "Last": column.TextColumn("Last touch", width=104, help="Last exchange with a person, either way"),
        "Due": column.TextColumn("Next due", width=104, help="Last touch plus the cadence of the tier"),
        "Champion": column.TextColumn(width=130),
        "Issues": column.NumberColumn("Issues", width=64, help="Open issues"),
        "Sales": column.NumberColumn("Opportunities", width=112, help="Open opportunities: neither won nor lost"),
        "Owner": column.TextColumn(width=130),
    }
