"""Ending the sessions of a person."""

from datetime import datetime

from sqlalchemy import update

from data_access.models import User
from data_access.session import maintaining


def end_sessions(user_id: int, begun_before: datetime) -> None:
    """End every session of that person begun before the instant, on whatever device; copies of a cookie included.

    The instant only ever moves forward.
    """
    with maintaining() as session:
        session.execute(
            update(User)
            .where(
                User.id == user_id,
                User.sessions_valid_after.is_(None) | (User.sessions_valid_after < begun_before),
            )
            .values(sessions_valid_after=begun_before)
        )
