"""The portfolio's key figures: each defined here, once, for pages, reports and tests.

Money is in hundredths of the reporting currency. "Before" is `COMPARED_WEEKS` weeks earlier, from the weekly history
of the accounts now in view.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.bands import LOWER_BOUNDS
from domain.breakdowns import movements
from domain.portfolio import NO_DAY, NO_SUBSCRIPTION, Portfolio, due_within, ordinals
from domain.vocabulary import Band

COMPARED_WEEKS = 13
"""A quarter: what the figures are compared with."""
RENEWALS_DAYS = 90
"""Horizon of "renewals due" and of "ARR at risk" (days)."""
TOUCHED_DAYS = 90
"""Days in which an account counts as touched; the refresh counts touches over so many."""
AT_RISK_BELOW = dict(LOWER_BOUNDS)[Band.WATCH]
"""Scores below this are at risk (points)."""

Unit = Literal["money", "count", "score", "percent"]
Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Kpi:
    """One figure: now, before, and its weekly course; None where it cannot be said."""

    key: str
    label: str
    unit: Unit
    value: float | int | None
    previous: float | int | None
    history: tuple[float | None, ...]
    higher_is_better: bool | None
    definition: str


def arr_total(portfolio: Portfolio, week: int = -1) -> int | None:
    """ARR at a week's column: the sum over subscriptions in force, hundredths; None where none was ever known."""
    column = portfolio.arr[:, week]
    known = column != NO_SUBSCRIPTION
    return int(column[known].sum()) if known.any() else None


def customers_at(portfolio: Portfolio, week: int = -1) -> int | None:
    """Today, accounts that are customers; earlier, those with ARR at that week's column, None where none was known.

    A customer without any subscription on record is taken to have been one before: its ARR cannot tell.
    """
    is_customer = portfolio.accounts["is_customer"].to_numpy(dtype=bool)
    if week in (-1, len(portfolio.weeks) - 1):
        return int(is_customer.sum())
    column = portfolio.arr[:, week]
    if not (column != NO_SUBSCRIPTION).any():
        return None
    untold = is_customer & (portfolio.arr[:, -1] == NO_SUBSCRIPTION)
    return int(((column > 0) | untold).sum())


def health_by_arr(portfolio: Portfolio, week: int = -1) -> float | None:
    """Mean score weighted by ARR, over accounts with both; the plain mean where no account has ARR."""
    scores = portfolio.scores[:, week].astype(float)
    weights = np.maximum(portfolio.arr[:, week], 0).astype(float)
    known = ~np.isnan(scores)
    if not known.any():
        return None
    if weights[known].sum() > 0:
        return float((scores[known] * weights[known]).sum() / weights[known].sum())
    return float(scores[known].mean())


def arr_at_risk(portfolio: Portfolio) -> int:
    """ARR of at-risk accounts whose renewal or notice deadline falls within `RENEWALS_DAYS`, hundredths."""
    accounts = portfolio.customers.accounts
    due = due_within(accounts["renewal_on"], portfolio.as_of, RENEWALS_DAYS)
    due |= due_within(accounts["notice_on"], portfolio.as_of, RENEWALS_DAYS)
    low = accounts["score"].astype(float).lt(AT_RISK_BELOW).to_numpy(dtype=bool)
    return int(accounts["arr_cents"][due & low].fillna(0).sum())


def arr_below_watch(portfolio: Portfolio, week: int = -1) -> int | None:
    """ARR of all at-risk accounts, whenever they renew, hundredths; None where no ARR was ever known."""
    column = portfolio.arr[:, week]
    if not (column != NO_SUBSCRIPTION).any():
        return None
    low = portfolio.scores[:, week] < AT_RISK_BELOW
    return int(column[low & (column > 0)].sum())


def renewals_due(portfolio: Portfolio) -> int:
    """Customers whose contract ends within `RENEWALS_DAYS`."""
    return int(due_within(portfolio.customers.accounts["renewal_on"], portfolio.as_of, RENEWALS_DAYS).sum())


def coverage(portfolio: Portfolio) -> float | None:
    """Share of customers touched within their tier's cadence, 0-1; None without customers that have a cadence."""
    accounts = portfolio.customers.accounts
    due = ordinals(accounts["next_touch_due_on"])
    total = int(((due != NO_DAY) | accounts["tier"].notna().to_numpy(dtype=bool)).sum())
    return float((due >= portfolio.as_of.toordinal()).sum() / total) if total else None


def knows_arr(portfolio: Portfolio) -> bool:
    """Whether any customer has a subscription in force that brings in something: without, one counts accounts."""
    return bool(portfolio.customers.accounts["arr_cents"].fillna(0).gt(0).any())


