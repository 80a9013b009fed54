"""Visits: noted once a day, and told to the person alone."""

from datetime import UTC, datetime, timedelta

from data_access.commands.visits import note_visit
from data_access.queries.visits import last_visit
from domain.viewer import Viewer
from domain.vocabulary import Role
from tests.builders import DAY, make_user, make_workspace

NOON = datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=UTC)


def test_a_visit_is_noted_once_a_day_and_told_to_that_person_alone(database: str) -> None:
    make_workspace(demo_day=DAY)
    one = Viewer(make_user(name="Eva", role=Role.EXECUTIVE), "Eva", Role.EXECUTIVE, DAY)
    other = Viewer(make_user(name="Ada", role=Role.ACCOUNT_MANAGER), "Ada", Role.ACCOUNT_MANAGER, DAY)
    assert last_visit(one, "portfolio") is None
    note_visit(one, "portfolio", NOON)
    note_visit(one, "portfolio", NOON + timedelta(hours=3))
    assert last_visit(one, "portfolio") == NOON
    note_visit(one, "portfolio", NOON + timedelta(days=1))
    assert last_visit(one, "portfolio") == NOON + timedelta(days=1)
    assert last_visit(one, "renewals") is None
    assert last_visit(other, "portfolio") is None
