"""Editing the account map: what we think of a person, and the lines between people. All of it is dated and authored."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import or_, select

from data_access.models import Assessment, Contact, ContactRelation, Stakeholder
from data_access.moment import moment_of_change
from data_access.refresh import refresh_account
from data_access.writing import WritingSession, writing
from domain.errors import NexusError, NotFound
from domain.person import Judgement, Line
from domain.reporting import closes_a_cycle
from domain.viewer import Viewer
from domain.vocabulary import RelationKind

LONGEST_NOTE = 500


def assess(viewer: Viewer, operation_id: str, account_id: int, contact_id: int, judgement: Judgement) -> None:
    """Note what the viewer thinks of a contact today; earlier assessments stay as they were.

    Raises `NotFound` for a contact that is not of this account, `NexusError` for influence out of range.
    """
    if judgement.influence is not None and not 0 <= judgement.influence <= 100:
        raise NexusError("Influence goes from 0 to 100.")
    with writing(viewer, operation_id, "assess a person") as session:
        now = moment_of_change(session, viewer)
        place = _place_of(session, account_id, contact_id, now)
        session.add(
            Assessment(
                account_id=account_id,
                stakeholder_id=place.id,
                assessed_on=viewer.as_of,
                stance=judgement.stance,
                buying_role=judgement.buying_role,
                influence=judgement.influence,
                is_confirmed=judgement.is_confirmed,
                author_id=viewer.user_id,
                note=judgement.note.strip()[:LONGEST_NOTE] or None,
                recorded_at=now,
            )
        )
    refresh_account(account_id)


def set_boss(
    viewer: Viewer, operation_id: str, account_id: int, contact_id: int, boss_id: int | None, *, is_confirmed: bool
) -> None:
    """Let a contact report to another from today on, or to nobody known; an earlier line ends today.

    Raises `NexusError` where the boss would come to stand below the contact, and says over whom.
    """
    with writing(viewer, operation_id, "set a reporting line") as session:
        now = moment_of_change(session, viewer)
        lines = _lines(session, account_id, RelationKind.REPORTS_TO)
        held = [line for line in lines if line.ended_on is None or line.ended_on > viewer.as_of]
        if boss_id is not None:
            others = [(one.from_contact_id, one.to_contact_id) for one in held if one.from_contact_id != contact_id]
            _refuse_circle(session, account_id, closes_a_cycle(others, contact_id, boss_id))
        for line in held:
            if line.from_contact_id == contact_id and line.to_contact_id != boss_id:
                line.ended_on = viewer.as_of
        if boss_id is not None:
            _draw(session, account_id, (contact_id, RelationKind.REPORTS_TO, boss_id), now, is_confirmed=is_confirmed)
    refresh_account(account_id)


def draw_line(viewer: Viewer, operation_id: str, account_id: int, line: Line, *, is_confirmed: bool) -> None:
    """Draw a line of influence or conflict from one contact to another, or say anew whether it is confirmed."""
    with writing(viewer, operation_id, "draw a line") as session:
        _draw(session, account_id, line, moment_of_change(session, viewer), is_confirmed=is_confirmed)
    refresh_account(account_id)


def end_line(viewer: Viewer, operation_id: str, account_id: int, line: Line) -> None:
    """End a line today. Raises `NotFound` if there is none."""
    start, kind, end = line
    with writing(viewer, operation_id, "end a line") as session:
        moment_of_change(session, viewer)
        ends = [
            one for one in _lines(session, account_id, kind) if (one.from_contact_id, one.to_contact_id) == (start, end)
        ]
        if not ends:
            raise NotFound("line")
        ends[0].ended_on = viewer.as_of
    refresh_account(account_id)


def _place_of(session: WritingSession, account_id: int, contact_id: int, now: datetime) -> Stakeholder:
    _people_of(session, account_id, contact_id)
    same = (Stakeholder.account_id == account_id, Stakeholder.contact_id == contact_id)
    place = session.scalars(select(Stakeholder).where(*same)).one_or_none()
    if place is None:
        place = Stakeholder(account_id=account_id, contact_id=contact_id, recorded_at=now)
        session.add(place)
        session.flush()
    return place


def _people_of(session: WritingSession, account_id: int, *contact_ids: int) -> Mapping[int, str]:
    """Names of those contacts. Raises `NotFound` unless all of them work for the account or stand on its map."""
    on_map = select(Stakeholder.contact_id).where(Stakeholder.account_id == account_id)
    statement = select(Contact.id, Contact.name).where(
        Contact.id.in_(contact_ids), or_(Contact.account_id == account_id, Contact.id.in_(on_map))
    )
    names = {row.id: row.name for row in session.execute(statement)}
    if set(contact_ids) - names.keys():
        raise NotFound("person")
    return names


def _lines(session: WritingSession, account_id: int, kind: RelationKind) -> list[ContactRelation]:
    mine = (ContactRelation.account_id == account_id, ContactRelation.kind == kind)
    return list(session.scalars(select(ContactRelation).where(*mine).order_by(ContactRelation.id).with_for_update()))


def _draw(session: WritingSession, account_id: int, line: Line, now: datetime, *, is_confirmed: bool) -> None:
    start, kind, end = line
    if start == end:
        raise NexusError("A line joins two people.")
    _people_of(session, account_id, start, end)
    for one in _lines(session, account_id, kind):
        if (one.from_contact_id, one.to_contact_id) == (start, end):
            one.ended_on, one.is_confirmed = None, is_confirmed
            return
    ends = {"from_contact_id": start, "to_contact_id": end}
    session.add(ContactRelation(account_id=account_id, kind=kind, is_confirmed=is_confirmed, recorded_at=now, **ends))


def _refuse_circle(session: WritingSession, account_id: int, chain: tuple[int, ...]) -> None:
    if len(chain) == 1:
        raise NexusError("Nobody reports to themselves.")
    if chain:
        names = _people_of(session, account_id, *chain)
        above = " → ".join(names[contact] for contact in chain)
        raise NexusError(
            f"{names[chain[-1]]} cannot report to {names[chain[0]]}, who is below them: {above}.",
            "Change the line in between first.",
        )
