"""Events of a group of accounts out of the database, as columns."""

from collections import defaultdict
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, case, select
from sqlalchemy.orm import Session

from data_access.bulk import numbers
from data_access.columns import AnySelect, columns, day_number, epoch, integers, position_in, whole
from data_access.models import (
    ExchangeRate,
    Issue,
    Subscription,
    SubscriptionTerm,
    SurveyResponse,
    Touchpoint,
    UsageWeek,
)
from data_access.refresh.shards import Shard
from domain.events import NEVER, Events, Issues, Surveys, Terms, Touches, Usage
from domain.grid import DAY_SECONDS, Floats, Ints
from domain.money import Rates
from domain.vocabulary import Channel, Direction, Severity, SurveyKind, Tier


def read_events(session: Session, shard: Shard, account_ids: Ints, tiers: list[Tier | None]) -> Events:
    """Everything about the accounts of `account_ids` (ascending), which lie within `shard`, in a fixed order."""
    order = list(Tier)
    read = _Reader(session, shard, account_ids)
    return Events(
        accounts=len(account_ids),
        tier=integers(order.index(tier) if tier is not None else -1 for tier in tiers),
        touches=read.touches(),
        issues=read.issues(),
        surveys=read.surveys(),
        usage=read.usage(),
        terms=read.terms(),
    )


def read_rates(session: Session) -> Rates:
    """Every exchange rate, by currency, oldest first."""
    found: dict[str, list[tuple[date, int]]] = defaultdict(list)
    statement = select(ExchangeRate.currency, ExchangeRate.starts_on, ExchangeRate.rate_e8)
    for currency, starts_on, rate in session.execute(statement.order_by(ExchangeRate.starts_on)):
        found[currency].append((starts_on, rate))
    return dict(found)


class _Reader:
    def __init__(self, session: Session, shard: Shard, account_ids: Ints) -> None:
        self._session = session
        self._shard = shard
        self._account_ids = account_ids

    def _within(self, statement: AnySelect, account_id: Any, *order: Any) -> AnySelect:
        return statement.where(account_id.between(*self._shard)).order_by(account_id, *order)

    def _places(self, ids: Ints) -> Ints:
        return np.searchsorted(self._account_ids, ids).astype(np.int64)

    def _numbers(self, statement: AnySelect, account_id: Any, *order: Any) -> tuple[Ints, dict[str, Floats]]:
        """Each row's account as a position, and the statement's columns."""
        read = numbers(self._session, self._within(statement, account_id, *order))
        return self._places(whole(read["account_id"])), read

    def touches(self) -> Touches:
        t = Touchpoint
        account, read = self._numbers(
            select(
                t.account_id,
                epoch(t.occurred_at).label("at"),
                epoch(t.recorded_at).label("known_at"),
                position_in(Channel, t.channel).label("channel"),
                position_in(Direction, t.direction).label("direction"),
                case((t.is_automated, 1), else_=0).label("is_automated"),
                t.sentiment,
                t.response_seconds,
            ).where(t.is_planned.is_(False)),
            t.account_id,
            t.occurred_at,
            t.id,
        )
        return Touches(
            account=account,
            at=whole(read["at"]),
            known_at=whole(read["known_at"]),
            channel=whole(read["channel"]),
            direction=whole(read["direction"]),
            is_automated=read["is_automated"] > 0,
            sentiment=read["sentiment"],
            response_seconds=read["response_seconds"],
        )

    def issues(self) -> Issues:
        i = Issue
        account, read = self._numbers(
            select(
                i.account_id,
                epoch(i.opened_at).label("opened_at"),
                epoch(i.recorded_at).label("known_at"),
                epoch(i.resolved_at).label("resolved_at"),
                epoch(i.resolution_recorded_at).label("resolution_known_at"),
                position_in(Severity, i.severity).label("severity"),
            ),
            i.account_id,
            i.id,
        )
        resolved = whole(read["resolved_at"], NEVER)
        told = read["resolution_known_at"]
        return Issues(
            account=account,
            opened_at=whole(read["opened_at"]),
            known_at=whole(read["known_at"]),
            resolved_at=resolved,
            resolution_known_at=np.where(np.isnan(told), resolved, whole(told)),
            level=whole(read["severity"]) + 1,
        )

    def surveys(self) -> Surveys:
        s = SurveyResponse
        value: ColumnElement[float] = case((s.kind == SurveyKind.NPS, s.score * 10.0), else_=(s.score - 1) * 25.0)
        account, read = self._numbers(
            select(
                s.account_id,
                epoch(s.answered_at).label("at"),
                epoch(s.recorded_at).label("known_at"),
                value.label("value"),
            ),
            s.account_id,
            s.answered_at,
            s.id,
        )
        return Surveys(account, whole(read["at"]), whole(read["known_at"]), read["value"])

    def usage(self) -> Usage:
        u = UsageWeek
        account, read = self._numbers(
            select(
                u.account_id,
                day_number(u.week_on).label("monday"),
                epoch(u.recorded_at).label("known_at"),
                u.active_users,
                u.seats,
            ),
            u.account_id,
            u.week_on,
            u.product_id,
        )
        return Usage(
            account=account,
            ends_at=(whole(read["monday"]) + 7) * DAY_SECONDS,
            known_at=whole(read["known_at"]),
            active_users=read["active_users"],
            seats=read["seats"],
        )

    def terms(self) -> Terms:
        t = SubscriptionTerm
        statement = self._within(
            select(
                t.account_id,
                epoch(t.recorded_at).label("known_at"),
                day_number(t.starts_on).label("starts_day"),
                day_number(t.ends_on).label("ends_day"),
                t.arr_cents,
                Subscription.currency,
            ).join(Subscription, Subscription.id == t.subscription_id),
            t.account_id,
            t.id,
        )
        read = columns(self._session, statement)
        return Terms(
            account=self._places(integers(read["account_id"])),
            known_at=integers(read["known_at"]),
            starts_day=integers(read["starts_day"]),
            ends_day=integers(read["ends_day"], NEVER),
            arr_cents=integers(read["arr_cents"]),
            currency=np.array(read["currency"], dtype=object),
        )
