"""What is the portfolio of this viewer, today and over two years?"""

from datetime import date

import numpy as np
from sqlalchemy import select

from data_access.cache import cached
from data_access.columns import frame
from data_access.models import AccountCurrent
from data_access.session import reading
from domain.grid import weekly_grid
from domain.portfolio import Portfolio
from domain.viewer import Viewer

_WEEKLY = ("weekly_scores", "weekly_arr")
_COLUMNS = [column for column in AccountCurrent.__table__.columns if column.name not in _WEEKLY]


@cached(entries=32)
def portfolio(viewer: Viewer) -> Portfolio:
    """The viewer's accounts with their weekly history, by account id: one statement, shared until anybody writes.

    `as_of` is the day of the last refresh; without any account, the viewer's day.
    """
    selected = [getattr(AccountCurrent, column.name) for column in _COLUMNS]
    weekly = [AccountCurrent.weekly_scores, AccountCurrent.weekly_arr]
    with reading(viewer) as session:
        accounts = frame(
            session,
            select(*selected, *weekly).order_by(AccountCurrent.account_id),
            account_id="int64",
            owner_id="Int64",
            team_id="Int64",
            arr_cents="Int64",
            score="Float64",
            score_without_issues="Float64",
            completeness="float64",
            nps="Float64",
            touches_90_days="int64",
            open_issues="int64",
            overdue_commitments="int64",
            stakeholders="int64",
            is_customer="bool",
        )
    as_of: date = accounts["as_of_on"].max() if len(accounts) else viewer.as_of
    weeks = weekly_grid(as_of).days
    scores = np.full((len(accounts), len(weeks)), np.nan, dtype=np.float64)
    arr = np.full((len(accounts), len(weeks)), -1, dtype=np.int64)
    for place, (score_bytes, arr_bytes) in enumerate(
        zip(accounts["weekly_scores"], accounts["weekly_arr"], strict=True)
    ):
        # A row of an earlier day than the latest keeps its history at the end, where the two grids agree best.
        row, amounts = np.frombuffer(score_bytes, "<f8"), np.frombuffer(arr_bytes, "<i8")
        length = min(len(row), len(weeks))
        scores[place, -length:], arr[place, -length:] = row[-length:], amounts[-length:]
    currency = str(accounts["reporting_currency"].iloc[0]) if len(accounts) else "EUR"
    return Portfolio(accounts.drop(columns=list(_WEEKLY)), weeks, scores, arr, currency, as_of)
