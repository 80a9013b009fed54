"""How were these accounts served: issues against their targets, promises, cadence, and who touched whom?"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access.cache import cached
from data_access.columns import columns, epoch, integers, ordinals, position_in
from data_access.models import Account, Commitment, Issue, SlaTarget
from data_access.queries.portfolio import portfolio
from data_access.queries.revenue import positions
from data_access.session import reading
from domain.events import NEVER
from domain.grid import Ints
from domain.portfolio import Filters, narrow
from domain.portfolio_columns import TIERS
from domain.promises import NEVER_KEPT, Promises
from domain.service import Service, ServiceBook, looked_from
from domain.service import service as computed
from domain.service_kpis import Courses, courses
from domain.sla import NO_TARGET, Issues, Measure, Served, judge, served
from domain.ties import end_of
from domain.viewer import Viewer
from domain.vocabulary import CommitmentOrigin, Department, Severity

_NO_TIER = TIERS.index("none")


@cached(entries=8)
def service_book(viewer: Viewer) -> ServiceBook:
    """Every issue and promise of the viewer's accounts that is known on their day: three statements.

    The day is the viewer's, or that of the last refresh where it is earlier.
    """
    book = portfolio(viewer)
    day = min(viewer.as_of, book.as_of)
    tier = book.column("tier").astype(np.int64)
    with reading(viewer) as session:
        targets = _targets(session)
        read = _read_issues(session, day)
        at, mine = positions(book, read["account_id"])
        issues = _issues(read, mine, at, tier[at], targets)
        promises = _promises(session, viewer, day)
    refreshed: list[datetime] = book.accounts["refreshed_at"].tolist()
    clock = max((one.timestamp() for one in refreshed), default=0.0)
    looked = looked_from(day, clock, has_answers=bool((issues.answered_at != NEVER).any()))
    return ServiceBook(issues, promises, looked, bool((targets != NO_TARGET).any()))


@cached(entries=32)
def service(viewer: Viewer, filters: Filters, days: int | None) -> Service:
    """All answers at once, from what is in memory: of issues that opened, and promises due, in the last `days`."""
    whole = portfolio(viewer)
    day = min(viewer.as_of, whole.as_of)
    return computed(narrow(whole, filters), whole, service_book(viewer), service_courses(viewer, days), day, days)


@cached(entries=16)
def service_courses(viewer: Viewer, days: int | None) -> Courses:
    """How every account was served at the end of each of the last weeks: the same under every filter."""
    whole, book = portfolio(viewer), service_book(viewer)
    day = min(viewer.as_of, whole.as_of)
    return courses(book.issues, book.promises, len(whole), book.looked, day, days)


@cached(entries=64)
def account_service(viewer: Viewer, account_id: int, days: int | None) -> dict[Measure, Served] | None:
    """The issues of one account that opened in the last `days`, against each target; None without any."""
    with reading(viewer) as session:
        tier = session.scalar(select(Account.tier).where(Account.id == account_id))
        read = _read_issues(session, viewer.as_of, account_id)
        targets = _targets(session)
        recorded = session.scalar(select(Issue.id).where(Issue.first_response_at.is_not(None)).limit(1))
    number = len(read["id"])
    places = np.full(number, TIERS.index(tier) if tier else _NO_TIER, dtype=np.int64)
    issues = _issues(read, np.ones(number, dtype=bool), np.zeros(number, dtype=np.int64), places, targets)
    looked = looked_from(viewer.as_of, datetime.now(UTC).timestamp(), has_answers=recorded is not None)
    issues = issues.opened_within(looked.end, days)
    return {measure: served(judge(issues, measure, looked)) for measure in Measure} if len(issues) else None


@cached(entries=64)
def issue_titles(viewer: Viewer, ids: tuple[int, ...]) -> dict[int, str]:
    """What these issues are called, by id."""
    with reading(viewer) as session:
        rows = session.execute(select(Issue.id, Issue.title).where(Issue.id.in_(ids)))
        return {row.id: row.title for row in rows}


@cached(entries=64)
def promise_words(viewer: Viewer, ids: tuple[int, ...]) -> dict[int, str]:
    """What these promises say, by id."""
    with reading(viewer) as session:
        rows = session.execute(select(Commitment.id, Commitment.promise).where(Commitment.id.in_(ids)))
        return {row.id: row.promise for row in rows}


def _targets(session: Session) -> Ints:
    """Seconds allowed: (measures, tiers, severities), `NO_TARGET` where nothing was promised."""
    t = SlaTarget
    found = np.full((len(Measure), len(TIERS), len(Severity)), NO_TARGET, dtype=np.int64)
    for row in session.execute(select(t.tier, t.severity, t.first_response_minutes, t.resolution_minutes)):
        place = TIERS.index(row.tier), list(Severity).index(row.severity)
        found[:, *place] = 60 * row.first_response_minutes, 60 * row.resolution_minutes
    return found


def _read_issues(session: Session, day: date, account_id: int | None = None) -> dict[str, Sequence[Any]]:
    i = Issue
    statement = (
        select(
            i.id, i.account_id, position_in(Severity, i.severity).label("severity"),
            epoch(i.opened_at).label("opened_at"), epoch(i.recorded_at).label("known_at"),
            epoch(i.first_response_at).label("answered_at"), epoch(i.resolved_at).label("resolved_at"),
            epoch(i.resolution_recorded_at).label("resolution_known_at"),
        )
        .where(i.recorded_at < end_of(day), i.opened_at < end_of(day))
        .order_by(i.opened_at, i.id)
    )  # fmt: skip
    return columns(session, statement if account_id is None else statement.where(i.account_id == account_id))


def _issues(read: dict[str, Sequence[Any]], mine: Any, at: Ints, tier: Ints, targets: Ints) -> Issues:
    """The rows that are `mine`, at those positions in the book and of those tiers."""
    severity = integers(read["severity"])[mine]
    resolved = integers(read["resolved_at"], NEVER)[mine]
    told = integers(read["resolution_known_at"], NEVER)[mine]
    first_response, resolution = targets[:, tier, severity]
    return Issues(
        id=integers(read["id"])[mine],
        at=at,
        severity=severity,
        tier=tier,
        opened_at=integers(read["opened_at"])[mine],
        known_at=integers(read["known_at"])[mine],
        answered_at=integers(read["answered_at"], NEVER)[mine],
        resolved_at=resolved,
        resolution_known_at=np.where(told == NEVER, resolved, told),
        first_response=first_response,
        resolution=resolution,
    )


def _promises(session: Session, viewer: Viewer, day: date) -> Promises:
    c = Commitment
    statement = (
        select(
            c.id, c.account_id, position_in(Department, c.department).label("department"),
            position_in(CommitmentOrigin, c.origin).label("origin"), c.is_ours, c.due_on, c.kept_on, c.broken_on,
            c.recorded_at, c.outcome_recorded_at,
        )
        .where(c.recorded_at < end_of(day))
        .order_by(c.due_on, c.id)
    )  # fmt: skip
    read = columns(session, statement)
    at, mine = positions(portfolio(viewer), read["account_id"])
    return Promises(
        id=integers(read["id"])[mine],
        at=at,
        department=integers(read["department"])[mine],
        origin=integers(read["origin"])[mine],
        is_ours=np.array(read["is_ours"], dtype=bool)[mine],
        due_on=ordinals(read["due_on"])[mine],
        kept_on=ordinals(read["kept_on"], NEVER_KEPT)[mine],
        broken_on=ordinals(read["broken_on"], NEVER_KEPT)[mine],
        known_on=ordinals(read["recorded_at"])[mine],
        told_on=ordinals(read["outcome_recorded_at"])[mine],
    )
