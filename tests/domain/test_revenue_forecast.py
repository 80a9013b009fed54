"""Cohorts, forecast and lifetime value: by hand, and bounded whatever happens."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.bands import ORDER
from domain.revenue_cohorts import QUARTERS, cohorts, quarter_after, quarter_name, quarter_of, retention
from domain.revenue_forecast import BEFORE_ANY, PRIOR, SIMULATIONS, Decisions, chances, outlook, simulate
from domain.revenue_value import DISCOUNT, MARGIN, YEARS, lifetime_values, years_worth
from domain.vocabulary import Band
from tests.domain.test_revenue import Term, contracts

TODAY = date(2026, 11, 20)


def decisions(*kept: tuple[Band, bool]) -> Decisions:
    def numbers(values: list[int]) -> np.ndarray:
        return np.array(values, dtype=np.int64)

    band = numbers([ORDER.index(one) for one, _ in kept])
    zeros = np.zeros(len(kept), dtype=np.int64)
    return Decisions(zeros, zeros, zeros, band, zeros + 100, np.array([one for _, one in kept], dtype=bool))


def test_quarters_follow_one_another() -> None:
    assert quarter_of(TODAY) == date(2026, 10, 1)
    assert [quarter_after(date(2026, 10, 1), step) for step in (-4, -1, 0, 1)] == [
        date(2025, 10, 1), date(2026, 7, 1), date(2026, 10, 1), date(2027, 1, 1),
    ]  # fmt: skip
    assert quarter_name(date(2026, 10, 1)) == "Q4 2026"


def test_a_cohort_is_followed_from_the_end_of_its_quarter() -> None:
    book = contracts(
        [
            Term(0, date(2026, 2, 1), date(2026, 8, 1), 100), Term(0, date(2026, 8, 1), None, 150),
            Term(1, date(2026, 3, 1), date(2026, 9, 1), 50),
            Term(2, date(2019, 1, 1), None, 999),
        ]
    )  # fmt: skip
    found = retention(cohorts(book, TODAY), np.arange(3))
    assert set(found["quarter"]) == {date(2026, 1, 1)}
    assert found["age"].tolist() == [0, 1, 2, 3]
    assert found["arr_cents"].tolist() == [150, 150, 150, 150]
    assert found["nrr"].tolist() == [1.0, 1.0, 1.0, 1.0]
    assert found["grr"].tolist() == [1.0, 1.0, pytest.approx(100 / 150), pytest.approx(100 / 150)]
    assert found["accounts"].tolist() == [2, 2, 2, 2]


def test_an_older_start_belongs_to_no_cohort_that_is_told() -> None:
    earliest = quarter_after(quarter_of(TODAY), 1 - QUARTERS)
    found = cohorts(contracts([Term(0, earliest, None, 1), Term(1, date(2019, 1, 1), None, 1)]), TODAY)
    assert found.starts.tolist() == [0, -1, -1]


def test_the_share_of_a_band_is_shrunk_towards_the_book() -> None:
    found = chances(decisions((Band.HEALTHY, True), (Band.HEALTHY, True), (Band.AT_RISK, False)))
    book = 2 / 3
    assert found.book == pytest.approx(book)
    assert found.share[ORDER.index(Band.HEALTHY)] == pytest.approx((2 + PRIOR * book) / (2 + PRIOR))
    assert found.share[ORDER.index(Band.AT_RISK)] == pytest.approx(PRIOR * book / (1 + PRIOR))
    assert found.share[ORDER.index(Band.WATCH)] == pytest.approx(book)
    assert chances(decisions()).book == BEFORE_ANY


def test_simulations_are_the_same_each_time_and_of_each_account_alone() -> None:
    ids, chance = np.arange(1, 501), np.linspace(0, 1, 500)
    found = simulate(ids, chance)
    assert found.shape == (500, SIMULATIONS)
    np.testing.assert_array_equal(found[::7], simulate(ids[::7], chance[::7]))
    assert not found[0].any()
    assert found[-1].all()
    assert found.mean(axis=1) == pytest.approx(chance, abs=0.12)
    pair = simulate(ids[:2], np.full(2, 0.5))
    assert abs((pair[0] == pair[1]).mean() - 0.5) < 0.1


@given(st.lists(st.integers(0, 10**12), max_size=20), st.floats(0, 1))
def test_the_range_lies_within_what_is_due(arr: list[int], chance: float) -> None:
    cents, each = np.array(arr, dtype=np.int64), np.full(len(arr), chance)
    found = outlook(date(2027, 1, 1), cents, each, simulate(np.arange(len(arr)), each))
    assert 0 <= found.low_cents <= found.high_cents <= found.due_cents == sum(arr)
    assert 0 <= found.expected_cents <= found.due_cents
    assert found.renewals == len(arr)


def test_lifetime_value_by_hand() -> None:
    by_year = sum(0.9**year / (1 + DISCOUNT) ** year for year in range(YEARS))
    assert years_worth(np.array([0.9]))[0] == pytest.approx(by_year)
    assert years_worth(np.array([0.0]))[0] == pytest.approx(1.0)
    assert lifetime_values(np.array([100_000]), np.array([0.9])).tolist() == [round(100_000 * MARGIN * by_year)]


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_better_chance_is_never_worth_less(one: float, other: float) -> None:
    low, high = sorted([one, other])
    assert years_worth(np.array([low]))[0] <= years_worth(np.array([high]))[0] + 1e-9
