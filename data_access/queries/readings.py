"""How is each indicator spread over the viewer's customers, on the day of the last refresh?"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from sqlalchemy import select

from data_access.cache import cached
from data_access.health_by_day import is_told
from data_access.models import AccountCurrent, HealthModel
from data_access.queries.account import order_of_readings
from data_access.session import reading
from domain.spread import Spread, spread_of
from domain.viewer import Viewer

_TRUST = "trust"
"""The indicator whose reading is the level of the trust reservoir."""


@cached(entries=32)
def reading_spreads(viewer: Viewer) -> dict[str, Spread]:
    """For each indicator of the model in force, by key, the spread of its readings over customers."""
    c, m = AccountCurrent, HealthModel
    statement = (
        select(m.policy, c.readings).join(m, m.id == c.model_id).where(c.is_customer, is_told()).order_by(c.account_id)
    )
    with reading(viewer) as session:
        rows: Sequence[Any] = session.execute(statement).all()
    orders = {policy: order_of_readings(policy) for policy in {row.policy for row in rows}}
    found: dict[str, list[float]] = {}
    for policy, readings in rows:
        for key, value in zip(orders[policy], np.frombuffer(readings, "<f8").tolist(), strict=False):
            found.setdefault(key, []).append(value)
    return {key: spread_of(key, np.array(values)) for key, values in found.items()}


@cached(entries=64)
def trust_levels(viewer: Viewer, account_ids: tuple[int, ...]) -> dict[int, float]:
    """The level of trust (0-100) of these accounts on the day of the last refresh; unknown ones are left out."""
    c, m = AccountCurrent, HealthModel
    statement = select(c.account_id, c.model_id, c.readings).where(c.account_id.in_(account_ids), is_told())
    with reading(viewer) as session:
        rows: Sequence[Any] = session.execute(statement).all()
        models = {row.model_id for row in rows}
        policies = session.execute(select(m.id, m.policy).where(m.id.in_(models))).all()
    places = {number: _place_of_trust(policy) for number, policy in policies}
    found: dict[int, float] = {}
    for account_id, model, readings in rows:
        place = places[model]
        level = np.nan if place is None else float(np.frombuffer(readings, "<f8")[place])
        if not np.isnan(level):
            found[account_id] = level
    return found


@lru_cache(16)
def _place_of_trust(policy: str) -> int | None:
    """Where trust stands among the readings of a stored model; None where it has no weight."""
    order = order_of_readings(policy)
    return order.index(_TRUST) if _TRUST in order else None
