"""Which of the viewer's accounts are behind a mark of a chart, under these filters?"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt

from data_access.queries.growth import growth_book
from data_access.queries.renewals import revenue_book
from data_access.queries.voice import voice_book
from domain.behind import Mark, Mask, of_portfolio, of_quarter
from domain.growth import OPEN_STAGES
from domain.portfolio import Portfolio
from domain.renewals import Period, days_of
from domain.revenue import movements
from domain.revenue_cohorts import quarter_after, quarter_of
from domain.viewer import Viewer
from domain.voice import roots_of

Places = npt.NDArray[np.intp]
"""Positions in the whole book."""


def accounts_behind(viewer: Viewer, shown: Portfolio, mark: Mark) -> Mask:
    """Which of the accounts `shown`, a part of the viewer's book, the mark is made of; none for one that there is not.

    Each mark of every chart of the portfolio's pages opens these accounts, and they add up to what it shows.
    """
    found = of_portfolio(shown, mark)
    if found is not None:
        return found
    read = _CHARTS.get(mark.chart)
    try:
        rows = np.zeros(0, dtype=np.intp) if read is None else read(viewer, shown, *mark.parts)
    except (ValueError, TypeError):  # parts that an address cannot have from us
        rows = np.zeros(0, dtype=np.intp)
    return np.isin(shown.positions, rows)


def name_of_mark(viewer: Viewer, mark: Mark) -> str:
    """What a mark is called where its own parts do not say it: the title of a request; else ""."""
    if mark.chart != "voice" or not mark.parts[0].isdecimal():
        return ""
    requests = voice_book(viewer).requests
    titles = requests["title"][(requests["id"] == int(mark.parts[0])).to_numpy(dtype=bool)]
    return "" if titles.empty else str(titles.iloc[0])


def _bridge(viewer: Viewer, shown: Portfolio, period: str, field: str) -> Places:
    if field not in _FIELDS:
        raise ValueError(field)
    opening_on, closing_on = days_of(Period(period), shown.as_of)
    moved = movements(revenue_book(viewer).contracts, opening_on, closing_on)
    return np.flatnonzero(getattr(moved, field) != 0)


def _forecast(viewer: Viewer, shown: Portfolio, quarter: str) -> Places:
    """Those whose contracts end in it, from today on; of a past quarter those whose renewals were decided."""
    begin = date.fromisoformat(quarter)
    if begin >= quarter_of(shown.as_of):
        return np.asarray(shown.positions[of_quarter(shown, quarter)])
    decided = revenue_book(viewer).decisions
    is_due = (decided.due >= begin.toordinal()) & (decided.due < quarter_after(begin).toordinal())
    return np.unique(decided.account[is_due])


def _cohort(viewer: Viewer, _shown: Portfolio, quarter: str) -> Places:
    found = revenue_book(viewer).cohorts
    place = found.quarters.index(date.fromisoformat(quarter))
    return np.flatnonzero((found.starts == place) & (found.arr[:, place] > 0))


def _stage(viewer: Viewer, shown: Portfolio, stage: str) -> Places:
    if stage not in OPEN_STAGES:
        raise ValueError(stage)
    found = growth_book(viewer).opportunities
    at = found["at"][(found["stage"] == stage).to_numpy(dtype=bool)].to_numpy(dtype=np.intp)
    return np.intersect1d(at, shown.customers.positions)


def _request(viewer: Viewer, _shown: Portfolio, request: str) -> Places:
    book = voice_book(viewer)
    root = roots_of(book)
    asks = [root.get(int(one)) == int(request) for one in book.askers["request"].tolist()]
    return np.unique(book.askers["at"].to_numpy(dtype=np.intp)[np.array(asks, dtype=bool)])


_FIELDS: Final = ("opening", "new", "expansion", "contraction", "churn", "rates", "closing")
_CHARTS: Final[Mapping[str, Callable[..., Places]]] = {
    "arr_bridge": _bridge,
    "renewal_forecast": _forecast,
    "cohorts": _cohort,
    "opportunities": _stage,
    "voice": _request,
}
"""By chart: where the accounts behind one of its marks stand."""
