"""Everything that the portfolio's screen says about a set of accounts, computed at once."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd

from domain.breakdowns import arr_by_tier, health_distribution, most_open, movements_since, riskiest, weekly_trend
from domain.headline import Headline, headline_since
from domain.health_map import health_map
from domain.kpi_history import Past
from domain.kpis import RENEWALS_DAYS, Kpi, counted_kpis, knows_arr, kpis
from domain.movement import flows
from domain.portfolio import Portfolio

Measure = Literal["arr_cents", "accounts"]

MOVED_WEEKS = 4
"""What moved is told against so many weeks ago, unless another day is asked for."""
RISKIEST = 12
MOST_OPEN = 12


@dataclass(frozen=True, slots=True, eq=False)
class Overview:
    """The answers about some accounts; the frames are those of `domain.breakdowns`. Shared: never changed.

    `accounts` is how many there are, prospects and churned ones among them. `moved_since` is the day with which
    `moved`, their `flows` and `headline` compare. `marks` are those of `domain.health_map`. `knows_arr`: whether any
    customer has ARR; else `kpis` are counts. `knows_health`: whether any customer has a score today; `can_be_mapped`:
    whether any has both.
    """

    accounts: int
    currency: str
    as_of: date
    headline: Headline
    kpis: tuple[Kpi, ...]
    moved: pd.DataFrame
    flows: pd.DataFrame
    moved_since: date
    distribution: pd.DataFrame
    by_tier: pd.DataFrame
    trend: pd.DataFrame
    riskiest: pd.DataFrame
    most_open: pd.DataFrame
    marks: pd.DataFrame
    knows_arr: bool
    knows_health: bool
    can_be_mapped: bool

    @property
    def counts_by(self) -> Measure:
        """What the charts count: ARR, or accounts where no ARR is known."""
        return "arr_cents" if self.knows_arr else "accounts"


def overview(portfolio: Portfolio, past: Past | None = None, since: date | None = None) -> Overview:
    """Return all answers about these accounts, compared with the day `since`; `past` as for `kpis`."""
    customers = portfolio.customers
    has_arr = knows_arr(portfolio)
    is_scored = ~np.isnan(customers.column("score"))
    before = portfolio.week_before(MOVED_WEEKS) if since is None else portfolio.week_of(since)
    moved = movements_since(customers, before)
    return Overview(
        accounts=len(portfolio),
        currency=portfolio.currency,
        as_of=portfolio.as_of,
        headline=headline_since(portfolio, before, moved),
        kpis=kpis(portfolio, past) if has_arr else counted_kpis(portfolio),
        moved=moved,
        flows=flows(moved),
        moved_since=portfolio.weeks[before],
        distribution=health_distribution(customers),
        by_tier=arr_by_tier(customers),
        trend=weekly_trend(portfolio),
        riskiest=riskiest(customers, RISKIEST),
        most_open=most_open(customers, MOST_OPEN),
        marks=health_map(customers, RENEWALS_DAYS),
        knows_arr=has_arr,
        knows_health=bool(is_scored.any()),
        can_be_mapped=bool((is_scored & (customers.column("arr_cents") > 0)).any()),
    )
