"""What an account buys and owes, as tables; each says so in words where there is nothing."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, Literal

import pandas as pd
import streamlit as st

from components import format as fmt
from components.account_overview import section
from components.tables import height_of, table

_AGES: Final = ((30, "up to 30 days"), (60, "31 to 60 days"), (90, "61 to 90 days"))
_DAY: Final = "D MMM YYYY"
_TALLEST: Final = 12


def contracts_table(contracts: pd.DataFrame, today: date) -> None:
    """Contracts with their term and notice deadline."""
    section("Contracts", "The term ends on the day before the end; notice is possible until the deadline.")
    frame = pd.DataFrame(
        {
            "Contract": contracts["name"],
            "Starts": contracts["starts_on"],
            "Ends": contracts["ends_on"],
            "Notice until": contracts["notice_on"],
            "Notice in days": [_days(day, today) for day in contracts["notice_on"]],
            "Renews by itself": contracts["is_auto_renewing"],
            "Special terms": contracts["terms"],
        }
    )
    _table(frame, "table_contracts", "Contracts of the account", "No contract is on record.", dates=3)


def terms_table(terms: pd.DataFrame) -> None:
    """Subscriptions, each with the terms that its revenue went through."""
    current = terms[terms["is_current"]]
    total = _sum(current)
    section("Subscriptions", f"{total} a year are in force today." if total else "Nothing is in force today.")
    frame = pd.DataFrame(
        {
            "Product": terms["product"],
            "From": terms["starts_on"],
            "Until": terms["ends_on"],
            "ARR": _amounts(terms, "arr_cents"),
            "Seats": terms["seats"],
            "In force": terms["is_current"],
        }
    )
    _table(frame, "table_subscriptions", "Subscriptions of the account", "No subscription is on record.", dates=2)


def invoices_table(invoices: pd.DataFrame) -> None:
    """Invoices with the days that they are overdue, and how much is owed for how long."""
    section("Invoices", ageing_sentence(invoices))
    frame = pd.DataFrame(
        {
            "Invoice": invoices["number"],
            "Issued": invoices["issued_on"],
            "Due": invoices["due_on"],
            "Paid": invoices["paid_on"],
            "Amount": _amounts(invoices, "amount_cents"),
            "State": [_words(status) for status in invoices["status"]],
            "Days overdue": [days or None for days in invoices["days_overdue"]],
        }
    )
    _table(frame, "table_invoices", "Invoices of the account", "No invoice is on record.", dates=3)


def opportunities_table(opportunities: pd.DataFrame) -> None:
    """What the account may buy next."""
    section("Opportunities", "Growth and renewals under way, the soonest first.")
    frame = pd.DataFrame(
        {
            "Opportunity": opportunities["name"],
            "Kind": [_words(kind) for kind in opportunities["kind"]],
            "Stage": [_words(stage) for stage in opportunities["stage"]],
            "Closes": opportunities["close_on"],
            "Amount": _amounts(opportunities, "amount_cents"),
            "Probability": opportunities["probability"],
            "Owner": opportunities["owner"],
            "Next step": opportunities["next_step"],
        }
    )
    config = {"Probability": st.column_config.NumberColumn(format="percent")}
    _table(
        frame, "table_opportunities", "Opportunities of the account", "No opportunity is on record.", dates=1,
        config=config,
    )  # fmt: skip


def ageing_sentence(invoices: pd.DataFrame) -> str:
    """How much is overdue, by how long, told for each currency."""
    late = invoices[invoices["days_overdue"] > 0]
    if late.empty:
        return "Nothing is overdue."
    parts = []
    left = late
    for days, words in _AGES:
        parts.append((left[left["days_overdue"] <= days], words))
        left = left[left["days_overdue"] > days]
    parts.append((left, "over 90 days"))
    return "Overdue: " + "; ".join(f"{_sum(rows, 'amount_cents')} {words}" for rows, words in parts if len(rows)) + "."


def _sum(rows: pd.DataFrame, column: str = "arr_cents") -> str:
    totals = rows.groupby("currency")[column].sum()
    return " and ".join(fmt.money(int(cents), str(currency)) for currency, cents in totals.items())


def _amounts(frame: pd.DataFrame, column: str) -> list[str | None]:
    return [
        None if fmt.is_missing(cents) else fmt.money_exact(int(cents), str(currency))
        for cents, currency in zip(frame[column], frame["currency"], strict=True)
    ]


def _table(
    frame: pd.DataFrame, key: str, alt: str, nothing: str, *, dates: int, config: Mapping[str, Any] | None = None
) -> None:
    if frame.empty:
        st.caption(nothing)
        return
    days = [str(name) for name in frame if frame[name].map(lambda cell: isinstance(cell, date)).any()][:dates]
    columns: dict[str, Any] = {name: st.column_config.DateColumn(format=_DAY) for name in days}
    amounts = {name: st.column_config.TextColumn(alignment="right") for name in ("ARR", "Amount") if name in frame}
    height: int | Literal["content"] = "content" if len(frame) <= _TALLEST else height_of(_TALLEST)
    table(frame, key=key, alt=alt, columns=columns | amounts | dict(config or {}), height=height)


def _days(day: date | None, today: date) -> int | None:
    return None if day is None or fmt.is_missing(day) else (day - today).days


def _words(value: str) -> str:
    return str(value).replace("_", " ").capitalize()
