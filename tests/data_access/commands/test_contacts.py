"""People seen in touchpoints become contacts, or are found to be some."""

from dataclasses import replace
from datetime import timedelta

import pytest

from data_access.commands.contacts import add_ghost, edit_contact, merge_ghost
from data_access.models import AccountDomain
from data_access.queries.ghosts import ghosts
from data_access.queries.person import contact_card, title_changes, touches_of
from data_access.queries.stakeholders import stakeholders
from domain.errors import EditedMeanwhile, NexusError, NotFound
from domain.viewer import Viewer
from domain.vocabulary import Seniority
from tests.builders import (
    DAY,
    add,
    at,
    make_account,
    make_contact,
    make_touchpoint,
    make_user,
    make_workspace,
    viewer_for,
)

ADDRESS = "Mira.Groot@kestrel.example"


@pytest.fixture
def owner(database: str) -> Viewer:
    make_workspace(demo_day=DAY)
    return viewer_for(make_user())


@pytest.fixture
def account(owner: Viewer) -> int:
    account = make_account(owner_id=owner.user_id)
    add(AccountDomain(account_id=account, domain="kestrel.example"))
    for days in (3, 9):
        make_touchpoint(account, occurred_at=at(days), subject=f"{days} days", people=({"address": ADDRESS},))
    for days in (1, 2, 3):
        make_touchpoint(account, occurred_at=at(days), people=({"address": "someone@agency.example"},))
    make_touchpoint(account, occurred_at=at(-2), people=({"address": "later@kestrel.example"},))
    make_touchpoint(account, people=({"address": "robot@kestrel.example"},), is_automated=True)
    return account


def test_ghosts_of_the_accounts_own_domain_come_first_with_their_evidence(owner: Viewer, account: int) -> None:
    contact = make_contact(account, name="Mira Groot")
    first, second = ghosts(owner, account)
    assert (first.address, first.touches, first.subject, first.is_of_account) == (ADDRESS.lower(), 2, "3 days", True)
    assert first.last_on == at(3).date()
    assert first.contact is not None
    assert first.contact.id == contact
    assert (second.address, second.is_of_account, second.contact) == ("someone@agency.example", False, None)


def test_a_ghost_is_added_with_its_touches(owner: Viewer, account: int) -> None:
    contact = add_ghost(owner, "op 1", account, ADDRESS, " Mira Groot ")
    (person,) = stakeholders(owner, account)
    assert (person.contact_id, person.name) == (contact, "Mira Groot")
    assert len(touches_of(owner, account, contact)) == 2
    assert [ghost.address for ghost in ghosts(owner, account)] == ["someone@agency.example"]


def test_a_ghost_is_merged_into_a_contact_who_takes_the_address(owner: Viewer, account: int) -> None:
    contact = make_contact(account, name="Mira Groot")
    merge_ghost(owner, "op 1", account, ADDRESS, contact)
    assert len(touches_of(owner, account, contact)) == 2
    assert len(ghosts(owner, account)) == 1


def test_an_unknown_address_a_nameless_person_and_a_strange_contact_are_refused(owner: Viewer, account: int) -> None:
    with pytest.raises(NotFound):
        add_ghost(owner, "op 1", account, "nobody@kestrel.example", "Nobody")
    with pytest.raises(NexusError, match="name"):
        add_ghost(owner, "op 2", account, ADDRESS, "  ")
    with pytest.raises(NotFound):
        merge_ghost(owner, "op 3", account, ADDRESS, make_contact(make_account(name="Other")))
    assert stakeholders(owner, account) == ()


def test_an_outsider_sees_and_adds_nobody(owner: Viewer, account: int) -> None:
    outsider = viewer_for(make_user(name="Bo"))
    assert ghosts(outsider, account) == ()
    with pytest.raises(NotFound):
        add_ghost(outsider, "op 1", account, ADDRESS, "Mira")


def test_a_new_title_is_told_of_a_champion_and_a_departure_fades_them(owner: Viewer, account: int) -> None:
    contact = make_contact(account, name="Mira", title="Head of data")
    card = contact_card(owner, account, contact)
    assert card is not None
    edit_contact(owner, "op 1", account, contact, replace(card, title=" Advisor ", seniority=Seniority.STAFF))
    (change,) = title_changes(owner, account)
    assert (change.before, change.after, change.changed_on) == ("Head of data", "Advisor", DAY)
    with pytest.raises(EditedMeanwhile):
        edit_contact(owner, "op 2", account, contact, card)
    edit_contact(owner, "op 3", account, contact, replace(card, version=card.version + 1, left_on=DAY))
    (person,) = stakeholders(owner, account)
    assert (person.title, person.has_left(DAY)) == ("Head of data", True)
    with pytest.raises(NexusError, match="not come"):
        edit_contact(owner, "op 4", account, contact, replace(card, left_on=DAY + timedelta(days=1)))


def test_a_contact_of_another_account_is_not_edited_by_way_of_this_one(owner: Viewer, account: int) -> None:
    other = make_account(name="Other", owner_id=owner.user_id)
    stranger = make_contact(other)
    card = contact_card(owner, other, stranger)
    assert card is not None
    assert contact_card(owner, account, stranger) is None
    with pytest.raises(NotFound):
        edit_contact(owner, "op 1", account, stranger, card)
    assert contact_card(viewer_for(make_user(name="Bo")), other, stranger) is None
