"""What happened in an account, as known on the viewer's day, in a constant number of statements."""

from datetime import timedelta

import pytest

from data_access.cache import clear_cached
from data_access.queries.touchpoints import conversation, latest_touches, participations, touches, touches_about
from domain.errors import NotFound
from domain.viewer import Viewer
from domain.vocabulary import Channel, Direction, Role
from tests.builders import DAY, at, make_account, make_contact, make_touchpoint, make_user, viewer_for
from tests.statements import counted_statements


def executive() -> Viewer:
    return viewer_for(make_user(name="Eva"), Role.EXECUTIVE)


def test_touches_come_oldest_first_and_typed(database: str) -> None:
    account = make_account()
    make_touchpoint(account, occurred_at=at(1), sentiment=0.5)
    make_touchpoint(account, occurred_at=at(5), channel=Channel.MEETING, direction=Direction.MUTUAL)
    make_touchpoint(make_account(name="Other"))
    found = touches(executive(), account)
    assert found["channel"].tolist() == ["meeting", "email"]
    assert found["occurred_at"].tolist() == [at(5), at(1)]
    assert str(found["occurred_at"].dtype).endswith("UTC]")


def test_what_lies_ahead_counts_as_planned_and_what_was_unknown_is_not_there(database: str) -> None:
    account = make_account()
    make_touchpoint(account, occurred_at=at(-3), recorded_at=at(2))
    make_touchpoint(account, occurred_at=at(3), recorded_at=at(-1))
    assert touches(executive(), account)["is_planned"].tolist() == [True]


def test_no_touch_at_all_gives_an_empty_frame(database: str) -> None:
    viewer, account = executive(), make_account()
    assert touches(viewer, account).empty
    assert participations(viewer, account).empty
    assert latest_touches(viewer, account) == ()


def test_words_are_found_in_subject_text_and_people_and_percent_signs_mean_themselves(database: str) -> None:
    viewer, account = executive(), make_account()
    mira = make_contact(account, name="Mira Özil")
    by_subject = make_touchpoint(account, subject="Renewal at 100% discount")
    by_text = make_touchpoint(account, summary="they mentioned the RENEWAL again")
    by_person = make_touchpoint(account, people=({"contact_id": mira},))
    by_address = make_touchpoint(account, people=({"address": "renewal@example.com"},))
    assert touches_about(viewer, account, "renewal") == {by_subject, by_text, by_address}
    assert touches_about(viewer, account, "mira") == {by_person}
    assert touches_about(viewer, account, "0% d") == {by_subject}
    assert touches_about(viewer, account, "a_d") == set()


def test_a_conversation_is_the_whole_thread_with_its_people(database: str) -> None:
    ada = make_user()
    viewer, account = viewer_for(ada, Role.EXECUTIVE), make_account()
    mira = make_contact(account)
    first = make_touchpoint(account, thread_key="t", occurred_at=at(3), people=({"user_id": ada}, {"contact_id": mira}))
    make_touchpoint(account, thread_key="t", occurred_at=at(2), people=({"address": "x@example.com"},))
    make_touchpoint(account)
    found = conversation(viewer, account, first)
    assert [touch.occurred_at for touch in found] == [at(3), at(2)]
    assert [(one.name, one.is_ours, one.is_known) for one in found[0].people] == [
        ("Ada Owner", True, True),
        ("Mira Client", False, True),
    ]
    assert [(one.name, one.is_known) for one in found[1].people] == [("x@example.com", False)]


def test_a_touch_of_another_account_is_not_found(database: str) -> None:
    owner = make_user()
    mine, foreign = make_account(owner_id=owner), make_account()
    touch = make_touchpoint(foreign)
    for account in (mine, foreign):
        with pytest.raises(NotFound):
            conversation(viewer_for(owner), account, touch)


def test_the_last_touches_are_between_people_newest_first(database: str) -> None:
    account = make_account()
    for days in range(1, 9):
        make_touchpoint(account, occurred_at=at(days), subject=f"{days}")
    make_touchpoint(account, is_automated=True)
    make_touchpoint(account, occurred_at=at(-1))
    assert [touch.subject for touch in latest_touches(executive(), account)] == ["1", "2", "3", "4", "5"]


def test_the_number_of_statements_does_not_grow_with_the_rows(database: str) -> None:
    viewer, account = executive(), make_account()
    mira = make_contact(account)
    touch = make_touchpoint(account, thread_key="t", people=({"contact_id": mira},))

    def statements() -> int:
        clear_cached()
        with counted_statements() as counter:
            touches(viewer, account)
            latest_touches(viewer, account)
            participations(viewer, account)
            conversation(viewer, account, touch)
        return len(counter)

    few = statements()
    for days in range(20):
        make_touchpoint(account, thread_key="t", occurred_at=at(days), people=({"contact_id": mira},))
    assert statements() == few <= 7


def test_an_earlier_day_knows_only_what_was_known_then(database: str) -> None:
    account = make_account()
    make_touchpoint(account, occurred_at=at(10))
    make_touchpoint(account, occurred_at=at(1))
    viewer = executive().on(DAY - timedelta(days=5))
    assert len(touches(viewer, account)) == 1
