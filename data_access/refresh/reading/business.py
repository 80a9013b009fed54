"""Use, subscriptions, goals, bills and contracts."""

from collections import defaultdict
from datetime import date

import numpy as np
from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from data_access.bulk import plain_rows
from data_access.columns import day_number, epoch, letters, spelled, whole
from data_access.models import (
    ExchangeRate,
    GoalReading,
    Invoice,
    PlanGoal,
    Subscription,
    SubscriptionTerm,
    UsageWeek,
)
from data_access.refresh.reading.group import Group, begin_of, dated, end_of, positions, within
from domain.events import NEVER, GoalReadings, Goals, Invoices, Terms, Usage
from domain.grid import DAY_SECONDS, EPOCH, Ints
from domain.money import Rates
from domain.vocabulary import InvoiceStatus


def read_usage(group: Group) -> Usage:
    """Use by product and week."""
    u = UsageWeek
    statement = select(
        u.account_id,
        ((day_number(u.week_on) + 7) * DAY_SECONDS).label("ends_at"),
        epoch(u.recorded_at).label("known_at"),
        u.active_users,
        u.seats,
    )
    account, read = group.numbers(statement, _new_weeks(group), u.account_id, u.week_on, u.product_id)
    if group.recent is not None:
        account, read = group.recent.with_read("usage", account, read)
    return Usage(
        account=account,
        ends_at=whole(read["ends_at"]),
        known_at=whole(read["known_at"]),
        active_users=read["active_users"],
        seats=read["seats"],
    )


def _new_weeks(group: Group) -> list[ColumnElement[bool]]:
    u = UsageWeek
    if group.recent is None:
        return [group.shard.holds(u.account_id)]
    return group.recent.of_weeks(u.account_id, u.week_on, u.recorded_at)


def read_terms(group: Group) -> Terms:
    """ARR of subscriptions over time."""
    t = SubscriptionTerm
    account, read = group.records(
        "terms",
        select(
            t.account_id,
            epoch(t.recorded_at).label("known_at"),
            day_number(t.starts_on).label("starts_day"),
            day_number(t.ends_on).label("ends_day"),
            t.arr_cents,
            letters(Subscription.currency).label("currency"),
        ).join(Subscription, Subscription.id == t.subscription_id),
        t.account_id,
        t.id,
    )
    codes, of_row = np.unique(whole(read["currency"]), return_inverse=True)
    names = np.array([spelled(int(code)) for code in codes], dtype=object)
    return Terms(
        account=account,
        known_at=whole(read["known_at"]),
        starts_day=whole(read["starts_day"]),
        ends_day=whole(read["ends_day"], NEVER),
        arr_cents=whole(read["arr_cents"]),
        currency=names[of_row] if len(names) else np.empty(0, dtype=object),
    )


def read_goals(group: Group) -> tuple[Goals, GoalReadings]:
    """The clients' goals, and their readings by (goal, day measured)."""
    g = PlanGoal
    account, read = group.records(
        "goals",
        select(
            g.account_id,
            g.id,
            epoch(g.recorded_at).label("known_at"),
            day_number(g.set_on).label("set_day"),
            func.coalesce(day_number(g.due_on), day_number(g.set_on) + 365).label("due_day"),
            day_number(g.reached_on).label("reached_day"),
            g.start_value,
            g.target_value,
        ),
        g.account_id,
        g.id,
    )
    reached = whole(read["reached_day"], NEVER)
    goals = Goals(
        account=account,
        known_at=whole(read["known_at"]),
        set_at=begin_of(whole(read["set_day"])),
        due_at=end_of(whole(read["due_day"])),
        reached_at=dated(reached),
        start=read["start_value"],
        target=read["target_value"],
    )
    return goals, _goal_readings(group, whole(read["id"]), account)


def _goal_readings(group: Group, ids: Ints, of: Ints) -> GoalReadings:
    """Readings of the goals `ids`, of the accounts `of`; one filed under another account than its goal is left out."""
    r = GoalReading
    account, measured = group.records(
        "goal readings",
        select(
            r.account_id,
            r.goal_id,
            day_number(r.measured_on).label("day"),
            epoch(r.recorded_at).label("known_at"),
            r.value,
        ),
        r.account_id,
        r.goal_id,
        r.measured_on,
        r.id,
    )
    goal = positions(ids, whole(measured["goal_id"]))
    ours = goal >= 0
    ours[ours] = of[goal[ours]] == account[ours]
    return GoalReadings(
        goal=goal[ours],
        at=within(whole(measured["day"])[ours]),
        known_at=whole(measured["known_at"])[ours],
        value=measured["value"][ours],
    )


def read_invoices(group: Group) -> Invoices:
    """Bills that were not cancelled."""
    i = Invoice
    account, read = group.records(
        "invoices",
        select(
            i.account_id,
            epoch(i.recorded_at).label("known_at"),
            day_number(i.due_on).label("due_day"),
            # A bill that is paid, nobody says when, was not late for all we know.
            func.coalesce(day_number(i.paid_on), case((i.status == InvoiceStatus.PAID, day_number(i.due_on)))).label(
                "paid_day"
            ),
        ).where(i.status != InvoiceStatus.CANCELLED),
        i.account_id,
        i.id,
    )
    return Invoices(
        account=account,
        known_at=whole(read["known_at"]),
        due_at=end_of(whole(read["due_day"])),
        paid_at=dated(whole(read["paid_day"], NEVER)),
    )


def read_rates(session: Session) -> Rates:
    """Every exchange rate, by currency, oldest first."""
    found: dict[str, list[tuple[date, int]]] = defaultdict(list)
    statement = select(ExchangeRate.currency, day_number(ExchangeRate.starts_on), ExchangeRate.rate_e8)
    for currency, starts_day, rate in plain_rows(session, statement.order_by(ExchangeRate.starts_on)):
        found[currency].append((date.fromordinal(starts_day + EPOCH), rate))
    return dict(found)
