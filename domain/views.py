"""The views of the account list that people save themselves from building: which accounts, in which order."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from domain.bands import ORDER
from domain.kpis import AT_RISK_BELOW, RENEWALS_DAYS, is_due
from domain.portfolio import Portfolio
from domain.portfolio_columns import NO_DAY, TIERS, due_within
from domain.vocabulary import Band


class View(StrEnum):
    """Which accounts."""

    ALL = "all"
    MINE = "mine"
    AT_RISK = "at_risk"
    AT_RISK_DUE = "at_risk_due"
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
    customers = portfolio.column("is_customer")
    masks: dict[View, Callable[[], npt.NDArray[np.bool_]]] = {
        View.MINE: lambda: portfolio.column("owner_id") == user_id,
        View.AT_RISK: lambda: (portfolio.column("band") == ORDER.index(Band.AT_RISK)) & customers,
        View.AT_RISK_DUE: lambda: (portfolio.column("score") < AT_RISK_BELOW) & is_due(portfolio) & customers,
        View.RENEWING: lambda: due_within(portfolio.column("renewal_on"), portfolio.as_of, RENEWALS_DAYS),
        View.SILENT: lambda: silent(portfolio) & customers,
    }
    return portfolio.take(masks[view]())


def silent(portfolio: Portfolio) -> npt.NDArray[np.bool_]:
    """Whether an account with a cadence waits for a touch longer than its tier allows, or never had one."""
    due = portfolio.column("next_touch_due_on")
    has_tier = portfolio.column("tier") != TIERS.index("none")
    return np.where(due == NO_DAY, has_tier, due < portfolio.as_of.toordinal())


def ranked(portfolio: Portfolio, order: Order) -> npt.NDArray[np.intp]:
    """Return the positions of the accounts in that order."""
    names = portfolio.column("name")
    if order is Order.NAME:
        return np.argsort(names, kind="stable")
    if order is Order.CHANGE:
        before = portfolio.scores_of(weeks=portfolio.week_before(CHANGE_WEEKS))
        values, smallest_first = portfolio.scores_of(weeks=-1) - before, True
    else:
        column, smallest_first = _COLUMNS[order]
        values = portfolio.column(column)
    keys = values if smallest_first else -values
    return np.lexsort((names, keys, _is_missing(portfolio, order, values)))


def ascends(order: Order) -> bool:
    """Whether the smallest, the earliest or A comes first."""
    return _COLUMNS[order][1] if order in _COLUMNS else True


def _is_missing(portfolio: Portfolio, order: Order, values: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    if order is Order.ARR:
        return ~portfolio.column("arr_known")
    if order in (Order.NOTICE, Order.LAST_TOUCH, Order.TOUCH_DUE):
        return np.asarray(values == NO_DAY)
    return np.asarray(np.isnan(values))
