"""Compute the read models: the weekly history of health, and each account's current row."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from threading import Lock

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data_access.bulk import numbers
from data_access.columns import whole
from data_access.models import Account, RefreshRun, RefreshState
from data_access.refresh.due import forget_the_gone
from data_access.refresh.groups import Done, advance_group, catch_up_group, refresh_group
from data_access.refresh.plan import Plan, make_plan, present_day
from data_access.refresh.shards import Shard, shard_of, shards, shards_of
from data_access.refresh.state import NOWHERE
from data_access.session import maintaining

ADVANCED_AT_MOST = 10_000
"""So many accounts go on together over a week or two, as little is read of each; fewer over more weeks."""

Progress = Callable[[int, int], None]
"""Told (accounts done, accounts to do) after each group."""
Work = Callable[[Session, Shard, Plan], Done]
Job = tuple[Work, Shard, int]
"""What to do, with which accounts, and how many these are."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """How many accounts were computed from their first event on, went on from where they were, or were up to date."""

    from_the_start: int
    advanced: int
    unchanged: int

    @property
    def accounts(self) -> int:
        """All that are up to date now."""
        return self.from_the_start + self.advanced + self.unchanged


def refresh(as_of: date | None = None, progress: Progress | None = None, *, full: bool = False) -> Refreshed:
    """Bring the read models of every account up to the end of `as_of` (today; on a demo, its day).

    Only what is due is computed; with `full`, everything: the rows are the same, bit for bit. Each group of accounts
    is replaced in a transaction of its own: killed half-way, a refresh leaves every account either as it was or as it
    will be, and the next one completes it.
    """
    with _collector.seldom():
        return _refresh(as_of, progress or (lambda _done, _total: None), full=full)


def _refresh(as_of: date | None, progress: Progress, *, full: bool) -> Refreshed:
    with maintaining() as session:
        plan = make_plan(session, as_of or present_day(session))
        jobs = _everything(session) if full else _parts(session, plan)
        run = RefreshRun(as_of_on=plan.day, is_full=full)
        session.add(run)
        session.flush()
        run_id = run.id
    tally = _Tally(sum(accounts for _, _, accounts in jobs), progress)
    left = _do(jobs, plan, tally)
    with maintaining() as session:
        anew: list[Job] = [(catch_up_group, shard, 0) for shard in shards_of(session, left)]
    _do(anew, plan, tally)
    with maintaining() as session:
        forget_the_gone(session)
        finished = session.get_one(RefreshRun, run_id)
        finished.finished_at, finished.accounts = datetime.now(UTC), tally.done.from_the_start + tally.done.advanced
    return tally.done


def refresh_account(account_id: int) -> None:
    """Bring one account up to date at once, after a change to it."""
    with maintaining() as session:
        plan = make_plan(session, present_day(session))
    with maintaining() as session:
        catch_up_group(session, shard_of([account_id]), plan)


def _do(jobs: list[Job], plan: Plan, tally: "_Tally") -> list[int]:
    """Do the work, each job in a transaction; the accounts, ascending, that must begin anew."""
    left: list[int] = []
    for work, shard, _ in jobs:
        with maintaining() as session:
            done = work(session, shard, plan)
        left.extend(done.left)
        tally.add(done)
    return left


class _Collector:
    """Rows are many objects that refer to nothing: the cyclic collector would look through them again and again."""

    def __init__(self) -> None:
        self._lock, self._running, self._before = Lock(), 0, gc.get_threshold()

    @contextmanager
    def seldom(self) -> Iterator[None]:
        """Within, it looks less often; as often as before once nobody is within, in whatever thread."""
        with self._lock:
            if not self._running:
                self._before = gc.get_threshold()
                gc.set_threshold(100_000, 50, 50)
            self._running += 1
        try:
            yield
        finally:
            with self._lock:
                self._running -= 1
                if not self._running:
                    gc.set_threshold(*self._before)


_collector = _Collector()


class _Tally:
    """What has been done so far, told as it grows."""

    def __init__(self, total: int, progress: Progress) -> None:
        self.done = Refreshed(0, 0, 0)
        self._total, self._progress = total, progress

    def add(self, done: Done) -> None:
        so_far = self.done
        self.done = Refreshed(
            so_far.from_the_start + done.from_the_start,
            so_far.advanced + done.advanced,
            so_far.unchanged + done.unchanged,
        )
        self._progress(self.done.accounts, self._total)


def _everything(session: Session) -> list[Job]:
    return [(refresh_group, shard, accounts) for shard, accounts in shards(session)]


def _parts(session: Session, plan: Plan) -> list[Job]:
    ids = whole(numbers(session, select(Account.id).order_by(Account.id))["id"]).tolist()
    # Those whose levels cannot be carried stand nowhere.
    base_on = session.scalar(select(func.min(RefreshState.base_on)).where(RefreshState.base_on > NOWHERE)) or plan.day
    size = max(ADVANCED_AT_MOST // (1 + max((plan.day - base_on).days, 0) // 14), 1)
    parts = [ids[start : start + size] for start in range(0, len(ids), size)]
    return [(advance_group, Shard(part[0], part[-1]), len(part)) for part in parts]
