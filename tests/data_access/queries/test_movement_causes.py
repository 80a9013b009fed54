"""The cause of a movement names the indicator that moved most and a record that the viewer may see."""

from datetime import date, timedelta

import pytest

from data_access.queries.movement_causes import movement_causes
from data_access.queries.portfolio import portfolio
from domain.breakdowns import movements
from domain.viewer import Viewer
from domain.vocabulary import Role
from tests.conftest import DEMO_DAY
from tests.oracles.raw import opened
from tests.statements import counted_statements


@pytest.fixture
def executive(demo_database: str) -> Viewer:
    with opened(demo_database) as raw:
        number = raw.value("SELECT min(id) FROM users WHERE role = 'executive'")
    return Viewer(number, "Somebody", Role.EXECUTIVE, DEMO_DAY)


def asked(viewer: Viewer) -> tuple[tuple[int, ...], date]:
    book = portfolio(viewer)
    return tuple(movements(book, 4)["account_id"].tolist()), book.weeks[book.week_before(4)]


def test_every_account_that_moved_has_a_cause_in_its_direction(executive: Viewer) -> None:
    ids, since = asked(executive)
    moved = movements(portfolio(executive), 4).set_index("account_id")
    told = movement_causes(executive, ids, since, DEMO_DAY)
    assert set(told) == set(ids)
    for number, lead in told.items():
        assert (lead.points < 0) == bool(moved.loc[number, "is_worse"])
        assert lead.record is not None
        assert lead.record.on <= DEMO_DAY


def test_a_record_is_one_of_the_account_itself(executive: Viewer, demo_database: str) -> None:
    ids, since = asked(executive)
    texts = {"service": ("issues", "title"), "trust": ("commitments", "promise")}
    with opened(demo_database) as raw:
        for number, lead in movement_causes(executive, ids, since, DEMO_DAY).items():
            if lead.record is not None and lead.key in texts and "touch" not in lead.record.what:
                table, column = texts[lead.key]
                names = {row[column] for row in raw.rows(f"SELECT {column} FROM {table} WHERE account_id = {number}")}
                assert lead.record.what.split("“", 1)[1].rstrip("”") in names


def test_the_number_of_statements_does_not_grow_with_the_accounts(executive: Viewer) -> None:
    ids, since = asked(executive)
    with counted_statements() as statements:
        movement_causes(executive, ids, since, DEMO_DAY)
    assert len(statements) <= 12


def test_accounts_out_of_sight_are_left_out(executive: Viewer, demo_database: str) -> None:
    ids, since = asked(executive)
    with opened(demo_database) as raw:
        number = raw.value("SELECT min(id) FROM users WHERE role = 'account_manager'")
    manager = Viewer(number, "Somebody", Role.ACCOUNT_MANAGER, DEMO_DAY)
    mine = set(portfolio(manager).accounts["account_id"])
    assert set(movement_causes(manager, ids, since, DEMO_DAY)) <= mine


def test_a_day_before_the_history_has_no_causes(executive: Viewer) -> None:
    ids, _ = asked(executive)
    assert movement_causes(executive, ids[:3], DEMO_DAY - timedelta(days=2), DEMO_DAY) == {}
