"""Publishing a model: by administrators, with a note, and never for a day that was scored already."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from data_access.commands.health_models import publish_model
from data_access.model_versions import ensure_first_version
from data_access.models import AuditEntry, HealthModel
from data_access.queries.model_versions import model_on, model_versions, published_models
from data_access.session import maintaining
from domain.errors import AlreadyDone, NexusError, NotYours
from domain.policy import POLICY
from domain.policy_document import same_numbers
from domain.viewer import Viewer
from domain.vocabulary import Role
from tests.builders import DAY, make_account, make_current, make_user, viewer_for

STRICTER = replace(POLICY, name="Stricter", loss_weight=4.0)


@pytest.fixture
def administrator(database: str) -> Viewer:
    with maintaining() as session:
        ensure_first_version(session, DAY - timedelta(days=30))
    return viewer_for(make_user(role=Role.ADMINISTRATOR), Role.ADMINISTRATOR)


def test_a_published_model_is_in_force_from_that_day_and_its_note_is_kept(administrator: Viewer) -> None:
    assert publish_model(administrator, "op", STRICTER, " Losses hurt more ") == DAY
    first, second = model_versions(administrator)
    assert (first.name, second.name, second.published_on) == ("Nexus 1", "Stricter", DAY)
    assert same_numbers(model_on(administrator), STRICTER)
    assert same_numbers(model_on(administrator.on(DAY - timedelta(days=1))), POLICY)
    with maintaining() as session:
        row = session.get_one(HealthModel, second.id)
        assert (row.note, row.author_id) == ("Losses hurt more", administrator.user_id)
        assert session.scalars(select(AuditEntry.action)).all() == ["publish a health model"]


def test_the_list_of_versions_tells_who_why_and_what(administrator: Viewer) -> None:
    publish_model(administrator, "op", STRICTER, "Losses hurt more")
    newest, first = published_models(administrator)
    assert (newest.name, newest.author, newest.note) == ("Stricter", "Ada Owner", "Losses hurt more")
    assert newest.changes == ("Loss weight 3 → 4",)
    assert (first.name, first.author, first.note, first.changes) == ("Nexus 1", None, None, ())


def test_publishing_twice_with_one_form_publishes_once(administrator: Viewer) -> None:
    publish_model(administrator, "op", STRICTER, "Why")
    with pytest.raises(AlreadyDone):
        publish_model(administrator, "op", STRICTER, "Why")
    assert len(model_versions(administrator)) == 2


@pytest.mark.parametrize("role", [Role.ACCOUNT_MANAGER, Role.TEAM_LEAD, Role.EXECUTIVE])
def test_nobody_else_publishes(administrator: Viewer, role: Role) -> None:
    with pytest.raises(NotYours):
        publish_model(viewer_for(make_user(role=role), role), "op", STRICTER, "Why")
    with maintaining() as session:
        assert session.scalar(select(func.count()).select_from(HealthModel)) == 1


def test_a_day_that_was_scored_keeps_its_model_whatever_day_is_looked_at(administrator: Viewer) -> None:
    make_current(make_account(), as_of_on=DAY)
    assert publish_model(administrator.on(date(2025, 1, 1)), "op", STRICTER, "Why") == DAY


@pytest.mark.parametrize(
    ("policy", "note", "words"),
    [
        (STRICTER, "  ", "with a note"),
        (replace(STRICTER, name=" "), "Why", "name"),
        (replace(STRICTER, name="x" * 61), "Why", "at most 60"),
        (replace(STRICTER, name="nexus 1"), "Why", "already"),
        (replace(STRICTER, trust_half_life_days=0.0), "Why", "cannot be zero"),
    ],
)
def test_what_cannot_be_published_says_why(administrator: Viewer, policy: object, note: str, words: str) -> None:
    with pytest.raises(NexusError, match=words):
        publish_model(administrator, "op", policy, note)  # type: ignore[arg-type]
    assert len(model_versions(administrator)) == 1
