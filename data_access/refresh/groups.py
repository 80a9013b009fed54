"""One group of accounts, in one transaction: read, computed, and put in the place of what was there."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Table, delete, select
from sqlalchemy.orm import Session

from data_access.bulk import packed, write
from data_access.models import AccountCurrent, AccountHistory, Base, HealthSnapshot, RefreshState
from data_access.refresh.computed import Computed, WentBefore, compute
from data_access.refresh.current import describe
from data_access.refresh.due import Due, Stand, due, forget_changes
from data_access.refresh.plan import Plan
from data_access.refresh.reading import read_events
from data_access.refresh.reading.kept import Kept
from data_access.refresh.records import kept_records, recent_facts, remember_recent, remember_records
from data_access.refresh.rows import current_columns, history_columns
from data_access.refresh.shards import Shard, accounts_of, hold, shard_of
from data_access.refresh.state import NOWHERE, Remembered, state_columns
from data_access.runs import from_runs
from domain.events import Events
from domain.facts.carried import carried_row
from domain.facts.usage import is_aligned
from domain.grid import WEEKS, Floats, Ints, grid_after, last_sunday


def _table(model: type[Base]) -> Table:
    return model.metadata.tables[model.__tablename__]


_CURRENT, _HISTORY = _table(AccountCurrent), _table(AccountHistory)
_SNAPSHOTS, _STATES = _table(HealthSnapshot), _table(RefreshState)


@dataclass(frozen=True, slots=True)
class Done:
    """How many accounts were computed from their first event on, or went on; `left`: those that are still due."""

    from_the_start: int = 0
    advanced: int = 0
    unchanged: int = 0
    left: tuple[int, ...] = ()


def refresh_group(session: Session, shard: Shard, plan: Plan) -> Done:
    """Compute these accounts from their first event on."""
    hold(session)
    accounts = _from_the_start(session, shard, plan)
    forget_changes(session, shard)
    return Done(accounts)


def advance_group(session: Session, shard: Shard, plan: Plan) -> Done:
    """Compute the weeks of these accounts that are due; those that must begin anew are left."""
    return _advance(session, shard, plan, may_begin_anew=False)


def catch_up_group(session: Session, shard: Shard, plan: Plan) -> Done:
    """Compute what is due of these accounts, also of those that must begin anew: few, or as many as a shard has."""
    return _advance(session, shard, plan, may_begin_anew=True)


def _advance(session: Session, shard: Shard, plan: Plan, *, may_begin_anew: bool) -> Done:
    hold(session)
    found = due(session, plan, shard)
    anew = found.from_the_start
    left = () if may_begin_anew else tuple(anew)

    def these(ids: list[int]) -> Shard:
        # Between accounts that are named, there may be some that nobody asked about.
        return shard_of(ids, None if shard.only else found.beside(ids).union(shard.without))

    if anew and not left:
        _from_the_start(session, these(anew), plan, found)
    for stand, ids in found.go_on.items():
        _go_on(session, these(ids), stand, plan, found)
    done = found.beside(left)
    if done:
        forget_changes(session, shard_of(sorted(done), left) if left else shard)
    return Done(0 if left else len(anew), sum(map(len, found.go_on.values())), len(found.unchanged), left)


def _from_the_start(session: Session, shard: Shard, plan: Plan, known: Due | None = None) -> int:
    """Compute every week; small tables are read again where they are not `known` to be as they are remembered."""
    accounts = accounts_of(session, shard)
    ids = list(accounts)
    numbers = np.array(ids, dtype=np.int64)
    kept = Kept(numbers) if known is None else kept_records(session, shard, ids, known.stale_of(ids))
    events = read_events(session, shard, numbers, list(accounts.values()), kept=kept)
    found = compute(events, ids, plan.whole, plan)
    _clear(session, shard, _SNAPSHOTS)
    _put(session, shard, ids, events, found, found.scores, plan)
    _tell(session, shard, ids, plan, found.scores[:, :WEEKS], found.arr[:, :WEEKS], found.contact[:, :WEEKS])
    _remember(session, shard, ids, plan.grid.days[carried_row(plan.grid)], events, found, plan)
    remember_records(session, ids, kept)
    return len(ids)


def _go_on(session: Session, shard: Shard, stand: Stand, plan: Plan, known: Due) -> None:
    """Compute the weeks after `stand.base_on`, from the levels at its end and what became known since."""
    accounts = accounts_of(session, shard)
    ids, grid = list(accounts), grid_after(stand.base_on, plan.day)
    kept = kept_records(session, shard, ids, known.stale_of(ids))
    recent = recent_facts(session, shard, ids, stand.base_on, plan.day, known.changed_at_of(ids))
    events = read_events(session, shard, np.array(ids, dtype=np.int64), list(accounts.values()), recent, kept)
    levels = Remembered(session, shard, plan.latest.policy).levels(events.contacts)
    told = _Told(session, shard, stand, len(plan.grid))
    found = compute(events, ids, grid, plan, WentBefore(levels, told.scores), stand.stays_on)
    sunday = last_sunday(plan.day)
    # The weeks that are computed again, and those that the history has grown out of.
    for is_so, gone in (
        (stand.stays_on < stand.until_on, _SNAPSHOTS.c.week_on > stand.stays_on),
        (sunday > stand.until_on, _SNAPSHOTS.c.week_on < plan.grid.days[0]),
    ):
        if is_so:
            session.connection().execute(delete(_SNAPSHOTS).where(shard.holds(_SNAPSHOTS.c.account_id), gone))
    scores = told.followed_by(told.scores, found.scores)
    _put(session, shard, ids, events, found, scores, plan)
    if sunday > stand.stays_on:
        arr, contact = told.followed_by(told.arr(), found.arr), told.followed_by(told.contact(), found.contact)
        _tell(session, shard, ids, plan, scores[:, :WEEKS], arr[:, :WEEKS], contact[:, :WEEKS])
    row = carried_row(grid)
    if row >= 0:
        _remember(session, shard, ids, grid.days[row], events, found, plan)
    elif len(recent.changed):
        changed = shard_of([ids[place] for place in recent.changed.tolist()])
        remember_recent(session, changed, ids, stand.base_on, events, recent.changed)
    remember_records(session, ids, kept)


class _Told:
    """The history of the accounts of a group, up to where they go on from; `width`: how many weeks are shown."""

    def __init__(self, session: Session, shard: Shard, stand: Stand, width: int) -> None:
        self._session, self._shard, self._width = session, shard, width
        self._weeks = WEEKS - (stand.until_on - stand.base_on).days // 7
        self.scores: Floats = self._of_weeks("weekly_scores", "<f8")

    def arr(self) -> Ints:
        """ARR at the same weeks: (accounts, weeks)."""
        return from_runs(self._numbers("weekly_arr", "<i8"), WEEKS)[:, : self._weeks]

    def contact(self) -> npt.NDArray[Any]:
        """Days of the last contact at the same weeks: (accounts, weeks)."""
        return self._of_weeks("weekly_contact", "<i4")

    def followed_by(self, before: npt.NDArray[Any], new: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """The weeks that are shown: of those `before`, as many as `new` ones come fall out."""
        return np.hstack([before, new])[:, -self._width :]

    def _of_weeks(self, name: str, kind: str) -> npt.NDArray[Any]:
        return self._numbers(name, kind).reshape(-1, WEEKS)[:, : self._weeks]

    def _numbers(self, name: str, kind: str) -> npt.NDArray[Any]:
        h = _HISTORY.c
        statement = select(h.account_id, h[name]).where(self._shard.holds(h.account_id)).order_by(h.account_id)
        return packed(self._session, statement, kind).numbers


def _clear(session: Session, shard: Shard, table: Table) -> None:
    session.connection().execute(delete(table).where(shard.holds(table.c.account_id)))


def _put(
    session: Session,
    shard: Shard,
    ids: list[int],
    events: Events,
    found: Computed,
    scores: Floats,
    plan: Plan,
) -> None:
    """Write the new weeks, and the current rows with the whole history (accounts, weeks)."""
    for columns in found.snapshots:
        write(session, _SNAPSHOTS, columns)
    policy = plan.latest.policy
    described = describe(session, shard, events, found, plan.day, policy)
    now = {
        "refreshed_at": datetime.now(UTC),
        "reporting_currency": plan.reporting,
        "model_id": plan.latest.id,
    }
    columns = current_columns(ids, plan.grid.days, scores, found, described, policy)
    _clear(session, shard, _CURRENT)
    write(session, _CURRENT, columns | {name: [value] * len(ids) for name, value in now.items()})


def _tell(session: Session, shard: Shard, ids: list[int], plan: Plan, scores: Floats, arr: Ints, contact: Ints) -> None:
    """Write the histories (accounts, weeks): of all Sundays."""
    sunday = last_sunday(plan.day)
    of_all = {"until_on": sunday, "fingerprint": plan.fingerprint(sunday)}
    _clear(session, shard, _HISTORY)
    columns = history_columns(ids, scores, arr, contact)
    write(session, _HISTORY, columns | {name: [value] * len(ids) for name, value in of_all.items()})


def _remember(
    session: Session, shard: Shard, ids: list[int], base_on: date, events: Events, found: Computed, plan: Plan
) -> None:
    """Remember the levels at the end of `base_on`, and what tells after it."""
    # Weeks of use that do not end with a Sunday cannot be carried: such an account always begins anew.
    can_go_on = np.ones(len(ids), dtype=np.bool_)
    can_go_on[events.usage.account[~is_aligned(events.usage)]] = False
    bases = [base_on if is_so else NOWHERE for is_so in can_go_on.tolist()]
    _clear(session, shard, _STATES)
    write(session, _STATES, state_columns(ids, bases, found.kept, events.contacts, plan.latest.policy))
    places = np.flatnonzero(can_go_on)
    remember_recent(session, shard, ids, base_on, events, places)
