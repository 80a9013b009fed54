"""What is known of one person of an account's, in the order in which it became known."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.vocabulary import BuyingRole, Channel, Direction, RelationKind, Seniority, Stance


@dataclass(frozen=True, slots=True)
class PastAssessment:
    """What somebody of ours thought of a person on a day."""

    assessed_on: date
    buying_role: BuyingRole | None
    stance: Stance | None
    influence: int | None
    is_confirmed: bool
    author: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class PersonTouch:
    """One touch that a person took part in."""

    id: int
    occurred_at: datetime
    channel: Channel
    direction: Direction
    subject: str | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What somebody thinks of a person now; None is "not known". Influence 0-100."""

    stance: Stance | None
    buying_role: BuyingRole | None
    influence: int | None
    is_confirmed: bool
    note: str = ""


Line = tuple[int, RelationKind, int]
"""A line between two contacts: from whom, of what kind, to whom."""


@dataclass(frozen=True, slots=True)
class LineChange:
    """Somebody drew or changed a line of a person's; `other` is whom it joins them with."""

    changed_on: date
    kind: RelationKind
    is_outward: bool
    other: str
    what: str
    author: str | None


@dataclass(frozen=True, slots=True)
class ContactCard:
    """What is on record of a contact and may be changed; `version` as the form was drawn with it."""

    title: str | None
    department: str | None
    seniority: Seniority | None
    left_on: date | None
    version: int
