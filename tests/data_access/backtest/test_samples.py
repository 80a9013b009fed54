"""Samples are what refresh would have told on the day; what became known later changes nothing before."""

from dataclasses import fields
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from sqlalchemy import select, update

from data_access.backtest import samples as sampling
from data_access.backtest.outcomes import recorded_outcomes
from data_access.backtest.samples import gather_samples
from data_access.models import (
    Account,
    ContractEvent,
    HealthSnapshot,
    Product,
    Renewal,
    Subscription,
    SubscriptionTerm,
)
from data_access.refresh import shards
from data_access.session import maintaining, reading
from domain.backtest.samples import NO_DAY, Outcomes, Samples
from domain.grid import WEEKS
from domain.policy import POLICY
from domain.vocabulary import ContractEventKind, RenewalStatus, Role
from tests.builders import DAY, LONG_AGO, add, at, make_account, make_issue, make_touchpoint, make_workspace, viewer_for
from tests.conftest import DEMO_DAY

ADMINISTRATOR = viewer_for(1, Role.ADMINISTRATOR)
EPOCH = date(1970, 1, 1)
NOTHING = Outcomes(np.array([], dtype=np.int64), np.array([], dtype=np.int64))


def sample(outcomes: Outcomes = NOTHING, day: date = DAY) -> Samples:
    return gather_samples(ADMINISTRATOR, outcomes, day, WEEKS, POLICY)


def on_record() -> Outcomes:
    with reading(ADMINISTRATOR) as session:
        return recorded_outcomes(session)


def number(day: date) -> int:
    return (day - EPOCH).days


def make_busy_account(**given: Any) -> int:
    """An account with a touch each week of a year, and an issue half-way."""
    account_id = make_account(**given)
    for week in range(52):
        make_touchpoint(account_id, occurred_at=at(7 * week + 1), recorded_at=at(7 * week + 1))
    make_issue(account_id, opened_at=at(180), recorded_at=at(180))
    return account_id


def subscribe(account_id: int, starts_on: date, ends_on: date | None) -> None:
    product_id = add(Product(name=f"Product of {account_id} since {starts_on}"))
    usual = {"account_id": account_id, "recorded_at": LONG_AGO}
    subscription_id = add(Subscription(product_id=product_id, currency="EUR", **usual))
    term = {"starts_on": starts_on, "ends_on": ends_on, "arr_cents": 1_000_00}
    add(SubscriptionTerm(subscription_id=subscription_id, **term, **usual))


def same(one: Samples, other: Samples, without: tuple[str, ...] = ()) -> bool:
    names = [field.name for field in fields(Samples) if field.name not in without]
    return all(
        np.array_equal(getattr(one, name), getattr(other, name), equal_nan=getattr(one, name).dtype.kind == "f")
        for name in names
    )


def test_scores_are_those_of_the_history(demo_database: str) -> None:
    samples = sample(day=DEMO_DAY)
    with reading(ADMINISTRATOR) as session:
        rows = session.execute(select(HealthSnapshot.account_id, HealthSnapshot.week_on, HealthSnapshot.score)).all()
    history = {(account_id, number(week_on)): score for account_id, week_on, score in rows}
    scored = ~np.isnan(samples.score)
    assert scored.sum() > 2000
    for account, day, score in zip(samples.account[scored], samples.day[scored], samples.score[scored], strict=True):
        assert history[int(account), int(day)] == score
    assert set(np.diff(np.unique(samples.day))) == {7}


