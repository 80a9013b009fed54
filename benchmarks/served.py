"""A server of our own for measuring, and what it says of itself."""

import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

from tests.servers.app import running_app

_CPU_OF_PROCESS = 2
"""Of the clocks of another process (clock_getcpuclockid): its CPU time."""


@dataclass(frozen=True, slots=True)
class Served:
    """A running server: its address and its process."""

    address: str
    process: psutil.Process

    def cpu_seconds(self) -> float:
        """CPU that the server has used so far, user and system, to the nanosecond (Linux)."""
        return time.clock_gettime(~self.process.pid << 3 | _CPU_OF_PROCESS)

    def memory_mb(self) -> float:
        """Resident memory now."""
        return float(self.process.memory_info().rss / 1e6)

    def statements(self) -> int:
        """SQL statements sent to the database so far."""
        with urllib.request.urlopen(f"{self.address}/metrics", timeout=10) as answer:
            for line in answer.read().decode().splitlines():
                if line.startswith("nexus_statements_total "):
                    return int(float(line.split()[1]))
        raise RuntimeError("the server does not tell its number of statements")


@contextmanager
def served(database_url: str, secret: str) -> Iterator[Served]:
    """Serve a database in a fresh process, until the block ends."""
    with running_app(database_url, NEXUS_SECRET=secret) as app:
        yield Served(app.url, psutil.Process(app.process_id))
