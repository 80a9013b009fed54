"""Portfolios of a few accounts, each with just the numbers that a test is about."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from domain.bands import band_of
from domain.portfolio import NO_SUBSCRIPTION, Portfolio
from tests.portfolios import WEEKS, make_portfolio

NAN = float("nan")


def book(*accounts: dict[str, Any]) -> Portfolio:
    """A portfolio of accounts with a score now and before (13 weeks), ARR now and before, and columns of their own."""
    count = len(accounts)
    scores = np.full((count, WEEKS), NAN, dtype=np.float64)
    arr = np.full((count, WEEKS), NO_SUBSCRIPTION, dtype=np.int64)
    for place, account in enumerate(accounts):
        now, cents = account.pop("score", NAN), account.pop("arr", NO_SUBSCRIPTION)
        scores[place, -13:], scores[place, :-13] = now, account.pop("score_before", now)
        arr[place, -13:], arr[place, :-13] = cents, account.pop("arr_before", cents)
    columns: dict[str, Any] = {
        "score": scores[:, -1].astype(float),
        "band": [band_of(float(score)).value for score in scores[:, -1]],
        "arr_cents": pd.array([None if cents < 0 else int(cents) for cents in arr[:, -1]], dtype="Int64"),
        "renewal_on": [account.get("renewal_on") for account in accounts],
        "notice_on": [account.get("notice_on") for account in accounts],
        "next_touch_due_on": [account.get("next_touch_due_on") for account in accounts],
        "tier": [account.get("tier", "key") for account in accounts],
        "is_customer": [account.get("is_customer", True) for account in accounts],
    }
    made = make_portfolio(count)
    return replace(made, accounts=made.accounts.assign(**columns), scores=scores, arr=arr)
