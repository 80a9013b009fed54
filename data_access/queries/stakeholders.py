"""Who decides in this account, how do they stand to us, and who is tied to whom?"""

from collections.abc import Sequence

from sqlalchemy import and_, func, or_, select, union

from data_access.cache import cached
from data_access.columns import AnySelect
from data_access.models import Assessment, Contact, ContactRelation, User
from data_access.models import Stakeholder as StakeholderRow
from data_access.session import reading
from domain.account_map import Relation, Stakeholder
from domain.ties import end_of
from domain.viewer import Viewer


@cached(entries=128)
def stakeholders(viewer: Viewer, account_id: int) -> tuple[Stakeholder, ...]:
    """Everybody who works for the account or stands on its map, by the latest assessment known; by contact id."""
    return stakeholders_of(viewer, (account_id,)).get(account_id, ())


def stakeholders_of(viewer: Viewer, account_ids: Sequence[int]) -> dict[int, tuple[Stakeholder, ...]]:
    """The same for several accounts, by account id; one without anybody is left out."""
    found: dict[int, list[Stakeholder]] = {}
    with reading(viewer) as session:
        for row in session.execute(_people_of(viewer, account_ids)):
            found.setdefault(row.account_id, []).append(
                Stakeholder(
                    contact_id=row.id,
                    name=row.name,
                    title=row.title,
                    department=row.department,
                    seniority=row.seniority,
                    buying_role=row.buying_role,
                    stance=row.stance,
                    influence=row.influence,
                    is_confirmed=bool(row.is_confirmed),
                    assessed_on=row.assessed_on,
                    left_on=row.left_on,
                )
            )
    return {account_id: tuple(people) for account_id, people in found.items()}


def _people_of(viewer: Viewer, account_ids: Sequence[int]) -> AnySelect:
    a, s, end = Assessment, StakeholderRow, end_of(viewer.as_of)
    place = func.row_number().over(partition_by=a.stakeholder_id, order_by=(a.assessed_on.desc(), a.id.desc()))
    latest = (
        select(a.id, a.stakeholder_id, place.label("place"))
        .where(a.account_id.in_(account_ids), a.assessed_on <= viewer.as_of, a.recorded_at < end)
        .subquery()
    )
    # Who works for an account, and who stands on its map: mostly the same people.
    people = union(
        select(Contact.account_id, Contact.id).where(Contact.account_id.in_(account_ids)),
        select(s.account_id, s.contact_id).where(s.account_id.in_(account_ids), s.recorded_at < end),
    ).subquery()
    account, contact = people.c
    return (
        select(
            account.label("account_id"), Contact.id, Contact.name, Contact.title, Contact.department,
            Contact.seniority, Contact.left_on, a.buying_role, a.stance, a.influence, a.is_confirmed, a.assessed_on,
        )
        .join(Contact, Contact.id == contact)
        .outerjoin(s, and_(s.contact_id == contact, s.account_id == account, s.recorded_at < end))
        .outerjoin(latest, and_(latest.c.stakeholder_id == s.id, latest.c.place == 1))
        .outerjoin(a, a.id == latest.c.id)
        .where(Contact.recorded_at < end)
        .order_by(account, Contact.id)
    )  # fmt: skip


@cached(entries=128)
def relations(viewer: Viewer, account_id: int) -> tuple[Relation, ...]:
    """The lines between the account's people that hold on the viewer's day, by id."""
    return relations_of(viewer, (account_id,)).get(account_id, ())


def relations_of(viewer: Viewer, account_ids: Sequence[int]) -> dict[int, tuple[Relation, ...]]:
    """The same for several accounts, by account id; one without any is left out."""
    r = ContactRelation
    statement = (
        select(r.account_id, r.from_contact_id, r.to_contact_id, r.kind, r.is_confirmed)
        .where(
            r.account_id.in_(account_ids),
            r.recorded_at < end_of(viewer.as_of),
            or_(r.ended_on.is_(None), r.ended_on > viewer.as_of),
        )
        .order_by(r.id)
    )
    found: dict[int, list[Relation]] = {}
    with reading(viewer) as session:
        for row in session.execute(statement):
            line = Relation(row.from_contact_id, row.to_contact_id, row.kind, row.is_confirmed)
            found.setdefault(row.account_id, []).append(line)
    return {account_id: tuple(lines) for account_id, lines in found.items()}


@cached(entries=128)
def our_people(viewer: Viewer, user_ids: frozenset[int]) -> dict[int, str]:
    """Names of those of ours, by id."""
    with reading(viewer) as session:
        rows = session.execute(select(User.id, User.name).where(User.id.in_(user_ids)).order_by(User.id))
        return {row.id: row.name for row in rows}
