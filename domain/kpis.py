"""The portfolio's key figures: each defined here, once, for pages, reports and tests.

Money is in hundredths of the reporting currency. "Before" is `COMPARED_WEEKS` weeks earlier, from the weekly history
of the accounts now in view.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from domain.bands import LOWER_BOUNDS
from domain.contact_mix import cadence_course
from domain.kpi_history import Past, past_sums
from domain.portfolio import Portfolio
from domain.portfolio_columns import NO_DAY, due_within
from domain.vocabulary import Band
from domain.weekly_sums import weekly_sums

COMPARED_WEEKS = 13
"""A quarter: what the figures are compared with."""
RENEWALS_DAYS = 90
"""Horizon of "renewals due" and of "ARR at risk" (days)."""
TOUCHED_DAYS = 90
"""Days in which an account counts as touched; the refresh counts touches over so many."""
AT_RISK_BELOW = dict(LOWER_BOUNDS)[Band.WATCH]
"""Scores below this are at risk (points)."""

Unit = Literal["money", "count", "score", "percent", "share", "hours"]
"""Percentages without decimals, and shares with one."""
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
    return arr_totals(portfolio)[week]


def arr_totals(portfolio: Portfolio, weeks: slice = _EVERY) -> list[int | None]:
    """`arr_total` of each of those weeks."""
    sums = weekly_sums(portfolio)
    return _told(sums.arr[weeks], sums.arr_known[weeks] > 0)


def customers_at(portfolio: Portfolio, week: int = -1) -> int | None:
    """Today, accounts that are customers; earlier, those with ARR at that week's column, None where none was known.

    A customer without any subscription on record is taken to have been one before: its ARR cannot tell.
    """
    return customers_by_week(portfolio)[week]


def customers_by_week(portfolio: Portfolio, weeks: slice = _EVERY) -> list[int | None]:
    """`customers_at` of each of those weeks."""
    sums = weekly_sums(portfolio)
    told = _told(sums.customers, sums.arr_known > 0)
    told[-1] = int(portfolio.column("is_customer").sum())
    return told[weeks]


def health_by_arr(portfolio: Portfolio, week: int = -1) -> float | None:
    """Mean score weighted by ARR, over accounts with both; the plain mean where no account has ARR."""
    return healths_by_arr(portfolio)[week]


def healths_by_arr(portfolio: Portfolio, weeks: slice = _EVERY) -> list[float | None]:
    """`health_by_arr` of each of those weeks."""
    sums = weekly_sums(portfolio)
    with np.errstate(invalid="ignore", divide="ignore"):
        by_arr, mean = sums.weighted / sums.scored_arr, sums.points / sums.scored
    every = zip(by_arr, mean, sums.scored_arr, sums.scored, strict=True)
    told = [None if not some else float(one if heavy > 0 else plain) for one, plain, heavy, some in every]
    return told[weeks]


def arr_at_risk(portfolio: Portfolio) -> int:
    """ARR of at-risk customers whose renewal or notice deadline falls within `RENEWALS_DAYS`, hundredths."""
    mine = portfolio.customers
    return int(mine.column("arr_cents")[is_due(mine) & (mine.column("score") < AT_RISK_BELOW)].sum())


def is_due(portfolio: Portfolio) -> npt.NDArray[np.bool_]:
    """Whether the renewal or the notice deadline of each account falls within `RENEWALS_DAYS`."""
    days = (portfolio.column("renewal_on"), portfolio.column("notice_on"))
    return np.logical_or(*(due_within(one, portfolio.as_of, RENEWALS_DAYS) for one in days))


def renewals_due(portfolio: Portfolio) -> int:
    """Customers whose contract ends within `RENEWALS_DAYS`."""
    mine = portfolio.customers
    return int(due_within(mine.column("renewal_on"), mine.as_of, RENEWALS_DAYS).sum())


def coverage(portfolio: Portfolio) -> float | None:
    """Share of customers touched within their tier's cadence, 0-1; None without customers that have a cadence."""
    return cadence_course(portfolio, slice(-1, None))[0]


def knows_arr(portfolio: Portfolio) -> bool:
    """Whether any customer has a subscription in force that brings in something: without, one counts accounts."""
    return bool((portfolio.customers.column("arr_cents") > 0).any())


def _told(values: npt.NDArray[Any], known: npt.NDArray[np.bool_]) -> list[int | None]:
    return [int(value) if one else None for value, one in zip(values, known, strict=True)]


