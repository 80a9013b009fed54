"""What a refresh costs: all of it beside merely reading the same columns, a day's events, and one account.

Each step runs in a process of its own, so that its peak of memory is its own. Wall time, as on PostgreSQL the server's
work counts too.
"""

import multiprocessing
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from sqlalchemy import delete, insert, select

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
    with day_held_back():
        full = _alone(compute_everything)
        _show(database, "everything, as of yesterday", full, f"{full.seconds / read.seconds:.2f} x reading")
    day = _alone(compute_a_day)
    _show(database, "a day's events", day, f"{100 * day.seconds / full.seconds:.1f}% of everything")
    for name, account in (("an account", database.middling_account), ("the busiest account", database.busiest_account)):
        for words, days in (("after a change today", 0), ("from its first event", 700)):
            spent = _alone(compute_one_account, account, days)
            _show(database, f"{name}, {words}", spent, f"median of {ACCOUNT_ROUNDS}")


OF_A_DAY = ("touchpoints", "touchpoint_participants", "usage_weeks", "survey_responses", "commitments", "invoices",
            "stakeholder_assessments", "plan_goal_readings")  # fmt: skip
"""Tables of which the rows of the demo's last day are held back, in an order in which they can be written."""


@contextmanager
def day_held_back() -> Iterator[None]:
    """Without the rows that came on record on the demo's day; they are written, as a company's systems would, after."""
    with maintaining() as session:
        begin = end_of(present_day(session) - timedelta(days=1))
        touches = select(Touchpoint.id).where(Touchpoint.recorded_at >= begin)
        held: dict[str, list[dict[str, Any]]] = {}
        for name in reversed(OF_A_DAY):
            table = Base.metadata.tables[name]
            of_day = (
                table.c.touchpoint_id.in_(touches) if "recorded_at" not in table.c else table.c.recorded_at >= begin
            )
            held[name] = [dict(row) for row in session.execute(select(table).where(of_day)).mappings()]
            session.execute(delete(table).where(of_day))
    try:
        yield
    finally:
        with maintaining() as session:
            for name in OF_A_DAY:
                if held[name]:
                    session.execute(insert(Base.metadata.tables[name]), held[name])


def read_everything() -> None:
    """Every column that a refresh reads, out of the database into arrays."""
    with maintaining() as session:
        groups = shards(session)
    for shard, _ in groups:
        with maintaining() as session:
            hold(session)  # with the settings that a refresh reads with
            accounts = accounts_of(session, shard)
            read_events(session, shard, np.array(list(accounts), dtype=np.int64), list(accounts.values()))


def compute_everything() -> None:
    """The whole history of every account, as of the day before the demo's."""
    with maintaining() as session:
        yesterday = present_day(session) - timedelta(days=1)
    refresh(yesterday, full=True)


def compute_a_day() -> None:
    """What became known on the demo's day."""
    refresh()


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
