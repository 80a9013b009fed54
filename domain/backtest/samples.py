"""What is judged: an account on a day, with what was known then, and what happened to it afterwards."""

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from domain.backtest.measures import Flags
from domain.grid import Floats, Ints

NO_DAY = int(np.iinfo(np.int64).max)
"""Stands where no outcome came."""
_LATEST_DAY = 1 << 22

Words = npt.NDArray[np.object_]


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """A row an account and day; all columns (samples,), but `facts` (samples, k).

    Days count since 1970. `score` 0-100, NaN unknown; `recency_days` since the last touch by a person, NaN without
    one; `facts` as they were known on the day, NaN unknown; `outcome_day`: the first outcome after the day, `NO_DAY`
    without one. `tier` and `segment` are those of today, "" without. `completeness`: the share of the weights that was
    known (0-1), NaN where nobody looked.
    """

    account: Ints
    day: Ints
    score: Floats
    recency_days: Floats
    facts: npt.NDArray[np.float32]
    outcome_day: Ints
    tier: Words
    segment: Words
    completeness: Floats

    def take(self, chosen: Flags) -> "Samples":
        """The chosen rows."""
        return Samples(*(getattr(self, field.name)[chosen] for field in fields(self)))

    def closed(self, horizon_days: int, last_day: int) -> Flags:
        """Whether a window of so many days after each sample is over on `last_day`."""
        return np.asarray(self.day + horizon_days <= last_day)

    def came_within(self, horizon_days: int) -> Flags:
        """Whether the outcome came on one of the `horizon_days` days after the sample's."""
        return np.asarray(self.outcome_day <= self.day + horizon_days)


def joined(parts: list[Samples]) -> Samples:
    """Several groups of samples as one; at least one is given."""
    return Samples(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Samples)))


def accounts_with(account: Ints, came: Flags) -> int:
    """How many accounts the outcome came to: what we count as outcomes, as the weeks of one account are one story."""
    return len(np.unique(account[came]))


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """Dated outcomes of accounts, any number of them each, in any order: (outcomes,); days count since 1970.

    `are_final`: an account is gone for good after its first; else the records say whether it stayed or came back.
    """

    account: Ints
    day: Ints
    are_final: bool = True

    def first_after(self, account: Ints, day: Ints) -> Ints:
        """For each account and day the first outcome on a later day; `NO_DAY` without one."""
        keys = self._keys()
        place = np.searchsorted(keys, account * _LATEST_DAY + day, side="right")
        found = np.append(keys, -1)[place]
        return np.where(found // _LATEST_DAY == account, found % _LATEST_DAY, NO_DAY)

    def none_until(self, account: Ints, day: Ints) -> Flags:
        """Whether an account had no outcome on that day or before; both of any one shape."""
        keys = self._keys()
        place = np.searchsorted(keys, account * _LATEST_DAY + day, side="right") - 1
        return np.asarray(np.append(keys, -1)[place] // _LATEST_DAY != account)

    def _keys(self) -> Ints:
        return np.sort(self.account * _LATEST_DAY + np.clip(self.day, 0, _LATEST_DAY - 1))
