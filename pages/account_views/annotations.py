"""Annotations below a chart: reading what others explained, and explaining a day to the next viewer."""

from components.forms.annotation import FORM, annotation_form, annotation_list
from data_access.commands.annotations import annotate, delete_annotation, edit_annotation
from data_access.queries import annotations as queries
from domain.account import AccountHeader
from domain.annotation import Annotation, Chart
from domain.period import Period
from domain.viewer import Viewer
from domain.vocabulary import Role
from shell.saving import save


def notes_on(viewer: Viewer, account_id: int, chart: Chart, period: Period) -> list[Annotation]:
    """The annotations of a chart that lie in `period`."""
    return [
        note
        for note in queries.annotations(viewer, account_id)
        if note.chart is chart and note.starts_on <= period.last_on and note.ends_on >= period.first_on
    ]


def show(viewer: Viewer, account: AccountHeader, chart: Chart, period: Period) -> None:
    """Draw the annotations of a chart that lie in `period`, with a form for a new one for who may write."""
    may_write = viewer.role is not Role.EXECUTIVE
    notes = notes_on(viewer, account.account_id, chart, period)
    asked = annotation_list(notes, viewer.user_id if may_write else None)
    draft = annotation_form(viewer.as_of, chart) if may_write else None
    if draft is not None:
        save(FORM, lambda number: annotate(viewer, number, account.account_id, draft))
    if asked is not None:
        note, change = asked
        if change is None:
            save(FORM, lambda number: delete_annotation(viewer, number, note.id, note.version), "Deleted.")
        else:
            save(FORM, lambda number: edit_annotation(viewer, number, note.id, note.version, change))
