"""Everything that the renewals' screen says about some accounts: how ARR moved, what comes up, what will be kept."""

from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.bands import ORDER
from domain.grid import Floats, Ints
from domain.portfolio import Portfolio
from domain.portfolio_columns import NO_DAY, TIERS
from domain.revenue import Bridge, Contracts, Movements, bridge, movements, year_before
from domain.revenue_cohorts import Cohorts, quarter_after, quarter_of, retention
from domain.revenue_forecast import Chances, Decisions, Outlook, PastOutlook, chances, outlook, past_outlook
from domain.revenue_value import lifetime_values, years_worth

QUARTERS_AHEAD: Final = 6
"""Quarters in which renewals are shown, this one the first; later ones stand together."""
QUARTERS_FORECAST: Final = 4
QUARTERS_PAST: Final = 4
MOVERS: Final = 50


class Period(StrEnum):
    """Between which days the bridge stands."""

    YEAR = "year"
    THIS_QUARTER = "this_quarter"
    LAST_QUARTER = "last_quarter"
    THIS_YEAR = "this_year"


def days_of(period: Period, today: date) -> tuple[date, date]:
    """The opening and the closing day: their ends are compared."""
    begin = quarter_of(today)
    if period is Period.YEAR:
        return year_before(today), today
    if period is Period.LAST_QUARTER:
        return quarter_after(begin, -1) - timedelta(days=1), begin - timedelta(days=1)
    first = begin if period is Period.THIS_QUARTER else date(today.year, 1, 1)
    return first - timedelta(days=1), today


@dataclass(frozen=True, slots=True, eq=False)
class RevenueBook:
    """What is computed once for a whole book, by position: the rest is sums over some of its accounts.

    `chance` (accounts,): of each next renewal, 0 or 1 where it is decided. `kept`: of it, simulated, for the accounts
    at `simulated` (others have no renewal in the forecast).
    """

    contracts: Contracts
    decisions: Decisions
    cohorts: Cohorts
    chances: Chances
    chance: Floats
    kept: npt.NDArray[np.bool_]
    simulated: npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Renewals:
    """The answers about some accounts; money in hundredths. Shared: never changed.

    `by_tier`: the bridge of each tier that occurs. `movers`: `account_id`, `name`, `kind` (a field of `Movements`),
    `cents` (negative: lost) and `closing`, the largest first. `ahead`: ARR by `quarter` (its first day; None: later)
    and `band`, with `accounts`. `upcoming`: the rows of `accounts` that renew from today on, the soonest notice
    deadline first, with `chance`. `value`: lifetime value by `band` with what it is computed from.
    """

    as_of: date
    currency: str
    period: Period
    opening_on: date
    closing_on: date
    bridge: Bridge
    by_tier: tuple[tuple[str, Bridge], ...]
    movers: pd.DataFrame
    cohorts: pd.DataFrame
    ahead: pd.DataFrame
    upcoming: pd.DataFrame
    outlooks: tuple[Outlook, ...]
    pasts: tuple[PastOutlook, ...]
    chances: Chances
    value: pd.DataFrame


def renewals(shown: Portfolio, whole: Portfolio, book: RevenueBook, period: Period) -> Renewals:
    """Return all answers about the accounts `shown`, a part of the `whole`, over which the `book` was made."""
    opening_on, closing_on = days_of(period, shown.as_of)
    moved = movements(book.contracts, opening_on, closing_on).take(shown.positions)
    customers = shown.customers
    return Renewals(
        as_of=shown.as_of,
        currency=shown.currency,
        period=period,
        opening_on=opening_on,
        closing_on=closing_on,
        bridge=bridge(moved),
        by_tier=_by_tier(shown, moved),
        movers=_movers(shown, moved),
        cohorts=retention(book.cohorts, shown.positions),
        ahead=ahead(customers),
        upcoming=upcoming(customers, book.chance),
        outlooks=_outlooks(customers, book),
        pasts=_pasts(shown, whole, book.decisions),
        chances=book.chances,
        value=_value(customers, book.chances),
    )


def _by_tier(shown: Portfolio, moved: Movements) -> tuple[tuple[str, Bridge], ...]:
    tier = shown.column("tier")
    of_tier = ((name, np.flatnonzero(tier == place)) for place, name in enumerate(TIERS))
    return tuple((name, bridge(moved.take(rows))) for name, rows in of_tier if len(rows))


