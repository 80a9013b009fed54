"""Which samples may teach and which are judged: apart by time *and* by account, so that nothing leaks.

A cut in time: only samples whose whole window of outcomes had closed before the first judged day may teach. And the
accounts in folds: each fold is judged by what the other folds' accounts taught. A random split of rows would let an
account's own later weeks, and its own outcome, teach about it: skill that nobody has in practice.
"""

from dataclasses import dataclass

import numpy as np

from domain.backtest.measures import Flags
from domain.backtest.samples import Samples, accounts_with
from domain.grid import Ints

FOLDS = 5
LEAST_OUTCOMES = 30
"""With fewer accounts with the outcome among the judged, nothing can be said."""
LEAST_LEARNED = 5
"""With fewer among those that teach, nothing is learned; with few, the verdict says how few (`verdict`)."""

TEACH_EVERY_DAYS = 28
SOME_SUNDAY = 24
"""A Sunday in days since 1970, from which every fourth is counted."""


@dataclass(frozen=True, slots=True, eq=False)
class Fold:
    """Which samples teach, and which are judged by what they taught; each (samples,)."""

    learn: Flags
    judge: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """The judged samples and, where there is enough to learn from, the folds, which share them out.

    `learned`: accounts with the outcome among all samples that teach.
    """

    judged: Flags
    folds: tuple[Fold, ...]
    learned: int


def split(samples: Samples, came: Flags, horizon_days: int, seed: int) -> Split:
    """Share out samples whose windows have closed; `came` as `Samples.came_within(horizon_days)`.

    The cut is the day that leaves the more outcomes on its poorer side, as long as thirty are left to judge. Without
    such a day every sample is judged, and nothing learned.
    """
    first = _cut(samples, came, horizon_days)
    if first is None:
        return Split(np.ones(len(samples.day), dtype=bool), (), 0)
    judged = samples.day >= first
    teaches = (samples.day + horizon_days < first) & _teaches(samples.day, horizon_days)
    fold = _fold_of(samples.account, seed)
    folds = tuple(Fold(teaches & (fold != one), judged & (fold == one)) for one in range(FOLDS))
    learned = accounts_with(samples.account, came & teaches)
    return Split(judged, tuple(one for one in folds if one.judge.any()), learned)


def _teaches(day: Ints, horizon_days: int) -> Flags:
    """Days four weeks apart: an account's weeks between them tell rivals the same again, and cost their time.

    Windows shorter than that would pass between them unseen, so that all days teach.
    """
    if horizon_days < TEACH_EVERY_DAYS or not len(day):
        return np.ones(len(day), dtype=bool)
    days = np.unique(day)
    fixed = days[(days - SOME_SUNDAY) % TEACH_EVERY_DAYS == 0]  # the same days whenever one looks
    return np.asarray((day - (fixed if len(fixed) else days)[-1]) % TEACH_EVERY_DAYS == 0)


def _fold_of(account: Ints, seed: int) -> Ints:
    accounts, place = np.unique(account, return_inverse=True)
    return np.asarray(np.random.default_rng(seed).permutation(len(accounts))[place] % FOLDS, dtype=np.int64)


def _cut(samples: Samples, came: Flags, horizon_days: int) -> int | None:
    """The first judged day."""
    account, day = samples.account[came], samples.day[came]
    first = np.sort(_of_each_account(account, day, np.minimum, np.iinfo(np.int64).max))
    last = np.sort(_of_each_account(account, day, np.maximum, np.iinfo(np.int64).min))
    days = np.unique(samples.day)
    learned = np.searchsorted(first, days - horizon_days, side="left")
    judged = len(last) - np.searchsorted(last, days, side="left")
    allowed = (learned >= LEAST_LEARNED) & (judged >= LEAST_OUTCOMES)
    if not allowed.any():
        return None
    return int(days[np.argmax(np.where(allowed, np.minimum(learned, judged), -1))])


def _of_each_account(account: Ints, day: Ints, choose: np.ufunc, start: int) -> Ints:
    accounts, place = np.unique(account, return_inverse=True)
    found = np.full(len(accounts), start, dtype=np.int64)
    choose.at(found, place, day)
    return found
