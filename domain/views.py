"""The views of the account list that people save themselves from building: which accounts, in which order."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.kpis import RENEWALS_DAYS
from domain.portfolio import Portfolio, due_within
from domain.vocabulary import Band


class View(StrEnum):
    """Which accounts."""

    ALL = "all"
    MINE = "mine"
    AT_RISK = "at_risk"
    RENEWING = "renewing"
    SILENT = "silent"


class Order(StrEnum):
    """Which first; accounts without the fact come last, equals stand by name."""

    ARR = "arr"
    HEALTH = "health"
    NAME = "name"
    NOTICE = "notice"
    LAST_TOUCH = "last_touch"
    TOUCH_DUE = "touch_due"
    OPEN_ISSUES = "open_issues"
    CHANGE = "change"


CHANGE_WEEKS = 4
"""Weeks over which `Order.CHANGE` compares scores."""

_COLUMNS = {
    Order.ARR: ("arr_cents", False),
    Order.HEALTH: ("score", True),
    Order.NOTICE: ("notice_on", True),
    Order.LAST_TOUCH: ("last_touch_on", True),
    Order.TOUCH_DUE: ("next_touch_due_on", True),
    Order.OPEN_ISSUES: ("open_issues", False),
}
"""Column and whether its smallest comes first."""


def in_view(portfolio: Portfolio, view: View, user_id: int) -> Portfolio:
    """Return the accounts of a view; `user_id` is whose accounts are "mine"."""
    if view is View.ALL:
        return portfolio
    masks: dict[View, Callable[[], npt.NDArray[np.bool_]]] = {
        View.MINE: lambda: _is(portfolio.accounts["owner_id"].eq(user_id)),
        View.AT_RISK: lambda: _is(portfolio.accounts["band"].eq(Band.AT_RISK)) & _customers(portfolio),
        View.RENEWING: lambda: due_within(portfolio.accounts["renewal_on"], portfolio.as_of, RENEWALS_DAYS),
        View.SILENT: lambda: silent(portfolio) & _customers(portfolio),
    }
    return portfolio.take(masks[view]())


def silent(portfolio: Portfolio) -> npt.NDArray[np.bool_]:
    """Whether an account with a cadence waits for a touch longer than its tier allows, or never had one."""
    accounts = portfolio.accounts
    due = accounts["next_touch_due_on"]
    overdue = np.fromiter((not pd.isna(day) and day < portfolio.as_of for day in due), bool, len(due))
    return overdue | (_is(accounts["tier"].notna()) & _is(due.isna()))


def ranked(portfolio: Portfolio, order: Order) -> npt.NDArray[np.intp]:
    """Return the positions of the accounts in that order."""
    accounts = portfolio.accounts
    names = accounts["name"].str.casefold().to_numpy()
    if order is Order.NAME:
        return np.argsort(names, kind="stable")
    if order is Order.CHANGE:
        before = portfolio.scores[:, portfolio.week_before(CHANGE_WEEKS)]
        values, smallest_first = pd.Series(portfolio.scores[:, -1].astype(float) - before), True
    else:
        column, smallest_first = _COLUMNS[order]
        values = accounts[column].reset_index(drop=True)
    frame = pd.DataFrame({"value": values, "name": names})
    kept = frame.sort_values(["value", "name"], ascending=[smallest_first, True], na_position="last", kind="stable")
    return kept.index.to_numpy()


def _customers(portfolio: Portfolio) -> npt.NDArray[np.bool_]:
    return portfolio.accounts["is_customer"].to_numpy(dtype=bool)


def _is(mask: "pd.Series[Any]") -> npt.NDArray[np.bool_]:
    return mask.fillna(False).to_numpy(dtype=bool)
