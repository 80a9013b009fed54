"""The people of an account by the latest assessment that was known."""

from datetime import timedelta

from data_access.models import ContactRelation
from data_access.queries.stakeholders import our_people, relations, stakeholders
from domain.vocabulary import RelationKind, Role, Stance
from tests.builders import (
    DAY,
    LONG_AGO,
    add,
    make_account,
    make_assessment,
    make_contact,
    make_stakeholder,
    make_user,
    viewer_for,
)


def test_the_latest_assessment_known_on_the_day_counts(database: str) -> None:
    viewer, account = viewer_for(make_user(), Role.EXECUTIVE), make_account()
    stakeholder = make_stakeholder(account)
    make_assessment(account, stakeholder, assessed_on=DAY - timedelta(days=90), stance=Stance.BLOCKER)
    make_assessment(account, stakeholder, assessed_on=DAY - timedelta(days=9), stance=Stance.CHAMPION, influence=70)
    (now,) = stakeholders(viewer, account)
    (then,) = stakeholders(viewer.on(DAY - timedelta(days=30)), account)
    (before,) = stakeholders(viewer.on(DAY - timedelta(days=200)), account)
    assert (now.stance, now.influence) == (Stance.CHAMPION, 70)
    assert then.stance is Stance.BLOCKER
    assert before.stance is None


def test_a_contact_without_a_place_on_the_map_is_there_without_stance(database: str) -> None:
    viewer, account = viewer_for(make_user(), Role.EXECUTIVE), make_account()
    make_contact(account, name="Unassessed")
    elsewhere = make_contact(make_account(name="Parent"), name="From the parent")
    make_stakeholder(account, contact_id=elsewhere)
    assert [(person.name, person.stance) for person in stakeholders(viewer, account)] == [
        ("Unassessed", None),
        ("From the parent", None),
    ]


def test_a_stakeholder_of_two_accounts_has_the_stance_of_each(database: str) -> None:
    viewer, one, two = viewer_for(make_user(), Role.EXECUTIVE), make_account(), make_account(name="Two")
    contact = make_contact(one)
    for account, stance in ((one, Stance.CHAMPION), (two, Stance.SCEPTIC)):
        make_assessment(account, make_stakeholder(account, contact_id=contact), stance=stance)
    assert stakeholders(viewer, one)[0].stance is Stance.CHAMPION
    assert stakeholders(viewer, two)[0].stance is Stance.SCEPTIC


def test_an_outsider_sees_nobody(database: str) -> None:
    owner, outsider = make_user(), make_user(name="Bo")
    account = make_account(owner_id=owner)
    make_assessment(account, make_stakeholder(account))
    assert stakeholders(viewer_for(outsider), account) == ()
    assert len(stakeholders(viewer_for(owner), account)) == 1


def test_a_relation_that_ended_is_gone_from_that_day_on(database: str) -> None:
    viewer, account = viewer_for(make_user(), Role.EXECUTIVE), make_account()
    one, two = make_contact(account), make_contact(account)
    row = {"account_id": account, "from_contact_id": one, "to_contact_id": two, "recorded_at": LONG_AGO}
    add(ContactRelation(**row, kind=RelationKind.REPORTS_TO, is_confirmed=True, ended_on=DAY))
    assert relations(viewer, account) == ()
    assert [line.kind for line in relations(viewer.on(DAY - timedelta(days=1)), account)] == [RelationKind.REPORTS_TO]


def test_our_people_are_named_by_id(database: str) -> None:
    ada, bo = make_user(), make_user(name="Bo")
    make_user(name="Else")
    assert our_people(viewer_for(ada), frozenset({ada, bo})) == {ada: "Ada Owner", bo: "Bo"}
