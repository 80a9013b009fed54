"""Why did these accounts change their band: for each the indicator that moved it most, and a record?

Only for accounts that are listed: a few statements by index for all of them together, whatever the size of the book.
"""

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access.cache import cached
from data_access.models import AccountCurrent, HealthModel, HealthSnapshot
from data_access.queries.movement_records import READERS, Window, last_touches
from data_access.session import reading
from domain.facts import TIERS
from domain.grid import Floats
from domain.movement import leading_change
from domain.movement_words import Found, Lead
from domain.policy import Policy
from domain.policy_document import policy_from_document
from domain.registry import Indicator
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
    told = {one: _lead(*pair) for one, pair in rows.items() if len(pair) == 2}
    return {one: lead for one, lead in told.items() if lead is not None}


@lru_cache(16)
def _model(policy: str) -> tuple[Policy, tuple[Indicator, ...]]:
    """A stored model and its indicators, in the order of its readings."""
    found = policy_from_document(json.loads(policy))
    return found, model_indicators(found)


@lru_cache(64)
def _weights(policy: str, tier: Tier | None) -> Floats:
    found, rules = _model(policy)
    place = np.array([-1 if tier is None else TIERS.index(tier)])
    return weights_by_account(found, [rule.key for rule in rules], place)[:, 0]


def _lead(then: Any, now: Any) -> Lead | None:
    """By the model of the later day: an indicator that the earlier one did not weigh was not known then."""
    _, rules = _model(now.policy)
    new = np.frombuffer(now.readings, "<f8")[: len(rules)]
    old = np.frombuffer(then.readings, "<f8")[: len(rules)]
    if then.policy != now.policy:
        known = dict(zip((rule.key for rule in _model(then.policy)[1]), old.tolist(), strict=False))
        old = np.array([known.get(rule.key, np.nan) for rule in rules])
    is_worse = (now.score or 0.0) < (then.score or 0.0)
    place, points = leading_change(old, new, _weights(now.policy, now.tier), is_worse=is_worse)
    return None if place < 0 else Lead(rules[place].key, rules[place].label, points)
