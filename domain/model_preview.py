"""Who would change band under another health model, and how much ARR with them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.bands import ORDER, bands_of
from domain.grid import Floats, Ints
from domain.vocabulary import Band, Tier

_BANDS = len(ORDER)


@dataclass(frozen=True, slots=True)
class Shift:
    """An account that would change band; ARR in hundredths of the reporting currency, None without a subscription."""

    account_id: int
    name: str
    tier: Tier | None
    owner: str | None
    arr_cents: int | None
    before: float | None
    after: float | None
    band_before: Band
    band_after: Band


@dataclass(frozen=True, slots=True, eq=False)
class Preview:
    """Today's customers under two models.

    `shifts`: those that change band, the most ARR first; `accounts` and `arr_cents`: (from, to) by position in
    `bands.ORDER`, all customers in them; means by ARR are None where nothing is known.
    """

    shifts: tuple[Shift, ...]
    accounts: Ints
    arr_cents: Ints
    mean_before: float | None
    mean_after: float | None

    @property
    def customers(self) -> int:
        """How many were looked at."""
        return int(self.accounts.sum())

    @property
    def arr_moved(self) -> int:
        """ARR of those that change band (hundredths)."""
        return int(self.arr_cents.sum() - np.trace(self.arr_cents))

    def worse(self) -> tuple[int, int]:
        """How many fall to a worse band, and their ARR (hundredths); to or from unknown is neither."""
        return self._beyond(np.triu(np.ones((_BANDS, _BANDS), dtype=bool), 1))

    def better(self) -> tuple[int, int]:
        """How many rise to a better band, and their ARR (hundredths)."""
        return self._beyond(np.tril(np.ones((_BANDS, _BANDS), dtype=bool), -1))

    def _beyond(self, side: npt.NDArray[np.bool_]) -> tuple[int, int]:
        known = side.copy()
        known[-1, :] = known[:, -1] = False
        return int(self.accounts[known].sum()), int(self.arr_cents[known].sum())


@dataclass(frozen=True, slots=True, eq=False)
class Customers:
    """Who is looked at, in one order: names for people, and ARR (hundredths, -1 without a subscription)."""

    account: Sequence[int]
    name: Sequence[str]
    tier: Sequence[Tier | None]
    owner: Sequence[str | None]
    arr_cents: Ints


def preview(who: Customers, before: Floats, after: Floats) -> Preview:
    """Compare two scores of the same customers: (customers,) each, NaN unknown."""
    was, will = bands_of(before).astype(np.int64), bands_of(after).astype(np.int64)
    worth = np.maximum(who.arr_cents, 0)
    accounts, arr = np.zeros((_BANDS, _BANDS), dtype=np.int64), np.zeros((_BANDS, _BANDS), dtype=np.int64)
    np.add.at(accounts, (was, will), 1)
    np.add.at(arr, (was, will), worth)
    places = sorted(np.flatnonzero(was != will).tolist(), key=lambda place: (-worth[place], who.account[place]))
    shifts = tuple(
        Shift(
            account_id=int(who.account[place]),
            name=who.name[place],
            tier=who.tier[place],
            owner=who.owner[place],
            arr_cents=None if who.arr_cents[place] < 0 else int(who.arr_cents[place]),
            before=_known(before[place]),
            after=_known(after[place]),
            band_before=ORDER[was[place]],
            band_after=ORDER[will[place]],
        )
        for place in places
    )
    return Preview(shifts, accounts, arr, _mean(before, worth), _mean(after, worth))


def _mean(scores: Floats, worth: Ints) -> float | None:
    """The mean score by ARR over what is known."""
    known = ~np.isnan(scores) & (worth > 0)
    return float((scores[known] * worth[known]).sum() / worth[known].sum()) if known.any() else None


def _known(score: float) -> float | None:
    return None if np.isnan(score) else float(score)
