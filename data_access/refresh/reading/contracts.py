"""Contracts, what happens to them, and to whom an account passes: dated facts, by the instant they speak of."""

from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import exists, func, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from data_access.columns import AnySelect, day_number, epoch, whole
from data_access.models import AccountOwner, Contract, ContractEvent
from data_access.refresh.reading.group import Group, begin_of, within
from domain.events import Milestones
from domain.vocabulary import ContractEventKind


def read_events_of(group: Group, *kinds: ContractEventKind, effective: bool) -> Milestones:
    """Contract events of these kinds, on the day on which they take effect if `effective`, or else happened."""
    e = ContractEvent
    day = (
        func.coalesce(day_number(e.effective_on), day_number(e.happened_on)) if effective else day_number(e.happened_on)
    )
    return _milestones(
        group,
        select(
            e.account_id,
            day.label("day"),
            day_number(e.happened_on).label("said_day"),
            epoch(e.recorded_at).label("known_at"),
        ).where(e.kind.in_(kinds)),
        e.account_id,
        e.id,
    )


def read_deadlines(group: Group) -> Milestones:
    """Notice deadlines of contracts."""
    return _of_contracts(group, Contract.notice_on)


def read_contract_ends(group: Group) -> Milestones:
    """Ends of contracts."""
    return _of_contracts(group, Contract.ends_on)


def _of_contracts(group: Group, column: InstrumentedAttribute[date | None]) -> Milestones:
    c = Contract
    return _milestones(
        group,
        select(
            c.account_id,
            day_number(column).label("day"),
            day_number(c.starts_on).label("said_day"),
            epoch(c.recorded_at).label("known_at"),
        ).where(column.is_not(None)),
        c.account_id,
        c.id,
    )


def read_owner_changes(group: Group) -> Milestones:
    """Days on which an account passed to somebody: every one but its first owner's."""
    o, earlier = AccountOwner, aliased(AccountOwner)
    return _milestones(
        group,
        select(
            o.account_id,
            day_number(o.since_on).label("day"),
            day_number(o.since_on).label("said_day"),
            epoch(o.recorded_at).label("known_at"),
        ).where(exists().where(earlier.account_id == o.account_id, earlier.since_on < o.since_on)),
        o.account_id,
        o.since_on,
    )


def _milestones(group: Group, statement: AnySelect, account_id: Any, *order: Any) -> Milestones:
    account, read = group.numbers(statement, account_id, *order)
    return Milestones(
        account=account,
        known_at=np.maximum(whole(read["known_at"]), begin_of(whole(read["said_day"]))),
        at=within(whole(read["day"])),
    )
