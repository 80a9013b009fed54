"""Readings that refresh has stored, with the caps of those days: what scores under other weights are made of.

The cost grows with accounts and weeks, never with touchpoints: beside the readings only the issues are read, which
say on which days an old severe one capped the score.
"""

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from data_access.columns import AnySelect, Column, columns, day_number, floats, integers, position_in
from data_access.health_by_day import health_by_day, is_told
from data_access.models import Account, AccountCurrent, HealthModel
from data_access.refresh.reading.group import Group
from data_access.refresh.reading.judgements import read_issues
from data_access.refresh.shards import Shard
from data_access.session import reading
from domain.facts.issues import issue_facts
from domain.grid import DAY_SECONDS, Floats, Grid, Ints
from domain.policy import Policy
from domain.policy_document import policy_from_document
from domain.registry import indicators
from domain.reweighing import StoredReadings, stored_together
from domain.scoring import cap_of, model_indicators
from domain.viewer import Viewer
from domain.vocabulary import Tier

ACCOUNTS_AT_ONCE = 2_000
_EPOCH = date(1970, 1, 1)

Progress = Callable[[int, int], None]
"""Told (accounts done, accounts in all) after each group."""

_Wanted = Callable[[int, int], AnySelect]
"""The rows of the accounts from one id to another."""


def stored_today(viewer: Viewer, policy: Policy) -> StoredReadings:
    """The readings of each customer at the last refresh; caps by `policy`."""
    c = AccountCurrent

    def wanted(first: int, last: int) -> AnySelect:
        return _rows_of(c, c.as_of_on).where(c.account_id.between(first, last), c.is_customer.is_(True), is_told())

    return _stored(viewer, policy, wanted)


def stored_on(viewer: Viewer, policy: Policy, days: Sequence[date], progress: Progress | None = None) -> StoredReadings:
    """The readings of each account that had ARR on each of these days; caps by `policy`."""

    def wanted(first: int, last: int) -> AnySelect:
        told = health_by_day(lambda account, day: and_(account.between(first, last), day.in_(days))).c
        return _rows_of(told, told.week_on).where(told.arr_cents > 0)

    return _stored(viewer, policy, wanted, progress)


def _rows_of(told: Any, day: Column) -> AnySelect:
    """Rows of readings, by account and day; `told` has the columns of each."""
    return (
        select(
            told.account_id,
            day_number(day).label("day"),
            position_in(Tier, Account.tier).label("tier"),
            told.arr_cents,
            told.score,
            told.model_id,
            told.readings,
        )
        .join(Account, Account.id == told.account_id)
        .order_by(told.account_id, day)
    )


def _stored(viewer: Viewer, policy: Policy, wanted: _Wanted, progress: Progress | None = None) -> StoredReadings:
    with reading(viewer) as session:
        ids = list(session.scalars(select(Account.id).order_by(Account.id)))
        models = session.execute(select(HealthModel.id, HealthModel.policy)).all()
    orders = {number: _order(document) for number, document in models}
    parts = [_empty()]
    for start in range(0, len(ids), ACCOUNTS_AT_ONCE):
        some = ids[start : start + ACCOUNTS_AT_ONCE]
        with reading(viewer) as session:
            parts.append(_of_group(session, some, policy, wanted, orders))
        if progress:
            progress(start + len(some), len(ids))
    return stored_together(parts)


def _of_group(
    session: Session,
    ids: list[int],
    policy: Policy,
    wanted: _Wanted,
    orders: dict[int, Ints],
) -> StoredReadings:
    read = columns(session, wanted(ids[0], ids[-1]))
    account, day = integers(read["account_id"]), integers(read["day"])
    return StoredReadings(
        keys=_KEYS,
        account=account,
        day=day,
        tier=integers(read["tier"]),
        readings=_decoded(read["readings"], integers(read["model_id"]), orders),
        cap=_caps(session, ids, account, day, policy),
        arr_cents=integers(read["arr_cents"], -1),
        score=floats(read["score"]),
    )


_KEYS = tuple(rule.key for rule in indicators())


def _order(document: str) -> Ints:
    """Where each reading of a model belongs among all indicators."""
    rules = model_indicators(policy_from_document(json.loads(document)))
    return np.array([_KEYS.index(rule.key) for rule in rules], dtype=np.int64)


def _decoded(stored: Sequence[bytes], model: Ints, orders: dict[int, Ints]) -> Floats:
    out = np.full((len(_KEYS), len(stored)), np.nan)
    for number in np.unique(model).tolist():
        mine = np.flatnonzero(model == number)
        data = b"".join(stored[place] for place in mine.tolist())
        values = np.frombuffer(data, "<f8").reshape(len(mine), -1)
        out[np.ix_(orders[number], mine)] = values.T
    return out


def _caps(session: Session, ids: list[int], account: Ints, day: Ints, policy: Policy) -> Floats:
    """The cap of each row: from the issues that were known to be open at the end of its day."""
    numbers = np.unique(day)
    if not len(numbers):
        return np.array([])
    days = tuple(date.fromordinal(_EPOCH.toordinal() + int(number)) for number in numbers)
    grid = Grid(days, (numbers + 1) * DAY_SECONDS)
    group = Group(session, Shard(ids[0], ids[-1]), np.array(ids, dtype=np.int64))
    facts = issue_facts(read_issues(group), len(ids), grid, policy)
    most = cap_of(facts["oldest_s1_days"], facts["oldest_s2_days"], policy)
    return np.asarray(most[group.places(account), np.searchsorted(numbers, day)])


def _empty() -> StoredReadings:
    none, nothing = np.array([], dtype=np.int64), np.array([])
    return StoredReadings(_KEYS, none, none, none, np.empty((len(_KEYS), 0)), nothing, none, nothing)
