"""The promise ledger: who promised what, and how much of what has come due was kept on time.

kept rate = kept on time / come due, where come due = kept on time + kept late + broken + overdue. What is not due yet
counts in neither. An open promise whose day has passed counts as not kept: else who settles nothing keeps 100%.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from domain.vocabulary import CommitmentOrigin

STATES = ("kept", "late", "broken", "overdue", "open")
"""How a promise stands, as `data_access.queries.service.promises` tells it: `late` is kept after its day."""
LEAST_DUE = 5
"""Below so many promises come due a rate says nothing."""


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


def counted_rows(promises: pd.DataFrame) -> list[Counted]:
    """One promise each, of a frame of `data_access.queries.service.promises`."""
    return [
        Counted(str(department), str(origin), bool(ours), str(state), 1)
        for department, origin, ours, state in zip(
            promises["department"], promises["origin"], promises["is_ours"], promises["state"], strict=True
        )
    ]
