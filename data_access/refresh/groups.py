"""One group of accounts, in one transaction: read, computed, and put in the place of what was there."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Column, Table, delete, select, update
from sqlalchemy.orm import Session

from data_access.bulk import write
from data_access.models import AccountCurrent, AccountHistory, Base, HealthSnapshot, RefreshState
from data_access.refresh.computed import Computed, WentBefore, compute
from data_access.refresh.current import describe
from data_access.refresh.due import Due, due, forget_changes
from data_access.refresh.plan import Plan
from data_access.refresh.reading import read_events
from data_access.refresh.reading.group import LATE
from data_access.refresh.reading.kept import Kept
from data_access.refresh.records import kept_records, remember_records
from data_access.refresh.rows import current_columns, history_columns
from data_access.refresh.shards import Shard, accounts_of, hold, is_one_of, shard_of
from data_access.refresh.state import Ahead, Remembered, state_columns
from domain.events import NEVER, Events
from domain.facts.carried import last_sunday_row
from domain.facts.usage import is_aligned
from domain.grid import WEEKS, Floats, grid_after, last_sunday
from domain.ties import end_of


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


def advance_group(session: Session, shard: Shard, plan: Plan, *, anew_at_most: int = 0) -> Done:
    """Compute the weeks of these accounts that are due; more than so many that must begin anew are left."""
    hold(session)
    found = due(session, plan, shard)
    anew = found.from_the_start
    left = () if len(anew) <= anew_at_most else tuple(anew)
    if anew and not left:
        _from_the_start(session, shard_of(anew, found.beside(anew).union(shard.without)), plan)
    for base_on, ids in found.go_on.items():
        _go_on(session, shard_of(ids, found.beside(ids).union(shard.without)), base_on, plan, found)
    done = found.beside(left)
    if done:
        forget_changes(session, shard_of(sorted(done), left) if left else shard)
    return Done(0 if left else len(anew), sum(map(len, found.go_on.values())), len(found.unchanged), left)


def _from_the_start(session: Session, shard: Shard, plan: Plan) -> int:
    accounts = accounts_of(session, shard)
    ids = list(accounts)
    kept = Kept([None] * len(ids))
    events = read_events(session, shard, np.array(ids, dtype=np.int64), list(accounts.values()), kept=kept)
    found = compute(events, ids, plan.whole, plan)
    for table in (_SNAPSHOTS, _CURRENT, _HISTORY, _STATES):
        session.connection().execute(delete(table).where(shard.holds(table.c.account_id)))
    _put(session, shard, ids, events, found, found.scores, plan)
    of_sundays = found.scores[:, :WEEKS], found.arr[:, :WEEKS], found.contact[:, :WEEKS]
    write(session, _HISTORY, history_columns(ids, *of_sundays))
    sunday = plan.grid.days[last_sunday_row(plan.grid)]
    nothing = Ahead(np.full(len(ids), NEVER), np.zeros(len(ids), dtype=np.bool_))
    _remember(session, ids, sunday, nothing, events, found, plan)
    remember_records(session, ids, kept)
    return len(ids)


def _go_on(session: Session, shard: Shard, base_on: date, plan: Plan, known: Due) -> None:
    """Compute the weeks after `base_on`, from the levels at its end and what became known since."""
    accounts = accounts_of(session, shard)
    ids, since, grid = list(accounts), end_of(base_on), grid_after(base_on, plan.day)
    late = tuple(sorted(known.late.intersection(ids)))
    kept = kept_records(session, shard, ids, known.changed)
    events = read_events(session, shard, np.array(ids, dtype=np.int64), list(accounts.values()), since, late, kept)
    remembered = Remembered(session, shard, plan.latest.policy)
    scores = _of_sundays(session, shard, _HISTORY.c.weekly_scores, "<f8")
    found = compute(events, ids, grid, plan, WentBefore(remembered.levels(events.contacts), scores))
    new = last_sunday_row(grid) + 1  # as many weeks as come fall out of the history
    scores = np.hstack([scores[:, new:], found.scores])
    week_on, each = _SNAPSHOTS.c.week_on, shard.holds_each(_SNAPSHOTS.c.account_id)
    for gone in (week_on > base_on, week_on < plan.grid.days[0]):
        session.connection().execute(delete(_SNAPSHOTS).where(each, gone))
    session.connection().execute(delete(_CURRENT).where(shard.holds(_CURRENT.c.account_id)))
    _put(session, shard, ids, events, found, scores, plan)
    sunday = last_sunday(plan.day)
    if sunday != base_on:
        arr = _of_sundays(session, shard, _HISTORY.c.weekly_arr, "<i8")
        contact = _of_sundays(session, shard, _HISTORY.c.weekly_contact, "<i4")
        for table in (_HISTORY, _STATES):
            session.connection().execute(delete(table).where(shard.holds(table.c.account_id)))
        arr = np.hstack([arr[:, new:], found.arr])[:, :WEEKS]
        contact = np.hstack([contact[:, new:], found.contact])[:, :WEEKS]
        write(session, _HISTORY, history_columns(ids, scores[:, :WEEKS], arr, contact))
        _remember(session, ids, sunday, remembered.ahead, events, found, plan)
    elif newly_late := sorted(known.newly_late.intersection(ids)):
        session.execute(update(_STATES).where(is_one_of(_STATES.c.account_id, newly_late)).values(is_late=True))
    remember_records(session, ids, kept)


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
    now = {"refreshed_at": datetime.now(UTC), "reporting_currency": plan.reporting}
    columns = current_columns(ids, plan.grid.days, scores, found, described, policy)
    write(session, _CURRENT, columns | {name: [value] * len(ids) for name, value in now.items()})


def _of_sundays(session: Session, shard: Shard, column: Column[bytes], kind: str) -> npt.NDArray[Any]:
    """The numbers of all Sundays on record: (accounts, weeks)."""
    statement = select(column).where(shard.holds(_HISTORY.c.account_id)).order_by(_HISTORY.c.account_id)
    return np.frombuffer(b"".join(session.scalars(statement)), kind).reshape(-1, WEEKS)


def _ahead(events: Events, since: datetime, before: Ahead) -> Ahead:
    """What of all that was read becomes known after `since`; `before`: the same of what was read earlier."""
    end, bound = int(since.timestamp()), int((since - LATE).timestamp())
    pending, late = before.pending.copy(), np.zeros(len(before.late), dtype=np.bool_)
    touches, usage = events.touches, events.usage
    known = np.maximum(touches.at, touches.known_at)
    for account, at, known_at in ((touches.account, touches.at, known), (usage.account, usage.ends_at, usage.known_at)):
        after = known_at >= end
        old = after & (at < bound)
        np.minimum.at(pending, account[old], known_at[old])
        late[account[after & (at < end)]] = True
    # Weeks of use that do not end with a Sunday cannot be carried: such an account always begins anew.
    np.minimum.at(pending, usage.account[~is_aligned(usage)], 0)
    return Ahead(pending, late)


def _remember(
    session: Session, ids: list[int], sunday: date, before: Ahead, events: Events, found: Computed, plan: Plan
) -> None:
    ahead = _ahead(events, end_of(sunday), before)
    columns: dict[str, list[Any]] = state_columns(
        ids, sunday, plan.fingerprint(sunday), ahead, found.kept, events.contacts, plan.latest.policy
    )
    write(session, _STATES, columns)
