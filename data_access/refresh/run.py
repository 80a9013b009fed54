"""Compute the read models: the weekly history of health, and each account's current row."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from data_access.models import Account, AccountCurrent, HealthModel, HealthSnapshot, RefreshRun, Workspace
from data_access.refresh.current import describe
from data_access.refresh.read import Shard, read_events, read_rates
from data_access.refresh.rows import current_rows, snapshot_rows
from data_access.session import maintaining
from domain.errors import NexusError
from domain.facts import gather
from domain.grid import weekly_grid
from domain.money import Rates, weekly_arr
from domain.policy import POLICY, Policy
from domain.scoring import assess
from domain.vocabulary import Tier

SHARD_ACCOUNTS = 500
"""Accounts that are read and computed together: memory grows with this, not with the number of accounts."""

Progress = Callable[[int, int], None]
"""Told (accounts done, accounts in all) after each shard."""


def refresh(as_of: date | None = None, progress: Progress | None = None, policy: Policy = POLICY) -> int:
    """Compute the read models of every account as of the end of `as_of` (today, UTC); return the number of accounts.

    Each shard of accounts is replaced in a transaction of its own: killed half-way, a refresh leaves every account
    either as it was or as it will be, and the next one completes it.
    """
    day = as_of or datetime.now(UTC).date()
    with maintaining() as session:
        reporting = session.scalar(select(Workspace.reporting_currency))
        if reporting is None:
            raise NexusError("The database holds no data yet.", "Import data, or make a demo, first.")
        model_id = _model(session, policy, day)
        rates = read_rates(session)
        ids = list(session.scalars(select(Account.id).order_by(Account.id)))
        run = RefreshRun(as_of_on=day, is_full=True)
        session.add(run)
        session.flush()
        run_id = run.id
    done = 0
    for shard, tiers in _shards(ids):
        with maintaining() as session:
            _refresh_shard(session, shard, tiers, day, model_id, rates, reporting, policy)
        done += len(tiers)
        if progress:
            progress(done, len(ids))
    with maintaining() as session:
        finished = session.get_one(RefreshRun, run_id)
        finished.finished_at, finished.accounts = datetime.now(UTC), done
    return done


def _shards(ids: list[int]) -> Iterator[tuple[Shard, list[int]]]:
    for start in range(0, len(ids), SHARD_ACCOUNTS):
        part = ids[start : start + SHARD_ACCOUNTS]
        yield (part[0], part[-1]), part


def _refresh_shard(
    session: Session,
    shard: Shard,
    ids: list[int],
    day: date,
    model_id: int,
    rates: Rates,
    reporting: str,
    policy: Policy,
) -> None:
    tiers: list[Tier | None] = list(
        session.scalars(select(Account.tier).where(Account.id.between(*shard)).order_by(Account.id))
    )
    grid = weekly_grid(day)
    events = read_events(session, shard, np.array(ids, dtype=np.int64), tiers)
    facts = gather(events, grid, policy)
    health = assess(facts, policy)
    arr = weekly_arr(events.terms, len(ids), grid, rates, reporting)
    described = describe(session, shard, day, policy)
    for model in (HealthSnapshot, AccountCurrent):
        session.execute(delete(model).where(model.account_id.between(*shard)))
    _insert(session, HealthSnapshot, snapshot_rows(ids, grid, health, arr, model_id))
    rows = current_rows(ids, grid, facts, health, arr, described, policy)
    now = datetime.now(UTC)
    _insert(session, AccountCurrent, [row | {"refreshed_at": now, "reporting_currency": reporting} for row in rows])


def _insert(session: Session, model: type[Any], rows: list[dict[str, Any]]) -> None:
    if rows:
        session.connection().execute(insert(model.__table__), rows)


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
