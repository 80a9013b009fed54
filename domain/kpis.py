"""The portfolio's key figures: each defined here, once, for pages, reports and tests.

Money is in hundredths of the reporting currency. "Before" is `COMPARED_WEEKS` weeks earlier, from the weekly history
of the accounts now in view.
"""

from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.bands import LOWER_BOUNDS
from domain.breakdowns import movements
from domain.portfolio import NO_SUBSCRIPTION, Portfolio, due_within
from domain.portfolio_columns import NO_DAY, TIERS
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
_EVERY = slice(None)


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
    return arr_totals(portfolio, _only(portfolio, week))[0]


def arr_totals(portfolio: Portfolio, weeks: slice = _EVERY) -> list[int | None]:
    """`arr_total` of each of those weeks."""
    arr = portfolio.arr_of(weeks=weeks)
    known = arr != NO_SUBSCRIPTION
    return _told(np.where(known, arr, 0).sum(axis=0), known.any(axis=0))


def customers_at(portfolio: Portfolio, week: int = -1) -> int | None:
    """Today, accounts that are customers; earlier, those with ARR at that week's column, None where none was known.

    A customer without any subscription on record is taken to have been one before: its ARR cannot tell.
    """
    return customers_by_week(portfolio, _only(portfolio, week))[0]


def customers_by_week(portfolio: Portfolio, weeks: slice = _EVERY) -> list[int | None]:
    """`customers_at` of each of those weeks."""
    is_customer = portfolio.column("is_customer")
    arr = portfolio.arr_of(weeks=weeks)
    untold = is_customer & (portfolio.arr_of(weeks=-1) == NO_SUBSCRIPTION)
    counted = ((arr > 0) | untold[:, None]).sum(axis=0)
    told = _told(counted, (arr != NO_SUBSCRIPTION).any(axis=0))
    if weeks.stop is None or weeks.stop == len(portfolio.weeks):
        told[-1] = int(is_customer.sum())
    return told


def health_by_arr(portfolio: Portfolio, week: int = -1) -> float | None:
    """Mean score weighted by ARR, over accounts with both; the plain mean where no account has ARR."""
    return healths_by_arr(portfolio, _only(portfolio, week))[0]


def healths_by_arr(portfolio: Portfolio, weeks: slice = _EVERY) -> list[float | None]:
    """`health_by_arr` of each of those weeks."""
    scores, arr = portfolio.scores_of(weeks=weeks), portfolio.arr_of(weeks=weeks)
    known = ~np.isnan(scores)
    scored = np.where(known, scores, 0.0)
    weights = np.where(known, np.maximum(arr, 0), 0).astype(float)
    weight, count = weights.sum(axis=0), known.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        by_arr, mean = (scored * weights).sum(axis=0) / weight, scored.sum(axis=0) / count
    return [
        None if not some else float(one if heavy > 0 else plain)
        for one, plain, heavy, some in zip(by_arr, mean, weight, count, strict=True)
    ]


def arr_at_risk(portfolio: Portfolio) -> int:
    """ARR of at-risk accounts whose renewal or notice deadline falls within `RENEWALS_DAYS`, hundredths."""
    mine = portfolio.customers
    due = due_within(mine.column("renewal_on"), mine.as_of, RENEWALS_DAYS)
    due |= due_within(mine.column("notice_on"), mine.as_of, RENEWALS_DAYS)
    return int(mine.column("arr_cents")[due & (mine.column("score") < AT_RISK_BELOW)].sum())


def arr_below_watch(portfolio: Portfolio, week: int = -1) -> int | None:
    """ARR of all at-risk accounts, whenever they renew, hundredths; None where no ARR was ever known."""
    return arr_below_watch_by_week(portfolio, _only(portfolio, week))[0]


def arr_below_watch_by_week(portfolio: Portfolio, weeks: slice = _EVERY) -> list[int | None]:
    """`arr_below_watch` of each of those weeks."""
    arr = portfolio.arr_of(weeks=weeks)
    low = (portfolio.scores_of(weeks=weeks) < AT_RISK_BELOW) & (arr > 0)
    return _told(np.where(low, arr, 0).sum(axis=0), (arr != NO_SUBSCRIPTION).any(axis=0))


