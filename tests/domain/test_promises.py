"""The promise ledger: what has come due, what of it was kept, and that nothing is counted twice."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.promises import (
    NEVER_KEPT,
    STATES,
    Counted,
    Promises,
    Tally,
    by_department,
    count,
    counted_rows,
    of_the_sale,
    tally,
)

counted = st.builds(
    Counted,
    department=st.sampled_from(["sales", "support", "product"]),
    origin=st.sampled_from(["sale", "service", "escalation"]),
    is_ours=st.booleans(),
    state=st.sampled_from(STATES),
    number=st.integers(1, 50),
)


def ours(department: str, state: str, number: int, origin: str = "service") -> Counted:
    return Counted(department, origin, True, state, number)


def test_an_overdue_promise_counts_as_not_kept_and_one_ahead_not_at_all() -> None:
    told = tally(
        [ours("sales", "kept", 6), ours("sales", "late", 1), ours("sales", "overdue", 3), ours("sales", "open", 9)]
    )
    assert (told.due, told.made) == (10, 19)
    assert told.kept_rate == pytest.approx(0.6)


def test_of_nothing_due_there_is_no_rate_and_of_few_it_says_nothing() -> None:
    assert Tally(open=3).kept_rate is None
    assert not Tally(kept=4).says_something
    assert Tally(kept=4, broken=1).says_something


def test_departments_come_with_the_lowest_rate_first_and_those_without_any_last() -> None:
    found = by_department(
        [ours("support", "kept", 9), ours("support", "late", 1), ours("product", "kept", 1),
         ours("product", "broken", 1), ours("finance", "open", 2), Counted("sales", "service", False, "broken", 5)]
    )  # fmt: skip
    assert [name for name, _ in found] == ["product", "support", "finance"]


def test_the_sale_is_told_apart() -> None:
    sale, since = of_the_sale(
        [ours("sales", "kept", 2, "sale"), ours("sales", "broken", 1), ours("sales", "open", 1, "sale")]
    )
    assert (sale, since) == (Tally(kept=2, open=1), Tally(broken=1))


def test_rows_of_one_account_count_one_each() -> None:
    frame = pd.DataFrame(
        {"department": ["sales", "sales"], "origin": "sale", "is_ours": [True, False], "state": ["kept", "open"]}
    )
    assert tally(counted_rows(frame)) == Tally(kept=1, open=1)


@given(rows=st.lists(counted, max_size=40))
def test_every_promise_of_ours_is_in_one_department_and_in_one_origin(rows: list[Counted]) -> None:
    whole = tally(row for row in rows if row.is_ours)
    assert sum((one for _, one in by_department(rows)), Tally()) == whole
    sale, since = of_the_sale(rows)
    assert sale + since == whole
    assert whole.kept_rate is None or 0.0 <= whole.kept_rate <= 1.0


days = st.integers(0, 20)
outcome = st.one_of(st.just(NEVER_KEPT), days)
promise = st.tuples(st.integers(0, 8), st.integers(0, 2), st.booleans(), days, outcome, outcome, days, days)


@given(st.lists(promise, max_size=20), days, st.one_of(st.none(), st.integers(0, 9)))
def test_promises_in_columns_stand_and_are_counted_as_one_by_one(
    drawn: list[tuple[Any, ...]], day: int, back: int | None
) -> None:
    columns = [np.array(column) for column in zip(*drawn, strict=True)] or [np.zeros(0, dtype=np.int64)] * 8
    department, origin, ours, due, kept, broken, known, told = columns
    number = np.arange(len(drawn))
    whole = Promises(number, number, department, origin, ours.astype(bool), due, kept, broken, known, told)
    found = whole.take(whole.due_within(day, back))
    slow = [row for row in drawn if row[6] <= day and (back is None or row[3] >= day - back)]
    states = [slow_state(row, day) for row in slow]
    assert [STATES[place] for place in found.states(day).tolist()] == states
    assert tally(count(found, found.states(day))) == tally(Counted("sales", "sale", True, one, 1) for one in states)


def slow_state(row: tuple[Any, ...], day: int) -> str:
    _, _, _, due, kept, broken, _, told = row
    if told <= day and kept <= day:
        return "late" if kept > due else "kept"
    if told <= day and broken <= day:
        return "broken"
    return "overdue" if due < day else "open"
