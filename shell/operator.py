"""The operator's way in: a link that signs one person in once, for whoever can run commands on this server."""

from urllib.parse import urlencode

from data_access.queries.people import person_by_email
from domain.errors import NexusError
from shell.sessions import begin_session
from shell.tokens import LONGEST_TICKET_SECONDS, Proof, SessionToken, Ticket, seal_ticket

START_ROUTE = "session/start"
"""The route that turns a ticket into a session (`shell.routes.START`, which needs the whole web server)."""


def operator_link(email: str, minutes: int, base_url: str) -> str:
    """A link for the person of that address, good once and for so many minutes; their session lasts as any other.

    It is signed with the server's secret (`NEXUS_SECRET`, or the file in `var/`), so that nobody else can make one.
    Raises `NexusError` for somebody who is not known here or may not sign in.
    """
    person = person_by_email(email.strip().lower())
    if person is None or not person.is_active:
        raise NexusError(f"Nobody with the address {email} may sign in.", "Enter them first: manage.py user add")
    if not 0 < minutes * 60 <= LONGEST_TICKET_SECONDS:
        raise NexusError(f"A link is good for 1 to {LONGEST_TICKET_SECONDS // 60} minutes.")
    session = SessionToken(person.id, begin_session(person).begun_at, Proof.OPERATOR)
    ticket = seal_ticket(START_ROUTE, Ticket(session, "/"), minutes * 60)
    return f"{base_url.rstrip('/')}/{START_ROUTE}?{urlencode({'ticket': ticket})}"
