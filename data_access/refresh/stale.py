"""Whether the read models still say what the records say."""

from datetime import UTC, date, datetime

from sqlalchemy import func, select

from data_access.models import Account, AccountCurrent, Touchpoint
from data_access.session import maintaining


def is_stale(as_of: date | None = None) -> bool:
    """Whether a refresh as of that day (today, UTC) is due: accounts without a row, an older day, newer touchpoints."""
    day = as_of or datetime.now(UTC).date()
    with maintaining() as session:
        accounts = session.scalar(select(func.count()).select_from(Account)) or 0
        rows, oldest, refreshed_at = session.execute(
            select(func.count(), func.min(AccountCurrent.as_of_on), func.min(AccountCurrent.refreshed_at))
        ).one()
        if rows != accounts:
            return True
        if accounts == 0:
            return False
        newest = session.scalar(select(func.max(Touchpoint.recorded_at)))
        return bool(oldest != day or (newest is not None and newest > refreshed_at))
