"""Keeping filters under a name, and letting them go: a person's own, whatever their role."""

from typing import Final

from sqlalchemy import select

from data_access.models import SavedView
from data_access.writing import writing
from domain.errors import NexusError, NotFound
from domain.viewer import Viewer

LONGEST_NAME: Final = 60


def save_filters(viewer: Viewer, operation_id: str, page: str, name: str, query: str) -> None:
    """Keep `query` under `name`; one of that name is replaced. Raises `NexusError` for a name without letters."""
    name = name.strip()[:LONGEST_NAME]
    if not name:
        raise NexusError("These filters need a name.")
    with writing(viewer, operation_id, "save filters") as session:
        mine = select(SavedView).where(
            SavedView.user_id == viewer.user_id, SavedView.page == page, SavedView.name == name
        )
        found = session.scalars(mine.with_for_update()).one_or_none()
        if found is None:
            session.add(SavedView(user_id=viewer.user_id, page=page, name=name, query=query))
        else:
            found.query = query
            found.version += 1


def forget_filters(viewer: Viewer, operation_id: str, number: int) -> None:
    """Let saved filters go. Raises `NotFound` for those of another person."""
    with writing(viewer, operation_id, "forget filters") as session:
        mine = select(SavedView).where(SavedView.id == number, SavedView.user_id == viewer.user_id)
        found = session.scalars(mine.with_for_update()).one_or_none()
        if found is None:
            raise NotFound("filters")
        session.delete(found)
