"""Whether the read models still say what the records say."""

from datetime import date

from sqlalchemy import exists, select

from data_access.models import Account
from data_access.refresh.due import due
from data_access.refresh.plan import make_plan, present_day
from data_access.session import maintaining


def is_stale(as_of: date | None = None) -> bool:
    """Whether a refresh as of that day (today; on a demo, its day) is due for any account."""
    with maintaining() as session:
        if not session.scalar(select(exists(select(Account.id)))):
            return False
        return not due(session, make_plan(session, as_of or present_day(session))).is_nothing
