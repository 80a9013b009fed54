"""Whether the database answers, asked so that a frozen one cannot take the server with it."""

from collections.abc import Callable
from threading import Event, Lock, Thread

from data_access.queries.people import database_answers

DEADLINE_SECONDS = 2.0


class DatabaseProbe:
    """Asks in a thread of its own, at most one at a time, and waits no longer than the deadline.

    No client timeout ends a question to a frozen server, so the thread may stay behind; while it does, the answer
    is no, at once.
    """

    def __init__(self, ask: Callable[[], bool] = database_answers, deadline: float = DEADLINE_SECONDS) -> None:
        self._ask = ask
        self._deadline = deadline
        self._lock = Lock()
        self._asking: Event | None = None
        self._answer = False

    def answers(self) -> bool:
        """Whether the database answered within the deadline."""
        with self._lock:
            asking = self._asking
            if asking is None:
                asking = self._asking = Event()
                Thread(target=self._run, args=(asking,), name="nexus-readiness", daemon=True).start()
        return asking.wait(self._deadline) and self._answer

    def _run(self, done: Event) -> None:
        answer = False
        try:
            answer = self._ask()
        finally:
            with self._lock:
                self._answer = answer
                self._asking = None
            done.set()
