"""Note that a person looked at a page: once a day, as every write makes the screens of all read anew."""

from datetime import datetime

from sqlalchemy import select

from data_access.models import Visit
from data_access.writing import writing
from domain.errors import AlreadyDone
from domain.viewer import Viewer


def note_visit(viewer: Viewer, page: str, at: datetime) -> None:
    """Note that the viewer looks at `page`; a second time on a day changes nothing."""
    try:
        with writing(viewer, f"visit {viewer.user_id} {page} {at.date()}", "looked at a page") as session:
            mine = select(Visit).where(Visit.user_id == viewer.user_id, Visit.page == page)
            found = session.scalars(mine).one_or_none()
            if found is None:
                session.add(Visit(user_id=viewer.user_id, page=page, seen_at=at))
            else:
                found.seen_at = at
    except AlreadyDone:
        return
