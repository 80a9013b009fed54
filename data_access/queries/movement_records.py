"""Which record of an account is behind a movement: the latest or worst of its kind between two days.

Each reader takes the accounts that are listed and answers for all of them with one or two statements by index.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from data_access.models import (
    AccountCurrent,
    Assessment,
    Commitment,
    Contact,
    ContractEvent,
    Invoice,
    Issue,
    Stakeholder,
    SurveyResponse,
    Touchpoint,
    UsageWeek,
)
from domain.movement_words import Found
from domain.policy import POLICY
from domain.ties import end_of
from domain.vocabulary import InvoiceStatus

_WEEK = timedelta(days=6)
"""From the first day of a week to its last."""


@dataclass(frozen=True, slots=True)
class Window:
    """The accounts asked for, and between the ends of which days something happened."""

    ids: tuple[int, ...]
    since: date
    until: date


def _issues(session: Session, window: Window) -> dict[int, Found]:
    """The worst that opened, or the last that was resolved; opened ones first."""
    i, end = Issue, end_of(window.until)
    statement = (
        select(i.account_id, i.id, i.title, i.severity, i.opened_at, i.resolved_at)
        .where(i.account_id.in_(window.ids), i.opened_at < end, i.recorded_at < end)
        .where(or_(i.resolved_at.is_(None), i.resolved_at >= end_of(window.since)))
        .order_by(i.resolved_at.is_not(None), i.severity, i.opened_at.desc(), i.id)
    )
    found: dict[int, Found] = {}
    for row in session.execute(statement):
        resolved = row.resolved_at is not None and row.resolved_at < end
        what = f"{row.severity.upper()} “{row.title}”"
        on = (row.resolved_at if resolved else row.opened_at).date()
        found.setdefault(row.account_id, Found(what, "open until" if resolved else "open since", on))
    return found


def _promises(session: Session, window: Window) -> dict[int, Found]:
    """The promise that was broken or became overdue last; else the one kept last."""
    c = Commitment
    settled = func.coalesce(c.broken_on, c.kept_on)
    statement = (
        select(c.account_id, c.promise, c.due_on, c.kept_on, c.broken_on)
        .where(c.account_id.in_(window.ids), c.is_ours, c.due_on <= window.until)
        .where(or_(settled.is_(None), settled > window.since), c.recorded_at < end_of(window.until))
        .order_by(c.kept_on.is_not(None), func.coalesce(c.broken_on, c.due_on).desc(), c.id)
    )
    found: dict[int, Found] = {}
    for row in session.execute(statement):
        state, on = ("broken", row.broken_on) if row.broken_on else ("kept", row.kept_on)
        if on is None or on > window.until:
            state, on = "overdue since", row.due_on
        found.setdefault(row.account_id, Found(f"promise “{row.promise}”", state, on))
    return found


def _surveys(session: Session, window: Window) -> dict[int, Found]:
    s = SurveyResponse
    statement = (
        select(s.account_id, s.kind, s.score, s.answered_at)
        .where(
            s.account_id.in_(window.ids), s.answered_at >= end_of(window.since), s.answered_at < end_of(window.until)
        )
        .order_by(s.answered_at.desc(), s.id)
    )
    top = {"nps": 10, "csat": 5}
    found: dict[int, Found] = {}
    for row in session.execute(statement):
        what = f"{row.kind.upper()} {row.score} of {top[row.kind]}"
        found.setdefault(row.account_id, Found(what, "on", row.answered_at.date()))
    return found


def _people(session: Session, window: Window) -> dict[int, Found]:
    a, s, c = Assessment, Stakeholder, Contact
    left = (
        select(s.account_id, c.name, c.left_on)
        .join(c, c.id == s.contact_id)
        .where(s.account_id.in_(window.ids), c.left_on > window.since, c.left_on <= window.until)
        .order_by(c.left_on.desc(), c.id)
    )
    judged = (
        select(a.account_id, c.name, a.stance, a.assessed_on)
        .join(s, s.id == a.stakeholder_id)
        .join(c, c.id == s.contact_id)
        .where(a.account_id.in_(window.ids), a.assessed_on > window.since, a.assessed_on <= window.until)
        .where(a.stance.is_not(None))
        .order_by(a.assessed_on.desc(), a.id.desc())
    )
    found: dict[int, Found] = {}
    for account_id, name, left_on in session.execute(left):
        found.setdefault(account_id, Found(name, "left on", left_on or window.until))
    for account_id, name, stance, assessed_on in session.execute(judged):
        found.setdefault(account_id, Found(f"{name}, {stance}", "since", assessed_on))
    return found


def _invoices(session: Session, window: Window) -> dict[int, Found]:
    i = Invoice
    statement = (
        select(i.account_id, i.number, i.due_on, i.paid_on)
        .where(i.account_id.in_(window.ids), i.due_on <= window.until, i.status != InvoiceStatus.CANCELLED)
        .where(or_(i.paid_on.is_(None), i.paid_on > window.since))
        .order_by(i.paid_on.is_not(None), i.due_on, i.id)
    )
    found: dict[int, Found] = {}
    for row in session.execute(statement):
        is_paid = row.paid_on is not None and row.paid_on <= window.until
        on = row.paid_on if is_paid else row.due_on
        found.setdefault(row.account_id, Found(f"invoice {row.number}", "paid" if is_paid else "overdue since", on))
    return found


def _contract_events(session: Session, window: Window) -> dict[int, Found]:
    e = ContractEvent
    statement = (
        select(e.account_id, e.kind, e.happened_on)
        .where(e.account_id.in_(window.ids), e.happened_on <= window.until)
        .order_by(e.happened_on.desc(), e.id)
    )
    found: dict[int, Found] = {}
    for row in session.execute(statement):
        found.setdefault(row.account_id, Found(str(row.kind).replace("_", " "), "of", row.happened_on))
    return found


def _usage(session: Session, window: Window) -> dict[int, Found]:
    """Active users, the mean of the last whole weeks by each day: as many as the reading of seats looks at."""
    u = UsageWeek
    statement = (
        select(u.account_id, u.week_on, func.sum(u.active_users).label("users"))
        .where(u.account_id.in_(window.ids), u.week_on <= window.until - _WEEK)
        .where(u.week_on > window.since - timedelta(weeks=POLICY.usage_window_weeks + 1))
        .group_by(u.account_id, u.week_on)
        .order_by(u.account_id, u.week_on.desc())
    )
    weeks: dict[int, list[Any]] = {}
    for row in session.execute(statement):
        weeks.setdefault(row.account_id, []).append(row)
    found: dict[int, Found] = {}
    for account_id, rows in weeks.items():
        now = rows[: POLICY.usage_window_weeks]
        then = [row for row in rows if row.week_on <= window.since - _WEEK][: POLICY.usage_window_weeks]
        if then and now[0].week_on > then[0].week_on:
            before, after = (round(sum(int(row.users) for row in some) / len(some)) for some in (then, now))
            what = f"active users {before} → {after} a week"
            found[account_id] = Found(what, "by", now[0].week_on + _WEEK)
    return found


def last_touches(session: Session, window: Window) -> dict[int, Found]:
    """The last exchange with a person by then."""
    t, end = Touchpoint, end_of(window.until)
    mine = (Touchpoint.account_id == AccountCurrent.account_id, ~t.is_automated, ~t.is_planned, t.occurred_at < end)
    last = select(t.id).where(*mine).order_by(t.occurred_at.desc(), t.id.desc()).limit(1).correlate(AccountCurrent)
    chosen = select(last.scalar_subquery()).where(AccountCurrent.account_id.in_(window.ids))
    numbers = [number for number in session.scalars(chosen) if number is not None]
    statement = select(t.account_id, t.subject, t.channel, t.occurred_at).where(t.id.in_(numbers))
    return {
        row.account_id: Found(f"last touch “{row.subject or row.channel}”", "on", row.occurred_at.date())
        for row in session.execute(statement)
    }


READERS: Mapping[str, Callable[[Session, Window], dict[int, Found]]] = {
    "issue": _issues,
    "promise": _promises,
    "survey": _surveys,
    "person": _people,
    "invoice": _invoices,
    "contract": _contract_events,
    "usage": _usage,
}
"""By kind of record."""
