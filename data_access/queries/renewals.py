"""What does the renewals' screen say about this viewer's accounts, under these filters?"""

import numpy as np

from data_access.cache import cached
from data_access.queries.portfolio import portfolio
from data_access.queries.revenue import contracts_of, decisions
from domain.portfolio import Filters, narrow
from domain.renewals import QUARTERS_FORECAST, Period, Renewals, RevenueBook, next_chances
from domain.renewals import renewals as computed
from domain.revenue_cohorts import cohorts, quarter_after, quarter_of
from domain.revenue_forecast import chances, simulate
from domain.viewer import Viewer


@cached(entries=8)
def revenue_book(viewer: Viewer) -> RevenueBook:
    """What is the same under every filter: contracts, decisions, cohorts, and each renewal's simulated fate."""
    book, found, decided = portfolio(viewer), contracts_of(viewer), decisions(viewer)
    share = chances(decided)
    chance = next_chances(book, decided, share)
    due = book.column("renewal_on")
    last = quarter_after(quarter_of(book.as_of), QUARTERS_FORECAST).toordinal()
    simulated = np.flatnonzero((due >= book.as_of.toordinal()) & (due < last))
    kept = simulate(book.column("account_id")[simulated], chance[simulated])
    return RevenueBook(found, decided, cohorts(found, book.as_of), share, chance, kept, simulated)


@cached(entries=32)
def renewals(viewer: Viewer, filters: Filters, period: Period) -> Renewals:
    """All answers at once, from the portfolio and the contracts in memory."""
    whole = portfolio(viewer)
    return computed(narrow(whole, filters), whole, revenue_book(viewer), period)
