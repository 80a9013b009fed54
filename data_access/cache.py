"""Results of queries, kept for as long as nothing was written, for everybody who sees the same accounts."""

from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Any, ParamSpec, TypeVar

from cachetools import LRUCache

from data_access.session import read_for_several
from data_access.version import data_version
from domain.viewer import Viewer

P = ParamSpec("P")
T = TypeVar("T")

_clearers: list[Callable[[], None]] = []


def cached(entries: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Keep the last `entries` results of a query, keyed by (data version, viewer's scope, day, arguments).

    The viewer's role counts too, as some tables are told by role. A result is shared between people and threads: it
    must not be changed by whoever receives it, what was true before a write is let go by the first answer after it (a
    large book takes hundreds of megabytes), and a person's own rows (saved views, visits) are refused. While one
    thread computes a result, others that want it wait.
    """

    def decorate(query: Callable[P, T]) -> Callable[P, T]:
        results: LRUCache[tuple[Hashable, ...], T] = LRUCache(entries)
        locks: LRUCache[Hashable, Lock] = LRUCache(max(entries, 64))
        guard = Lock()

        @wraps(query)
        def answer(*args: P.args, **kwargs: P.kwargs) -> T:
            key = _key(args, kwargs)
            with guard:
                if key in results:
                    return results[key]
                turn = locks.setdefault(key, Lock())
            with turn:
                with guard:
                    if key in results:
                        return results[key]
                with read_for_several():
                    result = query(*args, **kwargs)
                with guard:
                    for stale in [other for other in results if other[0] != key[0]]:
                        del results[stale]
                    results[key] = result
                return result

        _clearers.append(results.clear)
        return answer

    return decorate


def _key(args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Hashable, ...]:
    viewer = args[0]
    if not isinstance(viewer, Viewer):
        raise TypeError("a cached query takes the viewer first")
    scope = (viewer.scope_key, viewer.role, viewer.as_of)
    return (data_version(), scope, args[1:], tuple(sorted(kwargs.items())))


def clear_cached() -> None:
    """Forget every cached result (between tests)."""
    for clear in _clearers:
        clear()
