"""The saved views and orders of the account list."""

from datetime import timedelta

import numpy as np
import pandas as pd
import pytest

from domain.portfolio import Portfolio
from domain.views import Order, View, in_view, ranked
from domain.vocabulary import Band
from tests.portfolios import AS_OF, make_portfolio


def names(book: Portfolio) -> list[str]:
    return [str(name) for name in book.accounts["name"]]


def test_everything_is_in_the_view_of_all() -> None:
    book = make_portfolio(5)
    assert in_view(book, View.ALL, user_id=1) is book


def test_mine_are_those_i_own_and_nobody_owns_what_has_no_owner() -> None:
    book = make_portfolio(3, name=list("abc"), owner_id=pd.array([7, None, 8], dtype="Int64"))
    assert names(in_view(book, View.MINE, user_id=7)) == ["a"]


def test_churned_accounts_are_not_at_risk() -> None:
    book = make_portfolio(
        3, name=list("abc"), band=[Band.AT_RISK, Band.AT_RISK, Band.WATCH], is_customer=[True, False, True]
    )
    assert names(in_view(book, View.AT_RISK, user_id=1)) == ["a"]


def test_renewing_are_those_of_the_next_ninety_days() -> None:
    days = [AS_OF, AS_OF + timedelta(days=90), AS_OF + timedelta(days=91), AS_OF - timedelta(days=1), None]
    book = make_portfolio(5, name=list("abcde"), renewal_on=days)
    assert names(in_view(book, View.RENEWING, user_id=1)) == ["a", "b"]


def test_silent_are_those_past_their_cadence_or_never_touched() -> None:
    due = [AS_OF - timedelta(days=1), AS_OF, None, None]
    book = make_portfolio(4, name=list("abcd"), next_touch_due_on=due, tier=["key", "key", "key", None])
    assert names(in_view(book, View.SILENT, user_id=1)) == ["a", "c"]


@pytest.mark.parametrize("order", Order)
def test_every_order_holds_every_account_once(order: Order) -> None:
    assert sorted(ranked(make_portfolio(40), order)) == list(range(40))


def test_unknown_comes_last_and_equals_stand_by_name() -> None:
    book = make_portfolio(
        4, name=["Zeta", "alpha", "Beta", "gamma"], arr_cents=pd.array([None, 5, 5, 9], dtype="Int64")
    )
    assert [names(book)[place] for place in ranked(book, Order.ARR)] == ["gamma", "alpha", "Beta", "Zeta"]


def test_the_soonest_notice_comes_first() -> None:
    days = [AS_OF + timedelta(days=9), None, AS_OF - timedelta(days=2)]
    assert list(ranked(make_portfolio(3, notice_on=days), Order.NOTICE)) == [2, 0, 1]


def test_the_account_that_fell_most_comes_first() -> None:
    book = make_portfolio(3)
    book.scores[:, -5] = [80, 60, np.nan]
    book.scores[:, -1] = [70, 65, 50]
    assert list(ranked(book, Order.CHANGE)) == [0, 1, 2]
