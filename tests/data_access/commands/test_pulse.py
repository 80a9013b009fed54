"""The pulse: given by who may change the account, shown for ninety days, taken back by who gave it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from data_access.commands.pulse import give_pulse, take_back_pulse
from data_access.models import AccountCurrent, AuditEntry, HealthPulse
from data_access.queries.pulse import last_pulse
from data_access.session import maintaining
from domain.errors import AlreadyDone, Denied, NexusError, NotFound, NotYours
from domain.viewer import Viewer
from domain.vocabulary import PulseLevel, Role
from tests.builders import DAY, LONG_AGO, add, make_account, make_current, make_user, make_workspace, viewer_for


@pytest.fixture
def owner(database: str) -> Viewer:
    make_workspace(demo_day=DAY)
    return viewer_for(make_user())


@pytest.fixture
def account(owner: Viewer) -> int:
    return make_account(owner_id=owner.user_id)


def test_a_pulse_is_shown_with_who_gave_it_and_when_and_changes_no_score(owner: Viewer, account: int) -> None:
    make_current(account, score=72.0)
    give_pulse(owner, "op 1", account, PulseLevel.BAD, "  No answer for weeks ")
    told = last_pulse(owner, account)
    assert told is not None
    assert (told.level, told.given_on, told.author, told.note) == (
        PulseLevel.BAD, DAY, "Ada Owner", "No answer for weeks",
    )  # fmt: skip
    with maintaining() as session:
        assert session.scalar(select(AccountCurrent.score)) == 72.0
        assert session.scalars(select(AuditEntry.action)).all() == ["give the pulse"]


def test_the_last_pulse_counts_and_taking_it_back_shows_the_one_before(owner: Viewer, account: int) -> None:
    earlier = DAY - timedelta(days=20)
    add(HealthPulse(account_id=account, level=PulseLevel.GOOD, given_on=earlier, recorded_at=LONG_AGO))
    give_pulse(owner, "op 1", account, PulseLevel.BAD, "")
    told = last_pulse(owner, account)
    assert told is not None
    assert (told.level, told.note) == (PulseLevel.BAD, None)
    take_back_pulse(owner, "op 2", told.id)
    before = last_pulse(owner, account)
    assert before is not None
    assert (before.level, before.given_on, before.author) == (PulseLevel.GOOD, earlier, None)


def test_on_an_earlier_day_the_pulse_of_that_day_is_told(owner: Viewer, account: int) -> None:
    give_pulse(owner, "op 1", account, PulseLevel.BAD, "")
    assert last_pulse(owner.on(DAY - timedelta(days=1)), account) is None
    with pytest.raises(NexusError, match="earlier day"):
        give_pulse(owner.on(DAY - timedelta(days=1)), "op 2", account, PulseLevel.GOOD, "")


def test_the_same_form_sent_twice_gives_one_pulse(owner: Viewer, account: int) -> None:
    give_pulse(owner, "op 1", account, PulseLevel.GOOD, "")
    with pytest.raises(AlreadyDone):
        give_pulse(owner, "op 1", account, PulseLevel.GOOD, "")
    with maintaining() as session:
        assert len(session.scalars(select(HealthPulse.id)).all()) == 1


def test_who_may_not_change_the_account_gives_no_pulse(owner: Viewer, account: int) -> None:
    with pytest.raises(Denied):
        give_pulse(viewer_for(make_user(name="Bo")), "op 1", account, PulseLevel.GOOD, "")
    with pytest.raises(NotYours):
        give_pulse(viewer_for(make_user(name="Eva"), Role.EXECUTIVE), "op 2", account, PulseLevel.GOOD, "")


def test_a_pulse_is_taken_back_by_who_gave_it_or_an_administrator(owner: Viewer, account: int) -> None:
    give_pulse(owner, "op 1", account, PulseLevel.GOOD, "")
    told = last_pulse(owner, account)
    assert told is not None
    outsider = viewer_for(make_user(name="Bo"))
    with pytest.raises(NotFound):
        take_back_pulse(outsider, "op 2", told.id)
    lead = viewer_for(make_user(name="Cy", role=Role.ADMINISTRATOR), Role.ADMINISTRATOR)
    theirs = add(HealthPulse(account_id=account, level=PulseLevel.BAD, given_on=DAY, author_id=lead.user_id))
    with pytest.raises(NotYours):
        take_back_pulse(owner, "op 3", theirs)
    take_back_pulse(lead, "op 4", told.id)
    with maintaining() as session:
        assert session.scalars(select(HealthPulse.id)).all() == [theirs]
