"""What was an account on an earlier day: its owner, whether it had left, when its contract would end?"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from data_access.models import AccountOwner, Contract, Renewal, User
from data_access.session import reading
from domain.ties import end_of
from domain.viewer import Viewer
from domain.vocabulary import Lifecycle, RenewalStatus


@dataclass(frozen=True, slots=True)
class Ownership:
    """Who owned an account on a day; nobody where `owner_id` is None."""

    owner_id: int | None
    owner_name: str | None


def owner_then(viewer: Viewer, account_id: int) -> Ownership | None:
    """Who owned it on the viewer's day, by the history of owners; None where the history says nothing of that day."""
    o = AccountOwner
    statement = (
        select(o.user_id, User.name)
        .outerjoin(User, User.id == o.user_id)
        .where(o.account_id == account_id, o.since_on <= viewer.as_of, o.recorded_at < end_of(viewer.as_of))
        .order_by(o.since_on.desc())
        .limit(1)
    )
    with reading(viewer) as session:
        row = session.execute(statement).one_or_none()
    return None if row is None else Ownership(row.user_id, row.name)


def next_end_then(viewer: Viewer, account_id: int) -> tuple[date | None, date | None]:
    """The next end of a contract after the viewer's day and its notice deadline, as refresh tells them for its day."""
    c, r, day, end = Contract, Renewal, viewer.as_of, end_of(viewer.as_of)
    contracts = select(c.ends_on.label("ends_on"), c.notice_on.label("notice_on")).where(
        c.account_id == account_id, c.ends_on > day, c.starts_on <= day, c.recorded_at < end
    )
    renewals = select(r.due_on.label("ends_on"), r.notice_on.label("notice_on")).where(
        r.account_id == account_id,
        r.contract_id.is_(None),
        or_(r.status == RenewalStatus.OPEN, r.decided_on > day),
        r.due_on > day,
        r.recorded_at < end,
    )
    with reading(viewer) as session:
        rows = [*session.execute(contracts), *session.execute(renewals)]
    ordered = sorted(rows, key=lambda row: (row.ends_on, row.notice_on or date.max))
    return (ordered[0].ends_on, ordered[0].notice_on) if ordered else (None, None)


def lifecycle_then(lifecycle: Lifecycle, churned_on: date | None, day: date) -> Lifecycle:
    """Where the account stood: one that left later was active; other changes of that word are not on record."""
    if lifecycle is Lifecycle.CHURNED and churned_on is not None and churned_on > day:
        return Lifecycle.ACTIVE
    return lifecycle
