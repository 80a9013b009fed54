"""Which accounts a refresh must compute, and how much of them: from what was noted since the last one."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import case, delete, func, select
from sqlalchemy.orm import Session

from data_access.models import (
    Account,
    AccountChange,
    AccountCurrent,
    Contact,
    Participant,
    RefreshState,
    Stakeholder,
    Touchpoint,
)
from data_access.refresh.plan import Plan
from data_access.refresh.reading.group import LATE
from data_access.refresh.shards import NAMED_AT_MOST, Shard
from domain.ties import end_of


@dataclass(frozen=True, slots=True)
class Due:
    """Account ids, ascending: those computed `from_the_start`, and those that `go_on` from a Sunday's levels.

    `changed`: those of the latter whose small tables did; `late`: those that learned, since that Sunday, of what had
    happened before; `newly_late`: those of them of which it is not remembered yet.
    """

    from_the_start: list[int] = field(default_factory=list)
    go_on: dict[date, list[int]] = field(default_factory=dict)
    unchanged: list[int] = field(default_factory=list)
    changed: set[int] = field(default_factory=set)
    late: set[int] = field(default_factory=set)
    newly_late: set[int] = field(default_factory=set)

    def beside(self, ids: Iterable[int]) -> set[int]:
        """Every account but these."""
        everyone = {*self.from_the_start, *self.unchanged}.union(*self.go_on.values())
        return everyone.difference(ids)

    @property
    def is_nothing(self) -> bool:
        """Whether everything is up to date."""
        return not self.from_the_start and not self.go_on


def due(session: Session, plan: Plan, shard: Shard | None = None) -> Due:
    """What is due of the accounts of `shard`, or of all."""
    found = Due()
    for row in session.execute(_known(shard)):
        account_id, base_on = row[:2]
        if not _holds(row, plan):
            found.from_the_start.append(account_id)
        elif row.as_of_on == plan.day and row.known_at is None:
            found.unchanged.append(account_id)
        elif _goes_back(row, plan) or base_on == plan.day:
            found.from_the_start.append(account_id)
        else:
            found.go_on.setdefault(base_on, []).append(account_id)
            _note_what_changed(found, row)
    return _with_late_partners(session, found, plan)


def _note_what_changed(found: Due, row: Any) -> None:
    if row.of_records:
        found.changed.add(row.id)
    if row.happened_at is not None and row.happened_at <= _end_of(row.base_on) and not row.is_late:
        found.newly_late.add(row.id)
    if row.is_late or row.id in found.newly_late:
        found.late.add(row.id)


def forget_changes(session: Session, shard: Shard) -> None:
    """Take away the notes about these accounts that this transaction sees: it has computed what they speak of."""
    session.execute(delete(AccountChange).where(shard.holds(AccountChange.account_id)))


def forget_the_gone(session: Session) -> None:
    """Take away notes about accounts that are no more."""
    session.execute(delete(AccountChange).where(AccountChange.account_id.not_in(select(Account.id))))


def _known(shard: Shard | None) -> Any:
    """Every account with what is remembered of it, and the earliest instants that were noted."""
    c = AccountChange
    noted = select(
        c.account_id,
        func.min(c.known_at).label("known_at"),
        func.min(c.happened_at).label("happened_at"),
        func.max(case((c.of_records, 1), else_=0)).label("of_records"),
    )
    if shard is not None:
        noted = noted.where(shard.holds(c.account_id))
    notes = noted.group_by(c.account_id).subquery()
    statement = (
        select(
            Account.id, RefreshState.base_on, RefreshState.fingerprint, RefreshState.pending_at,
            RefreshState.is_late, AccountCurrent.as_of_on, notes.c.known_at, notes.c.happened_at, notes.c.of_records,
        )
        .outerjoin(RefreshState, RefreshState.account_id == Account.id)
        .outerjoin(AccountCurrent, AccountCurrent.account_id == Account.id)
        .outerjoin(notes, notes.c.account_id == Account.id)
        .order_by(Account.id)
    )  # fmt: skip
    return statement if shard is None else statement.where(shard.holds(Account.id))


def _holds(row: Any, plan: Plan) -> bool:
    """Whether what is remembered of an account may be used on that day, and was computed as it would be now."""
    if row.base_on is None or row.as_of_on is None or row.as_of_on > plan.day:
        return False
    is_within = plan.grid.days[0] <= row.base_on <= plan.day
    return bool(is_within and row.fingerprint == plan.fingerprint(row.base_on))


def _goes_back(row: Any, plan: Plan) -> bool:
    """Whether weeks that are remembered changed, or something counts by now that lies too far back to be read."""
    if row.pending_at is not None and row.pending_at < plan.end:
        return True
    if row.known_at is None:
        return False
    base_end = _end_of(row.base_on)
    return bool(row.known_at < base_end or row.happened_at < base_end - LATE)


@cache
def _end_of(day: date) -> datetime:
    return end_of(day)


def _with_late_partners(session: Session, found: Due, plan: Plan) -> Due:
    """Put right accounts whose people came on record after a touch in which they took part: it counts from then on."""
    for base_on, ids in found.go_on.items():
        late = sorted(_late_partners(session, ids, end_of(base_on), plan.end))
        if late:
            left = set(late)
            found.from_the_start.extend(late)
            found.go_on[base_on] = [account_id for account_id in ids if account_id not in left]
    found.from_the_start.sort()
    return replace(found, go_on={day: ids for day, ids in found.go_on.items() if ids})


def _late_partners(session: Session, ids: Iterable[int], since: datetime, until: datetime) -> set[int]:
    """Of these accounts those with a touch from before `since` in which somebody took part who is on record since."""
    c, s = Contact, Stakeholder
    employed = select(c.id, c.account_id).where(c.recorded_at >= since, c.recorded_at < until)
    placed = select(s.contact_id, s.account_id).where(s.recorded_at >= since, s.recorded_at < until)
    new = {(person, account) for one in (employed, placed) for person, account in session.execute(one)}
    wanted, found = set(ids), set()
    people = sorted({person for person, account in new if account in wanted})
    for start in range(0, len(people), NAMED_AT_MOST):
        met = (
            select(Participant.contact_id, Touchpoint.account_id)
            .distinct()
            .join(Touchpoint, Touchpoint.id == Participant.touchpoint_id)
            .where(Participant.contact_id.in_(people[start : start + NAMED_AT_MOST]))
            .where(Touchpoint.occurred_at < since, Touchpoint.recorded_at < since)
        )
        found |= {account for person, account in session.execute(met) if (person, account) in new}
    return found & wanted
