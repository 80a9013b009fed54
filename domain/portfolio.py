"""The portfolio in memory, as columns, and how it is narrowed by filters.

A row an account as of the last refresh, beside it the weekly history of scores and ARR as two matrices. Filters are
masks over these columns, so that a changed filter asks nothing of the database.
"""

from bisect import bisect_right
from collections.abc import Hashable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.bands import MEMORY_WEEKS, told_bands
from domain.portfolio_columns import column_of, due_within

RENEWAL_WINDOWS = (30, 90, 180, 365)
"""Days ahead within which renewals can be asked for."""
NO_SUBSCRIPTION = -1
"""Stands in the ARR matrix where an account has no subscription: not zero, unknown."""

Rows = slice | npt.NDArray[np.intp]
_EVERY = slice(None)


@dataclass(frozen=True, eq=False)
class Portfolio:
    """Accounts that one viewer sees.

    `accounts`: a row an account (columns of the read model `account_current`); `scores`: (accounts, weeks), 0-100,
    NaN unknown; `arr`: (accounts, weeks), hundredths of `currency`, `NO_SUBSCRIPTION` where there is none; `contact`:
    (accounts, weeks), the day (ordinal) of the last touch by a person, `NO_DAY` without; `weeks`: the day at which each
    column stands, oldest first, the last being `as_of`. Shared between threads: never changed.
    """

    accounts: pd.DataFrame
    weeks: tuple[date, ...]
    scores: npt.NDArray[np.float64]
    arr: npt.NDArray[np.int64]
    contact: npt.NDArray[np.int32]
    currency: str
    as_of: date

    def __len__(self) -> int:
        """How many accounts there are."""
        return len(self.arr)

    def take(self, mask: npt.NDArray[np.bool_]) -> "Portfolio":
        """Return the accounts where `mask` (accounts,) holds."""
        return self if mask.all() else Part(self, np.flatnonzero(mask))

    def column(self, name: str) -> npt.NDArray[Any]:
        """One fact of every account as an array without missing values (`domain.portfolio_columns`)."""
        if ("column", name) not in self.kept:
            self.kept["column", name] = column_of(self.accounts, name)
        return np.asarray(self.kept["column", name])

    def codes(self, name: str) -> tuple[npt.NDArray[np.intp], dict[Any, int]]:
        """A column of few values as each account's number in a vocabulary, -1 where missing, and the vocabulary."""
        if ("codes", name) not in self.kept:
            numbers, values = pd.factorize(self.accounts[name])
            self.kept["codes", name] = (numbers, {value: place for place, value in enumerate(values.tolist())})
        found: tuple[npt.NDArray[np.intp], dict[Any, int]] = self.kept["codes", name]
        return found

    def rows(self, positions: npt.NDArray[np.intp], *columns: str) -> pd.DataFrame:
        """The rows of `accounts` at these positions, in their order: these columns of them, or all."""
        if columns and ("frame", columns) not in self.kept:
            self.kept["frame", columns] = self.accounts[list(columns)]
        frame: pd.DataFrame = self.kept["frame", columns] if columns else self.accounts
        return frame.iloc[positions]

    def scores_of(self, rows: Rows = _EVERY, weeks: slice | int = _EVERY) -> npt.NDArray[np.float64]:
        """`scores[rows, weeks]`, without looking at the others."""
        return self.scores[rows, weeks]

    def bands_at(self, week: int) -> npt.NDArray[np.int8]:
        """The band of each account that was told at that column of `weeks`, as its position in `ORDER`."""
        kept, last = self.whole.kept, range(len(self.weeks))[week]
        if ("bands", last) not in kept:
            scores = self.whole.scores_of(weeks=slice(max(last - MEMORY_WEEKS, 0), last + 1))
            kept["bands", last] = told_bands(scores)[:, -1]
        return np.asarray(kept["bands", last][self.positions])

    def arr_of(self, rows: Rows = _EVERY, weeks: slice | int = _EVERY) -> npt.NDArray[np.int64]:
        """`arr[rows, weeks]`, without looking at the others."""
        return self.arr[rows, weeks]

    @cached_property
    def whole(self) -> "Portfolio":
        """The book of which this is a part, or this itself."""
        return self

    @cached_property
    def kept(self) -> dict[Hashable, Any]:
        """What is computed once for a book, by what it is (`domain.roll_up`)."""
        return {}

    @cached_property
    def positions(self) -> npt.NDArray[np.intp]:
        """Where the accounts stand in the whole book."""
        return np.arange(len(self))

    @cached_property
    def customers(self) -> "Portfolio":
        """Those that are customers today: neither prospects nor churned."""
        return self.take(self.column("is_customer"))

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
        return self.week_of(self.as_of - timedelta(weeks=weeks))

    def week_of(self, day: date) -> int:
        """Position of the latest column that stands at `day` or before, or the oldest there is."""
        return max(bisect_right(self.weeks, day) - 1, 0)


