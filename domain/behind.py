"""Which accounts a mark of a chart is made of: each chart names its marks, and each name is found again here.

A mark is written `chart.part.part`, as it stands in an address: `health_distribution.11`, `renewals.2026-10-01.watch`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from domain import health_map
from domain.bands import ORDER
from domain.breakdowns import bins_of
from domain.kpis import AT_RISK_BELOW
from domain.portfolio import Portfolio
from domain.portfolio_columns import TIERS
from domain.renewals import QUARTERS_AHEAD
from domain.revenue_cohorts import quarter_after, quarter_of
from domain.weekly_sums import weekly_sums

Mask = npt.NDArray[np.bool_]
LATER: Final = "later"
"""Stands for the renewals behind the last quarter that is told apart."""
_SEPARATOR: Final = "."
_LONGEST: Final = 120


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark: the chart, by its key without `chart_`, and what tells it from the chart's others."""

    chart: str
    parts: tuple[str, ...]

    def __str__(self) -> str:
        """As it stands in an address."""
        return _SEPARATOR.join((self.chart, *self.parts))


def mark_in(text: str) -> Mark | None:
    """The mark that an address names; None for one that no chart can have."""
    chart, *parts = text[:_LONGEST].split(_SEPARATOR)
    return Mark(chart, tuple(parts)) if chart and parts and all(parts) else None


def name_of(chart: str, *parts: object) -> str:
    """The name of a mark, as a figure gives it to its points."""
    return str(Mark(chart, tuple(str(one) for one in parts)))


def of_portfolio(portfolio: Portfolio, mark: Mark) -> Mask | None:
    """Which of these accounts are behind it (accounts,); None if the portfolio alone cannot tell, or for no mark."""
    found = _CHARTS.get(mark.chart)
    if found is None:
        return None
    try:
        return np.asarray(found(portfolio, *mark.parts), dtype=bool)
    except (ValueError, TypeError):  # parts that an address cannot have from us
        return np.zeros(len(portfolio), dtype=bool)


def _distribution(portfolio: Portfolio, place: str) -> Mask:
    return np.asarray(_is_customer(portfolio) & (bins_of(portfolio) == int(place)))


def _movement(portfolio: Portfolio, before: str, now: str, since: str) -> Mask:
    then, today = portfolio.bands_at(portfolio.week_of(date.fromisoformat(since))), portfolio.bands_at(-1)
    return np.asarray(_is_customer(portfolio) & (then == _band(before)) & (today == _band(now)))


def _tier(portfolio: Portfolio, tier: str, band: str) -> Mask:
    is_tier = portfolio.column("tier") == TIERS.index(tier)
    return np.asarray(_is_customer(portfolio) & is_tier & (portfolio.column("band") == _band(band)))


def _map(portfolio: Portfolio, mark: str) -> Mask:
    found = _is_customer(portfolio).copy()
    found[found] = health_map.of_mark(portfolio.customers, mark)
    return found


def _trend(portfolio: Portfolio, week_on: str) -> Mask:
    """The accounts whose scores the averages of a week are made of."""
    week = portfolio.week_of(date.fromisoformat(week_on))
    is_scored = ~np.isnan(portfolio.scores_of(weeks=week))
    pays = portfolio.arr_of(weeks=week) > 0
    return np.asarray(is_scored & pays if weekly_sums(portfolio).scored_arr.any() else is_scored)


def _renewals(portfolio: Portfolio, quarter: str, band: str) -> Mask:
    return np.asarray(of_quarter(portfolio, quarter) & (portfolio.column("band") == _band(band)))


def of_quarter(portfolio: Portfolio, quarter: str) -> Mask:
    """Customers whose contract ends in a quarter (its first day) from today on, or after the last that is told."""
    due, today = portfolio.column("renewal_on"), portfolio.as_of.toordinal()
    if quarter == LATER:
        begin, end = quarter_after(quarter_of(portfolio.as_of), QUARTERS_AHEAD).toordinal(), date.max.toordinal() + 1
    else:
        begin, end = (quarter_after(date.fromisoformat(quarter), more).toordinal() for more in (0, 1))
    return np.asarray(_is_customer(portfolio) & (due >= max(begin, today)) & (due < end))


def _account(portfolio: Portfolio, account_id: str) -> Mask:
    return np.asarray(portfolio.column("account_id") == int(account_id))


def _low(portfolio: Portfolio, figure: str) -> Mask:
    """Customers that are at risk by their score of today, whatever band they were told to be in."""
    if figure != "low":
        raise ValueError(figure)
    return np.asarray(_is_customer(portfolio) & (portfolio.column("score") < AT_RISK_BELOW))


def _is_customer(portfolio: Portfolio) -> Mask:
    return np.asarray(portfolio.column("is_customer"))


def _band(name: str) -> int:
    return [band.value for band in ORDER].index(name)


_CHARTS: Final[Mapping[str, Callable[..., Any]]] = {
    "health_distribution": _distribution,
    "health_movement": _movement,
    "arr_by_tier": _tier,
    "health_map": _map,
    "health_trend": _trend,
    "renewals": _renewals,
    "whitespace": _account,
    "kpi": _low,
}
