"""Why did these accounts change their band: for each the indicator that moved it most, and a record?

Only for accounts that are listed: a few statements by index for all of them together, whatever the size of the book.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access.cache import cached
from data_access.models import AccountCurrent, HealthModel, HealthSnapshot
from data_access.queries.movement_records import READERS, Window, last_touches
from data_access.session import reading
from domain.facts import TIERS
from domain.movement import leading_change
from domain.movement_words import Found, Lead
from domain.policy import Policy
from domain.policy_document import policy_from_document
from domain.scoring import model_indicators
from domain.viewer import Viewer
from domain.vocabulary import Tier
from domain.weights import weights_by_account

_RECORDS: Mapping[str, str] = {
    "service": "issue",
    "trust": "promise",
    "satisfaction": "survey",
    "champion": "person",
    "stances": "person",
    "invoices": "invoice",
    "price_rise": "contract",
    "notice": "contract",
    "seats": "usage",
    "usage_trend": "usage",
}
"""What kind of record stands behind an indicator; the last touch behind the others."""


@cached(entries=64)
def movement_causes(viewer: Viewer, account_ids: tuple[int, ...], since: date, until: date) -> dict[int, Lead]:
    """For each account the indicator that moved its score most between two days of its history, and the record.

    An account that has no reading on both days is left out.
    """
    with reading(viewer) as session:
        leads = _leads(session, account_ids, since, until)
        records: dict[int, Found] = {}
        for kind, read in READERS.items():
            ids = tuple(one for one, lead in leads.items() if _RECORDS.get(lead.key, "touch") == kind)
            if ids:
                records |= read(session, Window(ids, since, until))
        rest = tuple(one for one in leads if one not in records)
        records |= last_touches(session, Window(rest, since, until)) if rest else {}
    return {one: lead.with_record(records.get(one)) for one, lead in leads.items()}


def _leads(session: Session, ids: tuple[int, ...], since: date, until: date) -> dict[int, Lead]:
    s, c, m = HealthSnapshot, AccountCurrent, HealthModel
    statement = (
        select(s.account_id, s.week_on, s.readings, s.score, m.policy, c.tier)
        .join(m, m.id == s.model_id)
        .join(c, c.account_id == s.account_id)
        .where(s.account_id.in_(ids), s.week_on.in_((since, until)))
        .order_by(s.account_id, s.week_on)
    )
    rows: dict[int, list[Any]] = {}
    for row in session.execute(statement):
        rows.setdefault(row.account_id, []).append(row)
    policies = {row.policy: policy_from_document(json.loads(row.policy)) for pair in rows.values() for row in pair}
    told = {}
    for account_id, pair in rows.items():
        if len(pair) == 2:
            lead = _lead(pair, policies)
            if lead is not None:
                told[account_id] = lead
    return told


def _readings(row: Any, policy: Policy) -> dict[str, float]:
    keys = [rule.key for rule in model_indicators(policy)]
    return dict(zip(keys, np.frombuffer(row.readings, "<f8").tolist(), strict=False))


def _lead(pair: list[Any], policies: Mapping[str, Policy]) -> Lead | None:
    """By the model of the later day: an indicator that the earlier one did not weigh was not known then."""
    then, now = pair
    policy = policies[now.policy]
    rules = model_indicators(policy)
    tier = np.array([TIERS.index(Tier(now.tier)) if now.tier is not None else -1])
    weights = weights_by_account(policy, [rule.key for rule in rules], tier)[:, 0]
    before, after = (_readings(row, policies[row.policy]) for row in pair)
    old, new = (np.array([readings.get(rule.key, np.nan) for rule in rules]) for readings in (before, after))
    place, points = leading_change(old, new, weights, is_worse=(now.score or 0.0) < (then.score or 0.0))
    return None if place < 0 else Lead(rules[place].key, rules[place].label, points)
