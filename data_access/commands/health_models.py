"""Publishing a health model."""

import json
from collections.abc import Callable
from datetime import date

from sqlalchemy import func, select

from data_access.models import AccountCurrent, HealthModel
from data_access.refresh import refresh
from data_access.writing import writing
from domain.errors import NexusError, NotYours
from domain.policy import Policy
from domain.policy_document import policy_to_document
from domain.policy_edit import refuse_impossible
from domain.viewer import Viewer
from domain.vocabulary import Role

LONGEST_NAME = 60


Progress = Callable[[int, int], None]
"""Told (accounts done, accounts in all) after each group."""


def publish_model(viewer: Viewer, operation_id: str, policy: Policy, note: str) -> date:
    """Publish the policy under its name; the day from which it is in force. For administrators only.

    It never counts for a day that was scored already: history keeps the model that was in force. The next refresh
    scores with it. Raises `NexusError` for a model that cannot be computed, without a note, or under a name that is
    taken.
    """
    refuse_impossible(policy)
    name, why = policy.name.strip(), note.strip()
    if not why:
        raise NexusError("A model is published with a note.", "Say what changes, and why: it stays beside the version.")
    if not name or len(name) > LONGEST_NAME:
        raise NexusError(f"A model has a name of at most {LONGEST_NAME} letters.")
    with writing(viewer, operation_id, "publish a health model") as session:
        if session.scalar(select(HealthModel.id).where(func.lower(HealthModel.name) == name.lower())):
            raise NexusError(f"There is a model called “{name}” already.", "Give this one another name.")
        known = (
            session.scalar(select(func.max(AccountCurrent.as_of_on))),
            session.scalar(select(func.max(HealthModel.published_on))),
        )
        day: date = max([viewer.as_of, *(one for one in known if one is not None)])
        document = json.dumps(policy_to_document(policy) | {"name": name}, sort_keys=True)
        session.add(
            HealthModel(name=name, policy=document, published_on=day, author_id=viewer.user_id, note=why),
        )
    return day


def score_all(viewer: Viewer, day: date, progress: Progress | None = None) -> int:
    """Refresh every account as of that day, so that the model in force is seen at once; the number of accounts."""
    if viewer.role is not Role.ADMINISTRATOR:
        raise NotYours("Only an administrator has every account scored.")
    return refresh(as_of=day, progress=progress).accounts
