"""What does the portfolio's screen say about this viewer's accounts, under these filters?"""

from datetime import date
from typing import Any

from data_access.cache import cached
from data_access.queries.portfolio import portfolio
from data_access.queries.revenue import past
from domain.overview import Overview
from domain.overview import overview as computed
from domain.portfolio import Filters, choices, narrow
from domain.viewer import Viewer


@cached(entries=64)
def overview(viewer: Viewer, filters: Filters, since: date | None = None) -> Overview:
    """All answers at once, from the portfolio in memory; kept, as many people look at few filters."""
    return computed(narrow(portfolio(viewer), filters), past(viewer), since)


@cached(entries=32)
def filter_choices(viewer: Viewer) -> dict[str, list[Any]]:
    """For each filter the values that occur among this viewer's accounts (`domain.portfolio.choices`)."""
    return choices(portfolio(viewer))
