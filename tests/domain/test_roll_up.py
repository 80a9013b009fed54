"""Sums by cell are the sums account by account, whatever part of a book is asked for."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.portfolio import RENEWAL_WINDOWS, Filters, Portfolio, narrow
from domain.roll_up import FEW, total
from domain.weekly_sums import weekly_sums
from tests.portfolios import make_portfolio

BOOK = make_portfolio(3 * FEW, seed=3)
FILTERS = st.builds(
    Filters,
    tiers=st.sampled_from(((), ("key",), ("key", "tactical"))),
    regions=st.sampled_from(((), ("EMEA",), ("APAC", "LATAM"))),
    owner_ids=st.sampled_from(((), (1,), (1, 2))),
    bands=st.sampled_from(((), ("watch", "at_risk"))),
    renewal_within_days=st.sampled_from((None, *RENEWAL_WINDOWS, 17)),
    search=st.sampled_from(("", "a", "nobody")),
)


def facts(book: Portfolio, rows: np.ndarray) -> np.ndarray:
    return np.stack([book.column("arr_cents")[rows], book.column("account_id")[rows] ** 2, rows == rows], axis=1)


@settings(deadline=None)
@given(FILTERS)
def test_a_part_adds_up_account_by_account(filters: Filters) -> None:
    part = narrow(BOOK, filters)
    ids = part.accounts["account_id"]
    assert total(part, "facts", facts).tolist() == [
        part.accounts["arr_cents"].fillna(0).sum(), (ids**2).sum(), len(part)
    ]  # fmt: skip
    assert total(part.customers, "facts", facts)[2] == part.accounts["is_customer"].sum()


@settings(deadline=None, max_examples=20)
@given(FILTERS)
def test_weekly_sums_are_those_of_the_accounts(filters: Filters) -> None:
    part = narrow(BOOK, filters)
    sums = weekly_sums(part)
    arr, scores = part.arr, part.scores
    assert sums.arr.tolist() == np.where(arr > 0, arr, 0).sum(axis=0).tolist()
    assert sums.scored.tolist() == (~np.isnan(scores)).sum(axis=0).tolist()
    assert sums.points == pytest.approx(np.nansum(scores, axis=0), rel=1e-12)
    assert sums.paying_points == pytest.approx(np.nansum(np.where(arr > 0, scores, 0.0), axis=0), rel=1e-12)
