"""Which accounts a refresh must compute, and how much of them: from what was noted since the last one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

import numpy as np
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from data_access.bulk import numbers
from data_access.columns import AnySelect, day_number, epoch, whole
from data_access.models import (
    Account,
    AccountChange,
    AccountCurrent,
    AccountHistory,
    Base,
    Contact,
    Participant,
    RefreshState,
    Stakeholder,
    Touchpoint,
)
from data_access.refresh.plan import Plan
from data_access.refresh.reading.kept import ALL, PEOPLE
from data_access.refresh.shards import NAMED_AT_MOST, Shard, shard_of
from domain.events import NEVER
from domain.grid import DAY_SECONDS, EPOCH, Floats, Ints
from domain.ties import end_of

_FAR = 253_402_214_400
"""The instant that notes have where none is meant: 9999-12-31 (epoch s)."""
_CHANGES = Base.metadata.tables[AccountChange.__tablename__]


@dataclass(frozen=True, slots=True, order=True)
class Stand:
    """Where accounts go on: three Sundays.

    Levels hold by the end of `base_on`; the history is told up to `until_on`; the weeks up to `stays_on`, which is one
    of the two, stay as they are.
    """

    base_on: date
    until_on: date
    stays_on: date


@dataclass(frozen=True, slots=True)
class Due:
    """Account ids, ascending: those computed `from_the_start`, and those that `go_on` from where they stand.

    `stale`: which small tables of an account are not as they are remembered, as bits; `changed_at`: when the first of
    the touches and use that changed had happened (epoch s); accounts of which none did are in neither.
    """

    from_the_start: list[int] = field(default_factory=list)
    go_on: dict[Stand, list[int]] = field(default_factory=dict)
    unchanged: list[int] = field(default_factory=list)
    stale: dict[int, int] = field(default_factory=dict)
    changed_at: dict[int, int] = field(default_factory=dict)

    def beside(self, ids: Iterable[int]) -> set[int]:
        """Every account but these."""
        everyone = {*self.from_the_start, *self.unchanged}.union(*self.go_on.values())
        return everyone.difference(ids)

    @property
    def is_nothing(self) -> bool:
        """Whether everything is up to date."""
        return not self.from_the_start and not self.go_on

    def stale_of(self, ids: Sequence[int]) -> Ints:
        """`stale` of these accounts, 0 for none."""
        return np.array([self.stale.get(one, 0) for one in ids], dtype=np.int64)

    def changed_at_of(self, ids: Sequence[int]) -> Ints:
        """`changed_at` of these accounts, `NEVER` for none."""
        return np.array([self.changed_at.get(one, NEVER) for one in ids], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class _Notes:
    """Of each account what was noted: the earliest instants (epoch s, NaN without a note), and the tables as bits."""

    known_at: Floats
    happened_at: Floats
    records: Ints


def due(session: Session, plan: Plan, shard: Shard | None = None) -> Due:
    """What is due of the accounts of `shard`, or of all."""
    read = numbers(session, _known(shard))
    ids, base, until = whole(read["id"]), read["base_day"], read["until_day"]
    notes, today = _notes(session, shard, ids), plan.grid.day_numbers[-1]
    # Comparisons with what is missing do not hold.
    holds = _is_as_now(plan, until, read["fingerprint"]) & (read["as_of_day"] <= today) & ~np.isnan(base)
    unchanged = holds & (read["as_of_day"] == today) & np.isnan(notes.known_at)
    stale = np.where(holds, notes.records, ALL)
    holds &= (base >= plan.grid.day_numbers[0]) & (base < today)
    # Weeks that are remembered changed.
    goes_back = notes.known_at < (base + 1) * DAY_SECONDS
    goes_on = holds & ~unchanged & ~goes_back
    stays = np.where(notes.known_at < (until + 1) * DAY_SECONDS, base, until)
    stands = np.column_stack([base, until, stays])[goes_on]
    found = Due(
        from_the_start=ids[~unchanged & ~goes_on].tolist(),
        go_on={
            Stand(*(_day(number) for number in stand)): ids[goes_on][(stands == stand).all(axis=1)].tolist()
            for stand in np.unique(stands, axis=0)
        },
        unchanged=ids[unchanged].tolist(),
        stale=_by_account(ids, ~unchanged & (stale > 0), stale),
        changed_at=_by_account(ids, goes_on & (notes.happened_at < _FAR), notes.happened_at),
    )
    return _with_new_people(session, found)


def forget_changes(session: Session, shard: Shard) -> None:
    """Take away the notes about these accounts that this transaction sees: it has computed what they speak of."""
    session.execute(delete(_CHANGES).where(shard.holds(_CHANGES.c.account_id)))


def forget_the_gone(session: Session) -> None:
    """Take away notes about accounts that are no more."""
    session.execute(delete(_CHANGES).where(_CHANGES.c.account_id.not_in(select(Account.id))))


def _known(shard: Shard | None) -> AnySelect:
    """Every account with what is remembered of it."""
    s, h, c = RefreshState, AccountHistory, AccountCurrent
    statement = (
        select(
            Account.id,
            day_number(s.base_on).label("base_day"),
            day_number(h.until_on).label("until_day"),
            h.fingerprint,
            day_number(c.as_of_on).label("as_of_day"),
        )
        .outerjoin(s, s.account_id == Account.id)
        .outerjoin(h, h.account_id == Account.id)
        .outerjoin(c, c.account_id == Account.id)
        .order_by(Account.id)
    )
    return statement if shard is None else statement.where(shard.holds(Account.id))


def _notes(session: Session, shard: Shard | None, ids: Ints) -> _Notes:
    c = AccountChange
    # Many notes say the same: each is one for the database, and few for us.
    statement = select(
        c.account_id,
        epoch(func.min(c.known_at)).label("known_at"),
        epoch(func.min(c.happened_at)).label("happened_at"),
        c.records,
    ).group_by(c.account_id, c.records)
    read = numbers(session, statement if shard is None else statement.where(shard.holds(c.account_id)))
    account = whole(read["account_id"])
    place = np.minimum(np.searchsorted(ids, account), max(len(ids) - 1, 0))
    ours = ids[place] == account if len(ids) else np.zeros(len(account), dtype=np.bool_)
    known_at, happened_at = np.full(len(ids), np.nan), np.full(len(ids), np.nan)
    np.fmin.at(known_at, place[ours], read["known_at"][ours])
    np.fmin.at(happened_at, place[ours], read["happened_at"][ours])
    records = np.zeros(len(ids), dtype=np.int64)
    np.bitwise_or.at(records, place[ours], whole(read["records"])[ours])
    return _Notes(known_at, happened_at, records)


def _is_as_now(plan: Plan, until: Floats, fingerprint: Floats) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Whether an account was computed as it would be now."""
    found = np.zeros(len(until), dtype=np.bool_)
    for day in np.unique(until[~np.isnan(until)]):
        found |= (until == day) & (fingerprint == plan.fingerprint(_day(day)))
    return found


