"""What is the portfolio of this viewer, today and over two years?"""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import select

from data_access.cache import cached
from data_access.columns import frame
from data_access.models import AccountCurrent, AccountHistory
from data_access.runs import from_runs
from data_access.session import reading
from domain.grid import WEEKS, weekly_grid
from domain.portfolio import NO_SUBSCRIPTION, Portfolio
from domain.portfolio_columns import NO_DAY, ordinals
from domain.viewer import Viewer

_NOTHING = {"weekly_scores": np.nan, "weekly_arr": NO_SUBSCRIPTION, "weekly_contact": NO_DAY}
"""The weekly columns, and what stands in each where there is nothing."""

_OF_THE_MODEL = ("model_id", "readings")
"""Of current rows: what the page of the health model reads."""


@cached(entries=32)
def portfolio(viewer: Viewer) -> Portfolio:
    """The viewer's accounts with their weekly history, by account id: one statement, shared until anybody writes.

    `as_of` is the day of the last refresh; without any account, the viewer's day.
    """
    c, h = AccountCurrent, AccountHistory
    selected = [getattr(c, column.name) for column in c.__table__.columns if column.name not in _OF_THE_MODEL]
    statement = select(*selected, h.weekly_scores, h.weekly_arr, h.weekly_contact).join(h, h.account_id == c.account_id)
    with reading(viewer) as session:
        accounts = frame(
            session,
            statement.order_by(c.account_id),
            account_id="int64",
            owner_id="Int64",
            team_id="Int64",
            arr_cents="Int64",
            score="Float64",
            score_without_issues="Float64",
            completeness="float64",
            nps="Float64",
            touches_90_days="int64",
            human_touches="Float64",
            automated_touches="Float64",
            proactive_touches="Float64",
            reactive_touches="Float64",
            open_issues="int64",
            overdue_commitments="int64",
            stakeholders="int64",
            is_customer="bool",
        )
    as_of: date = accounts["as_of_on"].max() if len(accounts) else viewer.as_of
    weeks = weekly_grid(as_of).days
    now = {
        "weekly_scores": accounts["score"].to_numpy("<f8", na_value=np.nan),
        "weekly_arr": accounts["arr_cents"].fillna(NO_SUBSCRIPTION).to_numpy("<i8"),
        "weekly_contact": ordinals(accounts["last_touch_on"]).astype("<i4"),
    }
    scores, arr, contact = (_weekly(accounts, name, now[name], weeks) for name in _NOTHING)
    currency = str(accounts["reporting_currency"].iloc[0]) if len(accounts) else "EUR"
    return Portfolio(accounts.drop(columns=list(_NOTHING)), weeks, scores, arr, contact, currency, as_of)


def _weekly(
    accounts: pd.DataFrame, name: str, now: "np.ndarray[Any, Any]", weeks: tuple[date, ...]
) -> "np.ndarray[Any, Any]":
    """Each account's numbers at `weeks`, of its Sundays (the column `name`) and `now`.

    An account that the last refresh has not reached yet was told at the weeks of its own day: of each week it tells
    what it knew by then.
    """
    nothing, blobs, as_of = np.full(len(weeks), _NOTHING[name], now.dtype), accounts[name], accounts["as_of_on"]
    found = np.tile(nothing, (len(blobs), 1))
    for day in set(as_of):
        own = weekly_grid(day).days
        mine = np.flatnonzero((as_of == day).to_numpy(dtype=bool))
        told = _told(name, blobs.iloc[mine], nothing.dtype)
        told = np.hstack([told, now[mine, None]]) if len(own) > WEEKS else told
        column = np.searchsorted(np.array(own, dtype="M8[D]"), np.array(weeks, dtype="M8[D]"), side="right") - 1
        known = np.flatnonzero(column >= 0)
        found[np.ix_(mine, known)] = told[:, column[known]]
    return found


def _told(name: str, blobs: "pd.Series[Any]", kind: "np.dtype[Any]") -> "np.ndarray[Any, Any]":
    """The numbers of the Sundays: (accounts, weeks)."""
    if name == "weekly_arr":
        return from_runs(np.frombuffer(b"".join(blobs.tolist()), "<i8"), WEEKS)
    return np.frombuffer(b"".join(blobs), kind).reshape(len(blobs), WEEKS)
