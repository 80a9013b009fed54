"""When did this person last look at a page?"""

from datetime import datetime

from sqlalchemy import select

from data_access.models import Visit
from data_access.session import reading
from domain.viewer import Viewer


def last_visit(viewer: Viewer, page: str) -> datetime | None:
    """The visit that was noted last; None where there was none. A person's own: kept for nobody else."""
    with reading(viewer) as session:
        return session.scalar(select(Visit.seen_at).where(Visit.user_id == viewer.user_id, Visit.page == page))
