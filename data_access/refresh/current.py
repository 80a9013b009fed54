"""What an account's row in `account_current` says beside health: contacts, issues, contracts, people, as of a day."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
from sqlalchemy import String, select, type_coerce
from sqlalchemy.orm import Session

from data_access.bulk import plain_rows
from data_access.columns import day_number, is_one_of
from data_access.models import Account, Base, Contact, User
from data_access.refresh.computed import Computed
from data_access.refresh.rows import known
from data_access.refresh.shards import Shard
from domain.events import NEVER, Events
from domain.grid import EPOCH, Ints
from domain.policy import Policy
from domain.portfolio_columns import NO_DAY
from domain.standing import standing
from domain.vocabulary import Lifecycle, Severity

Columns = dict[str, list[Any]]
_SEVERITIES: tuple[str | None, ...] = (None, *(severity.value for severity in Severity))
_ACCOUNTS, _USERS = (Base.metadata.tables[model.__tablename__] for model in (Account, User))
_BALANCE = ("human", "automated", "proactive", "reactive")


def describe(session: Session, shard: Shard, events: Events, found: Computed, as_of: date, policy: Policy) -> Columns:
    """For each account of the shard the columns of its current row that are not health or revenue."""
    stands, columns = standing(events, as_of), _accounts(session, shard, as_of)
    touched_on = _days(found.contact[:, -1])
    names = _names(session, stands.champion)
    return columns | {
        "last_touch_on": touched_on,
        "next_touch_due_on": _due(touched_on, columns["tier"], policy),
        "touches_90_days": found.recent_contacts.astype(np.int64).tolist(),
        **{f"{name}_touches": getattr(found.facts, name)[:, -1].tolist() for name in _BALANCE},
        "open_issues": stands.open_issues.tolist(),
        "worst_severity": [_SEVERITIES[level] for level in stands.worst_level.tolist()],
        "oldest_issue_on": _dates(stands.oldest_issue_at),
        "overdue_commitments": stands.overdue_promises.tolist(),
        "renewal_on": _days(stands.ends),
        "notice_on": _days(stands.notice),
        "champion": [names.get(number) for number in stands.champion.tolist()],
        "stakeholders": stands.people.tolist(),
        "nps": known(stands.nps),
    }


def _accounts(session: Session, shard: Shard, as_of: date) -> Columns:
    """What is written about the accounts themselves, by number."""
    a, u = _ACCOUNTS.c, _USERS.c
    # Words as they are written: an object of its kind for each would cost more than reading them.
    tier, lifecycle = type_coerce(a.tier, String), type_coerce(a.lifecycle, String)
    statement = (
        select(
            a.name, tier.label("tier"), a.segment, a.region, a.industry, lifecycle.label("lifecycle"), a.owner_id,
            u.name.label("owner_name"), u.team_id, day_number(a.churned_on).label("churned_day"),
        )
        .select_from(_ACCOUNTS.outerjoin(_USERS, u.id == a.owner_id))
        .where(shard.holds(a.id))
        .order_by(a.id)
    )  # fmt: skip
    names = [column.name for column in statement.selected_columns]
    rows = plain_rows(session, statement)
    columns: Columns = {name: [row[place] for row in rows] for place, name in enumerate(names)}
    churned, today = zip(columns.pop("churned_day"), columns["lifecycle"], strict=True), as_of.toordinal() - EPOCH
    return columns | {"is_customer": [_is_customer(day, lifecycle, today) for day, lifecycle in churned]}


def _is_customer(churned_day: int | None, lifecycle: str, today: int) -> bool:
    gone = churned_day <= today if churned_day is not None else lifecycle == Lifecycle.CHURNED.value
    return not gone and lifecycle != Lifecycle.PROSPECT.value


def _due(touched_on: list[date | None], tiers: list[str | None], policy: Policy) -> list[date | None]:
    """When the next touch is due: unknown without a touch, or without a tier."""
    cadence = {tier.value: timedelta(days=days) for tier, days in policy.cadence_days.items()}
    return [
        None if day is None or tier is None else day + cadence[tier]
        for day, tier in zip(touched_on, tiers, strict=True)
    ]


def _names(session: Session, contacts: Ints) -> dict[int, str]:
    wanted = np.unique(contacts[contacts > 0]).tolist()
    if not wanted:
        return {}
    statement = select(Contact.id, Contact.name).where(is_one_of(Contact.id, wanted))
    return dict(plain_rows(session, statement))


def _dates(instants: Ints) -> list[date | None]:
    return [None if at == NEVER else datetime.fromtimestamp(at, UTC).date() for at in instants.tolist()]


def _days(ordinals: Ints) -> list[date | None]:
    return [None if day == NO_DAY else date.fromordinal(day) for day in ordinals.tolist()]
