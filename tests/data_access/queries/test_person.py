"""One person's history, touches and titles."""

from datetime import timedelta

from data_access.models import AuditEntry
from data_access.queries.person import assessments, title_changes, touches_of
from domain.vocabulary import Role, Stance
from tests.builders import (
    DAY,
    add,
    at,
    make_account,
    make_assessment,
    make_contact,
    make_stakeholder,
    make_touchpoint,
    make_user,
    viewer_for,
)


def test_the_history_of_a_stance_is_dated_and_authored_newest_first(database: str) -> None:
    author = make_user()
    viewer, account = viewer_for(author, Role.EXECUTIVE), make_account()
    contact = make_contact(account)
    place = make_stakeholder(account, contact_id=contact)
    make_assessment(account, place, assessed_on=DAY - timedelta(days=90), stance=Stance.SCEPTIC)
    make_assessment(account, place, assessed_on=DAY - timedelta(days=9), author_id=author, note="Said so at lunch")
    make_assessment(account, make_stakeholder(account), assessed_on=DAY)
    newest, oldest = assessments(viewer, account, contact)
    assert (newest.stance, newest.author, newest.note) == (Stance.CHAMPION, "Ada Owner", "Said so at lunch")
    assert (oldest.stance, oldest.author) == (Stance.SCEPTIC, None)
    assert assessments(viewer.on(DAY - timedelta(days=30)), account, contact) == (oldest,)


def test_touches_are_those_between_people_that_happened(database: str) -> None:
    viewer, account = viewer_for(make_user(), Role.EXECUTIVE), make_account()
    contact = make_contact(account)
    people = ({"contact_id": contact}, {"contact_id": contact})
    newest = make_touchpoint(account, people=people, subject="New")
    older = make_touchpoint(account, people=people[:1], occurred_at=at(40))
    make_touchpoint(account, people=people, is_automated=True)
    make_touchpoint(account, people=people, occurred_at=at(-3))
    make_touchpoint(account)
    assert [touch.id for touch in touches_of(viewer, account, contact)] == [newest, older]


def test_a_changed_title_is_found_in_the_audit_log(database: str) -> None:
    viewer, account = viewer_for(make_user(), Role.EXECUTIVE), make_account()
    row = {"account_id": account, "action": "edit", "user_id": viewer.user_id}
    before, after = '{"contacts 5": {"title": "Head of data", "version": 1}}', '{"contacts 5": {"title": null}}'
    add(AuditEntry(operation_id="1", happened_at=at(3), before=before, after=after, **row))
    add(AuditEntry(operation_id="2", happened_at=at(300), before=before, after=after, **row))
    add(AuditEntry(operation_id="3", happened_at=at(2), before='{"goals 5": {"title": "x"}}', after="{}", **row))
    (change,) = title_changes(viewer, account)
    assert (change.contact_id, change.before, change.after) == (5, "Head of data", None)
    assert change.changed_on == at(3).date()


def test_an_outsider_learns_nothing(database: str) -> None:
    owner, outsider = make_user(), make_user(name="Bo")
    account = make_account(owner_id=owner)
    contact = make_contact(account)
    make_assessment(account, make_stakeholder(account, contact_id=contact))
    make_touchpoint(account, people=({"contact_id": contact},))
    for question in (assessments, touches_of):
        assert question(viewer_for(outsider), account, contact) == ()
        assert len(question(viewer_for(owner), account, contact)) == 1
    assert title_changes(viewer_for(outsider), account) == ()
