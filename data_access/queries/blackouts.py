"""When must an account not be approached, and when are its budgets made?"""

from sqlalchemy import select

from data_access.cache import cached
from data_access.models import Account
from data_access.models import Blackout as BlackoutRow
from data_access.session import reading
from domain.brief.lines import Blackout
from domain.viewer import Viewer


@cached(entries=128)
def blackouts(viewer: Viewer, account_id: int) -> tuple[Blackout, ...]:
    """The blackouts that run on the viewer's day or come after it, the next first."""
    b = BlackoutRow
    statement = (
        select(b.starts_on, b.ends_on, b.reason)
        .where(b.account_id == account_id, b.ends_on >= viewer.as_of)
        .order_by(b.starts_on, b.id)
    )
    with reading(viewer) as session:
        return tuple(Blackout(*row) for row in session.execute(statement))


@cached(entries=128)
def fiscal_year_end_month(viewer: Viewer, account_id: int) -> int | None:
    """The last month of the account's fiscal year (1-12); None where nobody entered it."""
    with reading(viewer) as session:
        found: int | None = session.scalar(select(Account.fiscal_year_end_month).where(Account.id == account_id))
    return found
