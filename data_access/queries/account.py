"""Who is this account to us today, how healthy is it, and how did it come to that?"""

import json
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Row, and_, select
from sqlalchemy.sql import func

from data_access.cache import cached
from data_access.columns import frame
from data_access.health_by_day import health_by_day
from data_access.models import Account, AccountCurrent, HealthModel, Touchpoint, User, Workspace
from data_access.queries.past import Ownership, lifecycle_then, next_end_then, owner_then
from data_access.session import reading
from domain.account import CHANGE_WEEKS, AccountHeader, HealthHistory
from domain.errors import NotFound
from domain.policy_document import policy_from_document
from domain.scoring import model_indicators
from domain.ties import end_of
from domain.viewer import Viewer
from domain.vocabulary import Band


@cached(entries=256)
def account_header(viewer: Viewer, account_id: int) -> AccountHeader:
    """The account in a few lines, as of the viewer's day.

    Raises `NotFound`, the same for an id that does not exist and for one that is not the viewer's to see.
    """
    day = viewer.as_of
    last_touch = (
        select(func.max(Touchpoint.occurred_at))
        .where(
            Touchpoint.account_id == account_id,
            Touchpoint.occurred_at < end_of(day),
            Touchpoint.recorded_at < end_of(day),
            Touchpoint.is_automated.is_(False),
            Touchpoint.is_planned.is_(False),
        )
        .scalar_subquery()
    )
    statement = (
        select(
            Account,
            AccountCurrent,
            User.name.label("owner"),
            last_touch.label("last_touch_at"),
            select(Workspace.reporting_currency).scalar_subquery().label("currency"),
        )
        .outerjoin(AccountCurrent, AccountCurrent.account_id == Account.id)
        .outerjoin(User, User.id == Account.owner_id)
        .where(Account.id == account_id)
    )
    with reading(viewer) as session:
        found = session.execute(statement).one_or_none()
    if found is None:
        raise NotFound("account")
    return _header(viewer, found, health_history(viewer, account_id).weeks)


@cached(entries=256)
def health_history(viewer: Viewer, account_id: int) -> HealthHistory:
    """The weekly health of the account up to the viewer's day; empty if nothing was ever known.

    The last row is of the day of the last refresh, be it a Sunday or not, unless the viewer looks at an earlier one.
    """
    told = health_by_day(lambda account, day: and_(account == account_id, day <= viewer.as_of)).c
    statement = (
        select(
            told.week_on,
            told.score,
            told.score_without_issues,
            told.band,
            told.completeness,
            told.arr_cents,
            told.readings,
            HealthModel.policy,
            HealthModel.name.label("model"),
        )
        .join(HealthModel, HealthModel.id == told.model_id)
        .order_by(told.week_on)
    )
    with reading(viewer) as session:
        rows = frame(
            session,
            statement,
            score="float64",
            score_without_issues="float64",
            completeness="float64",
            arr_cents="Int64",
        )
    orders: dict[str, list[str]] = {policy: order_of_readings(policy) for policy in rows["policy"].unique()}
    decoded = [
        dict(zip(orders[policy], np.frombuffer(readings, "<f8").tolist(), strict=False))
        for policy, readings in zip(rows["policy"], rows["readings"], strict=True)
    ]
    return HealthHistory(rows.drop(columns=["readings", "policy"]), pd.DataFrame(decoded, index=rows.index))


def _header(viewer: Viewer, found: Row[Any], history: pd.DataFrame) -> AccountHeader:
    account: Account = found.Account
    current: AccountCurrent | None = found.AccountCurrent
    health = _health_on(viewer.as_of, current, history)
    past = current is None or viewer.as_of < current.as_of_on
    owner = (owner_then(viewer, account.id) if past else None) or Ownership(account.owner_id, found.owner)
    ends = next_end_then(viewer, account.id) if current is None or past else (current.renewal_on, current.notice_on)
    return AccountHeader(
        account_id=account.id,
        name=account.name,
        tier=account.tier,
        lifecycle=lifecycle_then(account.lifecycle, account.churned_on, viewer.as_of),
        industry=account.industry,
        region=account.region,
        time_zone=account.time_zone,
        customer_since_on=account.customer_since_on,
        owner_id=owner.owner_id,
        owner_name=owner.owner_name,
        currency=found.currency or "EUR",
        renewal_on=ends[0],
        notice_on=ends[1],
        last_touch_at=found.last_touch_at,
        **health,
    )


def _health_on(day: date, current: AccountCurrent | None, history: pd.DataFrame) -> dict[str, Any]:
    """Score, band and ARR of that day: the current row is of the last refresh, an earlier day is in the history."""
    if current is None or day < current.as_of_on:
        names = ("score", "score_without_issues", "arr_cents", "completeness")
        score, without, arr, completeness = (_last(history, name) for name in names)
        band, reason = Band.UNKNOWN if history.empty else Band(history["band"].iloc[-1]), None
        told_on = None if history.empty else history["week_on"].iloc[-1]
    else:
        score, without, arr, band = current.score, current.score_without_issues, current.arr_cents, current.band
        completeness, reason, told_on = current.completeness, current.main_reason, current.as_of_on
    before = _last(history[history["week_on"] <= day - timedelta(weeks=CHANGE_WEEKS)], "score")
    return {
        "score": score,
        "score_without_issues": without,
        "score_change": None if score is None or before is None else score - before,
        "band": band,
        "arr_cents": None if arr is None else int(arr),
        "completeness": completeness or 0.0,
        "main_reason": reason,
        "health_on": told_on,
    }


def order_of_readings(policy: str) -> list[str]:
    """The indicators of a stored model, in the order of its readings: those with a weight for any tier, by key."""
    return [rule.key for rule in model_indicators(policy_from_document(json.loads(policy)))]


def _last(history: pd.DataFrame, column: str) -> float | None:
    if history.empty:
        return None
    value = history[column].iloc[-1]
    return None if pd.isna(value) else float(value)
