"""What did our departments promise across accounts, and did they keep it?"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from data_access.cache import cached
from data_access.models import Account, Commitment
from data_access.session import reading
from domain.promises import Counted
from domain.ties import end_of
from domain.viewer import Viewer

LISTED = 200
"""Promises that are listed one by one; the oldest overdue come first."""


@dataclass(frozen=True, slots=True)
class LatePromise:
    """A promise of ours that is overdue or was broken."""

    id: int
    account_id: int
    account: str
    promise: str
    department: str
    origin: str
    due_on: date
    state: str


@cached(entries=64)
def promise_counts(viewer: Viewer, days_back: int | None) -> tuple[Counted, ...]:
    """Promises of the viewer's accounts known on the viewer's day, counted by department, origin, side and state.

    Those due in the last `days_back` days (None: ever) or later.
    """
    c, state = Commitment, _state(viewer)
    statement = (
        select(c.department, c.origin, c.is_ours, state.label("state"), func.count().label("number"))
        .where(*_known(viewer, days_back))
        .group_by(c.department, c.origin, c.is_ours, state)
        .order_by(c.department, c.origin, c.is_ours, state)
    )
    with reading(viewer) as session:
        return tuple(
            Counted(row.department.value, row.origin.value, row.is_ours, row.state, row.number)
            for row in session.execute(statement)
        )


@cached(entries=64)
def late_promises(viewer: Viewer, days_back: int | None, department: str | None = None) -> tuple[LatePromise, ...]:
    """Our promises that are overdue, oldest first, then those that were broken, newest first; at most `LISTED`."""
    c, state = Commitment, _state(viewer)
    wanted = [*_known(viewer, days_back), c.is_ours, state.in_(["overdue", "broken"])]
    if department is not None:
        wanted.append(c.department == department)
    is_broken = state == "broken"
    statement = (
        select(
            c.id, c.account_id, Account.name.label("account"), c.promise, c.department, c.origin, c.due_on,
            state.label("state"),
        )
        .join(Account, Account.id == c.account_id)
        .where(*wanted)
        .order_by(is_broken, case((is_broken, None), else_=c.due_on), c.due_on.desc(), c.id)
        .limit(LISTED)
    )  # fmt: skip
    with reading(viewer) as session:
        return tuple(
            LatePromise(
                row.id, row.account_id, row.account, row.promise, row.department.value, row.origin.value, row.due_on,
                row.state,
            )
            for row in session.execute(statement)
        )  # fmt: skip


def _known(viewer: Viewer, days_back: int | None) -> list[Any]:
    c = Commitment
    since = [] if days_back is None else [c.due_on >= viewer.as_of - timedelta(days=days_back)]
    return [c.recorded_at < end_of(viewer.as_of), *since]


def _state(viewer: Viewer) -> ColumnElement[str]:
    """How a promise stands at the end of the viewer's day; an outcome that was not known by then is none."""
    c, day = Commitment, viewer.as_of
    is_told = or_(c.outcome_recorded_at.is_(None), c.outcome_recorded_at < end_of(day))
    is_kept = and_(is_told, c.kept_on <= day)
    return case(
        (and_(is_kept, c.kept_on > c.due_on), "late"),
        (is_kept, "kept"),
        (and_(is_told, c.broken_on <= day), "broken"),
        (c.due_on < day, "overdue"),
        else_="open",
    )
