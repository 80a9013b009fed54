"""When must an account not be approached?"""

from sqlalchemy import select

from data_access.cache import cached
from data_access.models import Blackout as BlackoutRow
from data_access.session import reading
from domain.brief.lines import Blackout
from domain.viewer import Viewer


@cached(entries=128)
def blackouts(viewer: Viewer, account_id: int) -> tuple[Blackout, ...]:
    """The blackouts that run on the viewer's day or come after it, the next first."""
    b = BlackoutRow
    statement = (
        select(b.starts_on, b.ends_on, b.reason)
        .where(b.account_id == account_id, b.ends_on >= viewer.as_of)
        .order_by(b.starts_on, b.id)
    )
    with reading(viewer) as session:
        return tuple(Blackout(*row) for row in session.execute(statement))
