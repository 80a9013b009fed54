"""People of an account: changing them, adding one who was seen in touchpoints, or saying that it is one we know."""

from datetime import datetime

from sqlalchemy import func, select

from data_access.models import Contact, Participant, Touchpoint
from data_access.moment import moment_of_change
from data_access.refresh import refresh_account
from data_access.writing import WritingSession, row_to_edit, writing
from domain.errors import NexusError, NotFound
from domain.person import ContactCard
from domain.viewer import Viewer

LONGEST_NAME = 120


def add_ghost(viewer: Viewer, operation_id: str, account_id: int, address: str, name: str) -> int:
    """Make a contact of an address that was in touchpoints, and of its part in them; the contact's id.

    Raises `NexusError` without a name, `NotFound` for an address that was in none of the account's touchpoints.
    """
    called = name.strip()
    if not called or len(called) > LONGEST_NAME:
        raise NexusError(f"A person has a name of at most {LONGEST_NAME} letters.")
    with writing(viewer, operation_id, "add a person seen in touchpoints") as session:
        now = moment_of_change(session, viewer)
        contact = Contact(account_id=account_id, name=called, email=address.lower(), recorded_at=now)
        session.add(contact)
        session.flush()
        _join(session, account_id, address, contact.id)
        number = contact.id
    refresh_account(account_id)
    return number


def merge_ghost(viewer: Viewer, operation_id: str, account_id: int, address: str, contact_id: int) -> None:
    """Say that an address is a contact's: its part in the touchpoints becomes theirs; theirs is the address if they
    had none. Raises `NotFound` for a contact of another account."""
    with writing(viewer, operation_id, "merge a person seen in touchpoints") as session:
        now: datetime = moment_of_change(session, viewer)
        mine = (Contact.id == contact_id, Contact.account_id == account_id, Contact.recorded_at <= now)
        contact = session.scalars(select(Contact).where(*mine).with_for_update()).one_or_none()
        if contact is None:
            raise NotFound("person")
        if contact.email is None:
            contact.email, contact.version = address.lower(), contact.version + 1
        _join(session, account_id, address, contact_id)
    refresh_account(account_id)


def edit_contact(viewer: Viewer, operation_id: str, account_id: int, contact_id: int, card: ContactCard) -> None:
    """Change title, department and seniority of a contact, and say since when they are gone.

    Raises `NotFound` for a contact of another account, `EditedMeanwhile` where somebody saved since the form was
    drawn, `NexusError` for a departure that has not come.
    """
    if card.left_on is not None and card.left_on > viewer.as_of:
        raise NexusError("Nobody has left on a day that has not come.", "Say so once they are gone.")
    with writing(viewer, operation_id, "edit a person") as session:
        moment_of_change(session, viewer)
        contact = row_to_edit(session, Contact, contact_id, card.version)
        if contact.account_id != account_id:
            raise NotFound("person")
        contact.title, contact.department = _word(card.title), _word(card.department)
        contact.seniority, contact.left_on = card.seniority, card.left_on
    refresh_account(account_id)


def _word(text: str | None) -> str | None:
    return (text or "").strip()[:LONGEST_NAME] or None


def _join(session: WritingSession, account_id: int, address: str, contact_id: int) -> None:
    parts = session.scalars(
        select(Participant)
        .join(Touchpoint, Touchpoint.id == Participant.touchpoint_id)
        .where(
            Touchpoint.account_id == account_id,
            func.lower(Participant.address) == address.lower(),
            Participant.contact_id.is_(None),
            Participant.user_id.is_(None),
        )
        .order_by(Participant.touchpoint_id, Participant.position)
    ).all()
    if not parts:
        raise NotFound("address in the touchpoints of this account")
    for part in parts:
        part.contact_id = contact_id
