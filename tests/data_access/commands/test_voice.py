"""Merging requests and noting who was told, on both databases: nobody is lost, and nobody writes what is not theirs."""

from datetime import date, timedelta

import pytest

from data_access.commands.voice import merge_requests, note_told
from data_access.models import FeatureRequest, FeatureRequestAsker
from data_access.queries.voice import voice
from domain.errors import AlreadyDone, EditedMeanwhile, NexusError, NotFound, NotYours
from domain.portfolio import Filters
from domain.viewer import Viewer
from domain.vocabulary import FeatureRequestState, Role
from tests.builders import DAY, LONG_AGO, add, make_account, make_current, make_user, make_workspace


@pytest.fixture
def owner(database: str) -> Viewer:
    make_workspace(demo_day=DAY)
    return Viewer(make_user(name="Ada", role=Role.ACCOUNT_MANAGER), "Ada", Role.ACCOUNT_MANAGER, DAY)


def make_request(title: str, state: FeatureRequestState = FeatureRequestState.NEW) -> int:
    return int(add(FeatureRequest(title=title, state=state, recorded_at=LONG_AGO)))


def make_asker(request: int, owner: Viewer, name: str, asked_on: date = DAY - timedelta(days=9)) -> int:
    account = make_account(name=name, owner_id=owner.user_id)
    make_current(account, name=name, owner_id=owner.user_id)
    row = FeatureRequestAsker(request_id=request, account_id=account, asked_on=asked_on, recorded_at=LONG_AGO)
    return int(add(row))


def test_both_askers_stand_behind_the_merged_request(owner: Viewer) -> None:
    one, other = make_request("Dark theme"), make_request("Night colours")
    askers = {make_asker(one, owner, "Kestrel"), make_asker(other, owner, "Vantage")}
    merge_requests(owner, "op 1", other, 1, one)
    told = voice(owner, Filters())
    assert told.requests[["id", "accounts"]].to_numpy().tolist() == [[one, 2]]
    assert set(told.askers["id"]) == askers
    with pytest.raises(AlreadyDone):
        merge_requests(owner, "op 1", other, 2, one)


def test_two_requests_cannot_stand_for_one_another(owner: Viewer) -> None:
    one, other = make_request("Dark theme"), make_request("Night colours")
    merge_requests(owner, "op 1", other, 1, one)
    for request, into in ((one, other), (one, one)):
        with pytest.raises(NexusError):
            merge_requests(owner, "op 2", request, 1, into)
    with pytest.raises(EditedMeanwhile):
        merge_requests(owner, "op 3", other, 1, one)
    with pytest.raises(NotFound):
        merge_requests(owner, "op 4", one, 1, 999)


def test_who_was_told_no_longer_waits(owner: Viewer) -> None:
    request = make_request("Dark theme", FeatureRequestState.SHIPPED)
    first, second = make_asker(request, owner, "Kestrel"), make_asker(request, owner, "Vantage")
    assert set(voice(owner, Filters()).to_tell["id"]) == {first, second}
    note_told(owner, "op 1", [first])
    assert set(voice(owner, Filters()).to_tell["id"]) == {second}


def test_nobody_notes_it_for_an_account_out_of_sight_and_executives_change_nothing(owner: Viewer) -> None:
    request = make_request("Dark theme", FeatureRequestState.SHIPPED)
    asker = make_asker(request, owner, "Kestrel")
    other = Viewer(make_user(name="Bo", role=Role.ACCOUNT_MANAGER), "Bo", Role.ACCOUNT_MANAGER, DAY)
    with pytest.raises(NotFound):
        note_told(other, "op 1", [asker])
    boss = Viewer(make_user(name="Eva", role=Role.EXECUTIVE), "Eva", Role.EXECUTIVE, DAY)
    with pytest.raises((NotYours, NotFound)):
        note_told(boss, "op 2", [asker])
