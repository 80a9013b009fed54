"""The records behind a score: what a bar, a remedy or a row of the trust ledger rests on, each to be opened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.explanation import Change, Remedy, Waterfall
from domain.trust_restore import Deed


class Kind(StrEnum):
    """What kind of record it is."""

    TOUCH = "touch"
    ISSUE = "issue"
    PROMISE = "promise"
    GOAL = "goal"
    SURVEY = "survey answer"
    PERSON = "person"
    INVOICE = "invoice"
    CONTRACT = "contract event"
    RENEWAL = "renewal"
    MILESTONE = "milestone"
    OWNER = "owner change"
    NOTE = "annotation"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One record: its number in the database, its day (None: none is known), and what it is called."""

    kind: Kind
    id: int
    on: date | None
    label: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A remedy, with the issue or promise that it is about; an indicator has none of its own."""

    remedy: Remedy
    record: Evidence | None


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One deposit or withdrawal: what was it for, and its share of x and of the level (points)."""

    record: Evidence
    what: str
    of_x: float
    of_level: float


@dataclass(frozen=True, slots=True)
class Restoring:
    """A deed of today that would restore trust: with it alone, the level (0-100) that it leads to, and the gain."""

    record: Evidence
    deed: Deed
    level: float
    gain: float


@dataclass(frozen=True, slots=True)
class TrustSheet:
    """The level of trust (0-100) and what makes it up, largest first; `others` smaller ones are summed in `rest`.

    `ahead`: the level in `domain.trust_restore.HORIZON_DAYS` if nothing is done; None where that was not asked.
    """

    level: float
    x: float
    rows: tuple[LedgerRow, ...]
    others: int
    rest_of_x: float
    rest_of_level: float
    ahead: float | None = None
    restores: tuple[Restoring, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Explanation:
    """The score of one account on `day`, explained. `now` and `before` (a week) are None where no score is told.

    `records`: by key of a bar, those that weigh most, at most a few; not every indicator has any.
    """

    day: date
    now: Waterfall | None
    before: Waterfall | None
    changes: tuple[Change, ...]
    suggestions: tuple[Suggestion, ...]
    trust: TrustSheet
    records: Mapping[str, tuple[Evidence, ...]]
