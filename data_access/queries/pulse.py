"""What do people think of this account, beside what the score says?"""

from sqlalchemy import select

from data_access.cache import cached
from data_access.models import HealthPulse, User
from data_access.session import reading
from domain.pulse import Pulse
from domain.ties import end_of
from domain.viewer import Viewer


@cached(entries=256)
def last_pulse(viewer: Viewer, account_id: int) -> Pulse | None:
    """The last pulse that was known on the viewer's day, also where it has expired; None where nobody gave one."""
    p, end = HealthPulse, end_of(viewer.as_of)
    statement = (
        select(p.id, p.level, p.given_on, p.author_id, User.name.label("author"), p.note)
        .outerjoin(User, User.id == p.author_id)
        .where(p.account_id == account_id, p.given_on <= viewer.as_of, p.recorded_at < end)
        .order_by(p.given_on.desc(), p.id.desc())
        .limit(1)
    )
    with reading(viewer) as session:
        row = session.execute(statement).one_or_none()
    return None if row is None else Pulse(row.id, row.level, row.given_on, row.author_id, row.author, row.note)
