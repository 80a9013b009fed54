"""How would this model have done, beside the one in force? Which weights do past outcomes speak for?"""

from collections.abc import Callable
from datetime import date

from sqlalchemy import func, select

from data_access.backtest.outcomes import recorded_outcomes
from data_access.backtest.run import HORIZON_DAYS, SEED, Order, judge
from data_access.backtest.samples import every_weeks, sampled_rows
from data_access.backtest.stored import stored_on
from data_access.models import AccountCurrent
from data_access.queries.model_versions import model_on
from data_access.session import reading
from domain.backtest.comparison import Comparison, compare
from domain.backtest.fitting import Proposal, propose
from domain.errors import NotYours
from domain.grid import Ints, weekly_grid
from domain.policy import Policy
from domain.reweighing import StoredReadings, can_reweigh, scores_under
from domain.viewer import Viewer
from domain.vocabulary import Role

Progress = Callable[[int, int], None]
"""Told (accounts done, accounts in all) after each group."""
_EPOCH = date(1970, 1, 1)


def compared_models(viewer: Viewer, candidate: Policy, progress: Progress | None = None) -> Comparison:
    """The model in force and the candidate on the same past; for administrators only.

    From stored readings where only weights differ; else both are computed for the whole history, as a backtest is.
    """
    _refuse_others(viewer)
    in_force = model_on(viewer)
    if not can_reweigh(in_force, candidate):
        was, will = (judge(Order(as_of=viewer.as_of), progress, policy).found for policy in (in_force, candidate))
        return Comparison(was.score, will.score, was.confusion, will.confusion, HORIZON_DAYS)
    stored, outcome_day, last_day = _past(viewer, in_force, progress)
    before, after = scores_under(stored, in_force), scores_under(stored, candidate)
    return compare(stored, outcome_day, before, after, HORIZON_DAYS, last_day, SEED)


def proposed_weights(viewer: Viewer, progress: Progress | None = None) -> Proposal:
    """Weights for the model in force, from the outcomes on record; for administrators only. Nothing is changed."""
    _refuse_others(viewer)
    policy = model_on(viewer)
    stored, outcome_day, last_day = _past(viewer, policy, progress)
    return propose(stored, outcome_day, policy, HORIZON_DAYS, last_day, SEED)


def _past(viewer: Viewer, policy: Policy, progress: Progress | None) -> tuple[StoredReadings, Ints, int]:
    """Stored readings of the days that a backtest samples, the first outcome after each, and the last day known."""
    with reading(viewer) as session:
        last = session.scalar(select(func.max(AccountCurrent.as_of_on))) or viewer.as_of
        outcomes = recorded_outcomes(session)
        every = every_weeks(session)
    grid = weekly_grid(last)
    stored = stored_on(viewer, policy, [grid.days[row] for row in sampled_rows(grid, every)], progress)
    return stored, outcomes.first_after(stored.account, stored.day), (last - _EPOCH).days


def _refuse_others(viewer: Viewer) -> None:
    if viewer.role is not Role.ADMINISTRATOR:
        raise NotYours("Only an administrator tries another health model.")