def kpis(portfolio: Portfolio, past: Past | None = None) -> tuple[Kpi, ...]:
    """Return the figures of the portfolio's first row; those of revenue, and some courses, only if the `past` is known.

    `past` is of the whole book of which these accounts are a part.
    """
    weeks = slice(portfolio.week_before(COMPARED_WEEKS), len(portfolio.weeks))
    arr, health = arr_totals(portfolio, weeks), healths_by_arr(portfolio, weeks)
    revenue, (at_risk, renewals) = _of_revenue(portfolio, past), _courses(portfolio, past, weeks)
    return (
        _kpi("arr", "ARR", "money", arr, True,
             "Annual recurring revenue of the subscriptions in force, in the reporting currency."),
        *revenue,
        _kpi("at_risk", "ARR at risk", "money", at_risk, False,
             f"ARR of customers whose score is below {AT_RISK_BELOW:.0f} and whose contract ends, or whose notice "
             f"deadline falls, within {RENEWALS_DAYS} days."),
        _kpi("renewals", f"Renewals in {RENEWALS_DAYS} days", "count", renewals, None,
             f"Customers whose contract ends within {RENEWALS_DAYS} days."),
        _kpi("health", "Health by ARR", "score", health, True,
             "Mean health score, weighted by ARR; unknown scores are left out."),
        cadence_kept(portfolio),
    )  # fmt: skip


def cadence_kept(portfolio: Portfolio) -> Kpi:
    """`coverage` as a figure, with its course."""
    weeks = slice(portfolio.week_before(COMPARED_WEEKS), len(portfolio.weeks))
    words = "Customers with a touch by a person, either way, within the cadence of their tier, of those with a tier."
    return _kpi("coverage", "Cadence kept", "percent", cadence_course(portfolio, weeks), True, words)


def _kpi(
    key: str, label: str, unit: Unit, course: Sequence[float | None], higher_is_better: bool | None, definition: str
) -> Kpi:
    """A figure from its weekly course, or from today's value alone."""
    is_course = len(course) > 1
    before = course[0] if is_course else None
    return Kpi(key, label, unit, course[-1], before, tuple(course) if is_course else (), higher_is_better, definition)


def _of_revenue(portfolio: Portfolio, past: Past | None) -> tuple[Kpi, ...]:
    """NRR, GRR and logo churn of the year up to each week, on the cohort fixed at its opening."""
    if past is None:
        return ()
    sums = past_sums(portfolio, past, score_below=AT_RISK_BELOW, days=RENEWALS_DAYS)
    base, lost, gained, logos, gone = sums.opening, sums.lost, sums.gained, sums.logos, sums.gone
    return (
        _kpi("nrr", "NRR", "share", _shares(base - lost + gained, base), True,
             "Net revenue retention: what the ARR of a year ago is today, growth of those customers counted, at the "
             "rates of each movement's day."),
        _kpi("grr", "GRR", "share", _shares(base - lost, base), True,
             "Gross revenue retention: what is left of the ARR of a year ago, growth not counted."),
        _kpi("logo_churn", "Logo churn", "share", _shares(gone, logos), False,
             "Share of the customers of a year ago that have no subscription left."),
    )  # fmt: skip


def _courses(
    portfolio: Portfolio, past: Past | None, weeks: slice
) -> tuple[Sequence[float | None], Sequence[float | None]]:
    """ARR at risk and renewals due, week by week as they stood; today's alone where the past is not known."""
    today = arr_at_risk(portfolio) if weekly_sums(portfolio).arr_known[-1] > 0 else None
    if past is None:
        return [today], [renewals_due(portfolio)]
    sums = past_sums(portfolio, past, score_below=AT_RISK_BELOW, days=RENEWALS_DAYS)
    at_risk = _told(sums.at_risk, weekly_sums(portfolio).arr_known[weeks] > 0)
    return [*at_risk[:-1], today], [*_counts(sums.renewals)[:-1], renewals_due(portfolio)]


def _counts(values: npt.NDArray[Any]) -> list[int]:
    return [int(value) for value in values]


def _shares(parts: npt.NDArray[Any], wholes: npt.NDArray[Any]) -> list[float | None]:
    return [float(part / whole) if whole else None for part, whole in zip(parts, wholes, strict=True)]


def counted_kpis(portfolio: Portfolio) -> tuple[Kpi, ...]:
    """Return the figures of a portfolio whose ARR is not known: those of `kpis` that are, and what can be counted."""
    mine = portfolio.customers
    scores = mine.column("score")
    low = None if np.isnan(scores).all() else int((scores < AT_RISK_BELOW).sum())
    renewals = renewals_due(portfolio) if (mine.column("renewal_on") != NO_DAY).any() else None
    touched = int((mine.column("touches_90_days") > 0).sum())
    counted = (
        Kpi("low", "Accounts at risk", "count", low, None, (), False,
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
    weeks = slice(portfolio.week_before(COMPARED_WEEKS), len(portfolio.weeks))
    customers = _kpi("customers", "Customers", "count", customers_by_week(portfolio, weeks), True,
                     "Accounts that are neither prospects nor churned.")  # fmt: skip
    figures = (customers, health, *counted, usual["coverage"])
    return tuple(one for one in figures if one.value is not None)
