"""Key figures: by hand on a few accounts, and where there is nothing to say."""

from datetime import timedelta
from typing import Any

import pytest

from domain.headline import headline
from domain.kpis import arr_at_risk, customers_by_week, kpis
from domain.portfolio import NO_SUBSCRIPTION, Portfolio
from tests.domain.books import NAN, book
from tests.portfolios import AS_OF


def figures(portfolio: Portfolio) -> dict[str, tuple[Any, Any]]:
    return {figure.key: (figure.value, figure.previous) for figure in kpis(portfolio)}


def test_the_six_figures_by_hand() -> None:
    found = figures(
        book(
            {"score": 90.0, "score_before": 70.0, "arr": 300_00, "arr_before": 100_00, "next_touch_due_on": AS_OF},
            {"score": 30.0, "score_before": 50.0, "arr": 100_00, "renewal_on": AS_OF + timedelta(days=90),
             "next_touch_due_on": AS_OF - timedelta(days=1)},
            {"score": NAN, "arr": 50_00, "arr_before": NO_SUBSCRIPTION, "renewal_on": AS_OF + timedelta(days=91)},
            {"score": 20.0, "arr": 0, "arr_before": 70_00, "is_customer": False, "renewal_on": AS_OF},
        )
    )  # fmt: skip
    assert found == {
        "arr": (450_00, 270_00),
        "health": (75.0, pytest.approx((70 * 100 + 50 * 100 + 20 * 70) / 270)),
        "at_risk": (100_00, None),
        "renewals": (1, None),
        "coverage": (pytest.approx(1 / 3), pytest.approx(1 / 3)),
    }


def test_an_empty_portfolio_says_nothing_rather_than_zero_where_nothing_is_known() -> None:
    assert figures(book()) == {
        "arr": (None, None), "health": (None, None), "at_risk": (None, None),
        "renewals": (0, None), "coverage": (None, None),
    }  # fmt: skip
    told = headline(book())
    assert (told.accounts, told.arr_cents, told.health, told.health_change, told.fell) == (0, None, None, None, 0)


def test_without_subscriptions_arr_is_unknown_and_health_the_plain_mean() -> None:
    found = figures(book({"score": 90.0}, {"score": 30.0}, {}))
    assert found["arr"] == found["at_risk"] == (None, None)
    assert found["health"] == (60.0, 60.0)


def test_a_customer_without_subscription_does_not_seem_new() -> None:
    assert customers_by_week(book({"arr": 100}, {}))[::104] == [2, 2]
    assert customers_by_week(book({"arr": 100, "arr_before": 0}, {}))[::104] == [1, 2]
    assert customers_by_week(book())[::104] == [None, 0]


def test_arr_that_has_ended_is_zero_and_not_unknown() -> None:
    assert figures(book({"arr": 0}))["arr"] == (0, 0)


def test_a_score_at_the_line_is_not_at_risk() -> None:
    soon = AS_OF + timedelta(days=9)
    accounts = ({"score": 40.0, "arr": 1}, {"score": 40 - 1 / 1024, "arr": 10}, {"arr": 100})
    assert figures(book(*(account | {"renewal_on": soon} for account in accounts)))["at_risk"] == (10, None)


def test_arr_at_risk_needs_a_low_score_and_a_date_that_nears() -> None:
    soon, late = AS_OF + timedelta(days=90), AS_OF + timedelta(days=91)
    portfolio = book(
        {"score": 39.9, "arr": 1, "renewal_on": soon},
        {"score": 39.9, "arr": 10, "renewal_on": late, "notice_on": AS_OF},
        {"score": 40.0, "arr": 100, "renewal_on": soon},
        {"score": 39.9, "arr": 1_000, "renewal_on": late},
        {"score": NAN, "arr": 10_000, "renewal_on": soon},
        {"score": 10.0, "renewal_on": soon},
    )
    assert arr_at_risk(portfolio) == 11


def test_the_headline_counts_who_fell_to_watch_or_below() -> None:
    portfolio = book(
        {"score": 55.0, "score_before": 65.0, "arr": 7},
        {"score": 65.0, "score_before": 85.0, "arr": 100},
        {"score": 45.0, "score_before": 30.0, "arr": 1_000},
        {"score": 20.0, "score_before": NAN, "arr": 10_000},
    )
    told = headline(portfolio, weeks=13)
    assert (told.fell, told.fell_arr_cents, told.accounts) == (1, 7, 4)
