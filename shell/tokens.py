"""What a browser carries to prove who it is: a signed session cookie, and one-time tickets that lead to it.

Pure: no request, no Streamlit. Times are whole seconds since 1970, UTC.
"""

import os
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from threading import Lock

from itsdangerous import BadSignature, URLSafeSerializer

from data_access.settings import VAR, load_settings

COOKIE = "nexus_session"
SESSION_SECONDS = 12 * 3600
"""A session ends after a long working day, whatever happens in it."""
TICKET_SECONDS = 60
"""A ticket is followed by the browser at once; a minute forgives a slow line."""
LONGEST_TICKET_SECONDS = 3600
"""An operator's link is followed by a person."""

_SECRET_FILE = VAR / "secret"


class Proof(StrEnum):
    """How a person proved who they are: not at all, to an identity provider, or to whoever runs this server."""

    DEMO = "demo"
    PROVIDER = "provider"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class SessionToken:
    """A session: who, since when, and how they proved it."""

    user_id: int
    begun_at: int
    proof: Proof = Proof.DEMO

    def sealed(self) -> list[int | str]:
        """What of it is signed."""
        return [self.user_id, self.begun_at, self.proof.value]

    def is_current(self, now: float) -> bool:
        """Whether the session is not too old. One that was begun in the next second is fine: see `begin_session`."""
        return self.begun_at - 2 <= now < self.begun_at + SESSION_SECONDS


@dataclass(frozen=True, slots=True)
class Ticket:
    """A single step from a script to a route: begin or end the session, if any, then go to `destination`.

    `by_way_of` is a stop on the way: the identity provider.
    """

    session: SessionToken | None
    destination: str
    by_way_of: str | None = None


def seal_session(session: SessionToken) -> str:
    """The signed text of a session, for the cookie."""
    return _serializer("session").dumps(session.sealed())


def open_session(text: str | None) -> SessionToken | None:
    """The session that a cookie's text stands for; None if it is missing, forged or too old."""
    session = _session(_unsealed("session", text))
    return session if session is not None and session.is_current(time.time()) else None


def seal_ticket(purpose: str, ticket: Ticket, good_for_seconds: int = TICKET_SECONDS) -> str:
    """A ticket for one `purpose` (the name of a route), good once and for so long, an hour at most."""
    session = None if ticket.session is None else ticket.session.sealed()
    where = [ticket.destination, ticket.by_way_of]
    until = int(time.time()) + min(good_for_seconds, LONGEST_TICKET_SECONDS)
    return _serializer(purpose).dumps([session, where, until, secrets.token_hex(8)])


def redeem_ticket(purpose: str, text: str | None) -> Ticket | None:
    """What the ticket says, the first time it is shown; None if it is forged, late, for another purpose or used."""
    match _unsealed(purpose, text):
        case [session, [str(destination), (str() | None) as by_way_of], int(until), str(serial)]:
            fresh = 0 < until - time.time() <= LONGEST_TICKET_SECONDS + 2
            if fresh and _used_tickets.first_use(serial, until):
                return Ticket(_session(session), destination, by_way_of)
    return None


class _UsedTickets:
    """The tickets used and not yet over; those that are over are refused by their age."""

    def __init__(self) -> None:
        self._used: dict[str, float] = {}
        self._lock = Lock()

    def first_use(self, serial: str, until: float) -> bool:
        now = time.time()
        with self._lock:
            for old in [other for other, over in self._used.items() if over < now]:
                del self._used[old]
            if serial in self._used:
                return False
            self._used[serial] = until + 5
            return True


_used_tickets = _UsedTickets()


def _session(content: object) -> SessionToken | None:
    match content:
        case [int(user_id), int(begun_at), str(proof)] if proof in set(Proof):
            return SessionToken(user_id, begun_at, Proof(proof))
        case _:
            return None


def _serializer(purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(_secret(), salt=f"nexus {purpose}")


def _unsealed(purpose: str, text: str | None) -> object:
    if not text:
        return None
    try:
        content: object = _serializer(purpose).loads(text)
    except BadSignature:
        return None
    return content


def _secret() -> str:
    return load_settings().secret or _secret_of_this_machine(_SECRET_FILE)


@cache
def _secret_of_this_machine(file: Path) -> str:
    """The secret kept in a file that only we may read, made on first use; several replicas need NEXUS_SECRET."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    # Written whole and then linked into place, so that of two processes that begin at once one wins entirely.
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(48), encoding="ascii")
    with suppress(FileExistsError):
        os.link(draft, file)
    draft.unlink()
    return file.read_text(encoding="ascii").strip()
