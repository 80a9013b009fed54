"""What a refresh costs: all of it beside merely reading the same columns, a day's events, and one account.

Each step runs in a process of its own, so that its peak of memory is its own. Wall time, as on PostgreSQL the server's
work counts too.
"""

import multiprocessing
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from sqlalchemy import create_engine, delete, insert, select, text

from benchmarks.databases import Prepared
from data_access.models import AccountChange, Base, Touchpoint
from data_access.refresh import is_stale, refresh, refresh_account
from data_access.refresh.plan import present_day
from data_access.refresh.reading import read_events
from data_access.refresh.shards import accounts_of, hold, shards
from data_access.session import maintaining
from domain.ties import end_of

ACCOUNT_ROUNDS = 9
HEADER = ("size", "database", "refresh", "s", "CPU s", "peak MB", "share")
WIDTHS = (4, 10, 34, 8, 8, 8, 24)


@dataclass(frozen=True, slots=True)
class Spent:
    """What a step took; CPU and memory of this process alone."""

    seconds: float
    cpu_seconds: float
    peak_mb: float


def measure_refresh(database: Prepared) -> None:
    """Print the rows of one database."""
    _line(HEADER)
    read = _alone(read_everything)
    _show(database, "reading the same columns", read, "")
    with week_held_back() as days:
        full = _alone(compute_everything, days[0].toordinal() - 1)
        _show(database, "everything, as of a week ago", full, f"{full.seconds / read.seconds:.2f} x reading")
        shares = []
        for day in days:
            let_come(day)
            pass_the_night(database)
            spent = _alone(compute_a_day, day.toordinal())
            shares.append(spent.seconds / full.seconds)
            _show(database, f"the events of a {day:%A}", spent, f"{shares[-1]:.1%} of everything")
    print(f"{database.size} on {database.engine}: a day is {median(shares):.1%} of everything in the median of a week")
    for name, account in (("an account", database.middling_account), ("the busiest account", database.busiest_account)):
        for words, back in (("after a change today", 0), ("from its first event", 700)):
            spent = _alone(compute_one_account, account, back)
            _show(database, f"{name}, {words}", spent, f"median of {ACCOUNT_ROUNDS}")


OF_A_DAY = ("touchpoints", "touchpoint_participants", "usage_weeks", "survey_responses", "commitments", "invoices",
            "stakeholder_assessments", "plan_goal_readings")  # fmt: skip
"""Tables of which the rows of the demo's last days are held back, in an order in which they can be written."""


@contextmanager
def week_held_back() -> Iterator[list[date]]:
    """Without the rows that came on record in the demo's last week, until they are `let_come`; after it, with all."""
    with maintaining() as session:
        today = present_day(session)
        begin = end_of(today - timedelta(days=7))
        touches = select(Touchpoint.id).where(Touchpoint.recorded_at >= begin)
        recorded = select(Touchpoint.id, Touchpoint.recorded_at).where(Touchpoint.recorded_at >= begin)
        days = {number: at.date() for number, at in session.execute(recorded).all()}
        for name in reversed(OF_A_DAY):
            table = Base.metadata.tables[name]
            is_dated = "recorded_at" in table.c
            of_week = table.c.recorded_at >= begin if is_dated else table.c.touchpoint_id.in_(touches)
            for row in session.execute(select(table).where(of_week)).mappings():
                day = row["recorded_at"].date() if is_dated else days[row["touchpoint_id"]]
                _held.setdefault(min(day, today), {}).setdefault(name, []).append(dict(row))
            session.execute(delete(table).where(of_week))
    try:
        yield [today - timedelta(days=back) for back in range(6, -1, -1)]
    finally:
        for day in list(_held):
            let_come(day)


def let_come(day: date) -> None:
    """Write the rows of a day, as a company's systems would."""
    rows = _held.pop(day, {})
    with maintaining() as session:
        for name in OF_A_DAY:
            if name in rows:
                session.execute(insert(Base.metadata.tables[name]), rows[name])


def pass_the_night(database: Prepared) -> None:
    """Sweep the tables that a refresh writes, as PostgreSQL's autovacuum does within minutes."""
    if database.engine == "postgresql":
        with create_engine(database.url, isolation_level="AUTOCOMMIT").connect() as connection:
            connection.execute(text(f"VACUUM ANALYZE {', '.join(_SWEPT)}"))


_SWEPT = ("account_changes", "account_current", "account_history", "health_snapshots", "refresh_recent",
          "refresh_records", "refresh_state")  # fmt: skip
_held: dict[date, dict[str, list[dict[str, Any]]]] = {}


def read_everything() -> None:
    """Every column that a refresh reads, out of the database into arrays."""
    with maintaining() as session:
        groups = shards(session)
    for shard, _ in groups:
        with maintaining() as session:
            hold(session)  # with the settings that a refresh reads with
            accounts = accounts_of(session, shard)
            read_events(session, shard, np.array(list(accounts), dtype=np.int64), list(accounts.values()))


def compute_everything(day: int) -> None:
    """The whole history of every account, as of a day (its ordinal)."""
    refresh(date.fromordinal(day), full=True)


def compute_a_day(day: int) -> None:
    """What became known on a day (its ordinal)."""
    refresh(date.fromordinal(day))


def compute_one_account(account_id: int, days: int) -> float:
    """One account of which something that was known so long ago changed: the median, once warm (seconds)."""
    times = []
    for _ in range(ACCOUNT_ROUNDS + 1):
        with maintaining() as session:
            known_at = end_of(present_day(session)) - timedelta(days=days)
            note = {"account_id": account_id, "known_at": known_at, "happened_at": known_at}
            session.execute(insert(AccountChange), [note])
        started = time.perf_counter()
        refresh_account(account_id)
        times.append(time.perf_counter() - started)
    return median(times[1:])


def _alone(step: Callable[..., float | None], *arguments: int) -> Spent:
    """Run a step in a fresh process."""
    context = multiprocessing.get_context("spawn")
    results: multiprocessing.SimpleQueue[Spent] = context.SimpleQueue()
    process = context.Process(target=_run, args=(step, arguments, results))
    process.start()
    spent = results.get()
    process.join()
    return spent


def _run(
    step: Callable[..., float | None], arguments: tuple[int, ...], results: "multiprocessing.SimpleQueue[Spent]"
) -> None:
    is_stale()  # opens the connection and prepares the models, which a server has done long ago
    started, cpu = time.perf_counter(), time.process_time()
    median_seconds = step(*arguments)
    seconds = time.perf_counter() - started if median_seconds is None else median_seconds
    results.put(Spent(seconds, time.process_time() - cpu, _peak_mb()))


def _peak_mb() -> float:
    """The most memory that this process held; `getrusage` would count the one that began it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _show(database: Prepared, step: str, spent: Spent, share: str) -> None:
    _line(
        (
            database.size,
            database.engine,
            step,
            f"{spent.seconds:.3f}" if spent.seconds < 1 else f"{spent.seconds:.1f}",
            f"{spent.cpu_seconds:.1f}",
            f"{spent.peak_mb:.0f}",
            share,
        )
    )


def _line(cells: tuple[str, ...]) -> None:
    print("  ".join(f"{cell:<{width}}" for cell, width in zip(cells, WIDTHS, strict=True)), flush=True)
