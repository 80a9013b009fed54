"""What would change today if this health model were published?

Where only weights differ, the readings that the last refresh stored are weighed anew. Where a number differs that
readings depend on, every account is read and computed for one day, as refresh does it, group by group.
"""

from collections.abc import Callable

import numpy as np
from sqlalchemy import select

from data_access.backtest.stored import stored_today
from data_access.models import AccountCurrent
from data_access.queries.model_versions import model_on
from data_access.refresh.reading import read_events
from data_access.refresh.shards import Shard, shard_of, shards
from data_access.session import reading
from domain.facts import gather
from domain.grid import Floats, Grid, weekly_grid
from domain.model_preview import Customers, Preview, preview
from domain.policy import Policy
from domain.reweighing import can_reweigh, scores_under
from domain.scoring import assess
from domain.viewer import Viewer

Progress = Callable[[int, int], None]
"""Told (accounts done, accounts in all) after each group."""


def is_quick(viewer: Viewer, candidate: Policy) -> bool:
    """Whether stored readings are enough: the candidate differs from the model in force in weights alone."""
    return can_reweigh(model_on(viewer), candidate)


def model_preview(viewer: Viewer, candidate: Policy, progress: Progress | None = None) -> Preview:
    """Today's customers under the model in force and under the candidate.

    The scores in force are those of the last refresh; the candidate's are of the same day.
    """
    who, before = _customers(viewer)
    if is_quick(viewer, candidate):
        return preview(who, before, _reweighed(viewer, who, candidate))
    return preview(who, before, _recomputed(viewer, who, candidate, progress))


def _customers(viewer: Viewer) -> tuple[Customers, Floats]:
    c = AccountCurrent
    columns = (c.account_id, c.name, c.tier, c.owner_name, c.arr_cents, c.score)
    with reading(viewer) as session:
        rows = session.execute(select(*columns).where(c.is_customer).order_by(c.account_id)).all()
    arr = np.array([-1 if row.arr_cents is None else row.arr_cents for row in rows], dtype=np.int64)
    scores = np.array([np.nan if row.score is None else row.score for row in rows], dtype=np.float64)
    names = [row.name for row in rows]
    who = Customers([row.account_id for row in rows], names, [row.tier for row in rows], [r[3] for r in rows], arr)
    return who, scores


def _reweighed(viewer: Viewer, who: Customers, candidate: Policy) -> Floats:
    stored = stored_today(viewer, candidate)
    scores = dict(zip(stored.account.tolist(), scores_under(stored, candidate).tolist(), strict=True))
    return np.array([scores.get(number, np.nan) for number in who.account], dtype=np.float64)


def _recomputed(viewer: Viewer, who: Customers, candidate: Policy, progress: Progress | None) -> Floats:
    with reading(viewer) as session:
        day = session.scalar(select(AccountCurrent.as_of_on).limit(1)) or viewer.as_of
        groups = shards(session)
    grid, scores, done = weekly_grid(day, 1), dict[int, float](), 0
    for shard, accounts in groups:
        scores |= _computed(viewer, shard, grid, candidate)
        done += accounts
        if progress:
            progress(done, sum(number for _, number in groups))
    return np.array([scores.get(number, np.nan) for number in who.account], dtype=np.float64)


def _computed(viewer: Viewer, shard: Shard, grid: Grid, candidate: Policy) -> dict[int, float]:
    """The score of each account of the group on the last day of the grid."""
    c = AccountCurrent
    known = select(c.account_id, c.tier).where(shard.holds(c.account_id)).order_by(c.account_id)
    with reading(viewer) as session:
        rows = session.execute(known).all()
        ids = [int(row.account_id) for row in rows]
        if not ids:
            return {}
        events = read_events(session, shard_of(ids), np.array(ids, dtype=np.int64), [row.tier for row in rows])
    health = assess(gather(events, grid, candidate), candidate)
    return dict(zip(ids, health.score[:, -1].tolist(), strict=True))
