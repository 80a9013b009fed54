"""When a change by a person counts, on the present day and never on one that is history; and what the log knew."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access.models import Workspace
from domain.errors import NexusError
from domain.ties import end_of
from domain.viewer import Viewer


def moment_of_change(session: Session, viewer: Viewer) -> datetime:
    """The instant at which the viewer's change is recorded: now, on a demo within the day for which it was made.

    Raises `NexusError` while they look at an earlier day, as what is recorded now was not known then.
    """
    made_for = session.scalar(select(Workspace.demo_day).where(Workspace.is_demo))
    now = datetime.now(UTC)
    if viewer.as_of != (made_for or now.date()):
        raise NexusError("You are looking at an earlier day.", "Go back to today to change something.")
    end = end_of(viewer.as_of)
    return min(max(now, end - timedelta(days=1)), end - timedelta(seconds=1))


def logged_until(session: Session, viewer: Viewer) -> datetime:
    """The instant until which the audit log was written on the viewer's day.

    The log keeps the database's own time, which on a demo goes on after the day for which it was made.
    """
    made_for = session.scalar(select(Workspace.demo_day).where(Workspace.is_demo))
    end = end_of(viewer.as_of)
    return max(end, datetime.now(UTC) + timedelta(minutes=5)) if viewer.as_of == made_for else end
