"""Editing the map: dated, authored, refused where it cannot be, and done by nobody who may not."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from data_access.commands.account_map import assess, draw_line, end_line, set_boss
from data_access.models import AccountCurrent, AuditEntry, ContactRelation
from data_access.queries.people_graph import people_graph
from data_access.queries.person import assessments, line_changes
from data_access.queries.stakeholders import relations, stakeholders
from data_access.session import maintaining
from domain.account_map import Relation
from domain.errors import AlreadyDone, Denied, NexusError, NotFound, NotYours
from domain.person import Judgement
from domain.viewer import Viewer
from domain.vocabulary import BuyingRole, RelationKind, Role, Stance
from tests.builders import DAY, LONG_AGO, add, make_account, make_contact, make_user, make_workspace, viewer_for

SAYS = Judgement(Stance.SUPPORTER, BuyingRole.DECISION_MAKER, 70, is_confirmed=True, note=" At lunch ")
REPORTS, INFLUENCES = RelationKind.REPORTS_TO, RelationKind.INFLUENCES


@pytest.fixture
def owner(database: str) -> Viewer:
    make_workspace(demo_day=DAY)
    return viewer_for(make_user())


@pytest.fixture
def account(owner: Viewer) -> int:
    return make_account(owner_id=owner.user_id)


def people(account: int, count: int) -> list[int]:
    return [make_contact(account, name=f"Person {number}") for number in range(1, count + 1)]


def test_an_assessment_is_dated_authored_and_leaves_the_earlier_ones(owner: Viewer, account: int) -> None:
    (mira,) = people(account, 1)
    assess(owner, "op 1", account, mira, SAYS)
    assess(owner, "op 2", account, mira, Judgement(Stance.BLOCKER, None, None, is_confirmed=False))
    newest, oldest = assessments(owner, account, mira)
    assert (newest.stance, newest.influence, newest.is_confirmed) == (Stance.BLOCKER, None, False)
    assert (oldest.stance, oldest.buying_role, oldest.influence) == (Stance.SUPPORTER, BuyingRole.DECISION_MAKER, 70)
    assert (oldest.assessed_on, oldest.author, oldest.note) == (DAY, "Ada Owner", "At lunch")
    assert stakeholders(owner, account)[0].stance is Stance.BLOCKER
    with maintaining() as session:
        assert session.scalar(select(func.count()).select_from(AuditEntry)) == 2
        assert session.scalar(select(AccountCurrent.account_id)) == account


def test_the_same_form_sent_twice_is_saved_once(owner: Viewer, account: int) -> None:
    (mira,) = people(account, 1)
    assess(owner, "op 1", account, mira, SAYS)
    with pytest.raises(AlreadyDone):
        assess(owner, "op 1", account, mira, SAYS)
    assert len(assessments(owner, account, mira)) == 1


def test_influence_out_of_range_and_a_contact_of_another_account_are_refused(owner: Viewer, account: int) -> None:
    (mira,) = people(account, 1)
    with pytest.raises(NexusError, match="0 to 100"):
        assess(owner, "op 1", account, mira, Judgement(None, None, 101, is_confirmed=False))
    stranger = make_contact(make_account(owner_id=owner.user_id, name="Other"))
    with pytest.raises(NotFound):
        assess(owner, "op 2", account, stranger, SAYS)


def test_nothing_is_changed_while_an_earlier_day_is_looked_at(owner: Viewer, account: int) -> None:
    (mira,) = people(account, 1)
    with pytest.raises(NexusError, match="earlier day"):
        assess(owner.on(DAY - timedelta(days=1)), "op 1", account, mira, SAYS)


def test_an_outsider_and_an_executive_change_nothing(owner: Viewer, account: int) -> None:
    (mira,) = people(account, 1)
    with pytest.raises((Denied, NotFound)):
        assess(viewer_for(make_user(name="Bo")), "op 1", account, mira, SAYS)
    with pytest.raises(NotYours):
        assess(viewer_for(make_user(name="Eva", role=Role.EXECUTIVE), Role.EXECUTIVE), "op 2", account, mira, SAYS)
    assert assessments(owner, account, mira) == ()


def test_a_new_boss_ends_the_line_to_the_old_one(owner: Viewer, account: int) -> None:
    one, two, three = people(account, 3)
    set_boss(owner, "op 1", account, one, two, is_confirmed=False)
    set_boss(owner, "op 2", account, one, three, is_confirmed=True)
    assert relations(owner, account) == (Relation(one, three, REPORTS, True),)
    set_boss(owner, "op 3", account, one, two, is_confirmed=True)
    assert relations(owner, account) == (Relation(one, two, REPORTS, True),)
    set_boss(owner, "op 4", account, one, None, is_confirmed=True)
    assert relations(owner, account) == ()


def test_a_circle_is_refused_and_the_chain_is_named(owner: Viewer, account: int) -> None:
    one, two, three = people(account, 3)
    set_boss(owner, "op 1", account, one, two, is_confirmed=True)
    set_boss(owner, "op 2", account, two, three, is_confirmed=True)
    message = "Person 3 cannot report to Person 1, who is below them: Person 1 → Person 2 → Person 3."
    with pytest.raises(NexusError) as refused:
        set_boss(owner, "op 3", account, three, one, is_confirmed=True)
    assert refused.value.message == message
    with pytest.raises(NexusError, match="themselves"):
        set_boss(owner, "op 4", account, one, one, is_confirmed=True)
    assert len(relations(owner, account)) == 2


def test_an_imported_circle_breaks_nothing_and_can_be_mended(owner: Viewer, account: int) -> None:
    one, two = people(account, 2)
    for start, end in ((one, two), (two, one)):
        line = {"from_contact_id": start, "to_contact_id": end, "kind": REPORTS, "recorded_at": LONG_AGO}
        add(ContactRelation(account_id=account, **line))
    assert people_graph(owner, account, owner.user_id).number_of_edges() == 2
    set_boss(owner, "op 1", account, one, None, is_confirmed=True)
    assert [line.from_contact_id for line in relations(owner, account)] == [two]


def test_a_line_is_drawn_confirmed_and_ended(owner: Viewer, account: int) -> None:
    one, two = people(account, 2)
    draw_line(owner, "op 1", account, (one, INFLUENCES, two), is_confirmed=False)
    draw_line(owner, "op 2", account, (one, INFLUENCES, two), is_confirmed=True)
    assert relations(owner, account) == (Relation(one, two, INFLUENCES, True),)
    end_line(owner, "op 3", account, (one, INFLUENCES, two))
    assert relations(owner, account) == ()
    with pytest.raises(NotFound):
        end_line(owner, "op 4", account, (two, INFLUENCES, one))
    with pytest.raises(NexusError, match="two people"):
        draw_line(owner, "op 5", account, (one, INFLUENCES, one), is_confirmed=True)


def test_changes_of_lines_are_told_with_day_and_author(owner: Viewer, account: int) -> None:
    one, two = people(account, 2)
    draw_line(owner, "op 1", account, (one, INFLUENCES, two), is_confirmed=False)
    draw_line(owner, "op 2", account, (one, INFLUENCES, two), is_confirmed=True)
    end_line(owner, "op 3", account, (one, INFLUENCES, two))
    set_boss(owner, "op 4", account, two, one, is_confirmed=True)
    told = line_changes(owner, account, one)
    assert [(change.kind, change.is_outward, change.what) for change in told] == [
        (REPORTS, False, "drawn, confirmed"),
        (INFLUENCES, True, "ended"),
        (INFLUENCES, True, "confirmed"),
        (INFLUENCES, True, "drawn, assumed"),
    ]
    assert {(change.other, change.author, change.changed_on) for change in told} == {("Person 2", "Ada Owner", DAY)}
    assert line_changes(owner.on(DAY - timedelta(days=1)), account, one) == ()