class Part(Portfolio):
    """Some accounts of a portfolio: their frame and matrices are made only if somebody asks for all of them."""

    def __init__(self, of: Portfolio, positions: npt.NDArray[np.intp]) -> None:
        """Keep where they stand in the whole; a part of a part is a part of the whole."""
        positions = of.positions[positions] if isinstance(of, Part) else positions
        for name, value in {"whole": of.whole, "positions": positions}.items():
            object.__setattr__(self, name, value)
        for name in ("weeks", "currency", "as_of"):
            object.__setattr__(self, name, getattr(of, name))

    def __len__(self) -> int:
        """How many accounts there are."""
        return len(self.positions)

    @cached_property
    def accounts(self) -> pd.DataFrame:
        """As in the whole, of these accounts."""
        return self.whole.accounts.iloc[self.positions]

    @cached_property
    def scores(self) -> npt.NDArray[np.float64]:
        """As in the whole, of these accounts."""
        return self.whole.scores[self.positions]

    @cached_property
    def arr(self) -> npt.NDArray[np.int64]:
        """As in the whole, of these accounts."""
        return self.whole.arr[self.positions]

    @cached_property
    def contact(self) -> npt.NDArray[np.int32]:
        """As in the whole, of these accounts."""
        return self.whole.contact[self.positions]

    def column(self, name: str) -> npt.NDArray[Any]:
        """As in the whole, of these accounts."""
        if ("column", name) not in self.kept:
            self.kept["column", name] = self.whole.column(name)[self.positions]
        return np.asarray(self.kept["column", name])

    def codes(self, name: str) -> tuple[npt.NDArray[np.intp], dict[Any, int]]:
        """As in the whole, of these accounts."""
        numbers, values = self.whole.codes(name)
        return numbers[self.positions], values

    def rows(self, positions: npt.NDArray[np.intp], *columns: str) -> pd.DataFrame:
        """As in the whole, of these accounts."""
        return self.whole.rows(self.positions[positions], *columns)

    def scores_of(self, rows: Rows = _EVERY, weeks: slice | int = _EVERY) -> npt.NDArray[np.float64]:
        """As in the whole, of these accounts."""
        return self.whole.scores[self.positions[rows], weeks]

    def arr_of(self, rows: Rows = _EVERY, weeks: slice | int = _EVERY) -> npt.NDArray[np.int64]:
        """As in the whole, of these accounts."""
        return self.whole.arr[self.positions[rows], weeks]


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
    keep = np.ones(len(portfolio), dtype=bool)
    for name, column in _COLUMNS.items():
        wanted = getattr(filters, name)
        if wanted:
            numbers, values = portfolio.codes(column)
            keep &= np.isin(numbers, [values[value] for value in wanted if value in values])
    if filters.renewal_within_days is not None:
        keep &= due_within(portfolio.column("renewal_on"), portfolio.as_of, filters.renewal_within_days)
    if filters.search.strip():
        words = filters.search.strip().casefold()
        keep &= np.fromiter((words in text for text in portfolio.searchable), dtype=bool, count=len(keep))
    return portfolio.take(keep)


def choices(portfolio: Portfolio) -> dict[str, list[Any]]:
    """Return, for each filter, the values that occur, sorted; owners as (id, name) pairs. Shared: not to be changed."""
    return portfolio.offered
