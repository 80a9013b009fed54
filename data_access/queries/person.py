"""What did we think of this person and when, what happened between us, and whose title was changed?"""

import json
from datetime import timedelta
from typing import Any

from sqlalchemy import or_, select

from data_access.cache import cached
from data_access.models import (
    Assessment,
    AuditEntry,
    Contact,
    ContactRelation,
    Participant,
    Stakeholder,
    Touchpoint,
    User,
)
from data_access.moment import logged_until
from data_access.session import reading
from domain.map_findings import TitleChange
from domain.person import ContactCard, LineChange, PastAssessment, PersonTouch
from domain.policy import POLICY
from domain.ties import end_of
from domain.viewer import Viewer

MOST_ASSESSMENTS = 30
MOST_CHANGES = 2000
"""Changes in the audit log of an account that are looked through for titles."""


@cached(entries=256)
def assessments(viewer: Viewer, account_id: int, contact_id: int) -> tuple[PastAssessment, ...]:
    """What was thought of a contact in this account, newest first, with who thought so."""
    a = Assessment
    statement = (
        select(a.assessed_on, a.buying_role, a.stance, a.influence, a.is_confirmed, User.name, a.note)
        .join(Stakeholder, Stakeholder.id == a.stakeholder_id)
        .outerjoin(User, User.id == a.author_id)
        .where(
            a.account_id == account_id,
            Stakeholder.contact_id == contact_id,
            a.assessed_on <= viewer.as_of,
            a.recorded_at < end_of(viewer.as_of),
        )
        .order_by(a.assessed_on.desc(), a.id.desc())
        .limit(MOST_ASSESSMENTS)
    )
    with reading(viewer) as session:
        return tuple(PastAssessment(*row) for row in session.execute(statement))


@cached(entries=256)
def contact_card(viewer: Viewer, account_id: int, contact_id: int) -> ContactCard | None:
    """What is on record of a contact of the account now; None for one who works elsewhere or is out of sight."""
    c = Contact
    statement = select(c.title, c.department, c.seniority, c.left_on, c.version).where(
        c.id == contact_id, c.account_id == account_id
    )
    with reading(viewer) as session:
        row = session.execute(statement).one_or_none()
    return None if row is None else ContactCard(*row)


@cached(entries=256)
def touches_of(viewer: Viewer, account_id: int, contact_id: int, limit: int = 6) -> tuple[PersonTouch, ...]:
    """The last touches between people that a contact took part in, newest first."""
    t = Touchpoint
    statement = (
        select(t.id, t.occurred_at, t.channel, t.direction, t.subject)
        .join(Participant, Participant.touchpoint_id == t.id)
        .where(
            t.account_id == account_id,
            Participant.contact_id == contact_id,
            t.occurred_at < end_of(viewer.as_of),
            t.recorded_at < end_of(viewer.as_of),
            t.is_automated.is_(False),
            t.is_planned.is_(False),
        )
        .distinct()
        .order_by(t.occurred_at.desc(), t.id.desc())
        .limit(limit)
    )
    with reading(viewer) as session:
        return tuple(PersonTouch(*row) for row in session.execute(statement))


@cached(entries=256)
def title_changes(viewer: Viewer, account_id: int) -> tuple[TitleChange, ...]:
    """Titles of contacts that were changed by somebody in the last half year, by the audit log, oldest first."""
    e = AuditEntry
    with reading(viewer) as session:
        end = logged_until(session, viewer)
        statement = (
            select(e.happened_at, e.before, e.after)
            .where(
                e.account_id == account_id,
                e.happened_at < end,
                e.happened_at >= end - timedelta(days=POLICY.champion_gone_days),
                e.before.contains('"title"'),
            )
            .order_by(e.id.desc())
            .limit(MOST_CHANGES)
        )
        rows = session.execute(statement).all()
    return tuple(
        TitleChange(int(name.split(" ")[1]), was["title"], json.loads(row.after or "{}").get(name, {}).get("title"),
                    min(row.happened_at.date(), viewer.as_of))
        for row in reversed(rows)
        for name, was in json.loads(row.before).items()
        if name.startswith("contacts ") and "title" in was
    )  # fmt: skip


@cached(entries=256)
def line_changes(viewer: Viewer, account_id: int, contact_id: int) -> tuple[LineChange, ...]:
    """What people changed on the lines of a contact, by the audit log, newest first."""
    e, r = AuditEntry, ContactRelation
    mine = or_(r.from_contact_id == contact_id, r.to_contact_id == contact_id)
    lines = select(r.id, r.from_contact_id, r.to_contact_id, r.kind).where(r.account_id == account_id, mine)
    changed = (
        select(e.happened_at, e.after, e.before, User.name)
        .outerjoin(User, User.id == e.user_id)
        .where(
            e.account_id == account_id,
            e.after.contains('"contact_relations '),
        )
        .order_by(e.id.desc())
        .limit(MOST_CHANGES)
    )
    with reading(viewer) as session:
        own = {f"contact_relations {row.id}": row for row in session.execute(lines)}
        others = {
            row.to_contact_id if row.from_contact_id == contact_id else row.from_contact_id for row in own.values()
        }
        named = select(Contact.id, Contact.name).where(Contact.id.in_(others))
        names = {row.id: row.name for row in session.execute(named)} if own else {}
        until = logged_until(session, viewer)
        rows = session.execute(changed.where(e.happened_at < until)).all() if own else []
    found = []
    for row in rows:
        after, before = json.loads(row.after), json.loads(row.before or "{}")
        for name in after.keys() & own.keys():
            line = own[name]
            is_outward = line.from_contact_id == contact_id
            other = names.get(line.to_contact_id if is_outward else line.from_contact_id, "somebody")
            what = _what(before.get(name), after[name])
            found.append(
                LineChange(min(row.happened_at.date(), viewer.as_of), line.kind, is_outward, other, what, row.name)
            )
    return tuple(found)


def _what(before: dict[str, Any] | None, after: dict[str, Any]) -> str:
    if before is None:
        return "drawn, confirmed" if after.get("is_confirmed") else "drawn, assumed"
    if after.get("ended_on"):
        return "ended"
    if "ended_on" in after:
        return "drawn again"
    return "confirmed" if after.get("is_confirmed") else "assumed"
