"""Print the benchmark table: `python -m benchmarks [--sizes s m] [--rounds N]`.

For each size and database, and each page: a first visit of a fresh server, repeated visits, and a changed filter, with
values that nobody has tried since the last write ("new filter") and with values that somebody has ("filter change").
CPU is the server's own, which is steadier than wall time on a shared machine; medians over the rounds. Then what a
refresh costs, and what a new filter costs by the size of the book.
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median
from typing import get_args

from benchmarks.client import Reply, Tab
from benchmarks.databases import Prepared, prepared
from benchmarks.refreshing import measure_refresh
from benchmarks.scaling import measure_scaling
from benchmarks.served import Served, served
from data_access.demo.build import SizeName

SECRET = "benchmark"
PAGES: tuple[tuple[str, str, str | None], ...] = (
    ("portfolio", "", "region"),
    ("accounts", "", "tier"),
    ("account", "account={account}&tab=overview", None),
    ("account", "account={account}&tab=timeline", "channel"),
    ("account", "account={account}&tab=people", None),
)
"""Page, query, and the key of the filter that is changed."""
HEADER = ("size", "database", "page", "step", "CPU ms", "time ms", "statements", "kB", "charts", "memory MB")
WIDTHS = (4, 10, 18, 13, 7, 8, 10, 7, 6, 9)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one step cost the server."""

    cpu_ms: float
    time_ms: float
    statements: int
    kilobytes: float
    charts: int


async def measure(server: Served, step: "asyncio.Future[Reply] | asyncio.Task[Reply]") -> Cost:
    """Await one step and return what it cost."""
    statements, cpu = server.statements(), server.cpu_seconds()
    reply = await step
    return Cost(
        cpu_ms=1e3 * (server.cpu_seconds() - cpu),
        time_ms=1e3 * reply.seconds,
        statements=server.statements() - statements,
        kilobytes=reply.received_bytes / 1e3,
        charts=reply.charts,
    )


async def measure_page(server: Served, database: Prepared, page: tuple[str, str, str | None], rounds: int) -> None:
    """Print the rows of one page: first visit, repeated visits, filter changes."""
    name, query, key = page
    query = query.format(account=database.busiest_account)
    label = name + (" " + query.rsplit("=", 1)[1] if query else "")
    first = await _visit(server, database, name, query)
    show(database, label, "first visit", [first], server)
    again = [await _visit(server, database, name, query) for _ in range(rounds)]
    show(database, label, "next visit", again, server)
    tab = Tab(server.address, database.cookie(SECRET))
    await tab.open()
    await tab.load(name, query)
    repeated = [await measure(server, asyncio.ensure_future(tab.rerun())) for _ in range(rounds)]
    show(database, label, "repeated run", repeated, server)
    if key:
        values = _values(tab.options(key))[:rounds]
        for step in ("new filter", "filter change"):
            changed = [await measure(server, asyncio.ensure_future(tab.choose(key, value))) for value in values]
            show(database, label, step, changed, server)
    await tab.close()


def _values(options: Sequence[str]) -> list[tuple[str, ...]]:
    """What a filter can be set to: each option alone, then in pairs."""
    return [*((option,) for option in options), *combinations(options, 2)]


async def _visit(server: Served, database: Prepared, name: str, query: str) -> Cost:
    tab = Tab(server.address, database.cookie(SECRET))
    await tab.open()
    cost = await measure(server, asyncio.ensure_future(tab.load(name, query)))
    await tab.close()
    return cost


def show(database: Prepared, page: str, step: str, costs: list[Cost], server: Served) -> None:
    """Print one row: the medians."""
    cells = (
        database.size,
        database.engine,
        page,
        step,
        f"{median(cost.cpu_ms for cost in costs):.0f}",
        f"{median(cost.time_ms for cost in costs):.0f}",
        f"{median(cost.statements for cost in costs):.0f}",
        f"{median(cost.kilobytes for cost in costs):.0f}",
        f"{median(cost.charts for cost in costs):.0f}",
        f"{server.memory_mb():.0f}",
    )
    line(cells)


def line(cells: tuple[str, ...]) -> None:
    """Print a row of the table."""
    print("  ".join(f"{cell:<{width}}" for cell, width in zip(cells, WIDTHS, strict=True)), flush=True)


def main() -> int:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(prog="benchmarks", description="What the pages cost.")
    parser.add_argument("--sizes", nargs="+", choices=get_args(SizeName), default=["s", "m"])
    parser.add_argument("--engines", nargs="+", choices=("sqlite", "postgresql"), default=["sqlite", "postgresql"])
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    line(HEADER)
    for size in arguments.sizes:
        for engine in arguments.engines:
            started = time.perf_counter()
            with prepared(size, engine) as database:
                print(f"{size} on {engine}: {database.story}; ready after {time.perf_counter() - started:.0f} s")
                with served(database.url, SECRET) as server:
                    for page in PAGES:
                        asyncio.run(measure_page(server, database, page, arguments.rounds))
                measure_refresh(database)
    measure_scaling()
    return 0


if __name__ == "__main__":
    sys.exit(main())