def renewals_due(portfolio: Portfolio) -> int:
    """Customers whose contract ends within `RENEWALS_DAYS`."""
    mine = portfolio.customers
    return int(due_within(mine.column("renewal_on"), mine.as_of, RENEWALS_DAYS).sum())


def coverage(portfolio: Portfolio) -> float | None:
    """Share of customers touched within their tier's cadence, 0-1; None without customers that have a cadence."""
    mine = portfolio.customers
    due = mine.column("next_touch_due_on")
    total = int(((due != NO_DAY) | (mine.column("tier") != TIERS.index("none"))).sum())
    return float((due >= portfolio.as_of.toordinal()).sum() / total) if total else None


def knows_arr(portfolio: Portfolio) -> bool:
    """Whether any customer has a subscription in force that brings in something: without, one counts accounts."""
    return bool((portfolio.customers.column("arr_cents") > 0).any())


def _only(portfolio: Portfolio, week: int) -> slice:
    place = range(len(portfolio.weeks))[week]
    return slice(place, place + 1)


def _told(values: npt.NDArray[Any], known: npt.NDArray[np.bool_]) -> list[int | None]:
    return [int(value) if one else None for value, one in zip(values, known, strict=True)]


def kpis(portfolio: Portfolio) -> tuple[Kpi, ...]:
    """Return the six figures of the portfolio's first row."""
    weeks = slice(portfolio.week_before(COMPARED_WEEKS), len(portfolio.weeks))
    arr, customers = arr_totals(portfolio, weeks), customers_by_week(portfolio, weeks)
    health, at_risk = healths_by_arr(portfolio, weeks), arr_below_watch_by_week(portfolio, weeks)
    return (
        Kpi("arr", "ARR", "money", arr[-1], arr[0], tuple(arr), True,
            "Annual recurring revenue of the subscriptions in force, in the reporting currency."),
        Kpi("customers", "Customers", "count", customers[-1], customers[0], tuple(customers), True,
            "Accounts that are neither prospects nor churned."),
        Kpi("health", "Health by ARR", "score", health[-1], health[0], tuple(health), True,
            "Mean health score, weighted by ARR; unknown scores are left out."),
        Kpi("at_risk", "ARR at risk", "money", at_risk[-1], at_risk[0], tuple(at_risk), False,
            f"ARR of the accounts whose score is below {AT_RISK_BELOW:.0f}."),
        Kpi("renewals", f"Renewals in {RENEWALS_DAYS} days", "count", renewals_due(portfolio), None, (), None,
            f"Customers whose contract ends within {RENEWALS_DAYS} days."),
        Kpi("coverage", "Cadence kept", "percent", coverage(portfolio), None, (), True,
            "Customers with a touch by a person, either way, within the cadence of their tier."),
    )  # fmt: skip


def counted_kpis(portfolio: Portfolio) -> tuple[Kpi, ...]:
    """Return the figures of a portfolio whose ARR is not known: those of `kpis` that are, and what can be counted."""
    mine = portfolio.customers
    scores = mine.column("score")
    low = None if np.isnan(scores).all() else int((scores < AT_RISK_BELOW).sum())
    renewals = renewals_due(portfolio) if (mine.column("renewal_on") != NO_DAY).any() else None
    touched = int((mine.column("touches_90_days") > 0).sum())
    counted = (
        Kpi("at_risk", "Accounts at risk", "count", low, None, (), False,
            f"Customers whose score is below {AT_RISK_BELOW:.0f}."),
        Kpi("renewals", f"Renewals in {RENEWALS_DAYS} days", "count", renewals, None, (), None,
            f"Customers whose contract ends within {RENEWALS_DAYS} days."),
        Kpi("issues", "Open issues", "count", int(mine.column("open_issues").sum()), None, (), False,
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
    is_worse, bands = moved["is_worse"].tolist(), moved["band_now"].tolist()
    fell = [worse and band in (Band.WATCH, Band.AT_RISK) for worse, band in zip(is_worse, bands, strict=True)]
    return Headline(
        accounts=len(portfolio.customers),
        arr_cents=arr_total(portfolio),
        health=now,
        health_change=None if now is None or then is None else now - then,
        weeks=weeks,
        fell=sum(fell),
        fell_arr_cents=int(moved["arr_cents"].fillna(0).to_numpy(dtype=np.int64)[np.array(fell, dtype=bool)].sum()),
    )
