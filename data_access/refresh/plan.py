"""What every account of a refresh is computed with: the day, the models in force, exchange rates."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access.model_versions import ensure_first_version, read_versions
from data_access.models import Workspace
from data_access.refresh.reading import kept, read_rates, recent
from data_access.refresh.state import level_widths
from domain.bands import MEMORY_WEEKS
from domain.errors import NexusError
from domain.grid import WEEKS, Grid, weekly_grid
from domain.model_versions import ModelVersion, in_force
from domain.money import Rates
from domain.policy_document import policy_to_document
from domain.ties import end_of

ALGORITHM = 2
"""Raised whenever facts change their meaning: what was remembered under an earlier one is computed anew."""


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """`grid`: the weekly history up to `day`; `whole` begins with the weeks that have a say in its first bands."""

    day: date
    grid: Grid
    whole: Grid
    versions: tuple[ModelVersion, ...]
    rates: Rates
    reporting: str
    _prints: dict[date, int] = field(default_factory=dict)

    @property
    def end(self) -> datetime:
        """The instant at which the day is over."""
        return end_of(self.day)

    @property
    def latest(self) -> ModelVersion:
        """The model in force on the day."""
        return in_force(self.versions, self.day)

    def by_version(self, grid: Grid) -> Iterator[tuple[ModelVersion, slice]]:
        """The rows of `grid` that each model was in force on, the oldest first; the last is that of the day."""
        found = [in_force(self.versions, day) for day in grid.days]
        for version in dict.fromkeys(found):
            rows = np.flatnonzero([one is version for one in found])
            yield version, slice(int(rows[0]), int(rows[-1]) + 1)

    def fingerprint(self, until_on: date) -> int:
        """Of all that levels and history up to `until_on` rest on, beside the account's own records.

        Small enough to be exact as a float.
        """
        if until_on not in self._prints:
            models = [
                (one.id, one.published_on.isoformat(), policy_to_document(one.policy))
                for one in self.versions
                # The first one also counts for the days before it.
                if one.published_on <= self.day or one is self.versions[0]
            ]
            rates = {
                # Before its first rate a currency is converted at that one.
                currency: repr(
                    [(day.toordinal(), rate) for day, rate in known if day <= until_on or day == known[0][0]]
                )
                for currency, known in sorted(self.rates.items())
            }
            said = json.dumps(
                [
                    ALGORITHM,
                    kept.WIDTHS,
                    recent.COLUMNS,
                    level_widths(self.latest.policy),
                    models,
                    self.reporting,
                    rates,
                ],
                sort_keys=True,
            )
            self._prints[until_on] = int.from_bytes(sha256(said.encode()).digest()[:6])
        return self._prints[until_on]


def make_plan(session: Session, day: date) -> Plan:
    """The plan of a refresh as of the end of `day`. Raises `NexusError` on an empty database."""
    reporting = session.scalar(select(Workspace.reporting_currency))
    if reporting is None:
        raise NexusError("The database holds no data yet.", "Import data, or make a demo, first.")
    ensure_first_version(session, day)
    return Plan(
        day,
        weekly_grid(day),
        weekly_grid(day, WEEKS + MEMORY_WEEKS),
        read_versions(session),
        read_rates(session),
        reporting,
    )


def present_day(session: Session) -> date:
    """Today (UTC); on a demo, the day for which it was made."""
    made_for = session.scalar(select(Workspace.demo_day).where(Workspace.is_demo))
    return made_for or datetime.now(UTC).date()
