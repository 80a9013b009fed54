"""The voice of the customers: what they ask for, added up over accounts by ARR and by when they renew.

Requests that say the same are merged: the one points to the other, and all who asked for either stand behind both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from domain.portfolio import Portfolio
from domain.portfolio_columns import due_within
from domain.vocabulary import FeatureRequestState

RENEWS_SOON_DAYS: Final = 180
OPEN_STATES: Final = (FeatureRequestState.NEW, FeatureRequestState.PLANNED, FeatureRequestState.BUILDING)
TOLD_OF: Final = (FeatureRequestState.SHIPPED, FeatureRequestState.DECLINED)
"""States of which those who asked should hear."""


@dataclass(frozen=True, slots=True, eq=False)
class VoiceBook:
    """What a whole book asked for.

    `requests`: `id`, `title`, `theme`, `product`, `state`, `shipped_on`, `merged_into` (None: a request of its own),
    `version`; `askers`: `id`, `request`, `at` (the account's position), `who`, `asked_on`, `quote`, `told_at`.
    """

    requests: pd.DataFrame
    askers: pd.DataFrame


@dataclass(frozen=True, slots=True, eq=False)
class Voice:
    """The answers about some accounts; money in hundredths. Shared: never changed.

    `requests`: a row for each request that is its own, most ARR first: `accounts`, `arr_cents` and `soon_cents` (of
    those that renew within `RENEWS_SOON_DAYS`), `next_renewal_on`, `untold`. `askers`: who asked for what, with `root`,
    the request that stands for it. `themes`: the same sums by theme.
    """

    as_of: date
    currency: str
    requests: pd.DataFrame
    askers: pd.DataFrame
    themes: pd.DataFrame

    @property
    def to_tell(self) -> pd.DataFrame:
        """Askers of requests that shipped or were declined, who have not been told yet: those with most ARR first."""
        waits = self.askers["state"].isin(TOLD_OF) & self.askers["told_at"].isna()
        return self.askers[waits.to_numpy(dtype=bool)]


def roots(merged_into: Mapping[int, int | None]) -> dict[int, int]:
    """For each request the one that stands for it, at the end of the chain of mergers."""
    return {number: _chain(merged_into, number)[-1] for number in merged_into}


def roots_of(book: VoiceBook) -> dict[int, int]:
    """For each request of a book the one that stands for it."""
    requests = book.requests
    pairs = zip(requests["id"].tolist(), requests["merged_into"].tolist(), strict=True)
    return roots({int(number): None if into is None else int(into) for number, into in pairs})


def closes_a_circle(merged_into: Mapping[int, int | None], request: int, into: int) -> bool:
    """Whether merging `request` into the other would lead back to itself."""
    return request in _chain(merged_into, into)


def _chain(merged_into: Mapping[int, int | None], number: int) -> list[int]:
    """A request and those into which it was merged, one after the other."""
    chain = [number]
    while (into := merged_into.get(chain[-1])) is not None and into in merged_into and into not in chain:
        chain.append(into)
    return chain


def voice(shown: Portfolio, book: VoiceBook) -> Voice:
    """Return all answers about what the accounts `shown` asked for."""
    requests, root = book.requests, roots_of(book)
    askers = _askers(shown, book, root)
    own = requests[np.array([root[int(number)] == int(number) for number in requests["id"].tolist()], dtype=bool)]
    summed = _summed(shown, askers, "root").reindex(own["id"].tolist())
    told = own.assign(**{name: summed[name].to_numpy() for name in summed.columns})
    told = told[told["accounts"].notna().to_numpy(dtype=bool)]
    told = told.sort_values(["arr_cents", "accounts", "id"], ascending=[False, False, True])
    themes = _summed(shown, askers, "theme").sort_values("arr_cents", ascending=False)
    return Voice(shown.as_of, shown.currency, told, askers, themes.rename_axis("theme").reset_index())


def _askers(shown: Portfolio, book: VoiceBook, root: Mapping[int, int]) -> pd.DataFrame:
    """Who of these accounts asked, with the request that stands for theirs, most ARR first."""
    place = {int(position): row for row, position in enumerate(shown.positions)}
    asked = book.askers[np.array([int(at) in place for at in book.askers["at"].tolist()], dtype=bool)]
    rows = np.array([place[int(at)] for at in asked["at"].tolist()], dtype=np.intp)
    who = shown.rows(rows, "account_id", "name", "owner_name", "renewal_on").reset_index(drop=True)
    own = [root.get(int(number), int(number)) for number in asked["request"].tolist()]
    facts = book.requests.set_index("id").reindex(own)[["title", "theme", "state"]].reset_index(drop=True)
    made = pd.concat([asked.reset_index(drop=True), who, facts], axis=1).assign(
        root=np.array(own, dtype=np.int64), row=rows, arr_cents=shown.column("arr_cents")[rows]
    )
    return made.sort_values(["arr_cents", "id"], ascending=[False, True]).reset_index(drop=True)


def _summed(shown: Portfolio, askers: pd.DataFrame, by: str) -> pd.DataFrame:
    """Each account counts once, however many of its people asked and for however many of the merged requests."""
    once = askers.drop_duplicates([by, "row"])
    rows = once["row"].to_numpy(dtype=np.intp)
    is_soon = due_within(shown.column("renewal_on")[rows], shown.as_of, RENEWS_SOON_DAYS)
    frame = once.assign(soon_cents=np.where(is_soon, once["arr_cents"], 0))
    waits = askers["state"].isin(TOLD_OF) & askers["told_at"].isna()
    sums = frame.groupby(by).agg(
        accounts=("row", "size"), arr_cents=("arr_cents", "sum"), soon_cents=("soon_cents", "sum")
    )
    ahead = frame[shown.column("renewal_on")[rows] >= shown.as_of.toordinal()]
    sums["next_renewal_on"] = ahead.groupby(by)["renewal_on"].min().reindex(sums.index)
    sums["untold"] = askers[waits.to_numpy(dtype=bool)].groupby(by).size().reindex(sums.index).fillna(0).astype(int)
    return sums
