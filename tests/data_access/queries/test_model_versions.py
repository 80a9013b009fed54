"""The model of a day: what is explained and read goes by the version that was in force."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from data_access.queries.account import order_of_readings
from data_access.queries.explanation import explanation
from data_access.queries.model_versions import model_on, model_versions
from domain.policy import POLICY
from domain.policy_document import policy_to_document, same_numbers
from tests.builders import (
    DAY,
    at,
    make_account,
    make_health_model,
    make_issue,
    make_touchpoint,
    make_user,
    make_workspace,
    viewer_for,
)


def publish(name: str, day: date, weights: dict[str, float]) -> None:
    policy = replace(POLICY, name=name, weights=weights, least_completeness=0.0)
    make_health_model(name=name, published_on=day, policy=json.dumps(policy_to_document(policy)))


def test_where_nothing_was_published_it_is_the_one_that_nexus_comes_with(database: str) -> None:
    viewer = viewer_for(make_user())
    assert model_versions(viewer) == ()
    assert model_on(viewer) is POLICY


def test_a_day_is_explained_by_the_model_that_was_in_force(database: str) -> None:
    make_workspace()
    owner = make_user()
    account = make_account(owner_id=owner)
    make_issue(account)
    make_touchpoint(account, occurred_at=at(30), sentiment=-0.5)
    publish("Trust alone", DAY - timedelta(days=90), {"trust": 1.0})
    publish("Service alone", DAY, {"service": 1.0})
    viewer = viewer_for(owner)
    for day, key in ((DAY, "service"), (DAY - timedelta(days=1), "trust")):
        told = explanation(viewer.on(day), account).now
        assert told is not None
        assert [bar.key for bar in told.bars] == [key]
        assert model_on(viewer.on(day)).weights == {key: 1.0}


@pytest.mark.parametrize("tiers", [{}, {"key": {"trust": 2.0}}, {"tactical": {"service": 0.0, "trust": 1.0}}])
def test_readings_are_stored_in_the_models_order(tiers: dict[str, dict[str, float]]) -> None:
    document = policy_to_document(replace(POLICY, weights={"service": 1.0, "goals": 1.0, "trust": 0.0}))
    expected = ["goals", "service", *(["trust"] if tiers else [])]
    assert order_of_readings(json.dumps(document | {"tier_weights": tiers})) == expected


def test_a_published_model_is_read_whole(database: str) -> None:
    publish("Ours", DAY, dict(POLICY.weights))
    (version,) = model_versions(viewer_for(make_user()))
    assert same_numbers(version.policy, replace(POLICY, least_completeness=0.0))
