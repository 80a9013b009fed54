"""The tables of the renewals' screen: who moved, who renews when, and what each band is worth."""

from functools import lru_cache
from typing import Any, Final

import pandas as pd
import streamlit as st

from components import format as fmt
from components import states
from components.portfolio_tables import Rows, arr_column, notice_column
from components.tables import arrow, band_chips, chip_column, height_of, money_column, open_table, table, tier_text
from components.theme import BANDS
from domain.renewals import Renewals
from domain.vocabulary import Band

ROWS_SHOWN: Final = 100
"""Renewals in the table: the soonest deadlines; the list of accounts, by notice deadline, has the others."""
_MOVERS_SEEN: Final = 8
_SEEN: Final = 12
_KEPT: Final = 32
_KINDS: Final = {"new": "New", "expansion": "Expansion", "contraction": "Contraction", "churn": "Churn"}


def movers_table(shown: Renewals) -> int | None:
    """The accounts that moved most in the period; the one just asked for, or None."""
    if shown.movers.empty:
        states.empty("No account gained or lost ARR.", icon=":material/horizontal_rule:", key="state_no_movers")
        return None
    frame, columns, ids = _movers(shown)
    height = height_of(min(_MOVERS_SEEN, len(ids)))
    return open_table(
        frame, ids, key="table_arr_movements", alt="Accounts by how much their ARR moved", columns=columns,
        height=height, name_width=164,
    )  # fmt: skip


def renewals_table(shown: Renewals) -> int | None:
    """The renewals ahead by notice deadline; the account just asked for, or None."""
    frame, columns, ids = _upcoming(shown)
    height = height_of(min(_SEEN, len(ids)))
    alt = "Renewals ahead, the soonest notice deadline first"
    return open_table(frame, ids, key="table_renewals", alt=alt, columns=columns, height=height)


def value_table(shown: Renewals) -> None:
    """Lifetime value by band, with everything that it is computed from."""
    frame, columns, _ = _value(shown)
    table(frame, key="table_lifetime_value", alt="Lifetime value by band", columns=columns)


@lru_cache(_KEPT)
def _movers(shown: Renewals) -> Rows:
    moved = shown.movers
    frame = pd.DataFrame(
        {
            "Account": moved["name"].tolist(),
            "Kind": [_KINDS[kind] for kind in moved["kind"]],
            "Change": [
                fmt.signed(f"{fmt.currency_sign(shown.currency)}{fmt.count(abs(cents) / 100)}", cents)
                for cents in moved["cents"].tolist()
            ],
            "Now": money_column(moved, "closing"),
            "Owner": moved["owner_name"].tolist(),
        }
    )
    columns = {
        "Kind": st.column_config.TextColumn(width=96),
        "Change": st.column_config.TextColumn(width=104, alignment="right"),
        "Now": _money("ARR now", shown.currency, 104),
        "Owner": st.column_config.TextColumn(width=100),
    }
    return arrow(frame), columns, moved["account_id"].tolist()


@lru_cache(_KEPT)
def _upcoming(shown: Renewals) -> Rows:
    rows = shown.upcoming.head(ROWS_SHOWN)
    health = band_chips(rows["score"], rows["band"])
    frame = pd.DataFrame(
        {
            "Account": rows["name"].tolist(),
            "Tier": [tier_text(tier) for tier in rows["tier"]],
            "Health": health,
            "ARR": money_column(rows),
            "Notice": [fmt.from_today(when, shown.as_of) for when in rows["notice_on"]],
            "Ends": [fmt.day(when) for when in rows["renewal_on"]],
            "Chance": [_chance(chance) for chance in rows["chance"]],
            "Issues": rows["open_issues"].tolist(),
            "Owner": rows["owner_name"].tolist(),
            "Cause": rows["main_reason"].tolist(),
        }
    )
    columns: dict[str, Any] = {
        "Tier": st.column_config.TextColumn(width=100),
        "Health": chip_column("Health", health, width=84),
        "ARR": arr_column(shown.currency),
        "Notice": notice_column(),
        "Ends": st.column_config.TextColumn("Contract ends", width=104),
        "Chance": st.column_config.TextColumn("To renew", width=84, help="Chance, or what is already decided"),
        "Issues": st.column_config.NumberColumn("Issues", width=64),
        "Owner": st.column_config.TextColumn(width=120),
        "Cause": st.column_config.TextColumn("Worst reading", width="large"),
    }
    return arrow(frame), columns, rows["account_id"].tolist()


@lru_cache(_KEPT)
def _value(shown: Renewals) -> Rows:
    rows = shown.value[shown.value["accounts"] > 0]
    frame = pd.DataFrame(
        {
            "Band": [f"{BANDS[Band(band)].sign}  {BANDS[Band(band)].label}" for band in rows["band"]],
            "Customers": rows["accounts"].tolist(),
            "ARR": [fmt.money(cents, shown.currency) for cents in rows["arr_cents"]],
            "Decided": [
                f"{fmt.count(kept)} of {fmt.count(decided)}"
                for kept, decided in zip(rows["kept"], rows["decided"], strict=True)
            ],
            "Kept": [fmt.percent(share, 1) for share in rows["share"]],
            "Years": [f"{years:.1f}" for years in rows["years"]],
            "Value": [fmt.money(cents, shown.currency) for cents in rows["value_cents"]],
        }
    )
    columns = {
        "Band": st.column_config.TextColumn(width=88),
        "Customers": st.column_config.NumberColumn(width=80),
        "ARR": st.column_config.TextColumn(width=72, alignment="right"),
        "Decided": st.column_config.TextColumn("Renewed", width=84, help="Of the decided renewals of this band"),
        "Kept": st.column_config.TextColumn("Kept", width=60, help="Share of ARR, drawn to that of the book"),
        "Years": st.column_config.TextColumn("Years", width=56, help="Years of today's margin, discounted"),
        "Value": st.column_config.TextColumn("Worth", width=84, alignment="right"),
    }
    return arrow(frame), columns, []


def _money(label: str, currency: str, width: int) -> Any:
    sign = fmt.currency_sign(currency).replace("%", "%%")
    return st.column_config.NumberColumn(label, format=f"{sign}%,.0f", width=width)


def _chance(chance: float) -> str:
    return "renewed" if chance == 1 else "lost" if chance == 0 else fmt.percent(chance)
