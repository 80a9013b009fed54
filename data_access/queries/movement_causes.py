"""Why did these accounts change their band: for each the indicator that moved it most, and a record?

Only for accounts that are listed: a few statements by index for all of them together, whatever the size of the book.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from data_access.cache import cached
from data_access.health_by_day import health_by_day
from data_access.models import AccountCurrent, HealthModel
from data_access.queries.movement_records import READERS, Window, last_touches
from data_access.queries.portfolio import portfolio
from data_access.session import reading
from domain.breakdowns import movements_since
from domain.facts import TIERS
from domain.grid import Floats
from domain.movement import leading_changes
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


AT_ONCE = 1_000
"""Accounts of the book, those that moved worst and largest first, whose causes are read together: for every filter."""


def movement_causes(viewer: Viewer, account_ids: tuple[int, ...], since: date, until: date) -> dict[int, Lead]:
    """For each account the indicator that moved its score most between two days of its history, and the record.

    An account that has no reading on both days is left out.
    """
    of_book = _of_book(viewer, since, until)
    others = tuple(one for one in account_ids if one not in of_book)
    read = _causes(viewer, others, since, until) if others else {}
    found = {one: of_book.get(one, read.get(one)) for one in account_ids}
    return {one: lead for one, lead in found.items() if lead is not None}


@cached(entries=16)
def _of_book(viewer: Viewer, since: date, until: date) -> dict[int, Lead | None]:
    """The first of those that moved: whichever filter is chosen, most of what is listed is among them."""
    book = portfolio(viewer)
    ids = movements_since(book, book.week_of(since))["account_id"].tolist()[:AT_ONCE]
    found: dict[int, Lead | None] = dict.fromkeys(ids)
    found.update(_causes(viewer, tuple(ids), since, until))
    return found


@cached(entries=64)
def _causes(viewer: Viewer, account_ids: tuple[int, ...], since: date, until: date) -> dict[int, Lead]:
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
    """By the model of the later day: an indicator that the earlier one did not weigh was not known then."""
    told = health_by_day(lambda account, day: and_(account.in_(ids), day.in_((since, until)))).c
    c = AccountCurrent
    statement = (
        select(told.account_id, told.readings, told.score, told.model_id, c.tier)
        .join(c, c.account_id == told.account_id)
        .order_by(told.account_id, told.week_on)
    )
    of_account: dict[int, list[Any]] = {}
    for row in session.execute(statement):
        of_account.setdefault(row.account_id, []).append(row)
    alike: dict[tuple[int, int, Tier | None], list[tuple[Any, Any]]] = {}
    for then, now in (pair for pair in of_account.values() if len(pair) == 2):
        alike.setdefault((then.model_id, now.model_id, now.tier), []).append((then, now))
    models = (
        {one.id: one.policy for one in session.execute(select(HealthModel.id, HealthModel.policy))} if alike else {}
    )
    found: dict[int, Lead] = {}
    for (old, new, tier), pairs in alike.items():
        found |= _leads_of(pairs, models[old], models[new], tier)
    return {one: found[one] for one in of_account if one in found}


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


def _leads_of(pairs: Sequence[tuple[Any, Any]], old: str, new: str, tier: Tier | None) -> dict[int, Lead]:
    """The leads of accounts of one tier that had the same model then, and the same model now."""
    rules = _model(new)[1]
    now = np.stack([np.frombuffer(later.readings, "<f8")[: len(rules)] for _, later in pairs])
    known = {rule.key: place for place, rule in enumerate(_model(old)[1])}
    before = np.full_like(now, np.nan)
    told = np.stack([np.frombuffer(earlier.readings, "<f8") for earlier, _ in pairs])
    for place, rule in enumerate(rules):
        if rule.key in known and known[rule.key] < told.shape[1]:
            before[:, place] = told[:, known[rule.key]]
    is_worse = np.array([(later.score or 0.0) < (earlier.score or 0.0) for earlier, later in pairs])
    places, points = leading_changes(before, now, _weights(new, tier), is_worse)
    return {
        later.account_id: Lead(rules[place].key, rules[place].label, moved)
        for (_, later), place, moved in zip(pairs, places.tolist(), points.tolist(), strict=True)
        if place >= 0
    }
