"""The published versions of the health model, and which of them was in force on a day."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.policy import Policy


@dataclass(frozen=True, slots=True, eq=False)
class ModelVersion:
    """A health model as it was published; in force from that day on, until the next one's."""

    id: int
    name: str
    published_on: date
    policy: Policy


@dataclass(frozen=True, slots=True)
class Published:
    """A version as its list shows it; `changes`: what it says otherwise than the one before, a line each."""

    name: str
    published_on: date
    author: str | None
    note: str | None
    changes: tuple[str, ...]


def in_order(versions: Sequence[ModelVersion]) -> tuple[ModelVersion, ...]:
    """The oldest first; of those published on one day, the later one last."""
    return tuple(sorted(versions, key=lambda version: (version.published_on, version.id)))


def model_changes(versions: Sequence[ModelVersion]) -> tuple[tuple[date, str], ...]:
    """The days from which another model counts, with its name: the first version covers all days before.

    `versions` in order; of several that were published on one day only the last ever counted.
    """
    return tuple(sorted({version.published_on: version.name for version in versions[1:]}.items()))


def in_force(versions: Sequence[ModelVersion], day: date) -> ModelVersion:
    """The version that the day was scored with: the latest published by then, and the first for all earlier days.

    `versions` in order, at least one; a version counts from the day on which it was published.
    """
    place = bisect_right(versions, day, key=lambda version: version.published_on)
    return versions[max(place - 1, 0)]
