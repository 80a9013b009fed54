"""Portfolios for tests: like those of the database, but made here, so that a test states only what it is about."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from domain.bands import ORDER, told_bands
from domain.portfolio import NO_SUBSCRIPTION, Portfolio
from domain.portfolio_columns import NO_DAY, ordinals
from domain.vocabulary import Band, Lifecycle, Tier

AS_OF = date(2026, 11, 20)
WEEKS = 105

_NAMES = (
    "Nordlicht Energie AG", "Grupo Alimentación Ibérica", "Société Générale de Verrerie", "Halcyon Biologics",
    "Øresund Maritime", "Kestrel & Sons", "Ziegelwerk Großmann", "Łódź Logistics", "Aarav Textiles", "مجموعة الخليج",
    "Pacific Rim Freight & Customs Brokerage International", "Tanaka Precision", "Blue Harbour Foods", "Vantage Rail",
)  # fmt: skip
_OWNERS = ("Maya Lindqvist", "Tomás Herrera", "Priya Nair", "Jonas Weber", "Chloé Martin", "Sam O’Connell")
_REASONS = (
    "No answer to three e-mails since 2 October",
    "A severity 1 issue is open for 12 days",
    "Two promises are overdue, the oldest by 19 days",
    "Seats in use fell from 84% to 61% in four weeks",
    "NPS of 3 from the head of procurement",
    None,
)
_LIFECYCLES = (Lifecycle.ACTIVE, Lifecycle.RENEWING, Lifecycle.ONBOARDING)
_REGIONS = ("EMEA", "North America", "APAC", "LATAM")
_SEGMENTS = ("Enterprise", "Mid-market", "Public sector")


def make_portfolio(accounts: int = 212, *, seed: int = 7, as_of: date = AS_OF, **columns: Any) -> Portfolio:
    """A portfolio of so many accounts; `columns` replaces whole columns of the frame (scores as `score`)."""
    rng = np.random.default_rng(seed)
    weeks = tuple(as_of - timedelta(weeks=WEEKS - 1 - week) for week in range(WEEKS))
    tier = rng.choice([Tier.TACTICAL, Tier.KEY, Tier.STRATEGIC], accounts, p=[0.78, 0.17, 0.05])
    scores = _scores(rng, accounts)
    if "score" in columns:
        scores[:, -1] = columns.pop("score")
    arr = _arr(rng, tier)
    frame = _frame(rng, tier, scores, arr, as_of).assign(**columns)
    return Portfolio(frame, weeks, scores, arr, contact_of(frame, weeks), "EUR", as_of)


def contact_of(frame: pd.DataFrame, weeks: tuple[date, ...]) -> np.ndarray:
    """Every account was touched as long before each week as it was before today."""
    last = ordinals(frame["last_touch_on"])
    days = np.array([day.toordinal() for day in weeks])
    return np.where(last[:, None] == NO_DAY, NO_DAY, last[:, None] + days - days[-1]).astype(np.int32)


def _scores(rng: np.random.Generator, accounts: int) -> np.ndarray:
    level = rng.normal(70, 15, (accounts, 1)) + rng.normal(0, 2.2, (accounts, WEEKS)).cumsum(axis=1) * 0.8
    scores = np.clip(level, 3, 99).astype(np.float64)
    young = rng.random(accounts) < 0.2
    for row in np.flatnonzero(young):
        scores[row, : int(rng.integers(5, 90))] = np.nan
    scores[rng.random(accounts) < 0.04] = np.nan
    return scores


def _arr(rng: np.random.Generator, tier: np.ndarray) -> np.ndarray:
    mean = np.select([tier == Tier.STRATEGIC, tier == Tier.KEY], [13.2, 11.9], 10.1)
    arr = np.repeat((rng.lognormal(mean, 0.45) * 100).astype(np.int64)[:, None], WEEKS, axis=1)
    arr[:, WEEKS // 2 :] = (arr[:, WEEKS // 2 :] * 1.08).astype(np.int64)
    arr[rng.random(len(arr)) < 0.05] = NO_SUBSCRIPTION
    return arr


def _frame(
    rng: np.random.Generator, tier: np.ndarray, scores: np.ndarray, arr: np.ndarray, as_of: date
) -> pd.DataFrame:
    count = len(tier)
    owner = rng.integers(0, len(_OWNERS), count)
    now = scores[:, -1]
    touched = rng.integers(0, 70, count)
    cadence = np.select([tier == Tier.STRATEGIC, tier == Tier.KEY], [7, 14], 45)
    renews = rng.integers(5, 400, count)
    days = [as_of + timedelta(days=int(gap)) for gap in renews]
    return pd.DataFrame(
        {
            "account_id": np.arange(1, count + 1),
            "as_of_on": as_of,
            "name": [_name(number) for number in range(count)],
            "tier": [None if rng.random() < 0.02 else str(one) for one in tier],
            "segment": rng.choice(_SEGMENTS, count),
            "region": rng.choice(_REGIONS, count),
            "industry": "Manufacturing",
            "lifecycle": rng.choice(_LIFECYCLES, count, p=[0.8, 0.12, 0.08]),
            "is_customer": True,
            "owner_id": owner + 1,
            "owner_name": [_OWNERS[one] for one in owner],
            "team_id": 1,
            "arr_cents": pd.array([int(one) if one >= 0 else None for one in arr[:, -1]], dtype="Int64"),
            "score": now.astype(float),
            "score_without_issues": np.minimum(now + rng.integers(0, 20, count), 99),
            "band": [ORDER[position].value for position in told_bands(scores)[:, -1]],
            "band_since_on": as_of - timedelta(days=20),
            "completeness": 0.8,
            "main_reason": rng.choice(np.array(_REASONS, dtype=object), count),
            "last_touch_on": [None if rng.random() < 0.03 else as_of - timedelta(days=int(gap)) for gap in touched],
            "next_touch_due_on": [
                as_of + timedelta(days=int(due)) for due in (cadence - touched)
            ],
            "touches_90_days": rng.poisson(12, count),
            "human_touches": 3.0 + np.arange(count) % 11,
            "automated_touches": np.arange(count) % 7.0,
            "proactive_touches": 1.0 + np.arange(count) % 3,
            "reactive_touches": 1.0 + np.arange(count) % 4,
            "open_issues": rng.choice([0, 0, 0, 1, 1, 2, 4], count),
            "worst_severity": rng.choice(np.array([None, "s3", "s2", "s1"], dtype=object), count),
            "oldest_issue_on": as_of - timedelta(days=9),
            "overdue_commitments": rng.choice([0, 0, 0, 1], count),
            "renewal_on": [None if rng.random() < 0.05 else day for day in days],
            "notice_on": [None if rng.random() < 0.05 else day - timedelta(days=90) for day in days],
            "champion": rng.choice(np.array(["Ana Duarte", "W. Kowalczyk", None], dtype=object), count),
            "stakeholders": rng.poisson(5, count),
            "nps": np.where(rng.random(count) < 0.4, np.nan, rng.uniform(2, 10, count)),
            "reporting_currency": "EUR",
        }
    )  # fmt: skip


def _name(number: int) -> str:
    turn, which = divmod(number, len(_NAMES))
    return _NAMES[which] if turn == 0 else f"{_NAMES[which]} {turn + 1}"


def without_arr(portfolio: Portfolio) -> Portfolio:
    """The same accounts, but no subscription is on record."""
    accounts = portfolio.accounts.assign(arr_cents=pd.array([None] * len(portfolio.accounts), dtype="Int64"))
    return replace(portfolio, accounts=accounts, arr=np.full_like(portfolio.arr, NO_SUBSCRIPTION))


def without_health(portfolio: Portfolio) -> Portfolio:
    """The same accounts, but nothing is known that a score could be made of."""
    accounts = portfolio.accounts.assign(score=np.nan, band=Band.UNKNOWN.value)
    return replace(portfolio, accounts=accounts, scores=np.full_like(portfolio.scores, np.nan))