def kpis(portfolio: Portfolio) -> tuple[Kpi, ...]:
    """Return the six figures of the portfolio's first row."""
    before = portfolio.week_before(COMPARED_WEEKS)

    def weekly(figure: Callable[[Portfolio, int], float | int | None]) -> tuple[float | None, ...]:
        return tuple(figure(portfolio, week) for week in range(before, len(portfolio.weeks)))

    empty = portfolio.accounts.empty
    return (
        Kpi("arr", "ARR", "money", arr_total(portfolio), arr_total(portfolio, before), weekly(arr_total), True,
            "Annual recurring revenue of the subscriptions in force, in the reporting currency."),
        Kpi("customers", "Customers", "count", customers_at(portfolio), customers_at(portfolio, before),
            weekly(customers_at), True, "Accounts that are neither prospects nor churned."),
        Kpi("health", "Health by ARR", "score", health_by_arr(portfolio), health_by_arr(portfolio, before),
            weekly(health_by_arr), True, "Mean health score, weighted by ARR; unknown scores are left out."),
        Kpi("at_risk", "ARR at risk", "money", arr_below_watch(portfolio), arr_below_watch(portfolio, before),
            weekly(arr_below_watch), False, f"ARR of the accounts whose score is below {AT_RISK_BELOW:.0f}."),
        Kpi("renewals", f"Renewals in {RENEWALS_DAYS} days", "count", renewals_due(portfolio), None, (), None,
            f"Customers whose contract ends within {RENEWALS_DAYS} days."),
        Kpi("coverage", "Cadence kept", "percent", None if empty else coverage(portfolio), None, (), True,
            "Customers with a touch by a person, either way, within the cadence of their tier."),
    )  # fmt: skip


def counted_kpis(portfolio: Portfolio) -> tuple[Kpi, ...]:
    """Return the figures of a portfolio whose ARR is not known: those of `kpis` that are, and what can be counted."""
    accounts = portfolio.customers.accounts
    scores = accounts["score"].astype(float)
    low = int(scores.lt(AT_RISK_BELOW).sum()) if scores.notna().any() else None
    renewals = renewals_due(portfolio) if accounts["renewal_on"].notna().any() else None
    touched = int(accounts["touches_90_days"].fillna(0).gt(0).sum())
    counted = (
        Kpi("at_risk", "Accounts at risk", "count", low, None, (), False,
            f"Customers whose score is below {AT_RISK_BELOW:.0f}."),
        Kpi("renewals", f"Renewals in {RENEWALS_DAYS} days", "count", renewals, None, (), None,
            f"Customers whose contract ends within {RENEWALS_DAYS} days."),
        Kpi("issues", "Open issues", "count", int(accounts["open_issues"].fillna(0).sum()), None, (), False,
            "Issues of customers that are not resolved yet."),
        Kpi("touched", f"Touched in {TOUCHED_DAYS} days", "count", touched, None, (), True,
            f"Customers with a touch by a person, either way, in the last {TOUCHED_DAYS} days."),
    )  # fmt: skip
    usual = {one.key: one for one in kpis(portfolio)}
    health = replace(usual["health"], label="Health", definition="Mean health score; unknown scores are left out.")
    figures = (usual["customers"], health, *counted, usual["coverage"])
    return tuple(one for one in figures if one.value is not None)


@dataclass(frozen=True, slots=True)
class Headline:
    """The portfolio in one sentence's facts; `fell`: accounts whose band worsened to watch or at risk since then."""

    accounts: int
    arr_cents: int | None
    health: float | None
    health_change: float | None
    weeks: int
    fell: int
    fell_arr_cents: int


def headline(portfolio: Portfolio, weeks: int = 4, moved: pd.DataFrame | None = None) -> Headline:
    """Return what the first sentence says, compared with `weeks` weeks ago; `moved` are the movements, if known."""
    before = portfolio.week_before(weeks)
    now, then = health_by_arr(portfolio), health_by_arr(portfolio, before)
    moved = movements(portfolio, weeks) if moved is None else moved
    fell = moved[moved["is_worse"] & moved["band_now"].isin([Band.WATCH, Band.AT_RISK])]
    return Headline(
        accounts=len(portfolio.customers.accounts),
        arr_cents=arr_total(portfolio),
        health=now,
        health_change=None if now is None or then is None else now - then,
        weeks=weeks,
        fell=len(fell),
        fell_arr_cents=int(pd.Series(fell["arr_cents"]).fillna(0).sum()),
    )
