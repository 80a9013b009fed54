"""Who was in our touchpoints with this account, and is no contact of it yet?"""

from sqlalchemy import func, select

from data_access.cache import cached
from data_access.models import AccountDomain, Contact, Participant, Touchpoint
from data_access.session import reading
from domain.ghosts import Ghost, Known, likely_contact
from domain.ties import end_of
from domain.viewer import Viewer

MOST = 100


@cached(entries=128)
def ghosts(viewer: Viewer, account_id: int) -> tuple[Ghost, ...]:
    """Addresses in participants that neither a contact nor one of ours has, those with the most touches first.

    Those of the account's own domains come before strangers, who may be anybody's.
    """
    p, t, end = Participant, Touchpoint, end_of(viewer.as_of)
    address = func.lower(p.address)
    latest_first = func.row_number().over(partition_by=address, order_by=(t.occurred_at.desc(), t.id.desc()))
    seen = (
        select(
            address.label("address"), t.occurred_at, t.subject, latest_first.label("place"),
            func.count().over(partition_by=address).label("touches"),
        )
        .join(t, t.id == p.touchpoint_id)
        .where(
            t.account_id == account_id, t.occurred_at < end, t.recorded_at < end, t.is_automated.is_(False),
            p.contact_id.is_(None), p.user_id.is_(None), p.address.is_not(None),
        )
        .subquery()
    )  # fmt: skip
    statement = select(seen).where(seen.c.place == 1).order_by(seen.c.touches.desc(), seen.c.address).limit(MOST)
    domains = select(AccountDomain.domain).where(AccountDomain.account_id == account_id)
    people = (
        select(Contact.id, Contact.name, Contact.email).where(Contact.account_id == account_id).order_by(Contact.id)
    )
    with reading(viewer) as session:
        rows = session.execute(statement).all()
        own = frozenset(session.scalars(domains))
        known = [Known(*row) for row in session.execute(people)] if rows else []
    found = [
        Ghost(
            row.address, row.touches, row.occurred_at.date(), row.subject,
            row.address.rpartition("@")[2] in own, likely_contact(row.address, known),
        )
        for row in rows
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda ghost: (not ghost.is_of_account, -ghost.touches, ghost.address)))
