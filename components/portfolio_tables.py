"""The two short tables of the portfolio: what moved between bands, and where ARR is most at risk."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

import pyarrow as pa
import streamlit as st

from components import format as fmt
from components import states
from components.tables import TWO_LINES, band_chips, chip_column, height_of, money_column, open_table
from domain.movement_words import Lead
from domain.overview import Overview

MOVED_SHOWN: Final = 50
"""Movements on a page of their table, the worst and largest first."""
RISKIEST_SEEN: Final = 8

Rows = tuple[pa.Table, dict[str, Any], list[int]]
"""A table as it is shown, how its columns are written, and whose rows they are."""


def movement_table(shown: Overview, causes: Mapping[int, Lead], page: int, *, rows: int) -> int | None:
    """A page of the accounts that changed band, with the cause of each; the account just asked for, or None.

    Shows so many `rows` and scrolls to the others of the page.
    """
    if shown.moved.empty:
        states.empty("No account changed its band.", icon=":material/horizontal_rule:", key="state_no_movement")
        return None
    frame, columns, ids = _movements(shown, page, tuple(causes.items()))
    height = height_of(min(rows, len(ids)), TWO_LINES)
    return open_table(
        frame, ids, key="table_movement", alt="Accounts that changed health band, the worst first", columns=columns,
        height=height, row_height=TWO_LINES, name_width=172,
    )  # fmt: skip


def moved_on_page(shown: Overview, page: int) -> tuple[int, ...]:
    """The accounts on that page of the movements, from 0."""
    return tuple(shown.moved["account_id"].iloc[page * MOVED_SHOWN : (page + 1) * MOVED_SHOWN].tolist())


def riskiest_table(shown: Overview) -> int | None:
    """The riskiest accounts, in their order; the account just asked for, or None."""
    if shown.riskiest.empty:
        states.empty("No customer is in watch or at risk.", icon=":material/check:", key="state_no_risk")
        return None
    frame, columns, ids = _riskiest(shown)
    alt = "Accounts in watch or at risk, those with most ARR to win back first"
    height = height_of(min(RISKIEST_SEEN, len(ids)), TWO_LINES)
    return open_table(
        frame, ids, key="table_riskiest", alt=alt, columns=columns, height=height, row_height=TWO_LINES, name_width=172
    )


def most_open_table(shown: Overview) -> int | None:
    """Accounts with open issues, their order; the account just asked for, or None."""
    frame, columns, ids = _most_open(shown)
    alt = "Accounts with open issues, the worst severity first"
    return open_table(frame, ids, key="table_most_open", alt=alt, columns=columns)


@lru_cache(64)
def _most_open(shown: Overview) -> Rows:
    accounts = shown.most_open
    frame = pa.table(
        {
            "Account": accounts["name"].tolist(),
            "Issues": accounts["open_issues"].tolist(),
            "Worst": [str(severity).upper() for severity in accounts["worst_severity"]],
            "Oldest": [fmt.from_today(when, shown.as_of) for when in accounts["oldest_issue_on"]],
            "Last": [fmt.from_today(when, shown.as_of) for when in accounts["last_touch_on"]],
            "Owner": accounts["owner_name"].tolist(),
        }
    )
    columns = {
        "Issues": st.column_config.NumberColumn("Open issues", width=96),
        "Worst": st.column_config.TextColumn("Worst", width=84, help="Severity, from S1 to S4"),
        "Oldest": st.column_config.TextColumn("Oldest opened", width=132),
        "Last": st.column_config.TextColumn("Last touch", width=132, help="Last exchange with a person, either way"),
    }
    return frame, columns, accounts["account_id"].tolist()


@lru_cache(64)
def _movements(shown: Overview, page: int, causes: tuple[tuple[int, Lead], ...]) -> Rows:
    moves = shown.moved.iloc[page * MOVED_SHOWN : (page + 1) * MOVED_SHOWN]
    told = dict(causes)
    ids = moves["account_id"].tolist()
    moved = band_chips(*(moves[name] for name in ("score_before", "band_before", "score_now", "band_now")))
    frame = pa.table(
        {
            "Account": moves["name"].tolist(),
            "Moved": moved,
            "ARR": money_column(moves),
            "Owner": moves["owner_name"].tolist(),
            "Cause": [
                cause_text(told[one]) if one in told else reason
                for one, reason in zip(ids, moves["main_reason"].tolist(), strict=True)
            ],
        }
    )
    columns = {
        "Moved": chip_column("From → to", moved, width=132),
        "ARR": arr_column(shown.currency),
        "Owner": st.column_config.TextColumn(width=104),
        "Cause": st.column_config.TextColumn("Likely cause", width=280),
    }
    return _without_unknown_arr(shown, frame), columns, ids


def cause_text(lead: Lead) -> str:
    """`Trust −4: promise “Roadmap” broken 3 Nov`, as plain text."""
    points = fmt.signed(f"{abs(lead.points):.{int(abs(lead.points) < 1)}f}", lead.points)
    if lead.record is None:
        return f"{lead.label} {points}"
    when = fmt.day(lead.record.on, year=False)
    return f"{lead.label} {points}: {lead.record.what} {lead.record.happened} {when}"


@lru_cache(64)
def _riskiest(shown: Overview) -> Rows:
    accounts = shown.riskiest
    health = band_chips(accounts["score"], accounts["band"])
    frame = pa.table(
        {
            "Account": accounts["name"].tolist(),
            "Health": health,
            "ARR": money_column(accounts),
            "Notice": [fmt.from_today(when, shown.as_of) for when in accounts["notice_on"]],
            "Issues": accounts["open_issues"].tolist(),
            "Owner": accounts["owner_name"].tolist(),
            "Cause": accounts["main_reason"].tolist(),
        }
    )
    columns = {
        "Health": chip_column("Health", health, width=84),
        "ARR": arr_column(shown.currency),
        "Notice": notice_column(),
        "Issues": st.column_config.NumberColumn("Issues", width=64, help="Open issues"),
        "Owner": st.column_config.TextColumn(width=104),
        "Cause": st.column_config.TextColumn("Worst reading", width=260),
    }
    return _without_unknown_arr(shown, frame), columns, accounts["account_id"].tolist()


def _without_unknown_arr(shown: Overview, frame: pa.Table) -> pa.Table:
    return frame if shown.knows_arr else frame.drop_columns("ARR")


def arr_column(currency: str) -> Any:
    """ARR as a whole number of the currency, thousands apart, sorted as a number."""
    sign = fmt.currency_sign(currency).replace("%", "%%")
    return st.column_config.NumberColumn("ARR", format=f"{sign}%,.0f", width=92, help="Annual recurring revenue")


def notice_column() -> Any:
    """The notice deadline as its distance from today."""
    return st.column_config.TextColumn("Notice", width=104, help="Last day on which the customer may cancel")
