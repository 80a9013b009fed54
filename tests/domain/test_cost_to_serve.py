"""What serving costs: by hand, and against a slow count."""

from collections import defaultdict
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cost_to_serve import Cost, cost_to_serve, first_month
from domain.vocabulary import Department

TODAY = date(2026, 11, 22)


def cost(month: int, cents: int = 100_00, *, of: Department = Department.SUPPORT, hours: float | None = None,
         covered: float | None = None) -> Cost:  # fmt: skip
    """A cost of so many months before November 2026."""
    number = 2026 * 12 + 10 - month
    return Cost(date(number // 12, number % 12 + 1, 1), of, cents, hours, covered)


def test_a_year_of_costs_leaves_a_margin() -> None:
    told = cost_to_serve([cost(month) for month in range(1, 13)], 4_800_00, TODAY)
    assert told is not None
    assert (told.yearly_cents, told.margin, told.beyond_scope) == (1_200_00, 0.75, None)
    assert told.months[0] == (date(2025, 11, 1), 100_00)
    assert len(told.months) == 12


def test_months_of_this_and_of_years_before_are_left_out() -> None:
    assert first_month(TODAY) == date(2025, 11, 1)
    assert cost_to_serve([cost(0), cost(13)], 1, TODAY) is None
    assert cost_to_serve([], None, TODAY) is None


def test_a_few_months_are_scaled_to_a_year_and_too_few_are_not() -> None:
    three = cost_to_serve([cost(month) for month in (1, 2, 3)], None, TODAY)
    two = cost_to_serve([cost(month) for month in (1, 2)], 100, TODAY)
    assert three is not None
    assert two is not None
    assert (three.yearly_cents, three.margin) == (1_200_00, None)
    assert (two.yearly_cents, two.margin) == (None, None)


def test_hours_that_the_contract_does_not_cover_are_beyond_scope() -> None:
    told = cost_to_serve([cost(1, hours=10, covered=6), cost(2, hours=10, covered=10), cost(3, hours=5)], 1, TODAY)
    assert told is not None
    assert told.beyond_scope == pytest.approx(0.2)
    within = cost_to_serve([cost(1, hours=3, covered=9)], 1, TODAY)
    assert within is not None
    assert within.beyond_scope == 0


costs = st.builds(
    cost, st.integers(-1, 14), st.integers(0, 10**9), of=st.sampled_from(Department),
    hours=st.none() | st.floats(0, 1000), covered=st.none() | st.floats(0, 1000),
)  # fmt: skip


@given(st.lists(costs, max_size=40), st.none() | st.integers(0, 10**12))
def test_the_parts_add_up_to_the_whole(found: list[Cost], arr: int | None) -> None:
    told = cost_to_serve(found, arr, TODAY)
    mine = [one for one in found if date(2025, 11, 1) <= one.month_on <= date(2026, 10, 31)]
    assert (told is None) == (not mine)
    if told is None:
        return
    months: dict[date, int] = defaultdict(int)
    for one in mine:
        months[one.month_on] += one.cents
    assert dict(told.months) == months
    assert sum(cents for _, cents in told.departments) == sum(months.values())
    assert [day for day, _ in told.months] == sorted(months)
    if told.margin is not None:
        assert told.margin <= 1
    assert told.beyond_scope is None or 0 <= told.beyond_scope <= 1
