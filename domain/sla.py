"""How fast we answer and resolve, against what we promise (`sla_targets`): each issue as known at the end of a day.

share within target = done in time / come due, where come due = done in time + done late + not done though the target
has passed. What is not due yet counts in neither, and is told beside. Clock hours: the targets are minutes that pass by
day and night, as the contract of tables knows no working hours. The target is that of the tier as it is today.

Where no first response is on record of any issue of the book, nothing is said of first responses; an issue that was
resolved without one on record is left out of them: it was answered, but nobody noted when.
"""

from dataclasses import dataclass, fields
from enum import IntEnum, StrEnum
from typing import Final

import numpy as np
import numpy.typing as npt

from domain.grid import DAY_SECONDS, Floats, Ints
from domain.portfolio_columns import TIERS
from domain.vocabulary import Severity

NO_TARGET: Final = -1
LEAST_DUE: Final = 5
"""Below so many issues come due a share says nothing: both numbers are told instead."""


class Measure(StrEnum):
    """What a target is held against."""

    FIRST_RESPONSE = "first_response"
    RESOLUTION = "resolution"


class Verdict(IntEnum):
    """How an issue stands against a target; `UNTOLD`: without a target, or without a record of the answer."""

    MET = 0
    MISSED = 1
    WAITING = 2
    UNTOLD = 3


@dataclass(frozen=True, slots=True, eq=False)
class Issues:
    """Issues by (`opened_at`, `id`), a column each; instants are epoch seconds (`NEVER`: it has not happened).

    `at`: the account's position in the book; `severity` in `Severity`; `tier` in `TIERS`; `first_response` and
    `resolution`: seconds allowed, `NO_TARGET` without. `answered_at` is taken to have been known when it happened.
    """

    id: Ints
    at: Ints
    severity: Ints
    tier: Ints
    opened_at: Ints
    known_at: Ints
    answered_at: Ints
    resolved_at: Ints
    resolution_known_at: Ints
    first_response: Ints
    resolution: Ints

    def __len__(self) -> int:
        """How many there are."""
        return len(self.id)

    def take(self, rows: npt.NDArray[np.bool_] | npt.NDArray[np.intp] | slice) -> "Issues":
        """Some of them, in their order."""
        return Issues(*(getattr(self, field.name)[rows] for field in fields(self)))

    def opened_within(self, end: int, days: int | None) -> "Issues":
        """Those that opened in the `days` before the instant `end` (None: ever) and were known by then."""
        first = 0 if days is None else np.searchsorted(self.opened_at, end - days * DAY_SECONDS)
        found = self.take(slice(int(first), int(np.searchsorted(self.opened_at, end))))
        return found if (found.known_at < end).all() else found.take(found.known_at < end)

    def is_resolved(self, end: int) -> npt.NDArray[np.bool_]:
        """Which were resolved before `end`, and known to be."""
        return np.asarray(np.maximum(self.resolved_at, self.resolution_known_at) < end)

    def is_open(self, end: int) -> npt.NDArray[np.bool_]:
        """Which had opened before `end`, as known then, and were not known to be resolved."""
        return np.asarray((self.opened_at < end) & (self.known_at < end) & ~self.is_resolved(end))


