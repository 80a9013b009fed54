"""Compute the read models: the weekly history of health, and each account's current row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from data_access.models import RefreshRun
from data_access.refresh.due import Due, due, forget_the_gone
from data_access.refresh.groups import advance_group, refresh_group
from data_access.refresh.plan import Plan, make_plan, present_day
from data_access.refresh.shards import Shard, shard_of, shards, shards_of
from data_access.session import maintaining

ADVANCED_AT_MOST = 2_500
"""So many accounts go on together: little is read of each."""

Progress = Callable[[int, int], None]
"""Told (accounts done, accounts to do) after each group."""
Work = Callable[[Session, Shard, Plan], None]


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
    with maintaining() as session:
        plan = make_plan(session, as_of or present_day(session))
        found = Due() if full else due(session, plan)
        jobs = _everything(session) if full else _jobs(session, found)
        run = RefreshRun(as_of_on=plan.day, is_full=full)
        session.add(run)
        session.flush()
        run_id = run.id
    done, total = 0, sum(accounts for _, _, accounts in jobs)
    for work, shard, accounts in jobs:
        with maintaining() as session:
            work(session, shard, plan)
        done += accounts
        if progress:
            progress(done, total)
    with maintaining() as session:
        forget_the_gone(session)
        finished = session.get_one(RefreshRun, run_id)
        finished.finished_at, finished.accounts = datetime.now(UTC), done
    advanced = sum(len(ids) for ids in found.go_on.values())
    return Refreshed(done - advanced, advanced, len(found.unchanged))


def refresh_account(account_id: int) -> None:
    """Bring one account up to date at once, after a change to it."""
    with maintaining() as session:
        plan = make_plan(session, present_day(session))
    with maintaining() as session:
        advance_group(session, shard_of([account_id]), plan)


def _everything(session: Session) -> list[tuple[Work, Shard, int]]:
    return [(refresh_group, shard, accounts) for shard, accounts in shards(session)]


def _jobs(session: Session, found: Due) -> list[tuple[Work, Shard, int]]:
    if not found.go_on and not found.unchanged:
        return _everything(session)
    jobs: list[tuple[Work, Shard, int]] = [
        (refresh_group, shard, len(shard.only or ())) for shard in shards_of(session, found.from_the_start)
    ]
    for ids in found.go_on.values():
        others = found.beside(ids)
        jobs += [(advance_group, shard_of(part, others), len(part)) for part in _parts(ids)]
    return jobs


def _parts(ids: Sequence[int]) -> list[Sequence[int]]:
    return [ids[start : start + ADVANCED_AT_MOST] for start in range(0, len(ids), ADVANCED_AT_MOST)]
