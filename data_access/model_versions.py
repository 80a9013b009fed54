"""The published health models, out of the table that keeps them."""

import json
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access.models import HealthModel
from domain.model_versions import ModelVersion, in_order
from domain.policy import POLICY
from domain.policy_document import policy_from_document, policy_to_document


def read_versions(session: Session) -> tuple[ModelVersion, ...]:
    """Every published model, the oldest first; none before the first refresh."""
    columns = (HealthModel.id, HealthModel.name, HealthModel.published_on, HealthModel.policy)
    found = [
        ModelVersion(number, name, published_on, policy_from_document(_of_today(json.loads(policy))))
        for number, name, published_on, policy in session.execute(select(*columns))
    ]
    return in_order(found)


def _of_today(stored: dict[str, Any]) -> dict[str, Any]:
    """A model as it was stored, with the usual values of what a later release added, without what one dropped."""
    usual = policy_to_document(POLICY)
    return usual | {name: value for name, value in stored.items() if name in usual}


def ensure_first_version(session: Session, day: date) -> None:
    """Publish the policy that Nexus comes with, as of `day`, where no model was ever published."""
    if session.scalar(select(HealthModel.id).limit(1)) is None:
        document = json.dumps(policy_to_document(POLICY), sort_keys=True)
        session.add(HealthModel(name=POLICY.name, policy=document, published_on=day))
        session.flush()