@dataclass(frozen=True, slots=True)
class Looked:
    """From when one looks: what happened before `end` is known; what is not done has waited until `clock` (epoch s).

    `clock` is earlier than `end` on a day that is not over. `has_answers`: first responses are on record at all.
    """

    end: int
    clock: int
    has_answers: bool

    def before(self, days: int) -> "Looked":
        """The end of a day so much earlier."""
        end = self.end - days * DAY_SECONDS
        return Looked(end, min(end, self.clock), self.has_answers)


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Issues against one target: the `verdict` on each, and the `hours` until it was done (NaN while it is not)."""

    verdict: npt.NDArray[np.int8]
    hours: Floats

    def take(self, rows: npt.NDArray[np.bool_] | npt.NDArray[np.intp] | slice) -> "Judged":
        """Some of them, in their order."""
        return Judged(self.verdict[rows], self.hours[rows])


@dataclass(frozen=True, slots=True)
class Served:
    """How many issues stand how against one target; `median_hours` is over the `done`, in time or not."""

    met: int
    missed: int
    waiting: int
    untold: int
    done: int
    median_hours: float | None

    @property
    def due(self) -> int:
        """Those that have come due."""
        return self.met + self.missed

    @property
    def share(self) -> float | None:
        """The share of those come due that was done in time (0-1); None where none has."""
        return self.met / self.due if self.due else None

    @property
    def says_something(self) -> bool:
        """Whether enough have come due for a share."""
        return self.due >= LEAST_DUE


def judge(issues: Issues, measure: Measure, looked: Looked) -> Judged:
    """Hold each issue against its target."""
    instants = issues.answered_at if measure is Measure.FIRST_RESPONSE else issues.resolved_at
    resolved = issues.is_resolved(looked.end)
    is_done = instants < looked.end if measure is Measure.FIRST_RESPONSE else resolved
    allowed = issues.first_response if measure is Measure.FIRST_RESPONSE else issues.resolution
    waited = np.where(is_done, instants, looked.clock) - issues.opened_at
    verdict = np.where(waited > allowed, Verdict.MISSED, np.where(is_done, Verdict.MET, Verdict.WAITING))
    untold = allowed == NO_TARGET
    if measure is Measure.FIRST_RESPONSE:
        untold = untold | (~is_done & resolved) if looked.has_answers else np.ones(len(issues), dtype=bool)
    return Judged(np.where(untold, Verdict.UNTOLD, verdict).astype(np.int8), np.where(is_done, waited / 3600.0, np.nan))


def served(judged: Judged) -> Served:
    """Count the verdicts."""
    met, missed, waiting, untold = np.bincount(judged.verdict, minlength=len(Verdict)).tolist()
    hours = judged.hours[~np.isnan(judged.hours)]
    return Served(met, missed, waiting, untold, len(hours), float(np.median(hours)) if len(hours) else None)


@dataclass(frozen=True, slots=True)
class Cell:
    """The issues of one tier and severity against one target; None stands for all tiers, or severities, together."""

    measure: Measure
    tier: str | None
    severity: Severity | None
    allowed_hours: float | None
    served: Served


def cells(issues: Issues, judged: dict[Measure, Judged]) -> tuple[Cell, ...]:
    """For each measure every cell in which there is an issue, and sums of each tier, of each severity and of all."""
    severities, width = tuple(Severity), len(Severity)
    place = issues.tier * width + issues.severity
    order = np.argsort(place, kind="stable")
    edges = np.searchsorted(place[order], np.arange(len(TIERS) * width + 1)).tolist()
    found = []
    for measure, verdicts in judged.items():
        allowed = issues.first_response if measure is Measure.FIRST_RESPONSE else issues.resolution
        for tier, of_tier in enumerate(TIERS):
            for severity, of_severity in enumerate(severities):
                rows = order[edges[tier * width + severity] : edges[tier * width + severity + 1]]
                if len(rows):
                    seconds = int(allowed[rows[0]])
                    hours = None if seconds == NO_TARGET else seconds / 3600
                    found.append(Cell(measure, of_tier, of_severity, hours, served(verdicts.take(rows))))
            rows = order[edges[tier * width] : edges[(tier + 1) * width]]
            if len(rows):
                found.append(Cell(measure, of_tier, None, None, served(verdicts.take(rows))))
        for severity, of_severity in enumerate(severities):
            mine = issues.severity == severity
            if mine.any():
                found.append(Cell(measure, None, of_severity, None, served(verdicts.take(mine))))
        if len(issues):
            found.append(Cell(measure, None, None, None, served(verdicts)))
    return tuple(found)
