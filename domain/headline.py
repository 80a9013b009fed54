"""The portfolio in one sentence's facts."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from domain.bands import ORDER
from domain.breakdowns import movements_since
from domain.kpis import arr_total, health_by_arr
from domain.portfolio import Portfolio
from domain.vocabulary import Band


@dataclass(frozen=True, slots=True)
class Headline:
    """The portfolio in one sentence's facts; `fell`: accounts whose band worsened to watch or at risk since then."""

    accounts: int
    arr_cents: int | None
    health: float | None
    health_change: float | None
    fell: int
    fell_arr_cents: int


def headline(portfolio: Portfolio, weeks: int = 4) -> Headline:
    """Return what the first sentence says, compared with `weeks` weeks ago."""
    before = portfolio.week_before(weeks)
    return headline_since(portfolio, before, movements_since(portfolio, before))


def headline_since(portfolio: Portfolio, before: int, moved: pd.DataFrame) -> Headline:
    """Return what the first sentence says, compared with that column of the history, since when these have `moved`."""
    now, then = health_by_arr(portfolio), health_by_arr(portfolio, before)
    low = [ORDER.index(Band.WATCH), ORDER.index(Band.AT_RISK)]
    fell = moved["is_worse"].to_numpy(dtype=bool) & np.isin(moved["band_now"].cat.codes.to_numpy(), low)
    return Headline(
        accounts=len(portfolio.customers),
        arr_cents=arr_total(portfolio),
        health=now,
        health_change=None if now is None or then is None else now - then,
        fell=int(fell.sum()),
        fell_arr_cents=int(moved["arr_cents"].fillna(0).to_numpy(dtype=np.int64)[fell].sum()),
    )