def _movers(shown: Portfolio, moved: Movements) -> pd.DataFrame:
    kinds = [field.name for field in fields(moved) if field.name not in ("opening", "rates", "closing")]
    signs = {"contraction": -1, "churn": -1}
    cents = np.stack([signs.get(kind, 1) * getattr(moved, kind) for kind in kinds])
    largest = np.argmax(np.abs(cents), axis=0)
    each = cents[largest, np.arange(len(shown))]
    rows = np.lexsort((shown.column("account_id"), -np.abs(each)))[:MOVERS]
    rows = rows[each[rows] != 0]
    return shown.rows(rows, "account_id", "name", "owner_name").assign(
        kind=[kinds[place] for place in largest[rows]], cents=each[rows], closing=moved.closing[rows]
    )


def ahead(customers: Portfolio) -> pd.DataFrame:
    """ARR that renews by `quarter` and `band`, from today on: `accounts`, `arr_cents`; only what occurs."""
    starts = [quarter_after(quarter_of(customers.as_of), step) for step in range(QUARTERS_AHEAD + 1)]
    due, band = customers.column("renewal_on"), customers.column("band").astype(np.intp)
    bounds = np.array([start.toordinal() for start in starts])
    mine = np.flatnonzero(due >= customers.as_of.toordinal())
    cell = (np.searchsorted(bounds, due[mine], side="right") - 1) * len(ORDER) + band[mine]
    counts = np.bincount(cell)
    arr = np.bincount(cell, customers.column("arr_cents")[mine])
    made = [
        (None if place // len(ORDER) == QUARTERS_AHEAD else starts[place // len(ORDER)], ORDER[place % len(ORDER)],
         int(counts[place]), int(arr[place]))
        for place in np.flatnonzero(counts)
    ]  # fmt: skip
    return pd.DataFrame(made, columns=["quarter", "band", "accounts", "arr_cents"])


def next_chances(whole: Portfolio, decisions: Decisions, found: Chances) -> Floats:
    """The chance of each account's next renewal: that of its band, or what was decided where it has been."""
    chance: Floats = found.share[whole.column("band")]
    is_next = decisions.due == whole.column("renewal_on")[decisions.account]
    chance[decisions.account[is_next]] = decisions.is_kept[is_next]
    return chance


def upcoming(customers: Portfolio, chance: Floats) -> pd.DataFrame:
    """Customers that renew from today on, the soonest notice deadline first; without one, the end of the contract."""
    renewal, notice = customers.column("renewal_on"), customers.column("notice_on")
    mine = np.flatnonzero(renewal >= customers.as_of.toordinal())
    deadline = np.where(notice == NO_DAY, renewal, notice)[mine]
    order = mine[np.lexsort((customers.column("account_id")[mine], renewal[mine], deadline))]
    return customers.rows(order).assign(chance=chance[customers.positions[order]])


def _outlooks(customers: Portfolio, book: RevenueBook) -> tuple[Outlook, ...]:
    due, arr = customers.column("renewal_on"), customers.column("arr_cents")
    chance = book.chance[customers.positions]
    first, today = quarter_of(customers.as_of), customers.as_of.toordinal()
    told = []
    for step in range(QUARTERS_FORECAST):
        begin, end = (quarter_after(first, step + more) for more in (0, 1))
        mine = np.flatnonzero((due >= max(begin.toordinal(), today)) & (due < end.toordinal()))
        kept = book.kept[np.searchsorted(book.simulated, customers.positions[mine])]
        told.append(outlook(begin, arr[mine], chance[mine], kept))
    return tuple(told)


def _pasts(shown: Portfolio, whole: Portfolio, decisions: Decisions) -> tuple[PastOutlook, ...]:
    """The last whole quarters, each as it would have been told a quarter before it began."""
    first = quarter_of(shown.as_of)
    is_shown = np.zeros(len(whole), dtype=bool)
    is_shown[shown.positions] = True
    told = []
    for step in range(-QUARTERS_PAST, 0):
        begin = quarter_after(first, step)
        told_on = quarter_after(begin, -1)
        past = decisions.take(decisions.decided < told_on.toordinal())
        end = quarter_after(begin).toordinal()
        mine = is_shown[decisions.account] & (decisions.due >= begin.toordinal()) & (decisions.due < end)
        scores = whole.scores_of(weeks=whole.week_of(told_on))
        ids: Ints = whole.column("account_id")
        told.append(past_outlook(begin, decisions.take(mine), scores, ids, chances(past)))
    return tuple(told)


def _value(customers: Portfolio, found: Chances) -> pd.DataFrame:
    band, arr = customers.column("band"), customers.column("arr_cents")
    worth = lifetime_values(arr, found.share[band])
    size = len(ORDER)
    return pd.DataFrame(
        {
            "band": list(ORDER),
            "accounts": np.bincount(band, minlength=size),
            "arr_cents": np.bincount(band, arr, size).astype(np.int64),
            "decided": found.decided,
            "kept": found.kept,
            "share": found.share,
            "years": years_worth(found.share),
            "value_cents": np.bincount(band, worth, size).astype(np.int64),
        }
    )
