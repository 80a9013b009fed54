"""Which accounts does the list hold under these filters, in which order?"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from data_access.cache import cached
from data_access.queries.behind import accounts_behind
from data_access.queries.portfolio import portfolio
from domain.behind import Mark
from domain.portfolio import Filters, Portfolio, narrow
from domain.viewer import Viewer
from domain.views import Order, View, in_view, ranked


@dataclass(frozen=True, slots=True, eq=False)
class Listing:
    """The accounts of a view, and their `positions` in the order of the list. Shared: never changed."""

    shown: Portfolio
    positions: npt.NDArray[np.intp]


def listing(viewer: Viewer, filters: Filters, view: View, order: Order, behind: Mark | None = None) -> Listing:
    """The list as this viewer asked for it, of all accounts or of those `behind` a mark of a chart.

    Kept, as whoever scrolls asks for it slice by slice.
    """
    return _listing(viewer, filters, view, order, behind, viewer.user_id if view is View.MINE else 0)


@cached(entries=64)
def _listing(viewer: Viewer, filters: Filters, view: View, order: Order, behind: Mark | None, owner_id: int) -> Listing:
    whole = portfolio(viewer)
    shown = narrow(whole, filters)
    if behind is not None:
        # A mark stands for accounts under the filters of its chart, which is not searched.
        part = narrow(whole, replace(filters, search=""))
        mine = part.positions[accounts_behind(viewer, part, behind)]
        shown = shown.take(np.isin(shown.positions, mine))
    shown = in_view(shown, view, owner_id)
    return Listing(shown, ranked(shown, order))