@pytest.mark.parametrize(("at_most", "apart"), [(WEEKS, 7), (WEEKS - 1, 14), (WEEKS // 2 - 1, 28)])
def test_of_a_large_book_fewer_sundays_are_sampled(
    database: str, monkeypatch: pytest.MonkeyPatch, at_most: int, apart: int
) -> None:
    make_workspace()
    make_busy_account()
    monkeypatch.setattr(sampling, "ACCOUNT_WEEKS_AT_MOST", at_most)
    days = np.unique(sample().day)
    assert set(np.diff(days)) == {apart}
    assert ((days + 4) % apart == 0).all()


def test_the_size_of_the_shards_changes_nothing(demo_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    outcomes = on_record()
    together = sample(outcomes, DEMO_DAY)
    monkeypatch.setattr(shards, "ACCOUNTS_AT_MOST", 37)
    assert same(sample(outcomes, DEMO_DAY), together)


def test_what_becomes_known_afterwards_changes_nothing_before(database: str) -> None:
    make_workspace()
    account_id = make_busy_account()
    subscribe(account_id, DAY - timedelta(days=500), None)
    before = sample(on_record())
    left_on = DAY - timedelta(days=20)
    late = {"account_id": account_id, "recorded_at": at(3)}
    add(Renewal(due_on=left_on, status=RenewalStatus.LOST, decided_on=left_on - timedelta(days=200), **late))
    add(ContractEvent(kind=ContractEventKind.TERMINATION, happened_on=left_on - timedelta(days=200),
                      effective_on=left_on, **late))  # fmt: skip
    make_touchpoint(account_id, occurred_at=at(150), recorded_at=at(3), sentiment=-1.0)
    make_issue(account_id, opened_at=at(150), recorded_at=at(3))
    with maintaining() as session:
        session.execute(update(Account).where(Account.id == account_id).values(churned_on=left_on))
    after = sample(on_record())
    past = before.take(before.day < number(left_on))
    assert same(past, after.take(after.day < number(left_on)), without=("outcome_day",))
    assert (past.outcome_day == NO_DAY).all()
    assert (after.outcome_day == number(left_on)).all()


def test_a_customer_is_sampled_while_arr_is_in_force(database: str) -> None:
    make_workspace()
    account_id, prospect = make_busy_account(), make_busy_account(name="Prospect")
    starts_on, ends_on = DAY - timedelta(days=300), DAY - timedelta(days=100)
    subscribe(account_id, starts_on, ends_on)
    samples = sample()
    assert prospect not in samples.account
    assert samples.day.min() >= number(starts_on)
    assert samples.day.max() < number(ends_on)
    assert samples.day.max() >= number(ends_on) - 28


def test_without_any_subscription_an_account_leaves_for_good_with_its_first_outcome(database: str) -> None:
    """Touches afterwards do not bring it back: else who is active would return as a sure case without an outcome."""
    make_workspace()
    account_id, gone = make_busy_account(), make_busy_account(name="Gone", churned_on=DAY - timedelta(days=200))
    first, second = number(DAY) - 250, number(DAY) - 100
    for outcomes in (
        Outcomes(np.array([account_id, account_id]), np.array([second, first])),
        Outcomes(np.array([account_id, account_id]), np.array([second, first]), are_final=False),
    ):
        samples = sample(outcomes)
        assert samples.day[samples.account == gone].max() < number(DAY) - 200
        assert first - 28 <= samples.day[samples.account == account_id].max() < first


def test_an_outcome_from_a_file_ends_a_customer_whose_subscription_runs_on(database: str) -> None:
    make_workspace()
    account_id = make_busy_account()
    subscribe(account_id, DAY - timedelta(days=500), None)
    first = number(DAY) - 150
    samples = sample(Outcomes(np.array([account_id]), np.array([first])))
    assert first - 28 <= samples.day.max() < first


def test_by_the_records_a_customer_that_was_contracted_stays_and_one_that_signed_again_is_back(database: str) -> None:
    make_workspace()
    contracted, returned = make_busy_account(), make_busy_account(name="Returned")
    usual = {"status": RenewalStatus.CONTRACTED, "recorded_at": LONG_AGO, "decided_on": DAY - timedelta(days=300)}
    for account_id, status in ((contracted, RenewalStatus.CONTRACTED), (returned, RenewalStatus.LOST)):
        add(Renewal(**usual | {"account_id": account_id, "due_on": DAY - timedelta(days=200), "status": status}))
    subscribe(contracted, DAY - timedelta(days=500), None)
    subscribe(returned, DAY - timedelta(days=500), DAY - timedelta(days=200))
    samples = sample(on_record())
    assert samples.day[samples.account == contracted].max() > number(DAY) - 28
    assert samples.day[samples.account == returned].max() < number(DAY) - 200
    subscribe(returned, DAY - timedelta(days=100), None)
    samples = sample(on_record())
    days = samples.day[samples.account == returned]
    assert not ((days >= number(DAY) - 200) & (days < number(DAY) - 100)).any()
    assert days.max() > number(DAY) - 28


def test_outcomes_come_from_what_took_effect(database: str) -> None:
    account_id = make_account(churned_on=date(2026, 1, 1))
    usual = {"account_id": account_id, "recorded_at": LONG_AGO}
    for month, status in enumerate(RenewalStatus, start=2):
        decided_on = None if status is RenewalStatus.OPEN else date(2025, 1, 1)
        add(Renewal(due_on=date(2026, month, 1), status=status, decided_on=decided_on, **usual))
    for kind in (ContractEventKind.TERMINATION, ContractEventKind.CONTRACTION, ContractEventKind.NOTICE):
        add(ContractEvent(kind=kind, happened_on=date(2026, 7, 1), effective_on=date(2026, 8, 1), **usual))
    add(ContractEvent(kind=ContractEventKind.CONTRACTION, happened_on=date(2026, 9, 1), **usual))
    found = on_record()
    contracted, lost = (
        date(2026, 2 + list(RenewalStatus).index(status), 1)
        for status in (RenewalStatus.CONTRACTED, RenewalStatus.LOST)
    )
    expected = [date(2026, 1, 1), contracted, lost, date(2026, 8, 1), date(2026, 8, 1), date(2026, 9, 1)]
    assert sorted(found.day.tolist()) == [number(day) for day in expected]
    assert set(found.account.tolist()) == {account_id}
