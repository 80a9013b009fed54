"""The promises of the service screen, beside a slow and obvious count of the raw rows; as known on the day."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from sqlalchemy import select

from data_access.cache import clear_cached
from data_access.models import Commitment
from data_access.queries.service import promises
from data_access.queries.service_levels import promise_words, service, service_book
from data_access.session import maintaining
from domain.portfolio import Filters
from domain.promises import STATES
from domain.service import Service
from domain.service_records import promises_behind
from domain.viewer import Viewer
from domain.vocabulary import CommitmentOrigin, Department, Role
from tests.builders import DAY, at, make_account, make_commitment, make_current, make_issue, make_user, viewer_for
from tests.statements import counted_statements


def executive(day: date = DAY) -> Viewer:
    return viewer_for(make_user(name="Eva"), Role.EXECUTIVE, day)


def state_of(row: Commitment, day: date) -> str:
    """By the book, one row at a time."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1)
    told = row.outcome_recorded_at is None or row.outcome_recorded_at < midnight
    if told and row.kept_on is not None and row.kept_on <= day:
        return "kept" if row.kept_on <= row.due_on else "late"
    if told and row.broken_on is not None and row.broken_on <= day:
        return "broken"
    return "open" if row.due_on >= day else "overdue"


def oracle(accounts: set[int], day: date, days_back: int | None) -> Counter[tuple[str, str, bool, str]]:
    found: Counter[tuple[str, str, bool, str]] = Counter()
    with maintaining() as session:
        for row in session.scalars(select(Commitment)):
            is_known = row.recorded_at.date() <= day
            is_recent = days_back is None or row.due_on >= day - timedelta(days=days_back)
            if row.account_id in accounts and is_known and is_recent:
                found[(row.department.value, row.origin.value, row.is_ours, state_of(row, day))] += 1
    return found


def scatter(account: int, number: int, seed: int) -> None:
    draw = np.random.default_rng(seed)
    for _ in range(number):
        due = DAY + timedelta(days=int(draw.integers(-500, 40)))
        given: dict[str, Any] = {"due_on": due, "made_on": due - timedelta(days=60)}
        fate = draw.integers(4)
        day = due + timedelta(days=int(draw.integers(-10, 20)))
        if fate < 3:
            given["kept_on" if fate < 2 else "broken_on"] = day
        if draw.random() < 0.4:
            given["outcome_recorded_at"] = at(-int(draw.integers(0, 30)), day=day)
        given["department"] = list(Department)[int(draw.integers(4))]
        given["origin"] = list(CommitmentOrigin)[int(draw.integers(3))]
        make_commitment(account, is_ours=bool(draw.random() < 0.8), **given)


def told(viewer: Viewer, days_back: int | None) -> Service:
    return service(viewer, Filters(), days_back)


@pytest.mark.parametrize("days_back", [None, 90, 365])
@pytest.mark.parametrize("earlier", [0, 120])
def test_the_counts_are_those_of_the_raw_rows(database: str, days_back: int | None, earlier: int) -> None:
    accounts = {make_account(), make_account(name="Other")}
    for seed, account in enumerate(accounts):
        make_current(account)
        scatter(account, 40, seed)
    viewer = executive(DAY - timedelta(days=earlier))
    shown = told(viewer, days_back)
    slow = oracle(accounts, viewer.as_of, days_back)
    assert {(name, state): getattr(one, state) for name, one in shown.tallies for state in STATES} == {
        (name, state): sum(slow[name, origin, True, state] for origin in CommitmentOrigin)
        for name in {name for name, _, ours, _ in slow if ours}
        for state in STATES
    }
    assert shown.sale[0].made == sum(
        number for (_, origin, ours, _), number in slow.items() if ours and origin == CommitmentOrigin.SALE
    )


def test_an_account_manager_counts_their_own_accounts_only(database: str) -> None:
    owner = make_user()
    mine, foreign = make_account(owner_id=owner), make_account()
    for seed, account in enumerate((mine, foreign)):
        make_current(account, owner_id=owner if account == mine else None)
        scatter(account, 15, seed)
    book = service_book(viewer_for(owner))
    assert len(book.promises) == 15
    assert set(book.promises.at.tolist()) == {0}
    foreign_ids = tuple(service_book(executive()).promises.id.tolist())
    assert len(foreign_ids) == 30
    assert set(promise_words(viewer_for(owner), foreign_ids)) == set(book.promises.id.tolist())


def test_one_account_and_all_of_them_tell_a_promise_alike(database: str) -> None:
    account = make_account()
    make_current(account)
    scatter(account, 40, 3)
    for day in (DAY, DAY - timedelta(days=200)):
        viewer = executive(day)
        frame = promises(viewer, account)
        states = Counter(frame["state"][frame["is_ours"]])
        assert states == Counter({state: getattr(told(viewer, None).kept, state) for state in states})


def test_the_longest_overdue_comes_first_and_what_was_kept_last(database: str) -> None:
    account = make_account(name="Kestrel")
    make_current(account, name="Kestrel")
    make_commitment(account, promise="Broken", due_on=DAY - timedelta(days=90), broken_on=DAY - timedelta(days=80))
    make_commitment(account, promise="Late", due_on=DAY - timedelta(days=9))
    make_commitment(account, promise="Later", due_on=DAY - timedelta(days=40))
    make_commitment(account, promise="Theirs", due_on=DAY - timedelta(days=40), is_ours=False)
    make_commitment(account, promise="Kept", due_on=DAY - timedelta(days=9), kept_on=DAY - timedelta(days=10))
    viewer = executive()
    found = promises_behind(told(viewer, None), None)
    words = promise_words(viewer, tuple(found.rows["id"].tolist()))
    assert [words[number] for number in found.rows["id"].tolist()] == ["Later", "Late", "Broken", "Kept"]
    assert found.rows["late_days"].tolist()[:2] == [40.0, 9.0]
    assert set(found.rows["name"].tolist()) == {"Kestrel"}
    assert promises_behind(told(viewer, None), Department.SALES).total == 0


def test_the_number_of_statements_does_not_grow_with_the_rows(database: str) -> None:
    viewer, account = executive(), make_account()
    make_current(account)

    def statements() -> int:
        clear_cached()
        with counted_statements() as counter:
            told(viewer, None)
        return len(counter)

    few = statements()
    scatter(account, 20, 1)
    for number in range(20):
        make_issue(account, opened_at=at(number))
    assert statements() == few
