"""What an account buys and owes, as tables; each says so in words where there is nothing."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, Final, Literal

import pandas as pd
import streamlit as st

from components import format as fmt
from components import states
from components.account_overview import section
from components.service_sentences import share_text
from components.tables import height_of, table
from domain.sla import Measure, Served
from domain.vocabulary import OpportunityStage

_AGES: Final = ((30, "up to 30 days"), (60, "31 to 60 days"), (90, "61 to 90 days"))
_DAY: Final = "D MMM YYYY"
_TALLEST: Final = 12


def show_tables(
    contracts: pd.DataFrame,
    terms: pd.DataFrame,
    invoices: pd.DataFrame,
    opportunities: pd.DataFrame,
    today: date,
) -> None:
    """Draw a table of each kind of which there is something, and name the others in one line."""
    tables: dict[str, tuple[pd.DataFrame, Callable[[], None]]] = {
        "contract": (contracts, partial(contracts_table, contracts, today)),
        "subscription": (terms, partial(terms_table, terms)),
        "invoice": (invoices, partial(invoices_table, invoices)),
        "opportunity": (opportunities, partial(opportunities_table, opportunities, today)),
    }
    for frame, draw in tables.values():
        if len(frame):
            draw()
    missing = [f"no {kind}" for kind, (frame, _) in tables.items() if frame.empty]
    if len(missing) == len(tables):
        states.empty(
            "Nothing that this account buys is on record yet.",
            "Contracts, subscriptions, invoices and opportunities arrive by import.",
        )
    elif missing:
        words = " and ".join(filter(None, [", ".join(missing[:-1]), missing[-1]]))
        st.caption(f"There is {words} on record.")


def contracts_table(contracts: pd.DataFrame, today: date) -> None:
    """Contracts with their term and notice deadline."""
    section("Contracts", "The term ends on the day before the end; notice is possible until the deadline.")
    frame = pd.DataFrame(
        {
            "Contract": contracts["name"],
            "Starts": contracts["starts_on"],
            "Ends": contracts["ends_on"],
            "Notice until": contracts["notice_on"],
            "Notice in days": [
                None if not fmt.is_missing(ends) and ends <= today else _days(day, today)
                for day, ends in zip(contracts["notice_on"], contracts["ends_on"], strict=True)
            ],
            "Renews by itself": contracts["is_auto_renewing"],
            "Special terms": contracts["terms"],
        }
    )
    _table(frame, "table_contracts", "Contracts of the account", dates=3)


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
    _table(frame, "table_subscriptions", "Subscriptions of the account", dates=2)


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
    _table(frame, "table_invoices", "Invoices of the account", dates=3)


def opportunities_table(opportunities: pd.DataFrame, today: date) -> None:
    """What the account may buy next."""
    section("Opportunities", opportunity_sentence(opportunities, today))
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
        frame, "table_opportunities", "Opportunities of the account", dates=1,
        config=config,
    )  # fmt: skip


def opportunity_sentence(opportunities: pd.DataFrame, today: date) -> str:
    """How many are open, what they amount to, and how many of them should have been closed."""
    is_open = ~opportunities["stage"].isin([OpportunityStage.WON, OpportunityStage.LOST])
    under_way = opportunities[is_open]
    if under_way.empty:
        return "None is open."
    amounts = _sum(under_way[under_way["amount_cents"].notna()], "amount_cents")
    late = sum(not fmt.is_missing(day) and day < today for day in under_way["close_on"])
    words = [
        f"{len(under_way)} open",
        f"{amounts} in all" if amounts else "",
        f"{late} past the day to close" if late else "",
    ]
    return ", ".join(filter(None, words)) + ". The soonest first."


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


def service_levels(told: Mapping[Measure, Served] | None) -> None:
    """How the issues of the last year were answered and resolved against what we promise the account's tier."""
    section("Service levels", levels_sentence(told))


def levels_sentence(told: Mapping[Measure, Served] | None) -> str:
    """`Of the issues of a year, 3 of 4 were answered in time (median 2 h) and 57% of 7 resolved in time.`"""
    if told is None:
        return "No issue opened in the last year."
    said = [_kept(measure, one) for measure, one in told.items() if one.due or one.done]
    waiting = sum(one.waiting for one in told.values())
    rest = f"; {fmt.plural(waiting, 'target')} not due yet" if waiting else ""
    if not said:
        return f"Of the issues of the last year, nothing has come due{rest}."
    without = "" if any(one.due for one in told.values()) else " No target is on record for this tier."
    return f"Of the issues of the last year, {' and '.join(said)}{rest}. In clock hours.{without}"


def _kept(measure: Measure, told: Served) -> str:
    verb = "answered" if measure is Measure.FIRST_RESPONSE else "resolved"
    median = f"median {fmt.hours(told.median_hours)}" if told.done else ""
    if not told.due:
        return f"{fmt.count(told.done)} were {verb} ({median})"
    return f"{share_text(told.met, told.due)} were {verb} in time" + (f" ({median})" if median else "")


def _sum(rows: pd.DataFrame, column: str = "arr_cents") -> str:
    totals = rows.groupby("currency")[column].sum()
    return " and ".join(fmt.money(int(cents), str(currency)) for currency, cents in totals.items())


def _amounts(frame: pd.DataFrame, column: str) -> list[str | None]:
    return [
        None if fmt.is_missing(cents) else fmt.money_exact(int(cents), str(currency))
        for cents, currency in zip(frame[column], frame["currency"], strict=True)
    ]


def _table(frame: pd.DataFrame, key: str, alt: str, *, dates: int, config: Mapping[str, Any] | None = None) -> None:
    days = [str(name) for name in frame if frame[name].map(lambda cell: isinstance(cell, date)).any()][:dates]
    columns: dict[str, Any] = {name: st.column_config.DateColumn(format=_DAY) for name in days}
    amounts = {name: st.column_config.TextColumn(alignment="right") for name in ("ARR", "Amount") if name in frame}
    height: int | Literal["content"] = "content" if len(frame) <= _TALLEST else height_of(_TALLEST)
    table(frame, key=key, alt=alt, columns=columns | amounts | dict(config or {}), height=height)


def _days(day: date | None, today: date) -> int | None:
    return None if day is None or fmt.is_missing(day) else (day - today).days


def _words(value: str) -> str:
    return str(value).replace("_", " ").capitalize()
