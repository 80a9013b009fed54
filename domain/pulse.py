"""The manual pulse: what a person thinks of an account, told beside the score and never mixed into it."""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.vocabulary import PulseLevel

EXPIRES_DAYS = 90
"""A judgement that is older says nothing about today. Our choice."""
LONGEST_NOTE = 300


@dataclass(frozen=True, slots=True)
class Pulse:
    """One judgement, with who gave it when; `author_id` and `author` are None for somebody who is gone."""

    id: int
    level: PulseLevel
    given_on: date
    author_id: int | None
    author: str | None
    note: str | None

    @property
    def expires_on(self) -> date:
        """The first day on which it no longer counts."""
        return self.given_on + timedelta(days=EXPIRES_DAYS)

    def counts_on(self, day: date) -> bool:
        """Whether it still says something on that day."""
        return self.given_on <= day < self.expires_on
