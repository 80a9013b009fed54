"""Explaining a day or a stretch of a chart; what is written is changed and taken away by its author only."""

from data_access.models import Annotation
from data_access.moment import moment_of_change
from data_access.writing import WritingSession, row_to_edit, writing
from domain.annotation import Draft
from domain.errors import NotYours
from domain.viewer import Viewer


def annotate(viewer: Viewer, operation_id: str, account_id: int, draft: Draft) -> None:
    """Write an annotation. Raises `NexusError` for an empty note, `Denied` for an account out of sight."""
    said = draft.checked()
    with writing(viewer, operation_id, "annotate a chart") as session:
        session.add(
            Annotation(
                account_id=account_id,
                chart=said.chart.value,
                starts_on=said.starts_on,
                ends_on=said.ends_on,
                note=said.note,
                author_id=viewer.user_id,
                recorded_at=moment_of_change(session, viewer),
            )
        )


def edit_annotation(viewer: Viewer, operation_id: str, number: int, version: int, draft: Draft) -> None:
    """Change what the viewer wrote. Raises `NotYours` for another's, `EditedMeanwhile` if it changed since."""
    said = draft.checked()
    with writing(viewer, operation_id, "edit an annotation") as session:
        row = _own(session, viewer, number, version)
        row.chart, row.note = said.chart.value, said.note
        row.starts_on, row.ends_on = said.starts_on, said.ends_on


def delete_annotation(viewer: Viewer, operation_id: str, number: int, version: int) -> None:
    """Take away what the viewer wrote; the audit log keeps it. Raises as `edit_annotation`."""
    with writing(viewer, operation_id, "delete an annotation") as session:
        session.delete(_own(session, viewer, number, version))


def _own(session: WritingSession, viewer: Viewer, number: int, version: int) -> Annotation:
    moment_of_change(session, viewer)
    row = row_to_edit(session, Annotation, number, version)
    if row.author_id != viewer.user_id:
        raise NotYours("Only its author changes an annotation.")
    return row
