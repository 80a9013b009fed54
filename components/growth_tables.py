"""The tables of the growth screen: whose tier does not match, who may buy what, what is being sold, how plans stand."""

from functools import lru_cache
from typing import Any, Final

import pandas as pd
import streamlit as st

from components import format as fmt
from components.portfolio_tables import Rows, arr_column
from components.tables import (
    ROW,
    TWO_LINES,
    arrow,
    band_chips,
    chip_column,
    height_of,
    money_column,
    open_table,
    tier_text,
)
from domain.growth import Growth

_SEEN: Final = 8
_SEEN_HIGH: Final = 6
_KEPT: Final = 32
_text = st.column_config.TextColumn


def selection_table(shown: Growth) -> int | None:
    """Accounts whose tier or effort does not match; the one just asked for, or None."""
    return _drawn(_selection(shown), "table_selection", "Accounts whose tier or effort does not match their worth")


def whitespace_table(shown: Growth) -> int | None:
    """Potential sales, the most promising first; the account just asked for, or None."""
    alt = "Products that accounts may buy, the most promising first"
    return _drawn(_whitespace(shown), "table_whitespace", alt, TWO_LINES)


def opportunities_table(shown: Growth) -> int | None:
    """Open opportunities, the soonest to close first; the account just asked for, or None."""
    alt = "Open opportunities, the soonest to close first"
    return _drawn(_opportunities(shown), "table_opportunities", alt, TWO_LINES)


def plans_table(shown: Growth) -> int | None:
    """Account plans with goals and milestones; the account just asked for, or None."""
    return _drawn(_plans(shown), "table_plans", "Account plans, those with most that is late first")


def _drawn(rows: Rows, key: str, alt: str, row_height: int = ROW) -> int | None:
    frame, columns, ids = rows
    height = height_of(min(_SEEN if row_height == ROW else _SEEN_HIGH, len(ids)), row_height)
    return open_table(
        frame, ids, key=key, alt=alt, columns=columns, height=height, row_height=row_height, name_width=160
    )


@lru_cache(_KEPT)
def _selection(shown: Growth) -> Rows:
    rows = shown.selection
    frame = pd.DataFrame(
        {
            "Account": rows["name"].tolist(),
            "Tier": [tier_text(tier) for tier in rows["tier"]],
            "Suggested": [tier_text(tier) for tier in rows["suggested"]],
            "What": [str(verdict).capitalize() for verdict in rows["verdict"]],
            "Score": rows["score"].round(0).tolist(),
            "ARR": money_column(rows),
            "Potential": rows["potential"].tolist(),
            "Fit": rows["fit"].tolist(),
            "Touches": [
                f"{fmt.count(touches)} of {expected:.0f}"
                for touches, expected in zip(rows["touches"], rows["expected"], strict=True)
            ],
            "Owner": rows["owner_name"].tolist(),
        }
    )
    number = st.column_config.NumberColumn
    columns: dict[str, Any] = {
        "Tier": _text(width=100),
        "Suggested": _text(width=100),
        "What": _text("To do", width=150),
        "Score": number(width=64, format="%.0f", help="Revenue rank, potential and strategic fit, weighted; 0-100"),
        "ARR": arr_column(shown.currency),
        "Potential": number(width=76, format="%.0f"),
        "Fit": number("Fit", width=52, format="%.0f"),
        "Touches": _text("Touches", width=96, help="In 90 days, of those that the suggested tier expects"),
        "Owner": _text(width=120),
    }
    return arrow(frame), columns, rows["account_id"].tolist()


@lru_cache(_KEPT)
def _whitespace(shown: Growth) -> Rows:
    rows = shown.whitespace
    health = band_chips(rows["score"], rows["band"])
    frame = pd.DataFrame(
        {
            "Account": rows["name"].tolist(),
            "Product": rows["product"].tolist(),
            "Peers": [fmt.percent(share) for share in rows["adoption"]],
            "Reason": rows["reason"].tolist(),
            "ARR": money_column(rows),
            "Health": health,
        }
    )
    columns: dict[str, Any] = {
        "Product": _text(width=120),
        "Peers": _text(width=56, help="Share of its peers that own the product"),
        "ARR": arr_column(shown.currency),
        "Health": chip_column("Health", health, width=84),
        "Reason": _text(width=190),
    }
    return arrow(frame), columns, rows["account_id"].tolist()


@lru_cache(_KEPT)
def _opportunities(shown: Growth) -> Rows:
    rows = shown.opportunities
    frame = pd.DataFrame(
        {
            "Account": rows["name"].tolist(),
            "Title": rows["title"].tolist(),
            "Next": rows["next_step"].tolist(),
            "Stage": [str(stage).capitalize() for stage in rows["stage"]],
            "Amount": [fmt.money(cents, shown.currency) for cents in rows["cents"]],
            "Chance": [fmt.percent(chance) for chance in rows["probability"]],
            "Closes": [fmt.day(when) for when in rows["close_on"]],
            "Owner": rows["owner"].tolist(),
        }
    )
    columns: dict[str, Any] = {
        "Title": _text("Opportunity", width=160),
        "Stage": _text(width=92),
        "Amount": _text(width=76, alignment="right"),
        "Chance": _text(width=64),
        "Closes": _text(width=92),
        "Next": _text("Next step", width=170),
        "Owner": _text(width=110),
    }
    return arrow(frame), columns, rows["account_id"].tolist()


@lru_cache(_KEPT)
def _plans(shown: Growth) -> Rows:
    order = shown.plans.assign(_bad=shown.plans["late"] + shown.plans["at_risk"])
    rows = order.sort_values(["_bad", "account_id"], ascending=[False, True])
    frame = pd.DataFrame(
        {
            "Account": rows["name"].tolist(),
            "Step": [str(step).capitalize() for step in rows["step"]],
            "On track": rows["on_track"].tolist(),
            "At risk": rows["at_risk"].tolist(),
            "Done": rows["done"].tolist(),
            "Late": rows["late"].tolist(),
            "Next": [fmt.day(when) for when in rows["next_due_on"]],
            "Reviewed": [fmt.day(when) for when in rows["reviewed_on"]],
        }
    )
    number = st.column_config.NumberColumn
    columns: dict[str, Any] = {
        "Step": _text(width=120, help="Which of the five processes the plan is in"),
        "On track": number("Goals on track", width=110),
        "At risk": number("At risk", width=70),
        "Done": number("Done", width=64),
        "Late": number("Milestones late", width=120),
        "Next": _text("Next milestone", width=120),
        "Reviewed": _text(width=110),
    }
    return arrow(frame), columns, rows["account_id"].tolist()
