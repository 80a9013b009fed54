"""Who decides in this account, how do they stand to us, and who is tied to whom?"""

from sqlalchemy import and_, func, or_, select

from data_access.cache import cached
from data_access.models import Assessment, Contact, ContactRelation, User
from data_access.models import Stakeholder as StakeholderRow
from data_access.session import reading
from domain.account_map import Relation, Stakeholder
from domain.ties import end_of
from domain.viewer import Viewer


@cached(entries=128)
def stakeholders(viewer: Viewer, account_id: int) -> tuple[Stakeholder, ...]:
    """Everybody who works for the account or stands on its map, by the latest assessment known; by contact id."""
    a, s, end = Assessment, StakeholderRow, end_of(viewer.as_of)
    place = func.row_number().over(partition_by=a.stakeholder_id, order_by=(a.assessed_on.desc(), a.id.desc()))
    latest = (
        select(a.id, a.stakeholder_id, place.label("place"))
        .where(a.account_id == account_id, a.assessed_on <= viewer.as_of, a.recorded_at < end)
        .subquery()
    )
    statement = (
        select(
            Contact.id, Contact.name, Contact.title, Contact.department, Contact.seniority, Contact.left_on,
            a.buying_role, a.stance, a.influence, a.is_confirmed, a.assessed_on,
        )
        .outerjoin(
            s, and_(s.contact_id == Contact.id, s.account_id == account_id, s.recorded_at < end)
        )
        .outerjoin(latest, and_(latest.c.stakeholder_id == s.id, latest.c.place == 1))
        .outerjoin(a, a.id == latest.c.id)
        .where(or_(Contact.account_id == account_id, s.id.is_not(None)), Contact.recorded_at < end)
        .order_by(Contact.id)
    )  # fmt: skip
    with reading(viewer) as session:
        return tuple(
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
            for row in session.execute(statement)
        )


@cached(entries=128)
def relations(viewer: Viewer, account_id: int) -> tuple[Relation, ...]:
    """The lines between the account's people that hold on the viewer's day, by id."""
    r = ContactRelation
    statement = (
        select(r.from_contact_id, r.to_contact_id, r.kind, r.is_confirmed)
        .where(
            r.account_id == account_id,
            r.recorded_at < end_of(viewer.as_of),
            or_(r.ended_on.is_(None), r.ended_on > viewer.as_of),
        )
        .order_by(r.id)
    )
    with reading(viewer) as session:
        return tuple(Relation(*row) for row in session.execute(statement))


@cached(entries=128)
def our_people(viewer: Viewer, user_ids: frozenset[int]) -> dict[int, str]:
    """Names of those of ours, by id."""
    with reading(viewer) as session:
        rows = session.execute(select(User.id, User.name).where(User.id.in_(user_ids)).order_by(User.id))
        return {row.id: row.name for row in rows}
