"""The promise ledger: who promised what, and how much of what has come due was kept on time.

kept rate = kept on time / come due, where come due = kept on time + kept late + broken + overdue. What is not due yet
counts in neither. An open promise whose day has passed counts as not kept: else who settles nothing keeps 100%.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.grid import Ints
from domain.vocabulary import CommitmentOrigin, Department

STATES = ("kept", "late", "broken", "overdue", "open")
"""How a promise stands on a day: `late` is kept after its day."""
NEVER_KEPT: Final = int(np.iinfo(np.int64).max)
"""Stands for the day of what has not happened."""
LEAST_DUE = 5
"""Below so many promises come due a rate says nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class Promises:
    """Promises, a column each: `at` is the account's position in the book, days are proleptic ordinals.

    `department` and `origin`: positions in their vocabularies. `kept_on`, `broken_on`: `NEVER_KEPT` where they were
    not; `known_on`: the first day at whose end the promise is known, `told_on`: that at whose end its outcome is.
    """

    id: Ints
    at: Ints
    department: Ints
    origin: Ints
    is_ours: npt.NDArray[np.bool_]
    due_on: Ints
    kept_on: Ints
    broken_on: Ints
    known_on: Ints
    told_on: Ints

    def __len__(self) -> int:
        """How many there are."""
        return len(self.id)

    def take(self, rows: npt.NDArray[np.bool_] | npt.NDArray[np.intp]) -> "Promises":
        """Some of them, in their order."""
        return Promises(*(getattr(self, field.name)[rows] for field in fields(self)))

    def states(self, day: int) -> Ints:
        """`stand` of each."""
        return stand(day, self.due_on, self.kept_on, self.broken_on, self.told_on)

    def due_within(self, day: int, days: int | None) -> npt.NDArray[np.bool_]:
        """Which are known at the end of the day and came due in the `days` before it (None: ever), or come later."""
        known = np.asarray(self.known_on <= day)
        return known if days is None else known & (self.due_on >= day - days)


def stand(day: int, due_on: Ints, kept_on: Ints, broken_on: Ints, told_on: Ints) -> Ints:
    """How promises stand at the end of a day, as positions in `STATES`; an outcome not known by then is none."""
    told = told_on <= day
    kept, broken = told & (kept_on <= day), told & (broken_on <= day)
    undecided = np.where(due_on < day, STATES.index("overdue"), STATES.index("open"))
    late = np.where(kept_on > due_on, STATES.index("late"), STATES.index("kept"))
    return np.where(kept, late, np.where(broken, STATES.index("broken"), undecided)).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many promises stand how."""

    kept: int = 0
    late: int = 0
    broken: int = 0
    overdue: int = 0
    open: int = 0

    @property
    def due(self) -> int:
        """Those that have come due."""
        return self.kept + self.late + self.broken + self.overdue

    @property
    def made(self) -> int:
        """All of them."""
        return self.due + self.open

    @property
    def kept_rate(self) -> float | None:
        """The share of those come due that was kept on time (0-1); None where none has come due."""
        return self.kept / self.due if self.due else None

    @property
    def says_something(self) -> bool:
        """Whether enough have come due for a rate."""
        return self.due >= LEAST_DUE

    def __add__(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(*(getattr(self, state) + getattr(other, state) for state in STATES))


@dataclass(frozen=True, slots=True)
class Counted:
    """So many promises of one department or one origin that stand alike."""

    department: str
    origin: str
    is_ours: bool
    state: str
    number: int


def tally(counted: Iterable[Counted]) -> Tally:
    """Return how many stand how."""
    sums = dict.fromkeys(STATES, 0)
    for one in counted:
        sums[one.state] += one.number
    return Tally(**sums)


def by_department(counted: Iterable[Counted]) -> list[tuple[str, Tally]]:
    """Return our promises by department, the lowest kept rate first; departments where none has come due last."""
    ours = [one for one in counted if one.is_ours]
    found = {name: tally(one for one in ours if one.department == name) for name in {one.department for one in ours}}
    return sorted(found.items(), key=lambda one: (one[1].kept_rate is None, one[1].kept_rate or 0.0, one[0]))


def of_the_sale(counted: Iterable[Counted]) -> tuple[Tally, Tally]:
    """Return what we promised at the sale, and what we promised since."""
    ours = [one for one in counted if one.is_ours]
    sale = tally(one for one in ours if one.origin == CommitmentOrigin.SALE)
    return sale, tally(one for one in ours if one.origin != CommitmentOrigin.SALE)


def count(promises: Promises, states: Ints) -> list[Counted]:
    """How many of each department, origin and side stand how."""
    shape = (len(Department), len(CommitmentOrigin), 2, len(STATES))
    place = np.ravel_multi_index(
        (promises.department, promises.origin, promises.is_ours.astype(np.int64), states), shape
    )
    numbers = np.bincount(place, minlength=int(np.prod(shape)))
    found = np.flatnonzero(numbers)
    departments, origins = list(Department), list(CommitmentOrigin)
    return [
        Counted(departments[one].value, origins[origin].value, bool(ours), STATES[state], int(number))
        for one, origin, ours, state, number in zip(
            *(axis.tolist() for axis in np.unravel_index(found, shape)), numbers[found].tolist(), strict=True
        )
    ]


def counted_rows(promises: pd.DataFrame) -> list[Counted]:
    """One promise each, of a frame of `data_access.queries.service.promises`."""
    return [
        Counted(str(department), str(origin), bool(ours), str(state), 1)
        for department, origin, ours, state in zip(
            promises["department"], promises["origin"], promises["is_ours"], promises["state"], strict=True
        )
    ]
