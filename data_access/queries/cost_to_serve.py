"""What does serving this account cost us, in the reporting currency?"""

from sqlalchemy import select

from data_access.cache import cached
from data_access.models import ServiceCost
from data_access.queries.account import account_header
from data_access.queries.revenue import contracts_of
from data_access.session import reading
from domain.cost_to_serve import Cost, CostToServe, first_month
from domain.cost_to_serve import cost_to_serve as computed
from domain.money import convert, rate_on
from domain.ties import end_of
from domain.viewer import Viewer


@cached(entries=64)
def cost_to_serve(viewer: Viewer, account_id: int) -> CostToServe | None:
    """Cost, margin and work beyond scope as known on the viewer's day, each cost at the rate of its month.

    None where no cost is recorded. Raises `NotFound` for an account that is not the viewer's to see.
    """
    header, book, day = account_header(viewer, account_id), contracts_of(viewer), viewer.as_of
    c = ServiceCost
    statement = (
        select(c.month_on, c.department, c.amount_cents, c.currency, c.hours, c.hours_in_scope)
        .where(c.account_id == account_id, c.month_on >= first_month(day), c.recorded_at < end_of(day))
        .order_by(c.month_on, c.id)
    )
    with reading(viewer) as session:
        costs = [
            Cost(
                month_on=row.month_on,
                department=row.department,
                cents=convert(row.amount_cents, rate_on(book.rates, row.currency, row.month_on, book.reporting)),
                hours=row.hours,
                hours_in_scope=row.hours_in_scope,
            )
            for row in session.execute(statement)
        ]
    return computed(costs, header.arr_cents, day)
