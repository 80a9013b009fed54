"""Beginning, checking and ending sessions, against the database as it is now.

Without Streamlit: the same rules serve the scripts of pages and the routes and gate of the server.
"""

import math
import time
from dataclasses import dataclass
from datetime import UTC, datetime

from data_access.commands.sessions import end_sessions
from data_access.queries.people import Company, Person, company, person_and_company
from data_access.settings import Auth, load_settings
from domain.errors import Misconfigured
from shell.tokens import Proof, SessionToken


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person whose session was just found good, in which company, and the session itself."""

    person: Person
    company: Company
    session: SessionToken


def check_session(session: SessionToken | None) -> SignedIn | None:
    """Who this session belongs to, if it is good at this moment.

    Good means: the person is there and active, the session was begun no earlier than their `sessions_valid_after`,
    and a session from the demo's sign-in is used on a demo's database only. Raises `Unavailable`.
    """
    if session is None or not session.is_current(time.time()):
        return None
    found = person_and_company(session.user_id)
    if found is None:
        return None
    person, workspace = found
    if not person.is_active or session.begun_at < _valid_from(person):
        return None
    if session.proof is Proof.DEMO and not (workspace.is_demo and load_settings().auth is Auth.DEMO):
        return None
    return SignedIn(person, workspace, session)


def begin_session(person: Person) -> SessionToken:
    """A session of this person, begun now.

    One begun in the very second in which the person signed out is dated a second later, so that it is told apart
    from those that the sign-out ended.
    """
    return SessionToken(person.id, max(int(time.time()), _valid_from(person)))


def proven_session(person: Person, proven_at: float) -> SessionToken:
    """A session that dates from the instant at which an identity provider vouched for the person.

    So an old proof, or one from before a sign-out, cannot begin a new session; `check_session` refuses it. A
    provider's clock may run ahead of ours: the session does not.
    """
    return SessionToken(person.id, int(min(proven_at, time.time())), Proof.PROVIDER)


def end_session(session: SessionToken) -> None:
    """Sign the person out everywhere: this session, its copies, and those on other devices."""
    end = max(math.ceil(time.time()), session.begun_at + 1)
    end_sessions(session.user_id, datetime.fromtimestamp(end, UTC))


def require_demo() -> Company:
    """The demo company, for a sign-in without proof. Raises `Misconfigured` if this is not a demo's database."""
    workspace = company()
    if workspace is None:
        raise Misconfigured(
            "There is no data yet.", "Make a demo portfolio (make demo) or bring in your own (python manage.py import)."
        )
    if not workspace.is_demo:
        raise Misconfigured(
            "This database holds real accounts, so the demo sign-in is closed.",
            "Set up the sign-in of your company (NEXUS_AUTH=oidc, see the operations guide), or make a link for one "
            "person on the server: python manage.py user link --email ADDRESS",
        )
    return workspace


def _valid_from(person: Person) -> int:
    return 0 if person.sessions_valid_after is None else int(person.sessions_valid_after.timestamp())
