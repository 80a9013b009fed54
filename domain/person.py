"""What is known of one person of an account's, in the order in which it became known."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.vocabulary import BuyingRole, Channel, Direction, Stance


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
