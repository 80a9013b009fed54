"""The portfolio taken apart: by hand on a few accounts, and adding up on many."""

from hypothesis import given
from hypothesis import strategies as st

from domain.breakdowns import BIN_POINTS, arr_by_tier, health_distribution, movements, riskiest, weekly_trend
from domain.portfolio import NO_SUBSCRIPTION
from domain.vocabulary import Band
from tests.domain.books import book
from tests.portfolios import WEEKS, make_portfolio


def test_movements_name_the_worse_first_then_the_larger() -> None:
    portfolio = book(
        {"score": 55.0, "score_before": 65.0, "arr": 7},
        {"score": 85.0, "score_before": 65.0, "arr": 1_000},
        {"score": 20.0, "score_before": 65.0, "arr": 70},
        {"score": 65.0, "score_before": 66.0, "arr": 500},
        {"score": 50.0, "score_before": 90.0},
    )
    moved = movements(portfolio, 13)
    assert moved["account_id"].tolist() == [3, 1, 5, 2]
    assert moved["is_worse"].tolist() == [True, True, True, False]
    assert moved.iloc[0][["band_before", "band_now"]].tolist() == [Band.STABLE, Band.AT_RISK]
    assert movements(book(), 4).empty


def test_the_riskiest_lose_most_points_times_arr() -> None:
    portfolio = book(
        {"score": 50.0, "arr": 100}, {"score": 20.0, "arr": 30}, {"score": 59.0, "arr": 900},
        {"score": 61.0, "arr": 9_000}, {"score": 10.0}, {"score": 5.0},
        {"score": 10.0, "arr": 10_000, "is_customer": False},
    )  # fmt: skip
    assert riskiest(portfolio)["account_id"].tolist() == [2, 1, 3, 6, 5]
    assert riskiest(portfolio, 2)["account_id"].tolist() == [2, 1]
    assert riskiest(book()).empty


def test_every_bar_of_the_distribution_is_there_and_a_hundred_is_in_the_last() -> None:
    bars = health_distribution(book({"score": 100.0, "arr": 5}, {"score": 5.0}, {"score": 4.99}, {}))
    assert len(bars) == 100 // BIN_POINTS + 1
    known = bars[bars["accounts"] > 0]
    assert known["score_from"].tolist()[:-1] == [0.0, 5.0, 95.0]
    assert known["band"].tolist() == [Band.AT_RISK, Band.AT_RISK, Band.HEALTHY, Band.UNKNOWN]
    assert known["arr_cents"].tolist() == [0, 0, 5, 0]
    assert health_distribution(book())["accounts"].sum() == 0


@given(st.integers(0, 60), st.integers(0, 5))
def test_breakdowns_add_up_to_the_whole(accounts: int, seed: int) -> None:
    portfolio = make_portfolio(accounts, seed=seed)
    total = portfolio.accounts["arr_cents"].fillna(0).sum()
    for taken_apart in (health_distribution(portfolio), arr_by_tier(portfolio)):
        assert taken_apart["accounts"].sum() == accounts
        assert taken_apart["arr_cents"].sum() == total


def test_accounts_without_a_tier_are_told_apart_and_last() -> None:
    told = arr_by_tier(book({"tier": None, "score": 70.0, "arr": 5}, {"tier": "strategic", "score": 20.0}))
    assert told["tier"].tolist() == ["strategic", "none"]
    assert told["arr_cents"].tolist() == [0, 5]
    assert arr_by_tier(book()).empty


def test_the_trend_counts_an_account_in_the_weeks_of_its_subscription() -> None:
    trend = weekly_trend(
        book({"score": 80.0, "arr": 300}, {"score": 40.0, "arr": 100, "arr_before": NO_SUBSCRIPTION}, {"score": 1.0})
    )
    first, last = trend.iloc[0], trend.iloc[-1]
    assert (first["health_by_arr"], first["health_mean"], first["accounts_known"]) == (80.0, 80.0, 1)
    assert (last["health_by_arr"], last["health_mean"], last["accounts_known"]) == (70.0, 60.0, 2)


def test_the_trend_without_any_subscription_counts_every_scored_account() -> None:
    trend = weekly_trend(book({"score": 80.0}, {"score": 40.0}, {}))
    assert trend["health_mean"].tolist() == [60.0] * WEEKS
    assert trend["accounts_known"].tolist() == [2] * WEEKS
    assert trend["health_by_arr"].isna().all()
    assert len(weekly_trend(book())) == WEEKS