def _day(number: float) -> date:
    return date.fromordinal(int(number) + EPOCH)


def _by_account(
    ids: Ints, chosen: "np.ndarray[tuple[int], np.dtype[np.bool_]]", values: Floats | Ints
) -> dict[int, int]:
    return dict(zip(ids[chosen].tolist(), values[chosen].astype(np.int64).tolist(), strict=True))


def _with_new_people(session: Session, found: Due) -> Due:
    """Put right accounts of whose people there are others: touches that they took part in count from now on.

    Those since the levels are read again, and those that were told late; where one was known before, the account begins
    anew.
    """
    late: set[int] = set()
    changed_at = dict(found.changed_at)
    for stand, ids in found.go_on.items():
        since = end_of(stand.base_on)
        begin = int(since.timestamp())
        people_changed = {one for one in ids if found.stale.get(one, 0) & PEOPLE}
        changed_at |= {one: min(changed_at.get(one, NEVER), begin) for one in people_changed}
        # Where something is told late, what had happened since is read again: of touches that were known before, and
        # only count for somebody new, nothing would be found.
        asked = [one for one in ids if one in people_changed or changed_at.get(one, NEVER) < begin]
        for account, happened_at, was_known in _met_before(session, asked, since):
            if was_known:
                late.add(account)
            changed_at[account] = min(changed_at[account], happened_at)
    go_on = {stand: [one for one in ids if one not in late] for stand, ids in found.go_on.items()}
    return replace(
        found,
        from_the_start=sorted({*found.from_the_start, *late}),
        go_on={stand: ids for stand, ids in go_on.items() if ids},
        changed_at=changed_at,
    )


def _met_before(session: Session, ids: Sequence[int], since: datetime) -> Iterator[tuple[int, int, bool]]:
    """Where somebody who is on record since took part in a touch before: account, when, and if the touch was known.

    When: of the first such touch (epoch s); it was known if that of any was.
    """
    if not ids:
        return
    c, s, t = Contact, Stakeholder, Touchpoint
    wanted = shard_of(ids)
    employed = select(c.id, c.account_id).where(c.recorded_at >= since, wanted.holds(c.account_id))
    placed = select(s.contact_id, s.account_id).where(s.recorded_at >= since, wanted.holds(s.account_id))
    new = {(person, account) for one in (employed, placed) for person, account in session.execute(one)}
    people = sorted({person for person, _ in new})
    for start in range(0, len(people), NAMED_AT_MOST):
        met = (
            select(Participant.contact_id, t.account_id, func.min(epoch(t.occurred_at)), func.min(epoch(t.recorded_at)))
            .join(t, t.id == Participant.touchpoint_id)
            .where(Participant.contact_id.in_(people[start : start + NAMED_AT_MOST]), t.occurred_at < since)
            .group_by(Participant.contact_id, t.account_id)
        )
        for person, account, happened_at, known_at in session.execute(met):
            if (person, account) in new:
                yield account, int(happened_at), known_at < since.timestamp()
