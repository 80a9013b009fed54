"""The map's marks add up to the accounts, whether each has one or many share one, and each mark names its accounts."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.health_map import ALONE, MOST_MARKS, health_map, of_mark
from domain.kpis import RENEWALS_DAYS
from domain.portfolio import Filters, Portfolio, narrow
from domain.vocabulary import Band
from tests.domain.books import book
from tests.portfolios import AS_OF, make_portfolio


def mapped(portfolio: Portfolio) -> np.ndarray:
    return np.asarray(~np.isnan(portfolio.column("score")) & (portfolio.column("arr_cents") > 0))


def test_few_accounts_stand_alone_the_largest_first() -> None:
    soon = AS_OF + timedelta(days=RENEWALS_DAYS)
    marks = health_map(
        book({"score": 50.0, "arr": 100}, {"score": 90.0, "arr": 300, "renewal_on": soon}, {"score": 80.0}, {"arr": 5}),
        RENEWALS_DAYS,
    )
    assert marks["mark"].tolist() == ["a2", "a1"]
    assert marks["sum_cents"].tolist() == [300, 100]
    assert (marks["due"].tolist(), marks["due_cents"].tolist()) == ([1, 0], [300, 0])
    assert health_map(book(), RENEWALS_DAYS).empty


@settings(max_examples=12, deadline=None)
@given(st.sampled_from((0, 300, MOST_MARKS, 3_000)), st.integers(0, 5), st.sampled_from(((), ("key", "tactical"))))
def test_the_marks_add_up_to_the_accounts_and_each_opens_its_own(accounts: int, seed: int, tiers: tuple[str]) -> None:
    part = narrow(make_portfolio(accounts, seed=seed), Filters(tiers=tiers))
    marks = health_map(part, RENEWALS_DAYS)
    shown = mapped(part)
    assert marks["accounts"].sum() == shown.sum()
    assert marks["sum_cents"].sum() == part.column("arr_cents")[shown].sum()
    seen = np.zeros(len(part), dtype=int)
    for mark in marks.itertuples():
        chosen = of_mark(part, str(mark.mark))
        seen += chosen
        assert chosen.sum() == mark.accounts
        assert part.column("arr_cents")[chosen].sum() == mark.sum_cents
    assert seen.tolist() == shown.astype(int).tolist()


def test_of_many_only_the_largest_that_ail_stand_alone() -> None:
    marks = health_map(make_portfolio(5_000), RENEWALS_DAYS)
    alone = marks[marks["account_id"] > 0]
    assert len(alone) == ALONE
    assert set(alone["band"]) <= {Band.WATCH, Band.AT_RISK}
    assert len(marks) < MOST_MARKS + ALONE


@pytest.mark.parametrize("mark", ["", "a", "f", "x1", "f999999999", "a-1", "a0", "f٣"])
def test_a_mark_that_there_is_not_has_no_accounts(mark: str) -> None:
    assert not of_mark(make_portfolio(50), mark).any()
