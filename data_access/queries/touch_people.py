"""Who took part in what happened between us and this account?"""

from dataclasses import dataclass

from sqlalchemy import func, select

from data_access.cache import cached
from data_access.columns import AnySelect
from data_access.models import Contact, Participant, Touchpoint, User
from data_access.session import reading
from domain.ties import end_of
from domain.viewer import Viewer

MOST = 200
"""People that can be chosen from; of a larger account those with the most touches."""


@dataclass(frozen=True, slots=True)
class TouchPerson:
    """Somebody whom touches are chosen by, of theirs or of ours, with the number of them."""

    id: int
    is_ours: bool
    name: str
    touches: int


@cached(entries=64)
def people_in_touches(viewer: Viewer, account_id: int) -> tuple[TouchPerson, ...]:
    """Those who took part in touchpoints known on the viewer's day: first theirs, then ours, most touches first."""
    with reading(viewer) as session:
        return tuple(
            TouchPerson(row.id, is_ours, row.name, row.touches)
            for is_ours in (False, True)
            for row in session.execute(_people(viewer, account_id, is_ours=is_ours))
        )


@cached(entries=64)
def touches_with(viewer: Viewer, account_id: int, person_id: int, *, is_ours: bool) -> frozenset[int]:
    """Ids of the account's touchpoints that this person took part in."""
    p, t = Participant, Touchpoint
    who = p.user_id if is_ours else p.contact_id
    statement = (
        select(t.id)
        .join(p, p.touchpoint_id == t.id)
        .where(t.account_id == account_id, t.recorded_at < end_of(viewer.as_of), who == person_id)
    )
    with reading(viewer) as session:
        return frozenset(session.scalars(statement))


def _people(viewer: Viewer, account_id: int, *, is_ours: bool) -> AnySelect:
    person, key = (User, Participant.user_id) if is_ours else (Contact, Participant.contact_id)
    touches = func.count(Touchpoint.id)
    return (
        select(person.id, person.name, touches.label("touches"))
        .join(Participant, key == person.id)
        .join(Touchpoint, Touchpoint.id == Participant.touchpoint_id)
        .where(Touchpoint.account_id == account_id, Touchpoint.recorded_at < end_of(viewer.as_of))
        .group_by(person.id, person.name)
        .order_by(touches.desc(), person.id)
        .limit(MOST)
    )
