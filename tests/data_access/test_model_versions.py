"""The table of published models, read as versions."""

import json
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from data_access.model_versions import ensure_first_version, read_versions
from data_access.models import HealthModel
from data_access.session import maintaining, reading
from domain.policy import POLICY
from domain.policy_document import UnreadablePolicy, policy_to_document, same_numbers
from tests.builders import make_health_model, viewer_for

DAY = date(2026, 6, 30)


def test_before_anything_was_published_there_is_no_version(database: str) -> None:
    with reading(viewer_for(1)) as session:
        assert read_versions(session) == ()


def test_the_first_version_is_the_policy_that_nexus_comes_with_and_is_published_once(database: str) -> None:
    for day in (DAY, date(2026, 7, 1)):
        with maintaining() as session:
            ensure_first_version(session, day)
    with reading(viewer_for(1)) as session:
        (version,) = read_versions(session)
    assert (version.name, version.published_on) == (POLICY.name, DAY)
    assert same_numbers(version.policy, POLICY)


def test_where_something_was_published_nothing_is_added(database: str) -> None:
    make_health_model(name="Ours")
    with maintaining() as session:
        ensure_first_version(session, DAY)
        assert session.scalar(select(func.count()).select_from(HealthModel)) == 1


def test_versions_come_in_the_order_in_which_they_were_published(database: str) -> None:
    for name, day in (("Summer", date(2026, 6, 1)), ("Spring", date(2026, 3, 1)), ("Later", date(2026, 6, 1))):
        policy = replace(POLICY, name=name, insight=float(len(name)))
        make_health_model(name=name, published_on=day, policy=json.dumps(policy_to_document(policy)))
    with maintaining() as session:
        versions = read_versions(session)
    assert [version.name for version in versions] == ["Spring", "Summer", "Later"]
    assert [version.policy.insight for version in versions] == [6.0, 6.0, 5.0]


def test_a_model_that_cannot_be_read_is_an_error_and_not_a_guess(database: str) -> None:
    make_health_model(policy='{"weights": {"trust": "much"}}')
    with maintaining() as session, pytest.raises(UnreadablePolicy):
        read_versions(session)


def test_a_model_of_an_earlier_release_has_the_usual_values_of_what_came_since(database: str) -> None:
    stored = {**policy_to_document(replace(POLICY, insight=7.0)), "dropped_since": 1}
    del stored["recognition"]
    make_health_model(policy=json.dumps(stored))
    with maintaining() as session:
        (version,) = read_versions(session)
    assert (version.policy.insight, version.policy.recognition) == (7.0, POLICY.recognition)
