"""Issues and promises as they stood on the viewer's day."""

from datetime import timedelta

from data_access.queries.service import issues, promises
from domain.vocabulary import Role, Severity
from tests.builders import DAY, at, make_account, make_commitment, make_issue, make_user, viewer_for


def test_open_issues_come_first_the_worst_before_the_older(database: str) -> None:
    viewer, account = viewer_for(make_user(), Role.EXECUTIVE), make_account()
    make_issue(account, title="old small", severity=Severity.S4, opened_at=at(90))
    make_issue(account, title="closed", severity=Severity.S1, opened_at=at(80), resolved_at=at(70))
    make_issue(account, title="worst", severity=Severity.S1, opened_at=at(2))
    found = issues(viewer, account)
    assert found["title"].tolist() == ["worst", "old small", "closed"]
    assert found["is_open"].tolist() == [True, True, False]


def test_an_issue_was_open_before_its_resolution_was_known(database: str) -> None:
    viewer, account = viewer_for(make_user(), Role.EXECUTIVE), make_account()
    make_issue(account, opened_at=at(20), resolved_at=at(10), resolution_recorded_at=at(5))
    assert not issues(viewer, account)["is_open"].iloc[0]
    assert issues(viewer.on(DAY - timedelta(days=7)), account)["is_open"].iloc[0]


def test_a_promise_has_the_state_of_the_day(database: str) -> None:
    viewer, account = viewer_for(make_user(), Role.EXECUTIVE), make_account()
    due, day = DAY - timedelta(days=4), timedelta(days=1)
    make_commitment(account, promise="kept", due_on=due, kept_on=due)
    make_commitment(account, promise="late", due_on=due + day, kept_on=due + 2 * day)
    make_commitment(account, promise="broken", due_on=due + 2 * day, broken_on=DAY)
    make_commitment(account, promise="overdue", due_on=due + 3 * day)
    make_commitment(account, promise="open", due_on=DAY)
    assert promises(viewer, account)["state"].tolist() == promises(viewer, account)["promise"].tolist()
    then = promises(viewer.on(due + day), account)
    assert then["state"].tolist() == ["kept", "open", "open", "open", "open"]


def test_nothing_open_gives_empty_frames(database: str) -> None:
    viewer, account = viewer_for(make_user(), Role.EXECUTIVE), make_account()
    assert issues(viewer, account).empty
    assert promises(viewer, account).empty
