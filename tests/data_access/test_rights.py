"""Who may change what: each role, and each way out of one's own accounts."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from data_access.models import (
    Account,
    AccountTeamMember,
    Base,
    Contact,
    FeatureRequest,
    HealthModel,
    HealthPulse,
    Participant,
    PlanGoal,
    Product,
    SavedView,
    Stakeholder,
    User,
)
from data_access.walls.tables import COMPUTED, INTERNAL
from data_access.writing import WritingSession
from domain.errors import Denied, NexusError, NotYours
from domain.vocabulary import ParticipantPart, Progress, Role
from tests.changes import count, entries, pulse, write
from tests.company import ADMINISTRATOR, EVERYBODY, EXECUTIVE, OURS, OWNER, SEEN, THEIRS, TODAY

MODELS: dict[str, Any] = {str(mapper.local_table): mapper.class_ for mapper in Base.registry.mappers}


def goal(account: int, plan: int) -> PlanGoal:
    return PlanGoal(account_id=account, plan_id=plan, title="x", set_on=TODAY, progress=Progress.PLANNED)


@pytest.mark.parametrize("person", EVERYBODY)
@pytest.mark.parametrize("account", [OURS, THEIRS])
def test_who_sees_an_account_and_is_no_executive_writes_to_it(own_company: str, person: int, account: int) -> None:
    may = account in SEEN[person] and person != EXECUTIVE
    if may:
        write(person, lambda session: session.add(pulse(account)))
    else:
        with pytest.raises(NexusError) as refused:
            write(person, lambda session: session.add(pulse(account)))
        assert type(refused.value) is (NotYours if person == EXECUTIVE else Denied)
    assert count(HealthPulse) == 2 + may
    assert len(entries()) == may


OUT_OF_REACH: dict[str, Callable[[WritingSession], Any]] = {
    "a row of theirs": lambda session: session.add(pulse(THEIRS)),
    "a row moved to them": lambda session: setattr(session.get_one(HealthPulse, OURS), "account_id", THEIRS),
    "a goal under their plan": lambda session: session.add(goal(OURS, THEIRS)),
    "a contact of theirs on our map": lambda session: session.add(Stakeholder(account_id=OURS, contact_id=THEIRS)),
    "a participant in their touch": lambda session: session.add(
        Participant(touchpoint_id=THEIRS, position=7, part=ParticipantPart.ATTENDEE, contact_id=OURS)
    ),
    "a contact moved to them": lambda session: setattr(session.get_one(Contact, OURS), "account_id", THEIRS),
    "a new account": lambda session: session.add(Account(name="New", owner_id=OWNER)),
    "an account gone": lambda session: session.delete(session.get_one(Account, OURS)),
    "a contact of nobody": lambda session: session.add(Contact(name="Nobody")),
    "a role": lambda session: setattr(session.get_one(User, OWNER), "role", Role.ADMINISTRATOR),
    "a model": lambda session: session.add(HealthModel(name="Mine", policy="{}", published_on=TODAY)),
    "a request of all, removed": lambda session: session.delete(session.get_one(FeatureRequest, OURS)),
    "a product": lambda session: session.add(Product(name="Mine")),
    "a view of another's": lambda session: session.add(SavedView(user_id=EXECUTIVE, page="p", name="n", query="q")),
    "a view given away": lambda session: setattr(session.get_one(SavedView, OURS), "user_id", EXECUTIVE),
}


@pytest.mark.parametrize("change", OUT_OF_REACH)
def test_what_is_out_of_reach_is_refused_and_leaves_nothing(own_company: str, change: str) -> None:
    with pytest.raises((Denied, NotYours)):
        write(OWNER, OUT_OF_REACH[change])
    assert entries() == []


@pytest.mark.parametrize("table", sorted(COMPUTED - INTERNAL - {"alembic_version", "data_changes"}))
def test_what_the_system_notes_is_written_by_nobody(own_company: str, table: str) -> None:
    model = MODELS[table]
    with pytest.raises(NotYours):
        write(ADMINISTRATOR, lambda session: session.delete(session.scalars(select(model)).first()))


WITHIN_REACH: dict[str, tuple[int, Callable[[WritingSession], Any]]] = {
    "a request of the customers'": (OWNER, lambda session: session.add(FeatureRequest(title="Dark mode"))),
    "an executive's own view": (
        EXECUTIVE,
        lambda session: session.add(SavedView(user_id=EXECUTIVE, page="p", name="n", query="q")),
    ),
    "a model": (
        ADMINISTRATOR,
        lambda session: session.add(HealthModel(name="New", policy="{}", published_on=TODAY)),
    ),
    "a new account": (ADMINISTRATOR, lambda session: session.add(Account(name="New"))),
    "a person's role": (ADMINISTRATOR, lambda session: setattr(session.get_one(User, OWNER), "role", Role.TEAM_LEAD)),
    "an owner who hands over": (OWNER, lambda session: setattr(session.get_one(Account, OURS), "owner_id", EXECUTIVE)),
    "a key of two columns": (
        OWNER,
        lambda session: session.add(AccountTeamMember(account_id=OURS, user_id=EXECUTIVE)),
    ),
}


@pytest.mark.parametrize("change", WITHIN_REACH)
def test_what_is_within_reach_is_done(own_company: str, change: str) -> None:
    person, act = WITHIN_REACH[change]
    write(person, act)
    assert [entry.user_id for entry in entries()] == [person]
