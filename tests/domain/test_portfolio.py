"""Narrowing a portfolio: any combination of filters equals a plain loop over the accounts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.portfolio import Filters, Portfolio, choices, narrow
from domain.portfolio_columns import due_within, ordinals
from tests.portfolios import AS_OF, make_portfolio

BOOK = make_portfolio(80, owner_id=pd.array([None if n % 11 == 0 else n % 6 + 1 for n in range(80)], dtype="Int64"))
OFFERED = choices(BOOK)
EXACT = {"tiers": "tier", "segments": "segment", "regions": "region", "owner_ids": "owner_id"}
EXACT |= {"lifecycles": "lifecycle", "bands": "band"}


def some(values: list[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.sampled_from([*values, values[0]]), max_size=3, unique=True).map(tuple)


filters = st.builds(
    Filters,
    tiers=some(OFFERED["tiers"]),
    segments=some([*OFFERED["segments"], "no such segment"]),
    regions=some(OFFERED["regions"]),
    owner_ids=some([key for key, _ in OFFERED["owner_ids"]]),
    lifecycles=some(OFFERED["lifecycles"]),
    bands=some(OFFERED["bands"]),
    renewal_within_days=st.one_of(st.none(), st.integers(0, 400)),
    search=st.sampled_from(["", " ", "ann", "MAYA", "ørESund", " & ", "łódź", "grossmann", "(", ".*", "مجموعة"]),
)


def passes(account: Mapping[Any, Any], wanted: Filters) -> bool:
    """Whether one account passes, filter by filter."""
    for name, column in EXACT.items():
        values = getattr(wanted, name)
        if values and (pd.isna(account[column]) or account[column] not in values):
            return False
    days = wanted.renewal_within_days
    if days is not None:
        renewal_on = account["renewal_on"]
        if renewal_on is None or not AS_OF <= renewal_on <= AS_OF + timedelta(days=days):
            return False
    words = wanted.search.strip().casefold()
    texts = [account[column] for column in ("name", "owner_name", "champion")]
    return any(words in text.casefold() for text in texts if pd.notna(text))


@given(filters)
def test_any_combination_of_filters_equals_a_plain_loop(wanted: Filters) -> None:
    found = narrow(BOOK, wanted)
    keep = [passes(account, wanted) for account in BOOK.accounts.to_dict("records")]
    assert found.accounts["account_id"].tolist() == BOOK.accounts["account_id"][keep].tolist()
    np.testing.assert_array_equal(found.scores, BOOK.scores[keep])
    np.testing.assert_array_equal(found.arr, BOOK.arr[keep])
    assert (found.weeks, found.currency, found.as_of) == (BOOK.weeks, BOOK.currency, BOOK.as_of)


@given(filters)
def test_an_added_filter_never_adds_an_account(wanted: Filters) -> None:
    fewer = set(narrow(BOOK, wanted).accounts["account_id"])
    more = set(narrow(BOOK, replace(wanted, tiers=(), search="")).accounts["account_id"])
    assert fewer <= more


def test_no_filter_gives_the_very_same_portfolio() -> None:
    assert narrow(BOOK, Filters()) is BOOK
    assert Filters().is_empty


def test_renewals_of_today_are_a_filter() -> None:
    book = make_portfolio(3, renewal_on=[AS_OF, AS_OF + timedelta(days=1), None])
    assert not Filters(renewal_within_days=0).is_empty
    assert narrow(book, Filters(renewal_within_days=0)).accounts["account_id"].tolist() == [1]


def test_narrowing_leaves_the_shared_portfolio_alone() -> None:
    before = BOOK.accounts.copy()
    narrow(BOOK, Filters(search="maya", tiers=("key",)))
    pd.testing.assert_frame_equal(BOOK.accounts, before)


@pytest.mark.parametrize(("days_ahead", "due"), [(-1, False), (0, True), (30, True), (31, False), (None, False)])
def test_due_is_from_today_to_the_horizon(days_ahead: int | None, due: bool) -> None:
    day = None if days_ahead is None else AS_OF + timedelta(days=days_ahead)
    assert due_within(ordinals(pd.Series([day], dtype=object)), AS_OF, 30).tolist() == [due]


def test_due_within_on_no_accounts() -> None:
    assert due_within(ordinals(pd.Series([], dtype=object)), AS_OF, 30).tolist() == []


def test_choices_are_what_occurs_sorted_without_what_is_missing() -> None:
    assert OFFERED["tiers"] == ["key", "strategic", "tactical"]
    assert OFFERED["owner_ids"] == sorted(OFFERED["owner_ids"], key=lambda owner: owner[1])
    assert all(isinstance(key, int) for key, _ in OFFERED["owner_ids"])


def test_an_empty_portfolio_offers_nothing_and_narrows_to_nothing() -> None:
    empty = make_portfolio(0)
    assert set(map(tuple, choices(empty).values())) == {()}
    assert len(narrow(empty, Filters(search="x", renewal_within_days=9, tiers=("key",))).accounts) == 0


@pytest.mark.parametrize("weeks", [0, 1, 4, 13, 104, 500])
def test_the_week_before_is_the_latest_that_is_old_enough(weeks: int) -> None:
    days: tuple[date, ...] = BOOK.weeks
    wanted = AS_OF - timedelta(weeks=weeks)
    found = days[BOOK.week_before(weeks)]
    assert found == max((day for day in days if day <= wanted), default=days[0])


def test_customers_are_those_that_are_customers_today() -> None:
    book = make_portfolio(6, is_customer=[True, False, True, False, False, True])
    assert book.customers.accounts["account_id"].tolist() == [1, 3, 6]
    assert book.customers.scores.shape == (3, len(book.weeks))
    assert isinstance(book.customers, Portfolio)
