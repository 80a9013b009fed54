"""Movement between bands: since when, between which, and by which indicator."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from domain.breakdowns import movements, movements_since
from domain.movement import Since, day_since, flows, leading_changes
from domain.vocabulary import Band
from tests.domain.books import book
from tests.portfolios import AS_OF, make_portfolio

READINGS = arrays(np.float64, 6, elements=st.one_of(st.just(float("nan")), st.floats(0, 100)))


@pytest.mark.parametrize(
    ("since", "visited", "days"),
    [(Since.WEEK, None, 7), (Since.MONTH, None, 28), (Since.QUARTER, None, 91), (Since.VISIT, None, 28)],
)
def test_without_a_visit_the_day_is_so_many_weeks_ago(since: Since, visited: date | None, days: int) -> None:
    assert day_since(since, AS_OF, visited) == AS_OF - timedelta(days=days)


def test_a_visit_counts_only_where_it_is_asked_for() -> None:
    visited = AS_OF - timedelta(days=3)
    assert day_since(Since.VISIT, AS_OF, visited) == visited
    assert day_since(Since.WEEK, AS_OF, visited) == AS_OF - timedelta(days=7)


def test_flows_by_hand() -> None:
    moved = movements(
        book(
            {"score": 55.0, "score_before": 65.0, "arr": 7}, {"score": 50.0, "score_before": 70.0, "arr": 3},
            {"score": 85.0, "score_before": 65.0}, {"score": 20.0, "score_before": 25.0, "arr": 99},
        ),
        13,
    )  # fmt: skip
    told = [tuple(row) for row in flows(moved).itertuples(index=False)]
    assert told == [(Band.STABLE, Band.HEALTHY, 1, 0), (Band.STABLE, Band.WATCH, 2, 10)]
    assert flows(movements(book(), 4)).empty


@given(st.integers(0, 80), st.integers(0, 4), st.integers(0, 104))
def test_flows_add_up_to_the_movements_and_explain_every_band(accounts: int, seed: int, week: int) -> None:
    portfolio = make_portfolio(accounts, seed=seed)
    moved = movements_since(portfolio, week)
    told = flows(moved)
    assert told["accounts"].sum() == len(moved)
    assert told["arr_cents"].sum() == moved["arr_cents"].fillna(0).sum()
    known = ~np.isnan(portfolio.scores[:, week]) & ~np.isnan(portfolio.scores[:, -1])
    for place, band in enumerate((Band.HEALTHY, Band.STABLE, Band.WATCH, Band.AT_RISK)):
        then, now = (int((portfolio.bands_at(one)[known] == place).sum()) for one in (week, -1))
        came = told["accounts"][told["band_now"] == band].sum()
        left = told["accounts"][told["band_before"] == band].sum()
        assert then + came - left == now


def test_the_indicator_that_moved_the_score_most_by_hand() -> None:
    weights = np.array([10.0, 20.0, 70.0])
    good, bad = [50.0, 80.0, 90.0], [0.0, 50.0, 90.0]
    unknown = [np.nan] * 3
    places, points = leading_changes(
        np.array([good, bad, unknown]), np.array([bad, good, unknown]), weights, np.array([True, False, True])
    )
    assert places.tolist() == [1, 1, -1]
    assert points == pytest.approx([-6.0, 6.0, 0.0])


@given(READINGS, READINGS, st.booleans())
def test_what_leads_is_what_changed_most_of_what_is_known(before: np.ndarray, now: np.ndarray, is_worse: bool) -> None:
    weights = np.arange(1.0, 7.0)
    places, points = leading_changes(before[None], now[None], weights, np.array([is_worse]))

    def lost(readings: np.ndarray, place: int) -> float:
        known = sum(weight for weight, reading in zip(weights, readings, strict=True) if not np.isnan(reading))
        return float(weights[place] * (100 - readings[place]) / known)

    given_by = {
        place: lost(before, place) - lost(now, place)
        for place in range(len(weights))
        if not np.isnan(before[place]) and not np.isnan(now[place])
    }
    if not given_by:
        assert (places[0], points[0]) == (-1, 0.0)
    else:
        assert points[0] == pytest.approx((min if is_worse else max)(given_by.values()))
        assert given_by[int(places[0])] == pytest.approx(points[0])
