"""The portfolio in memory, as columns, and how it is narrowed by filters.

A row an account as of the last refresh, beside it the weekly history of scores and ARR as two matrices. Filters are
masks over these columns, so that a changed filter asks nothing of the database.
"""

from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

NO_SUBSCRIPTION = -1
"""Stands in the ARR matrix where an account has no subscription: not zero, unknown."""


NO_DAY = 0
"""Stands for a missing date: before every date."""


@dataclass(frozen=True, eq=False)
class Portfolio:
    """Accounts that one viewer sees.

    `accounts`: a row an account (columns of the read model `account_current`); `scores`: (accounts, weeks), 0-100,
    NaN unknown; `arr`: (accounts, weeks), hundredths of `currency`, `NO_SUBSCRIPTION` where there is none; `weeks`:
    the day at which each column stands, oldest first, the last being `as_of`. Shared between threads: never changed.
    """

    accounts: pd.DataFrame
    weeks: tuple[date, ...]
    scores: npt.NDArray[np.float64]
    arr: npt.NDArray[np.int64]
    currency: str
    as_of: date

    def take(self, mask: npt.NDArray[np.bool_]) -> "Portfolio":
        """Return the accounts where `mask` (accounts,) holds."""
        if mask.all():
            return self
        return replace(self, accounts=self.accounts[mask], scores=self.scores[mask], arr=self.arr[mask])

    @cached_property
    def customers(self) -> "Portfolio":
        """Those that are customers today: neither prospects nor churned."""
        return self.take(self.accounts["is_customer"].to_numpy(dtype=bool))

    @cached_property
    def searchable(self) -> list[str]:
        """What a search looks in: each account's name, owner and champion, case folded."""
        texts = [self.accounts[column].fillna("").astype(str) for column in ("name", "owner_name", "champion")]
        return ["\n".join(row).casefold() for row in zip(*texts, strict=True)]

    @cached_property
    def offered(self) -> dict[str, list[Any]]:
        """For each filter the values that occur, sorted; owners as (id, name) pairs."""
        accounts = self.accounts
        found: dict[str, list[Any]] = {
            name: sorted(accounts[column].dropna().unique().tolist())
            for name, column in _COLUMNS.items()
            if column != "owner_id"
        }
        owners = accounts[["owner_id", "owner_name"]].dropna().drop_duplicates().sort_values("owner_name")
        found["owner_ids"] = [(int(key), str(name)) for key, name in owners.itertuples(index=False)]
        return found

    def week_before(self, weeks: int) -> int:
        """Position of the column that stands `weeks` weeks before `as_of`, or the oldest there is."""
        wanted = self.as_of - timedelta(weeks=weeks)
        earlier = [position for position, day in enumerate(self.weeks) if day <= wanted]
        return earlier[-1] if earlier else 0


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a portfolio; an empty filter narrows nothing."""

    tiers: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    owner_ids: tuple[int, ...] = ()
    lifecycles: tuple[str, ...] = ()
    bands: tuple[str, ...] = ()
    renewal_within_days: int | None = None
    search: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is narrowed."""
        return all(getattr(self, field.name) in ((), None, "") for field in fields(self))


_COLUMNS = {
    "tiers": "tier",
    "segments": "segment",
    "regions": "region",
    "owner_ids": "owner_id",
    "lifecycles": "lifecycle",
    "bands": "band",
}


def narrow(portfolio: Portfolio, filters: Filters) -> Portfolio:
    """Return the accounts that pass every filter; `search` looks in name, owner and champion, case ignored."""
    if filters.is_empty:
        return portfolio
    accounts = portfolio.accounts
    keep = np.ones(len(accounts), dtype=bool)
    for name, column in _COLUMNS.items():
        wanted = getattr(filters, name)
        if wanted:
            keep &= accounts[column].isin(wanted).to_numpy(dtype=bool)
    if filters.renewal_within_days is not None:
        keep &= due_within(accounts["renewal_on"], portfolio.as_of, filters.renewal_within_days)
    if filters.search.strip():
        words = filters.search.strip().casefold()
        keep &= np.fromiter((words in text for text in portfolio.searchable), dtype=bool, count=len(keep))
    return portfolio.take(keep)


def due_within(days: "pd.Series[Any]", as_of: date, horizon_days: int) -> npt.NDArray[np.bool_]:
    """Whether each date is `as_of` or up to `horizon_days` later; a missing date is not."""
    first = as_of.toordinal()
    numbers = ordinals(days)
    return (numbers >= first) & (numbers <= first + horizon_days)


def ordinals(days: "pd.Series[Any]") -> npt.NDArray[np.int64]:
    """Each date as its proleptic ordinal; `NO_DAY` where it is missing."""
    values, missing = days.to_numpy(dtype=object), days.isna().to_numpy(dtype=bool)
    told = (NO_DAY if unknown else day.toordinal() for day, unknown in zip(values, missing, strict=True))
    return np.fromiter(told, dtype=np.int64, count=len(values))


def choices(portfolio: Portfolio) -> dict[str, list[Any]]:
    """Return, for each filter, the values that occur, sorted; owners as (id, name) pairs. Shared: not to be changed."""
    return portfolio.offered
