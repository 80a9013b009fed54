"""Cadence and mix: by hand on a few accounts; groups add up to the whole, whatever the accounts."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.contact_mix import LEAST_TOUCHES, Mix, cadence_course, groups, mix_of, share
from domain.kpis import cadence_kept, coverage
from domain.portfolio import Portfolio
from tests.domain.books import book
from tests.portfolios import AS_OF

SUMS = ("human", "automated", "proactive", "reactive")


def with_touches(portfolio: Portfolio, **levels: list[float]) -> Portfolio:
    accounts = portfolio.accounts.assign(**{f"{name}_touches": levels.get(name, np.nan) for name in SUMS})
    return replace(portfolio, accounts=accounts)


def three() -> Portfolio:
    late = AS_OF - timedelta(days=1)
    found = book(
        {"tier": "key", "next_touch_due_on": AS_OF},
        {"tier": "tactical", "next_touch_due_on": late},
        {"tier": "key", "next_touch_due_on": None},
        {"tier": None, "next_touch_due_on": None},
        {"tier": "key", "next_touch_due_on": AS_OF, "is_customer": False},
    )
    return with_touches(
        found, human=[6, 2, 0, 0, 99], automated=[2, 6, 0, 4, 99], proactive=[3, 1, 0, 0, 99], reactive=[1, 1, 0, 0, 99]
    )


def test_a_customer_who_was_never_touched_waits_and_one_without_a_tier_has_no_cadence() -> None:
    told = mix_of(three())
    assert (told.customers, told.with_cadence, told.in_touch) == (4, 3, 1)
    assert told.cadence_kept == pytest.approx(1 / 3)
    assert (coverage(three()), cadence_kept(three()).value) == (told.cadence_kept, told.cadence_kept)


def test_a_share_is_that_of_all_touches_of_the_customers() -> None:
    told = mix_of(three())
    assert (told.human, told.automated, told.proactive, told.reactive) == (8, 12, 4, 2)
    assert told.human_share == pytest.approx(0.4)
    assert told.proactive_share == pytest.approx(4 / 6)


def test_by_tier_and_by_owner_the_groups_are_told_apart() -> None:
    tiers = {one.key: one.mix for one in groups(three(), "tier")}
    assert list(tiers) == ["key", "tactical", "none"]
    assert tiers["key"].cadence_kept == 0.5
    assert tiers["none"].cadence_kept is None
    kept = [one.mix.cadence_kept for one in groups(three(), "owner_id") if one.mix.cadence_kept is not None]
    assert kept == sorted(kept)


def test_too_few_touches_say_nothing_and_unknown_ones_are_not_zero() -> None:
    assert share(LEAST_TOUCHES - 1, 0.5) is None
    assert share(LEAST_TOUCHES, 0.0) == 1.0
    told = mix_of(with_touches(book({"tier": "key"})))
    assert (told.human, told.human_share, told.proactive_share) == (None, None, None)
    assert mix_of(with_touches(book())) == Mix(0, 0, 0, 0, None, None, None, None)


account: Any = st.fixed_dictionaries(
    {
        "tier": st.sampled_from(["strategic", "key", "tactical", None]),
        "is_customer": st.booleans(),
        "next_touch_due_on": st.one_of(st.none(), st.integers(-9, 9).map(lambda days: AS_OF + timedelta(days=days))),
    }
)


@given(st.lists(st.tuples(account, st.integers(0, 50), st.integers(0, 50)), max_size=12))
def test_the_groups_add_up_to_the_whole(drawn: list[tuple[dict[str, Any], int, int]]) -> None:
    portfolio = book(*(dict(one) for one, _, _ in drawn))
    levels = {"human": [float(human) for _, human, _ in drawn], "automated": [float(other) for *_, other in drawn]}
    whole = with_touches(portfolio, **levels)
    told = mix_of(whole)
    for by in ("tier", "owner_id"):
        parts = [one.mix for one in groups(whole, by)]
        for name in ("customers", "with_cadence", "in_touch", "touches", "human", "automated"):
            total = sum(getattr(one, name) or 0 for one in parts)
            assert total == pytest.approx(getattr(told, name) or 0), name
    assert told.cadence_kept is None or 0 <= told.cadence_kept <= 1


def test_the_course_of_cadence_by_hand() -> None:
    """The first was touched 40 days ago, the second 10 and 33 days ago, the third never; a touch is due every 30."""
    today = AS_OF.toordinal()
    touched_on = [AS_OF - timedelta(days=40), AS_OF - timedelta(days=10), None]
    due_on = [None if day is None else day + timedelta(days=30) for day in touched_on]
    made = book(*({"arr": 100, "next_touch_due_on": day} for day in due_on))
    contact = np.zeros((3, len(made.weeks)), dtype=np.int32)
    contact[0, -6:], contact[1, -5:-1], contact[1, -1] = today - 40, today - 33, today - 10
    found = replace(
        made, accounts=made.accounts.assign(last_touch_on=pd.Series(touched_on, dtype=object)), contact=contact
    )
    assert made.weeks[-2] == AS_OF - timedelta(days=7)
    assert cadence_course(found, slice(-7, None)) == [0.0, 1 / 3, 2 / 3, 2 / 3, 2 / 3, 1 / 3, 1 / 3]
    assert cadence_kept(found).value == coverage(found) == 1 / 3


def test_an_account_that_was_no_customer_then_has_no_part_in_that_week() -> None:
    made = book({"arr": 100, "arr_before": -1}, {"arr": 100})
    assert cadence_course(made, slice(-14, -13)) == cadence_course(made.take(np.array([False, True])), slice(-14, -13))
