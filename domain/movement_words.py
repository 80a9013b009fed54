"""The cause of a movement: the indicator that moved most, and the record that is behind it."""

from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class Found:
    """A record by what it is called, what happened to it, and when: `promise “Roadmap”`, `broken`, 3 November."""

    what: str
    happened: str
    on: date


@dataclass(frozen=True, slots=True)
class Lead:
    """The indicator that moved a score most, by how many points (+ up, - down), and the record behind it, if any."""

    key: str
    label: str
    points: float
    record: Found | None = None

    def with_record(self, record: Found | None) -> "Lead":
        """The same with its record."""
        return replace(self, record=record)
