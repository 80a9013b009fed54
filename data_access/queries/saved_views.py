"""Which filters does this person keep, under which names?"""

from sqlalchemy import select

from data_access.models import SavedView
from data_access.session import reading
from domain.saved_filters import SavedFilters
from domain.viewer import Viewer


def saved_filters(viewer: Viewer, page: str) -> list[SavedFilters]:
    """The viewer's own, by name: kept for nobody else, and so never cached."""
    v = SavedView
    statement = select(v.id, v.name, v.query).where(v.user_id == viewer.user_id, v.page == page).order_by(v.name)
    with reading(viewer) as session:
        return [SavedFilters(*row) for row in session.execute(statement)]
