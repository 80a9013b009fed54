"""The columns of the list of accounts, and the cells of some of its rows as they are shown."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from components import format as fmt
from components.account_grid import Column
from components.account_list import due_text
from components.tables import recent, tier_text
from components.theme import BANDS
from domain.portfolio import Portfolio
from domain.views import Order, ascends
from domain.vocabulary import Band

_ORDERS: Final = {
    "name": Order.NAME,
    "health": Order.HEALTH,
    "weeks": Order.CHANGE,
    "arr": Order.ARR,
    "notice": Order.NOTICE,
    "last": Order.LAST_TOUCH,
    "due": Order.TOUCH_DUE,
    "issues": Order.OPEN_ISSUES,
}
_COLUMNS: Final = (
    Column("name", "Account", "name", "minmax(168px, 1.8fr)"),
    Column("tier", "Tier", "text", "100px"),
    Column("health", "Health", "health", "80px", help="Score, with the letter of its band"),
    Column("weeks", "26 weeks", "line", "96px", help="The score, week by week; sorted by its change in four weeks"),
    Column("trust", "Trust", "number", "56px", help="Level of the trust reservoir, 0-100"),
    Column("arr", "ARR", "number", "94px", help="Annual recurring revenue"),
    Column("notice", "Notice", "text", "100px", help="Last day on which the customer may cancel"),
    Column("last", "Last touch", "text", "100px", help="Last exchange with a person, either way"),
    Column("due", "Next due", "text", "100px", help="Last touch plus the cadence of the tier"),
    Column("champion", "Champion", "text", "minmax(96px, 1fr)"),
    Column("issues", "Issues", "number", "60px", help="Open issues"),
    Column("sales", "Opportunities", "number", "112px", help="Open opportunities: neither won nor lost"),
    Column("owner", "Owner", "text", "minmax(96px, 1fr)"),
)
_FACTS: Final = {
    "tier": "tier",
    "arr": "arr_cents",
    "notice": "notice_on",
    "last": "last_touch_on",
    "due": "next_touch_due_on",
    "champion": "champion",
}
"""Columns that are left out where the fact behind them is known of no account."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What is shown beside the facts of the portfolio: level of trust, and open opportunities, by account id."""

    trust: Mapping[int, float]
    opportunities: Mapping[int, int]


def columns_of(book: Portfolio, order: Order) -> tuple[Column, ...]:
    """The columns of the list in that order; without those that would hold nothing, whichever accounts are shown.

    Where ARR is one of those, open opportunities stand in its place.
    """
    unknown = _unknown_columns(book)
    return tuple(_headed(column, order) for column in _COLUMNS if column.key not in unknown)


def order_of(column: str) -> Order | None:
    """The order of the whole list that a column's head asks for."""
    return _ORDERS.get(column)


def rows_of(
    shown: Portfolio, positions: npt.NDArray[np.intp], columns: Iterable[Column], beside: Beside
) -> list[list[Any]]:
    """Of the accounts at these positions, in their order: the number, then a cell a column."""
    rows = shown.rows(positions)
    ids = [int(one) for one in rows["account_id"]]
    cells = [list(_cells(column.key, shown, positions, rows, beside)) for column in columns]
    return [list(row) for row in zip(ids, *cells, strict=True)]


@lru_cache(16)
def _unknown_columns(book: Portfolio) -> frozenset[str]:
    unknown = {key for key, column in _FACTS.items() if not book.accounts[column].notna().any()}
    if not np.isfinite(book.scores).any():
        unknown |= {"weeks", "trust"}
    return frozenset(unknown if "arr" in unknown else unknown | {"sales"})


def _headed(column: Column, order: Order) -> Column:
    own = _ORDERS.get(column.key)
    if own is None:
        return column
    direction: Literal["ascending", "descending"] = "ascending" if ascends(own) else "descending"
    return replace(column, sorts=True, sorted=direction if own is order else None)


def _cells(
    key: str, shown: Portfolio, positions: npt.NDArray[np.intp], rows: pd.DataFrame, beside: Beside
) -> Iterable[Any]:
    today = shown.as_of
    if key == "health":
        return (_health(score, band) for score, band in zip(rows["score"], rows["band"], strict=True))
    if key == "weeks":
        return recent(shown.scores_of(positions))
    if key == "trust":
        return (_score(beside.trust.get(account_id)) for account_id in rows["account_id"])
    if key == "sales":
        return (beside.opportunities.get(account_id) for account_id in rows["account_id"])
    texts: dict[str, tuple[str, Callable[[Any], str | None]]] = {
        "name": ("name", str),
        "tier": ("tier", tier_text),
        "arr": ("arr_cents", lambda cents: _arr(cents, shown.currency)),
        "notice": ("notice_on", lambda when: _told(fmt.from_today(when, today))),
        "last": ("last_touch_on", lambda when: _told(fmt.from_today(when, today))),
        "due": ("next_touch_due_on", lambda when: _told(due_text(when, today))),
        "champion": ("champion", _text),
        "issues": ("open_issues", fmt.count),
        "owner": ("owner_name", _text),
    }
    column, words = texts[key]
    return (words(value) for value in rows[column].tolist())


def _health(score: float | None, band: str) -> tuple[str, str, str]:
    mark = BANDS[Band(band)]
    return mark.sign, "" if fmt.is_missing(score) else fmt.score(score), mark.tone.value


def _score(level: float | None) -> str | None:
    return None if level is None else fmt.score(level)


def _arr(cents: int | None, currency: str) -> str | None:
    return None if cents is None or fmt.is_missing(cents) else f"{fmt.currency_sign(currency)}{int(cents) / 100:,.0f}"


def _text(value: Any) -> str | None:
    return None if fmt.is_missing(value) else str(value)


def _told(words: str) -> str | None:
    return None if words == fmt.MISSING else words
