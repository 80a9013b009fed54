"""How many SQL statements this process has sent: for operators, benchmarks, and tests of queries."""

from threading import Lock
from typing import Any

from sqlalchemy import Engine, event

_lock = Lock()
_total = 0


def statements_sent() -> int:
    """The number of statements sent by this process since it began."""
    return _total


@event.listens_for(Engine, "before_cursor_execute")
def _count(*_: Any) -> None:
    global _total
    with _lock:
        _total += 1
