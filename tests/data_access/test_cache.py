"""Cached results: nobody is served what somebody else sees, and nobody is served what a write has outdated."""

import gc
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier, Event
from weakref import ref

import pytest
from sqlalchemy import select

from data_access.cache import cached, clear_cached
from data_access.models import Account, SavedView
from data_access.session import UnscopedStatementError, maintaining, reading
from data_access.version import forget_data_version
from domain.viewer import Viewer
from domain.vocabulary import Role
from tests.company import ADMINISTRATOR, EXECUTIVE, OURS, OUTSIDER, OWNER, TODAY, viewer
from tests.data_access.writers import write_elsewhere

calls: list[Viewer] = []


@cached(entries=16)
def account_names(viewer: Viewer, prefix: str = "") -> list[str]:
    calls.append(viewer)
    with reading(viewer) as session:
        names = session.scalars(select(Account.name).where(Account.name.startswith(prefix)).order_by(Account.id))
        return list(names)


@cached(entries=4)
def views_of_mine(viewer: Viewer) -> list[str]:
    with reading(viewer) as session:
        return list(session.scalars(select(SavedView.name)))


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    calls.clear()
    yield
    clear_cached()


def test_a_result_is_computed_once_and_kept(company: str) -> None:
    assert account_names(viewer(OWNER)) is account_names(viewer(OWNER))
    assert account_names(viewer(OWNER), prefix="x") == []
    assert len(calls) == 2


def test_what_was_true_before_a_write_is_let_go_by_the_next_answer(own_company: str) -> None:
    class Large:
        pass

    @cached(entries=16)
    def large(viewer: Viewer, part: int) -> Large:
        return Large()

    old = [ref(large(viewer(OWNER), part)) for part in range(3)]
    assert all(one() is not None for one in old)
    write_elsewhere(own_company, "UPDATE accounts SET name = 'renamed' WHERE id = 1")
    forget_data_version()
    kept = large(viewer(OWNER), 0)
    gc.collect()
    assert [one() for one in old] == [None] * 3
    assert large(viewer(OWNER), 0) is kept


def test_two_people_are_served_their_own(company: str) -> None:
    for _ in range(2):
        assert account_names(viewer(OWNER)) == ["name 1"]
        assert account_names(viewer(OUTSIDER)) == ["name 2"]
        assert account_names(viewer(EXECUTIVE)) == ["name 1", "name 2"]
    assert len(calls) == 3


def test_people_who_see_the_same_by_their_role_share_a_result(company: str) -> None:
    other = Viewer(99, "Another executive", Role.EXECUTIVE, TODAY)
    assert account_names(viewer(EXECUTIVE)) is account_names(other)
    assert account_names(viewer(ADMINISTRATOR)) is not account_names(other)


def test_a_change_of_role_or_of_day_asks_anew(company: str) -> None:
    lead = replace(viewer(OUTSIDER), role=Role.TEAM_LEAD)
    demoted = replace(viewer(EXECUTIVE), role=Role.ACCOUNT_MANAGER)
    assert account_names(viewer(EXECUTIVE)) == ["name 1", "name 2"]
    assert account_names(demoted) == []
    assert account_names(viewer(OUTSIDER)) == account_names(lead) == ["name 2"]
    account_names(viewer(OUTSIDER).on(TODAY.replace(day=1)))
    assert len(calls) == 5


def test_people_at_once_in_many_threads_are_served_their_own(company: str) -> None:
    expected = {OWNER: ["name 1"], OUTSIDER: ["name 2"], EXECUTIVE: ["name 1", "name 2"]}
    people = [*expected] * 8

    def ask(person: int) -> list[str]:
        clear_cached()
        return account_names(viewer(person))

    with ThreadPoolExecutor(8) as threads:
        assert [*threads.map(ask, people)] == [expected[person] for person in people]


def test_many_who_want_the_same_wait_for_one(company: str) -> None:
    begun = Barrier(6)
    computed: list[int] = []

    @cached(entries=2)
    def slow(viewer: Viewer) -> int:
        computed.append(viewer.user_id)
        time.sleep(0.2)
        return len(computed)

    def ask(_: int) -> int:
        begun.wait(timeout=10)
        return slow(viewer(OWNER))

    with ThreadPoolExecutor(6) as threads:
        assert [*threads.map(ask, range(6))] == [1] * 6


def test_who_wants_something_else_does_not_wait(company: str) -> None:
    may_end = Event()

    @cached(entries=4)
    def held(viewer: Viewer) -> bool:
        return viewer.user_id != OWNER or may_end.wait(timeout=10)

    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(held, viewer(OWNER))
        assert held(viewer(OUTSIDER))
        assert not waiting.done()
        may_end.set()
        assert waiting.result(timeout=10)


def test_a_failure_is_not_kept(company: str) -> None:
    answers: list[Callable[[], str]] = [lambda: str(1 // 0), lambda: "well"]

    @cached(entries=2)
    def failing_once(viewer: Viewer) -> str:
        return answers.pop(0)()

    with pytest.raises(ZeroDivisionError):
        failing_once(viewer(OWNER))
    assert failing_once(viewer(OWNER)) == "well"


def test_a_write_of_ours_is_seen_at_once(own_company: str) -> None:
    account_names(viewer(OWNER))
    with maintaining() as session:
        session.get_one(Account, OURS).name = "Renamed"
    assert account_names(viewer(OWNER)) == ["Renamed"]


def test_a_write_by_another_process_is_seen_within_two_seconds(own_company: str) -> None:
    account_names(viewer(OWNER))
    write_elsewhere(own_company, "UPDATE accounts SET name = 'Renamed'")
    deadline = time.monotonic() + 2
    while account_names(viewer(OWNER)) != ["Renamed"]:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_an_account_that_is_taken_from_me_is_gone_from_my_kept_results(own_company: str) -> None:
    assert account_names(viewer(OWNER)) == ["name 1"]
    with maintaining() as session:
        session.get_one(Account, OURS).owner_id = OUTSIDER
    assert account_names(viewer(OWNER)) == []


def test_a_persons_own_rows_are_not_kept_for_others(company: str) -> None:
    with pytest.raises(UnscopedStatementError, match="several people"):
        views_of_mine(viewer(EXECUTIVE))


def test_a_cached_query_takes_the_viewer_first(company: str) -> None:
    with pytest.raises(TypeError, match="viewer first"):
        account_names("somebody")  # type: ignore[arg-type]
