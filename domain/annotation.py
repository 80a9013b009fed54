"""An anomaly explained once, on a day or a stretch of a chart, for the next viewer."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.errors import NexusError

LONGEST = 500


class Chart(StrEnum):
    """The chart that an annotation stands on."""

    TIMELINE = "timeline"
    HEALTH = "health"


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation as it is read: from `starts_on` to `ends_on` (the same day where it is one), and by whom."""

    id: int
    chart: Chart
    starts_on: date
    ends_on: date
    note: str
    author_id: int | None
    author: str | None
    version: int


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to say of a day, or of a stretch."""

    chart: Chart
    starts_on: date
    ends_on: date | None
    note: str

    def checked(self) -> "Draft":
        """The same, without blanks around it; raises `NexusError` for an empty note or a stretch that ends early."""
        note = self.note.strip()
        if not note:
            raise NexusError("There is nothing written yet.", "Say in a sentence what the next viewer should know.")
        if len(note) > LONGEST:
            raise NexusError(f"This is longer than {LONGEST} characters.", "Say it shorter.")
        if self.ends_on is not None and self.ends_on < self.starts_on:
            raise NexusError("The stretch ends before it begins.", "Choose the days again.")
        return Draft(self.chart, self.starts_on, None if self.ends_on == self.starts_on else self.ends_on, note)
