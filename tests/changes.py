"""Changes by the people of `tests.company`, and what the audit log says of them."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import func, select

from data_access.models import AuditEntry, Base, HealthPulse
from data_access.session import maintaining
from data_access.writing import WritingSession, writing
from domain.vocabulary import PulseLevel
from tests.company import TODAY, viewer


def pulse(account: int, **given: Any) -> HealthPulse:
    """A pulse that is not written yet."""
    return HealthPulse(
        **{"account_id": account, "level": PulseLevel.BAD, "given_on": TODAY, "note": "No answer"} | given
    )


def entries() -> list[AuditEntry]:
    """What operations of these tests left in the log: the company's own rows have numbers of two accounts."""
    with maintaining() as session:
        found = list(session.scalars(select(AuditEntry).where(AuditEntry.id > 2).order_by(AuditEntry.id)))
        session.expunge_all()
        return found


def count(model: type[Base]) -> int:
    """How many rows there are, whoever may see them."""
    with maintaining() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def write(person: int, change: Callable[[WritingSession], Any], operation: str = "op 1") -> None:
    """Do this as that person."""
    with writing(viewer(person), operation, "test") as session:
        change(session)
