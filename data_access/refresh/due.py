"""Which accounts a refresh must compute, and how much of them: from what was noted since the last one."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

import numpy as np
from sqlalchemy import case, delete, func, select
from sqlalchemy.orm import Session

from data_access.bulk import numbers
from data_access.columns import AnySelect, day_number, epoch, whole
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
from domain.grid import DAY_SECONDS, EPOCH
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
    read = numbers(session, _known(session, plan, shard))
    ids, base, noted_at, happened_at = whole(read["id"]), read["base_day"], read["known_at"], read["happened_at"]
    today, base_end = plan.grid.day_numbers[-1], (base + 1) * DAY_SECONDS
    # Comparisons with what is missing do not hold.
    holds = (read["is_as_now"] > 0) & (read["as_of_day"] <= today)
    holds &= (base >= plan.grid.day_numbers[0]) & (base <= today)
    unchanged = holds & (read["as_of_day"] == today) & np.isnan(noted_at)
    # Weeks that are remembered changed, or something counts by now that lies too far back to be read.
    goes_back = (read["pending_at"] < plan.grid.ends_at[-1]) | (noted_at < base_end)
    goes_back |= (happened_at < base_end - LATE.total_seconds()) | (base == today)
    goes_on = holds & ~unchanged & ~goes_back
    newly_late = goes_on & (happened_at < base_end) & (read["is_late"] == 0)
    found = Due(
        from_the_start=ids[~unchanged & ~goes_on].tolist(),
        go_on={date.fromordinal(int(day) + EPOCH): ids[goes_on & (base == day)].tolist() for day in set(base[goes_on])},
        unchanged=ids[unchanged].tolist(),
        changed=set(ids[goes_on & (read["of_records"] > 0)].tolist()),
        late=set(ids[newly_late | (goes_on & (read["is_late"] > 0))].tolist()),
        newly_late=set(ids[newly_late].tolist()),
    )
    return _with_late_partners(session, found, plan)


def forget_changes(session: Session, shard: Shard) -> None:
    """Take away the notes about these accounts that this transaction sees: it has computed what they speak of."""
    session.execute(delete(AccountChange).where(shard.holds(AccountChange.account_id)))


def forget_the_gone(session: Session) -> None:
    """Take away notes about accounts that are no more."""
    session.execute(delete(AccountChange).where(AccountChange.account_id.not_in(select(Account.id))))


def _known(session: Session, plan: Plan, shard: Shard | None) -> AnySelect:
    """Every account with what is remembered of it, and the earliest instants that were noted."""
    c, s = AccountChange, RefreshState
    noted = select(
        c.account_id,
        func.min(c.known_at).label("known_at"),
        func.min(c.happened_at).label("happened_at"),
        func.max(case((c.of_records, 1), else_=0)).label("of_records"),
    )
    if shard is not None:
        noted = noted.where(shard.holds(c.account_id))
    notes = noted.group_by(c.account_id).subquery()
    sundays = select(s.base_on).distinct()
    if shard is not None:
        sundays = sundays.where(shard.holds(s.account_id))
    prints = [(s.base_on == day, plan.fingerprint(day)) for day in session.scalars(sundays)]
    statement = (
        select(
            Account.id,
            day_number(s.base_on).label("base_day"),
            # Whether it was computed as it would be now.
            case((s.fingerprint == (case(*prints) if prints else ""), 1), else_=0).label("is_as_now"),
            case((s.is_late, 1), else_=0).label("is_late"),
            epoch(s.pending_at).label("pending_at"),
            day_number(AccountCurrent.as_of_on).label("as_of_day"),
            epoch(notes.c.known_at).label("known_at"),
            epoch(notes.c.happened_at).label("happened_at"),
            notes.c.of_records,
        )
        .outerjoin(s, s.account_id == Account.id)
        .outerjoin(AccountCurrent, AccountCurrent.account_id == Account.id)
        .outerjoin(notes, notes.c.account_id == Account.id)
        .order_by(Account.id)
    )
    return statement if shard is None else statement.where(shard.holds(Account.id))


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
