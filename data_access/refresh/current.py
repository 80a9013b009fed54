"""What an account's row in `account_current` says beside health: contacts, issues, contracts, people, as of a day."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select, union_all
from sqlalchemy.orm import Session

from data_access.columns import AnySelect
from data_access.models import (
    Account,
    Assessment,
    Commitment,
    Contact,
    Contract,
    Issue,
    Renewal,
    Stakeholder,
    SurveyResponse,
    User,
)
from data_access.refresh.computed import Computed
from data_access.refresh.shards import Shard
from domain.policy import Policy
from domain.ties import end_of
from domain.vocabulary import Lifecycle, RenewalStatus, Stance, SurveyKind

NPS_DAYS = 365

Rows = dict[int, dict[str, Any]]


def describe(session: Session, shard: Shard, ids: Sequence[int], found: Computed, as_of: date, policy: Policy) -> Rows:
    """For each of `ids`, the accounts of the shard, the columns of its current row that are not health or revenue."""
    rows = _accounts(session, shard, as_of)
    contact = zip(ids, found.last_contact.tolist(), found.recent_contacts.tolist(), strict=True)
    for account_id, last_at, recent in contact:
        if last_at == last_at:
            rows[account_id]["last_touch_on"] = datetime.fromtimestamp(last_at, UTC).date()
            rows[account_id]["touches_90_days"] = int(recent)
    _balance(rows, ids, found)
    parts = (
        _issues(shard, as_of),
        _commitments(shard, as_of),
        _terms_end(shard, as_of),
        _people(shard, as_of),
        _nps(shard, as_of),
    )
    for statement in parts:
        for part in session.execute(statement).mappings():
            values = {name: value for name, value in part.items() if name != "account_id" and value is not None}
            rows[part["account_id"]].update(values)
    for account_id, name in _champions(session, shard, as_of).items():
        rows[account_id]["champion"] = name
    for row in rows.values():
        _finish(row, policy)
    return rows


def _accounts(session: Session, shard: Shard, as_of: date) -> Rows:
    a = Account
    statement = (
        select(
            a.id, a.name, a.tier, a.segment, a.region, a.industry, a.lifecycle, a.churned_on, a.owner_id,
            User.name.label("owner_name"), User.team_id,
        )
        .outerjoin(User, User.id == a.owner_id)
        .where(shard.holds(a.id))
        .order_by(a.id)
    )  # fmt: skip
    rows: Rows = {}
    for found in session.execute(statement).mappings():
        row: dict[str, Any] = dict(found)
        churned_on = row.pop("churned_on")
        gone = churned_on <= as_of if churned_on else row["lifecycle"] is Lifecycle.CHURNED
        row["is_customer"] = not gone and row["lifecycle"] is not Lifecycle.PROSPECT
        account_id = row.pop("id")
        rows[account_id] = row | dict(_NOTHING)
    return rows


_NOTHING: Mapping[str, Any] = {
    "touches_90_days": 0,
    "open_issues": 0,
    "worst_severity": None,
    "oldest_issue_on": None,
    "overdue_commitments": 0,
    "renewal_on": None,
    "notice_on": None,
    "champion": None,
    "stakeholders": 0,
    "nps": None,
    "last_touch_on": None,
    "next_touch_due_on": None,
}


def _balance(rows: Rows, ids: Sequence[int], found: Computed) -> None:
    """By whom and on whose initiative, as the facts of the last row have it."""
    for name in ("human", "automated", "proactive", "reactive"):
        for account_id, level in zip(ids, getattr(found.facts, name)[:, -1].tolist(), strict=True):
            rows[account_id][f"{name}_touches"] = level


def _issues(shard: Shard, as_of: date) -> AnySelect:
    i, end = Issue, end_of(as_of)
    still_open = or_(i.resolved_at.is_(None), i.resolved_at >= end, i.resolution_recorded_at >= end)
    return (
        select(
            i.account_id,
            func.count().label("open_issues"),
            func.min(i.severity).label("worst_severity"),
            func.min(i.opened_at).label("oldest_issue_at"),
        )
        .where(shard.holds(i.account_id), i.opened_at < end, i.recorded_at < end, still_open)
        .group_by(i.account_id)
    )


def _commitments(shard: Shard, as_of: date) -> AnySelect:
    c, end = Commitment, end_of(as_of)
    undecided = or_(
        and_(c.kept_on.is_(None), c.broken_on.is_(None)), c.kept_on > as_of, c.broken_on > as_of,
        c.outcome_recorded_at >= end,
    )  # fmt: skip
    return (
        select(c.account_id, func.count().label("overdue_commitments"))
        .where(shard.holds(c.account_id), c.is_ours, c.recorded_at < end, c.due_on < as_of, undecided)
        .group_by(c.account_id)
    )


def _terms_end(shard: Shard, as_of: date) -> AnySelect:
    """The next end of a contract, or of a renewal that has no contract on record, with that one's notice deadline.

    Of several that end on that day, the earliest notice deadline.
    """
    c, r, end = Contract, Renewal, end_of(as_of)
    contracts = select(c.account_id, c.ends_on.label("renewal_on"), c.notice_on).where(
        shard.holds(c.account_id), c.ends_on > as_of, c.starts_on <= as_of, c.recorded_at < end
    )
    renewals = select(r.account_id, r.due_on.label("renewal_on"), r.notice_on).where(
        shard.holds(r.account_id),
        r.contract_id.is_(None),
        or_(r.status == RenewalStatus.OPEN, r.decided_on > as_of),
        r.due_on > as_of,
        r.recorded_at < end,
    )
    ends = union_all(contracts, renewals).subquery()
    order = (ends.c.renewal_on, ends.c.notice_on.nulls_last())
    place = func.row_number().over(partition_by=ends.c.account_id, order_by=order).label("place")
    first = select(ends, place).subquery()
    return select(first.c.account_id, first.c.renewal_on, first.c.notice_on).where(first.c.place == 1)


def _people(shard: Shard, as_of: date) -> AnySelect:
    s = Stakeholder
    return (
        select(s.account_id, func.count().label("stakeholders"))
        .join(Contact, Contact.id == s.contact_id)
        .where(
            shard.holds(s.account_id),
            s.recorded_at < end_of(as_of),
            or_(Contact.left_on.is_(None), Contact.left_on > as_of),
        )
        .group_by(s.account_id)
    )


def _nps(shard: Shard, as_of: date) -> AnySelect:
    s, end = SurveyResponse, end_of(as_of)
    return (
        select(s.account_id, func.sum(s.score).label("nps_total"), func.count().label("nps_answers"))
        .where(
            shard.holds(s.account_id),
            s.kind == SurveyKind.NPS,
            s.answered_at < end,
            s.answered_at >= end - timedelta(days=NPS_DAYS),
            s.recorded_at < end,
        )
        .group_by(s.account_id)
    )


def _champions(session: Session, shard: Shard, as_of: date) -> dict[int, str]:
    """Each account's champion by the latest assessments: of several the one with the most influence."""
    a = Assessment
    latest = (
        select(
            a.account_id, a.stakeholder_id, a.stance, a.influence,
            func.row_number().over(partition_by=a.stakeholder_id, order_by=(a.assessed_on.desc(), a.id.desc()))
            .label("place"),
        )
        .where(shard.holds(a.account_id), a.assessed_on <= as_of, a.recorded_at < end_of(as_of))
        .subquery()
    )  # fmt: skip
    statement = (
        select(latest.c.account_id, Contact.name)
        .join(Stakeholder, Stakeholder.id == latest.c.stakeholder_id)
        .join(Contact, Contact.id == Stakeholder.contact_id)
        .where(
            latest.c.place == 1,
            latest.c.stance == Stance.CHAMPION.value,
            Stakeholder.recorded_at < end_of(as_of),
            or_(Contact.left_on.is_(None), Contact.left_on > as_of),
        )
        .order_by(latest.c.account_id, func.coalesce(latest.c.influence, 0), Contact.id.desc())
    )
    return {found.account_id: found.name for found in session.execute(statement)}


def _finish(row: dict[str, Any], policy: Policy) -> None:
    oldest = row.pop("oldest_issue_at", None)
    row["oldest_issue_on"] = oldest.date() if oldest else None
    if row["last_touch_on"] and row["tier"] is not None:
        row["next_touch_due_on"] = row["last_touch_on"] + timedelta(days=policy.cadence_days[row["tier"]])
    for name in ("tier", "lifecycle", "worst_severity"):
        row[name] = None if row[name] is None else str(row[name])
    total, answers = row.pop("nps_total", None), row.pop("nps_answers", 0)
    row["nps"] = None if total is None else int(total) / int(answers)
