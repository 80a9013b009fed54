"""Compute the read models: the weekly history of health, and each account's current row."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from data_access.bulk import write
from data_access.models import AccountCurrent, HealthModel, HealthSnapshot, RefreshRun, Workspace
from data_access.refresh.current import describe
from data_access.refresh.reading import read_events, read_rates
from data_access.refresh.rows import current_rows, snapshot_columns
from data_access.refresh.shards import Shard, accounts_of, hold, shards
from data_access.session import maintaining
from domain.errors import NexusError
from domain.facts import gather
from domain.grid import Grid, weekly_grid
from domain.money import Rates, weekly_arr
from domain.policy import POLICY, Policy
from domain.scoring import assess

_CURRENT = AccountCurrent.metadata.tables[AccountCurrent.__tablename__]
_SNAPSHOTS = HealthSnapshot.metadata.tables[HealthSnapshot.__tablename__]

Progress = Callable[[int, int], None]
"""Told (accounts done, accounts in all) after each shard."""


def refresh(as_of: date | None = None, progress: Progress | None = None, policy: Policy = POLICY) -> int:
    """Compute the read models of every account as of the end of `as_of` (today, UTC); return the number of accounts.

    Each shard of accounts is replaced in a transaction of its own: killed half-way, a refresh leaves every account
    either as it was or as it will be, and the next one completes it.
    """
    day = as_of or datetime.now(UTC).date()
    with maintaining() as session:
        plan = _plan(session, day, policy)
        groups = shards(session)
        run = RefreshRun(as_of_on=day, is_full=True)
        session.add(run)
        session.flush()
        run_id = run.id
    done, total = 0, sum(accounts for _, accounts in groups)
    for shard, accounts in groups:
        with maintaining() as session:
            hold(session)
            _refresh_shard(session, shard, plan)
        done += accounts
        if progress:
            progress(done, total)
    with maintaining() as session:
        finished = session.get_one(RefreshRun, run_id)
        finished.finished_at, finished.accounts = datetime.now(UTC), done
    return done


@dataclass(frozen=True, slots=True)
class _Plan:
    """What every group of accounts is computed with."""

    day: date
    grid: Grid
    policy: Policy
    model_id: int
    rates: Rates
    reporting: str


def _plan(session: Session, day: date, policy: Policy) -> _Plan:
    reporting = session.scalar(select(Workspace.reporting_currency))
    if reporting is None:
        raise NexusError("The database holds no data yet.", "Import data, or make a demo, first.")
    model_id = _model(session, policy, day)
    return _Plan(day, weekly_grid(day), policy, model_id, read_rates(session), reporting)


def _refresh_shard(session: Session, shard: Shard, plan: _Plan) -> None:
    accounts = accounts_of(session, shard)
    ids, grid, policy = list(accounts), plan.grid, plan.policy
    events = read_events(session, shard, np.array(ids, dtype=np.int64), list(accounts.values()))
    facts = gather(events, grid, policy)
    health = assess(facts, policy)
    arr = weekly_arr(events.terms, len(ids), grid, plan.rates, plan.reporting)
    described = describe(session, shard, events.touches, plan.day, policy)
    for table in (_SNAPSHOTS, _CURRENT):
        session.connection().execute(delete(table).where(table.c.account_id.between(*shard)))
    write(session, _SNAPSHOTS, snapshot_columns(ids, grid, health, arr, plan.model_id))
    rows = current_rows(ids, grid, facts, health, arr, described, policy)
    now = {"refreshed_at": datetime.now(UTC), "reporting_currency": plan.reporting}
    if rows:
        session.connection().execute(insert(_CURRENT), [row | now for row in rows])


def _model(session: Session, policy: Policy, day: date) -> int:
    found = session.scalar(select(HealthModel.id).where(HealthModel.name == policy.name))
    if found is None:
        plain = {name: dict(value) if hasattr(value, "items") else value for name, value in _values(policy).items()}
        model = HealthModel(name=policy.name, policy=json.dumps(plain, sort_keys=True), published_on=day)
        session.add(model)
        session.flush()
        found = model.id
    return found


def _values(policy: Policy) -> dict[str, Any]:
    return {name: getattr(policy, name) for name in policy.__slots__}
