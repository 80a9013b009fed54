"""Which accounts does the list hold under these filters, in which order?"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from data_access.cache import cached
from data_access.queries.portfolio import portfolio
from domain.portfolio import Filters, Portfolio, narrow
from domain.viewer import Viewer
from domain.views import Order, View, in_view, ranked


@dataclass(frozen=True, slots=True, eq=False)
class Listing:
    """The accounts of a view, and their `positions` in the order of the list. Shared: never changed."""

    shown: Portfolio
    positions: npt.NDArray[np.intp]


def listing(viewer: Viewer, filters: Filters, view: View, order: Order) -> Listing:
    """The list as this viewer asked for it; kept, as whoever scrolls asks for it slice by slice."""
    return _listing(viewer, filters, view, order, viewer.user_id if view is View.MINE else 0)


@cached(entries=64)
def _listing(viewer: Viewer, filters: Filters, view: View, order: Order, owner_id: int) -> Listing:
    shown = in_view(narrow(portfolio(viewer), filters), view, owner_id)
    return Listing(shown, ranked(shown, order))
