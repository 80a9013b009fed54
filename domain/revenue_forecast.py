"""What of the ARR that comes up for renewal will be kept: a share by band, a range by simulation, how it did before.

The chance of a renewal is what was observed: of the ARR of decided renewals, the share kept by accounts of the same
band, as it was `LOOK_BACK_WEEKS` before the contract ended, shrunk towards the share of the whole book.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt

from domain.bands import ORDER, bands_of
from domain.grid import Floats, Ints

LOOK_BACK_WEEKS: Final = 20
"""Weeks before the end of a contract at which its band is taken: a quarter and a half, the middle of the next two
quarters of which a forecast speaks, and before the decision can colour it."""
PRIOR: Final = 10.0
"""Strength of the book's share, in decisions."""
SHARED: Final = 0.2
"""Spread of what moves all renewals of a run together (log-odds): years differ, not only customers. Our choice."""
SIMULATIONS: Final = 400
SEED: Final = 20_26
RANGE: Final = (0.1, 0.9)
"""The range holds four of five simulations."""
BEFORE_ANY: Final = 0.85
"""The share taken where nothing was ever decided: churn of about 15% a renewal (the guide's company)."""


@dataclass(frozen=True, slots=True, eq=False)
class Decisions:
    """Decided renewals, a row each: account (position), due and decided day (ordinals), band (place in `ORDER`).

    `band`: `LOOK_BACK_WEEKS` before the due day; `arr_cents` before, in the reporting currency; `is_kept`: renewed,
    in full or in part.
    """

    account: Ints
    due: Ints
    decided: Ints
    band: Ints
    arr_cents: Ints
    is_kept: npt.NDArray[np.bool_]

    def take(self, mask: npt.NDArray[np.bool_]) -> "Decisions":
        """Those where `mask` holds."""
        return Decisions(
            self.account[mask], self.due[mask], self.decided[mask], self.band[mask], self.arr_cents[mask],
            self.is_kept[mask],
        )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Chances:
    """By band (places in `ORDER`): `share` of ARR kept, shrunk, from `decided` decisions of which `kept` were.

    `book`: the share of all.
    """

    share: Floats
    decided: Ints
    kept: Ints
    book: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """Of the renewals of a quarter: ARR due, expected to be kept, and between which bounds; hundredths."""

    quarter: date
    renewals: int
    due_cents: int
    expected_cents: int
    low_cents: int
    high_cents: int


@dataclass(frozen=True, slots=True)
class PastOutlook:
    """A quarter's outlook as it would have been told on its first day, and what was then kept."""

    outlook: Outlook
    kept_cents: int

    @property
    def is_within(self) -> bool:
        """Whether what was kept lay in the range."""
        return self.outlook.low_cents <= self.kept_cents <= self.outlook.high_cents


def chances(decisions: Decisions) -> Chances:
    """Return the observed share of each band: (n x its share of ARR + `PRIOR` x book) / (n + `PRIOR`)."""
    size = len(ORDER)
    decided = np.bincount(decisions.band, minlength=size)
    kept = np.bincount(decisions.band[decisions.is_kept], minlength=size)
    arr = np.bincount(decisions.band, decisions.arr_cents, size)
    kept_arr = np.bincount(decisions.band[decisions.is_kept], decisions.arr_cents[decisions.is_kept], size)
    book = float(kept_arr.sum() / arr.sum()) if arr.sum() else BEFORE_ANY
    share = (decided * np.where(arr > 0, kept_arr / np.maximum(arr, 1), book) + PRIOR * book) / (decided + PRIOR)
    return Chances(share, decided.astype(np.int64), kept.astype(np.int64), book)


def simulate(account_ids: Ints, chance: Floats) -> npt.NDArray[np.bool_]:
    """Whether each renewal is kept, in each of `SIMULATIONS` runs: (renewals, runs).

    The draws of an account are its own and always the same, so that a filter changes the sum and not the luck. What
    moves all of them together is drawn once a run; a chance of 0 or 1 is certain in each.
    """
    shift = SHARED * np.random.default_rng(SEED).standard_normal(SIMULATIONS)
    odds = (chance / np.maximum(1.0 - chance, 1e-12))[:, None] * np.exp(shift)
    key = account_ids.astype(np.uint64)[:, None] * np.uint64(0x9E3779B97F4A7C15) + np.uint64(SEED)
    draws = _mixed(key + np.arange(1, SIMULATIONS + 1, dtype=np.uint64)[None, :] * np.uint64(0xD1B54A32D192ED03))
    return (draws >> np.uint64(11)).astype(np.float64) * 2.0**-53 < odds / (1.0 + odds)


def outlook(quarter: date, arr_cents: Ints, chance: Floats, kept: npt.NDArray[np.bool_]) -> Outlook:
    """Return the outlook of one quarter's renewals; `kept` from `simulate`."""
    sums = arr_cents.astype(np.float64) @ kept
    low, high = (float(np.quantile(sums, share)) for share in RANGE) if len(arr_cents) else (0.0, 0.0)
    expected = round(float(arr_cents @ chance)) if len(arr_cents) else 0
    return Outlook(quarter, len(arr_cents), int(arr_cents.sum()), expected, round(low), round(high))


def past_outlook(quarter: date, due: Decisions, scores: Floats, account_ids: Ints, found: Chances) -> PastOutlook:
    """Return a past quarter's outlook from the `scores` (accounts,) and chances of the day on which it is told.

    `due`: the renewals of the quarter as they were decided since; `account_ids` (accounts,).
    """
    chance = found.share[bands_of(scores[due.account])]
    told = outlook(quarter, due.arr_cents, chance, simulate(account_ids[due.account], chance))
    return PastOutlook(told, int(due.arr_cents[due.is_kept].sum()))


def _mixed(keys: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """SplitMix64's finisher: neighbouring keys give draws that have nothing to do with one another (Steele 2014)."""
    mixed = (keys ^ (keys >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(mixed ^ (mixed >> np.uint64(31)))
