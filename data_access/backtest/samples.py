"""The samples of a backtest: every customer on each Sunday, as refresh would have scored it on that day.

Facts and scores come from the same `gather` and `assess` as the history, so that nothing is known before its time.
An account is sampled while it is a customer. By outcomes from the records that is while ARR is in force: one that was
contracted stays, and one that signed again is a customer again. Where the database holds no subscriptions at all, and
by outcomes from a file, it leaves for good with its first outcome: nothing but its activity could say that it is back,
and whoever is let in by activity is active, and without an outcome for a while, whatever the outcomes are.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date

import numpy as np
import numpy.typing as npt
from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from data_access.columns import day_number, integers
from data_access.models import Account, SubscriptionTerm, Workspace
from data_access.refresh.reading import read_events, read_rates
from data_access.refresh.shards import Shard, shards
from data_access.session import reading
from domain.backtest.samples import NO_DAY, Outcomes, Samples, joined
from domain.backtest.split import SOME_SUNDAY
from domain.errors import NexusError
from domain.events import Events, Touches
from domain.facts import Facts, gather
from domain.facts.steps import days_since_latest
from domain.grid import WEEKS, Floats, Grid, Ints, weekly_grid
from domain.money import Rates, weekly_arr
from domain.policy import Policy
from domain.scoring import assess
from domain.viewer import Viewer

ACCOUNT_WEEKS_AT_MOST = 250_000
"""So many in two years are judged in seconds; of a book with more every second Sunday is taken, or every fourth."""

Progress = Callable[[int, int], None]
"""Told (accounts done, accounts in all) after each shard."""


@dataclass(frozen=True, slots=True)
class _Plan:
    grid: Grid
    rows: Ints
    policy: Policy
    rates: Rates
    reporting: str
    has_subscriptions: bool


def gather_samples(
    viewer: Viewer, outcomes: Outcomes, last_day: date, weeks: int, policy: Policy, progress: Progress | None = None
) -> Samples:
    """The samples of all accounts on the weekly grid that ends on `last_day`, shard by shard.

    `viewer` is one who sees every account.
    """
    with reading(viewer) as session:
        plan = _plan(session, last_day, weeks, policy)
        groups = shards(session)
    parts, done, total = [], 0, sum(accounts for _, accounts in groups)
    for shard, accounts in groups:
        with reading(viewer) as session:
            parts += list(_of_shard(session, shard, plan, outcomes))
        done += accounts
        if progress:
            progress(done, total)
    if not parts:
        raise NexusError("The database holds no accounts yet.", "Import data, or make a demo, first.")
    return joined(parts)


def every_weeks(session: Session) -> int:
    """How many weeks lie between two sampled Sundays: one, or two or four where the book is large."""
    accounts = session.scalar(select(func.count(Account.id))) or 0
    return 1 if accounts * WEEKS <= ACCOUNT_WEEKS_AT_MOST else 2 if accounts * WEEKS <= 2 * ACCOUNT_WEEKS_AT_MOST else 4


def sampled_rows(grid: Grid, every: int) -> Ints:
    """Rows that stand on every Sunday, second or fourth Sunday; the same Sundays whenever one looks."""
    numbers = grid.day_numbers
    return np.flatnonzero((numbers - SOME_SUNDAY) % (7 * every) == 0)


def _plan(session: Session, last_day: date, weeks: int, policy: Policy) -> _Plan:
    reporting = session.scalar(select(Workspace.reporting_currency))
    if reporting is None:
        raise NexusError("The database holds no data yet.", "Import data, or make a demo, first.")
    grid = weekly_grid(last_day, weeks)
    has_subscriptions = bool(session.scalar(select(exists(select(SubscriptionTerm.id)))))
    rows = sampled_rows(grid, every_weeks(session))
    return _Plan(grid, rows, policy, read_rates(session), reporting, has_subscriptions)


def _of_shard(session: Session, shard: Shard, plan: _Plan, outcomes: Outcomes) -> Iterator[Samples]:
    """The samples of one shard, unless its accounts are all gone."""
    a = Account
    statement = select(a.id, a.tier, a.segment, day_number(a.churned_on)).where(shard.holds(a.id)).order_by(a.id)
    accounts = session.execute(statement).all()
    if not accounts:
        return
    ids = integers(account[0] for account in accounts)
    events = read_events(session, shard, ids, [account[1] for account in accounts])
    facts = gather(events, plan.grid, plan.policy)
    assessed = assess(facts, plan.policy)
    score = assessed.score
    arr = weekly_arr(events.terms, len(ids), plan.grid, plan.rates, plan.reporting)
    recency = recency_days(events.touches, len(ids), plan.grid)
    days = np.broadcast_to(plan.grid.day_numbers, score.shape)
    churned = integers((account[3] for account in accounts), NO_DAY)
    customer = _customers(ids, days, arr, plan.has_subscriptions, outcomes) & (days < churned[:, None])
    keep = _keep(customer, plan.rows)
    account = np.broadcast_to(ids[:, None], score.shape)[keep]
    yield Samples(
        account=account,
        day=days[keep],
        score=score[keep],
        recency_days=recency[keep],
        facts=_table_of(facts, events, {"recency_days": recency, "arr": np.maximum(arr, 0) / 100}, keep),
        outcome_day=outcomes.first_after(account, days[keep]),
        tier=_of_each([account[1] or "" for account in accounts], keep),
        segment=_of_each([account[2] or "" for account in accounts], keep),
        completeness=assessed.completeness[keep],
    )


def recency_days(touches: Touches, accounts: int, grid: Grid) -> Floats:
    """Days since the last touch by a person that was known at each row: (accounts, rows); NaN without one."""
    human = ~touches.is_automated
    return days_since_latest(grid, accounts, touches.account[human], touches.at[human], touches.known_at[human])


def _customers(ids: Ints, days: Ints, arr: Ints, has_subscriptions: bool, outcomes: Outcomes) -> npt.NDArray[np.bool_]:
    """Whether each account is still a customer on each day: (accounts, rows)."""
    paying = (arr > 0) if has_subscriptions else np.ones(days.shape, dtype=bool)
    if has_subscriptions and not outcomes.are_final:
        return paying
    return paying & outcomes.none_until(ids[:, None], days)


def _keep(customer: npt.NDArray[np.bool_], rows: Ints) -> npt.NDArray[np.bool_]:
    keep = np.zeros_like(customer)
    keep[:, rows] = customer[:, rows]
    return keep


def _of_each(values: list[str], keep: npt.NDArray[np.bool_]) -> npt.NDArray[np.object_]:
    column = np.array([str(value) for value in values], dtype=object)
    return np.asarray(np.broadcast_to(column[:, None], keep.shape)[keep], dtype=object)


def _table_of(
    facts: Facts, events: Events, more: dict[str, Floats], keep: npt.NDArray[np.bool_]
) -> npt.NDArray[np.float32]:
    """Every fact as a column, whatever facts there are: (samples, k)."""
    columns: list[npt.NDArray[np.float32]] = []
    given = {field.name: np.asarray(getattr(facts, field.name)) for field in fields(facts)} | more
    for name in sorted(given):
        values = given[name]
        if values.shape == (events.accounts,):
            values = values[:, None]
        layers = values.reshape(-1, *values.shape[-2:])
        columns += [np.asarray(np.broadcast_to(layer, keep.shape)[keep], dtype=np.float32) for layer in layers]
    return np.column_stack(columns)
