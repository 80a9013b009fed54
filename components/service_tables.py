"""The lists of the service screen: issues, promises and customers behind its numbers, each row of which opens."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd
import streamlit as st

from components import format as fmt
from components.account_list import due_text
from components.figures.promise_bars import department_name
from components.portfolio_tables import arr_column
from components.promise_ledger import Row, ledger_table
from components.tables import height_of, money_column, open_table, table, tier_text
from domain.contact_mix import share
from domain.service_records import Records
from domain.sla import Measure, Verdict
from domain.vocabulary import Severity

_SEEN: Final = 11
_DAY: Final = "D MMM YYYY"
_text, _number, _date = st.column_config.TextColumn, st.column_config.NumberColumn, st.column_config.DateColumn

Opened = tuple[int, int]
"""The account and the record that was just clicked."""


def issues_table(found: Records, measure: Measure, titles: Mapping[int, str]) -> Opened | None:
    """Issues against a target; the account and the issue just asked for, or None."""
    rows = found.rows
    is_answer = measure is Measure.FIRST_RESPONSE
    took = rows["answer_hours" if is_answer else "resolution_hours"].tolist()
    frame = pd.DataFrame(
        {
            "Issue": _titles(rows, titles),
            "Account": rows["name"].tolist(),
            "Severity": _severities(rows),
            "Verdict": [
                _verdict(Verdict(verdict), over)
                for verdict, over in zip(rows["verdict"].tolist(), rows["over_hours"].tolist(), strict=True)
            ],
            "Took": [fmt.hours(hours) for hours in took],
            "Opened": rows["opened_on"].tolist(),
            "Owner": rows["owner_name"].tolist(),
        }
    )
    columns = {
        "Account": _text(width=140),
        "Severity": _text("Sev.", width=48),
        "Verdict": _text("Against target", width=112),
        "Took": _text("Answered" if is_answer else "Resolved", width=80, help="Clock hours from the opening"),
        "Opened": _date(format=_DAY, width=92),
    }
    return _records(frame, rows, "table_issues", "Issues against their target", "Issue", columns)


def open_table_of(found: Records, titles: Mapping[int, str], currency: str) -> Opened | None:
    """Open issues; the account and the issue just asked for, or None."""
    rows = found.rows
    frame = pd.DataFrame(
        {
            "Issue": _titles(rows, titles),
            "Account": rows["name"].tolist(),
            "Severity": _severities(rows),
            "Days": rows["days"].tolist(),
            "ARR": money_column(rows),
            "Answered": ["yes" if answered else "not yet" for answered in rows["is_answered"].tolist()],
            "Opened": rows["opened_on"].tolist(),
            "Owner": rows["owner_name"].tolist(),
        }
    )
    columns = {
        "Account": _text(width=140),
        "Severity": _text("Sev.", width=48),
        "Days": _number("Days", width=56, help="How long it has been open"),
        "ARR": arr_column(currency),
        "Answered": _text(width=78),
        "Opened": _date(format=_DAY, width=96),
    }
    return _records(frame, rows, "table_open_issues", "Open issues, the severest first", "Issue", columns)


def promises_table(found: Records, words: Mapping[int, str]) -> Opened | None:
    """Our promises; the account and the promise just asked for, or None."""
    names = ("id", "account_id", "name", "department", "origin", "due_on", "state", "late_days")
    rows = [
        Row(
            number, account,
            {
                "Promise": words.get(number, fmt.MISSING), "Account": name, "By": department_name(department),
                "Due": due, "State": state, "Late by": None if fmt.is_missing(late) else int(late), "Made": origin,
            },
        )
        for number, account, name, department, origin, due, state, late in zip(
            *(found.rows[name].tolist() for name in names), strict=True
        )
    ]  # fmt: skip
    chosen = ledger_table(rows, "Promises of ours, overdue ones first", width=170)
    return None if chosen is None else (chosen.account_id, chosen.id)


def customers_table(found: Records, currency: str) -> int | None:
    """Customers by when they wait for a touch; the account just asked for, or None."""
    rows = found.rows
    as_of = rows["as_of_on"].tolist()
    frame = pd.DataFrame(
        {
            "Account": rows["name"].tolist(),
            "Tier": [tier_text(tier) for tier in rows["tier"]],
            "ARR": money_column(rows),
            "Due": [due_text(when, day) for when, day in zip(rows["next_touch_due_on"], as_of, strict=True)],
            "Last": [fmt.from_today(when, day) for when, day in zip(rows["last_touch_on"], as_of, strict=True)],
            "Touches": rows["touches_90_days"].tolist(),
            "People": _shares(rows, "human_touches", "automated_touches"),
            "Begun": _shares(rows, "proactive_touches", "reactive_touches"),
            "Owner": rows["owner_name"].tolist(),
        }
    )
    columns = {
        "Tier": _text(width=96),
        "ARR": arr_column(currency),
        "Due": _text("Next touch", width=112, help="Last touch by a person, and the cadence of the tier"),
        "Last": _text("Last touch", width=104),
        "Touches": _number("In 90 days", width=76, help="Touches by people"),
        "People": _text("By people", width=72),
        "Begun": _text("Begun by us", width=84),
    }
    return open_table(
        frame, rows["account_id"].tolist(), key="table_customers", alt="Customers, those that wait first",
        columns=columns, height=height_of(min(_SEEN, len(rows))), name_width=180,
    )  # fmt: skip


def _records(
    frame: pd.DataFrame, rows: pd.DataFrame, key: str, alt: str, name: str, columns: Mapping[str, Any]
) -> Opened | None:
    opener = f"{key}_open"
    button = st.column_config.ButtonColumn(name, type="tertiary", alignment="left", key=opener, width=200)
    table(frame, key=key, alt=alt, columns={name: button, **columns}, height=height_of(min(_SEEN, len(frame))))
    click = st.session_state.get(opener)
    if not click or click["row"] >= len(rows):
        return None
    return int(rows["account_id"].iloc[click["row"]]), int(rows["id"].iloc[click["row"]])


def _titles(rows: pd.DataFrame, titles: Mapping[int, str]) -> list[str]:
    return [titles.get(number, fmt.MISSING) for number in rows["id"].tolist()]


def _severities(rows: pd.DataFrame) -> list[str]:
    return [tuple(Severity)[place].upper() for place in rows["severity"].tolist()]


def _verdict(verdict: Verdict, over: float) -> str:
    if verdict is Verdict.UNTOLD or fmt.is_missing(over):
        return "not judged"
    if verdict is Verdict.MISSED:
        return f"late by {fmt.hours(over)}"
    return f"{fmt.hours(-over)} left" if verdict is Verdict.WAITING else "in time"


def _shares(rows: pd.DataFrame, part: str, other: str) -> list[str]:
    return [
        fmt.percent(None if fmt.is_missing(one) or fmt.is_missing(two) else share(float(one), float(two)))
        for one, two in zip(rows[part].tolist(), rows[other].tolist(), strict=True)
    ]
