"""Contracts, what happens to them, and to whom an account passes: dated facts, by the instant they speak of."""

from typing import Any

import numpy as np
from sqlalchemy import case, exists, func, select
from sqlalchemy.orm import aliased

from data_access.columns import AnySelect, day_number, epoch, whole
from data_access.models import AccountOwner, Contract, ContractEvent, Renewal
from data_access.refresh.reading.group import Columns, Group, begin_of, within
from domain.deadlines import Ends
from domain.events import Milestones
from domain.grid import EPOCH, Floats, Ints
from domain.portfolio_columns import NO_DAY
from domain.vocabulary import ContractEventKind, RenewalStatus

_FAR = 10_000_000
"""Days since 1970: after every day."""


def read_events_of(group: Group, name: str, *kinds: ContractEventKind, effective: bool) -> Milestones:
    """Contract events of these kinds, on the day on which they take effect if `effective`, or else happened."""
    e = ContractEvent
    day = (
        func.coalesce(day_number(e.effective_on), day_number(e.happened_on)) if effective else day_number(e.happened_on)
    )
    return _milestones(
        group,
        name,
        select(
            e.account_id,
            day.label("day"),
            day_number(e.happened_on).label("said_day"),
            epoch(e.recorded_at).label("known_at"),
        ).where(e.kind.in_(kinds)),
        e.account_id,
        e.id,
    )


def read_contracts(group: Group) -> tuple[Milestones, Milestones, Ends]:
    """Notice deadlines of contracts, their ends, and both beside those of renewals that have no contract on record."""
    c, r = Contract, Renewal
    signed = group.records(
        "contracts",
        select(
            c.account_id,
            epoch(c.recorded_at).label("known_at"),
            day_number(c.starts_on).label("from_day"),
            day_number(c.ends_on).label("ends_day"),
            day_number(c.notice_on).label("notice_day"),
        ),
        c.account_id,
        c.id,
    )
    alone = group.records(
        "renewals",
        select(
            r.account_id,
            epoch(r.recorded_at).label("known_at"),
            # One that is not open any more, nobody says since when, never was.
            case((r.status == RenewalStatus.OPEN, _FAR), else_=func.coalesce(day_number(r.decided_on), 0)).label(
                "until_day"
            ),
            day_number(r.due_on).label("ends_day"),
            day_number(r.notice_on).label("notice_day"),
        ).where(r.contract_id.is_(None)),
        r.account_id,
        r.id,
    )
    return _of_contracts(*signed, "notice_day"), _of_contracts(*signed, "ends_day"), _ends(signed, alone)


def _of_contracts(account: Ints, read: Columns, name: str) -> Milestones:
    there = ~np.isnan(read[name])
    known_at = np.maximum(whole(read["known_at"]), begin_of(whole(read["from_day"])))
    return Milestones(account[there], known_at[there], within(whole(read[name][there])))


def _ends(signed: tuple[Ints, Columns], alone: tuple[Ints, Columns]) -> Ends:
    ends_day, notice = (np.concatenate([signed[1][name], alone[1][name]]) for name in ("ends_day", "notice_day"))
    until = np.concatenate([np.full(len(signed[0]), np.inf), alone[1]["until_day"]])
    there = ~np.isnan(ends_day)
    ends = whole(ends_day)[there] + EPOCH

    def both(of_contracts: Floats, of_renewals: Floats) -> Ints:
        return whole(np.concatenate([of_contracts, of_renewals])[there])

    return Ends(
        account=np.concatenate([signed[0], alone[0]])[there],
        from_day=both(signed[1]["from_day"] + EPOCH, np.full(len(alone[0]), float(NO_DAY))),
        until_day=np.minimum(until[there] + EPOCH, ends).astype(np.int64),
        ends=ends,
        notice=np.where(np.isnan(notice), NO_DAY, whole(notice) + EPOCH)[there],
        known_at=both(signed[1]["known_at"], alone[1]["known_at"]),
    )


def read_owner_changes(group: Group) -> Milestones:
    """Days on which an account passed to somebody: every one but its first owner's."""
    o, earlier = AccountOwner, aliased(AccountOwner)
    return _milestones(
        group,
        "owners",
        select(
            o.account_id,
            day_number(o.since_on).label("day"),
            day_number(o.since_on).label("said_day"),
            epoch(o.recorded_at).label("known_at"),
        ).where(exists().where(earlier.account_id == o.account_id, earlier.since_on < o.since_on)),
        o.account_id,
        o.since_on,
    )


def _milestones(group: Group, name: str, statement: AnySelect, account_id: Any, *order: Any) -> Milestones:
    account, read = group.records(name, statement, account_id, *order)
    return Milestones(
        account=account,
        known_at=np.maximum(whole(read["known_at"]), begin_of(whole(read["said_day"]))),
        at=within(whole(read["day"])),
    )
