"""Annotations: seen by the next viewer, changed by their author only, told in the audit log, done once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from data_access.commands.annotations import annotate, delete_annotation, edit_annotation
from data_access.models import AuditEntry
from data_access.queries.annotations import annotations
from data_access.queries.occurrences import occurrences
from data_access.session import maintaining
from domain.annotation import LONGEST, Chart, Draft
from domain.errors import AlreadyDone, Denied, EditedMeanwhile, NexusError, NotYours
from domain.occurrence import Lane
from domain.viewer import Viewer
from domain.vocabulary import Role
from tests.builders import DAY, make_account, make_user, make_workspace, viewer_for

WEEK = Draft(Chart.TIMELINE, DAY - timedelta(days=9), DAY - timedelta(days=2), "  Migration weekend: all planned. ")


@pytest.fixture
def owner(database: str) -> Viewer:
    make_workspace(demo_day=DAY)
    return viewer_for(make_user())


@pytest.fixture
def account(owner: Viewer) -> int:
    return make_account(owner_id=owner.user_id)


def lead() -> Viewer:
    return viewer_for(make_user(name="Ann Admin"), Role.ADMINISTRATOR)


def log() -> list[AuditEntry]:
    with maintaining() as session:
        found = list(session.scalars(select(AuditEntry).order_by(AuditEntry.id)))
        session.expunge_all()
    return found


def test_what_was_written_is_shown_to_the_next_viewer_and_stands_on_the_timeline(owner: Viewer, account: int) -> None:
    annotate(owner, "op 1", account, WEEK)
    (note,) = annotations(lead(), account)
    assert (note.note, note.author, note.chart) == ("Migration weekend: all planned.", "Ada Owner", Chart.TIMELINE)
    (shown,) = occurrences(lead(), account)
    assert (shown.lane, shown.on, shown.until) == (Lane.NOTES, WEEK.starts_on, WEEK.ends_on)


def test_a_note_on_health_does_not_stand_on_the_timeline(owner: Viewer, account: int) -> None:
    annotate(owner, "op 1", account, Draft(Chart.HEALTH, DAY, DAY, "New model"))
    (note,) = annotations(owner, account)
    assert note.starts_on == note.ends_on == DAY
    assert occurrences(owner, account) == ()


def test_its_author_changes_it_and_takes_it_away_and_the_log_keeps_both(owner: Viewer, account: int) -> None:
    annotate(owner, "op 1", account, WEEK)
    (note,) = annotations(owner, account)
    edit_annotation(owner, "op 2", note.id, note.version, Draft(Chart.HEALTH, DAY, None, "Our outage"))
    (changed,) = annotations(owner, account)
    assert (changed.note, changed.chart, changed.starts_on) == ("Our outage", Chart.HEALTH, DAY)
    with pytest.raises(EditedMeanwhile):
        edit_annotation(owner, "op 3", note.id, note.version, WEEK)
    delete_annotation(owner, "op 4", note.id, changed.version)
    assert annotations(owner, account) == ()
    entries = log()
    assert [entry.action for entry in entries] == ["annotate a chart", "edit an annotation", "delete an annotation"]
    assert "Migration weekend" in (entries[1].before or "")
    assert "Our outage" in (entries[2].before or "")


def test_nobody_else_changes_it(owner: Viewer, account: int) -> None:
    annotate(owner, "op 1", account, WEEK)
    (note,) = annotations(owner, account)
    for attempt, number in ((edit_annotation, "op 2"), (delete_annotation, "op 3")):
        arguments = (WEEK,) if attempt is edit_annotation else ()
        with pytest.raises(NotYours):
            attempt(lead(), number, note.id, note.version, *arguments)
    assert len(annotations(owner, account)) == 1


def test_an_outsider_and_an_executive_write_nothing(owner: Viewer, account: int) -> None:
    outsider = viewer_for(make_user(name="Otto"))
    with pytest.raises(Denied):
        annotate(outsider, "op 1", account, WEEK)
    with pytest.raises(NotYours):
        annotate(viewer_for(make_user(name="Eva"), Role.EXECUTIVE), "op 2", account, WEEK)
    assert annotations(outsider, account) == ()
    assert log() == []


def test_the_same_form_sent_twice_is_saved_once(owner: Viewer, account: int) -> None:
    annotate(owner, "op 1", account, WEEK)
    with pytest.raises(AlreadyDone):
        annotate(owner, "op 1", account, WEEK)
    assert len(annotations(owner, account)) == 1


@pytest.mark.parametrize(
    "draft",
    [
        Draft(Chart.TIMELINE, DAY, None, "  "),
        Draft(Chart.TIMELINE, DAY, DAY - timedelta(days=1), "Ends early"),
        Draft(Chart.TIMELINE, DAY, None, "x" * (LONGEST + 1)),
    ],
)
def test_what_says_nothing_is_refused(owner: Viewer, account: int, draft: Draft) -> None:
    with pytest.raises(NexusError):
        annotate(owner, "op 1", account, draft)


def test_an_earlier_day_shows_none_of_later_and_takes_none(owner: Viewer, account: int) -> None:
    annotate(owner, "op 1", account, WEEK)
    earlier = owner.on(DAY - timedelta(days=1))
    assert annotations(earlier, account) == ()
    with pytest.raises(NexusError):
        annotate(earlier, "op 2", account, WEEK)
