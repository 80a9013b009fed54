"""Who sees what: every table against every person, with both walls and with each of them alone."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data_access.models import Account, Base, Contact, Stakeholder
from data_access.models.base import OfAccount
from data_access.session import maintaining, reading
from data_access.walls.tables import ADMINISTRATIVE, INTERNAL, OPEN, PERSONAL, account_columns, guarded
from domain.viewer import Viewer
from tests.company import (
    ADMINISTRATOR,
    EVERYBODY,
    EXECUTIVE,
    LEAD,
    NEWCOMER,
    OTHER_LEAD,
    OURS,
    OUTSIDER,
    OWNER,
    SEEN,
    TEAMMATE,
    THEIRS,
    viewer,
)
from tests.walls import WALLS

Open = Callable[[Viewer], AbstractContextManager[Session]]

MODELS: dict[str, Any] = {str(mapper.local_table): mapper.class_ for mapper in Base.registry.mappers}
MISSING = 999


@pytest.fixture(params=WALLS.values(), ids=list(WALLS))
def session_of(request: pytest.FixtureRequest, company: str) -> Open:
    """Opens a person's session: behind both walls, and behind each of them alone."""
    opened: Open = request.param
    return opened


def promised(table: str, person: int) -> set[int]:
    """The accounts whose rows of `table` that person sees."""
    if table in PERSONAL:
        return {person} & {OURS, THEIRS}
    if table in INTERNAL:
        return set()
    if table in ADMINISTRATIVE:
        return {OURS, THEIRS} if person == ADMINISTRATOR else set()
    return SEEN[person]


def rows_of(model: Any) -> Any:
    """How many rows there are."""
    return select(func.count()).select_from(model)


def seen(session: Session, model: Any) -> set[int]:
    """The accounts whose rows the session shows: a row has the number of its account."""
    numbers = [column.name for column in model.__table__.primary_key if column.type.python_type is int]
    return {number % 10 for number in session.scalars(select(getattr(model, numbers[0])))}


@pytest.mark.parametrize("person", EVERYBODY)
def test_every_table_shows_a_person_what_is_theirs(session_of: Open, person: int) -> None:
    with session_of(viewer(person)) as session:
        shown = {table: seen(session, MODELS[table]) for table in guarded()}
    assert shown == {table: promised(table, person) for table in guarded()}


@pytest.mark.parametrize("person", EVERYBODY)
def test_counting_tells_of_no_row_that_is_not_seen(session_of: Open, person: int) -> None:
    rows = {table: 2 if table == "contacts" else 1 for table in guarded()}
    with session_of(viewer(person)) as session:
        counted = {table: session.scalar(rows_of(MODELS[table])) for table in guarded()}
    assert counted == {table: len(promised(table, person)) * rows[table] for table in guarded()}


def test_someone_elses_row_is_like_one_that_does_not_exist(session_of: Open) -> None:
    models = [model for model in MODELS.values() if hasattr(model, "id") and issubclass(model, OfAccount | Account)]
    assert len(models) > 25
    with session_of(viewer(OWNER)) as session:
        for model in models:
            answers = [session.get(model, number) for number in (OURS, THEIRS, MISSING)]
            assert [answer is None for answer in answers] == [False, True, True], model


def test_people_products_and_rates_are_open_to_everybody(session_of: Open) -> None:
    with session_of(viewer(NEWCOMER)) as session:
        empty = {table for table in OPEN & MODELS.keys() if session.scalar(rows_of(MODELS[table])) == 0}
    assert empty <= {"data_changes"}


def test_the_company_of_the_tests_has_a_row_of_every_table_for_both_accounts(company: str) -> None:
    with maintaining() as session:
        without = {table for table in guarded() if not seen(session, MODELS[table]) >= {OURS, THEIRS}}
    assert without == set()


def test_every_model_of_an_account_is_guarded_by_its_account() -> None:
    of_account = {table for table, model in MODELS.items() if issubclass(model, OfAccount)}
    assert of_account <= account_columns().keys() <= guarded()
    with_account = {table.name for table in Base.metadata.sorted_tables if "account_id" in table.columns}
    assert with_account <= guarded()


def test_an_open_table_hangs_on_no_guarded_one() -> None:
    tables = Base.metadata.tables
    above = {name: {key.column.table.name for key in tables[name].foreign_keys} for name in OPEN & tables.keys()}
    assert {name: found & guarded() for name, found in above.items() if found & guarded()} == {}


def test_a_contact_is_seen_where_they_are_a_stakeholder_and_where_they_work(
    own_company: str, request: pytest.FixtureRequest
) -> None:
    with maintaining() as session:
        session.add(Contact(id=50, account_id=THEIRS, name="Consultant"))
        session.add(Contact(id=51, account_id=None, name="Freelancer"))
        session.flush()
        session.add_all(Stakeholder(id=contact, contact_id=contact, account_id=OURS) for contact in (50, 51))
    for opened in WALLS.values():
        shown = {}
        for person in (OWNER, OUTSIDER, EXECUTIVE, NEWCOMER):
            with opened(viewer(person)) as session:
                shown[person] = {number for number in session.scalars(select(Contact.id)) if number in (50, 51)}
        assert shown == {OWNER: {50, 51}, OUTSIDER: {50}, EXECUTIVE: {50, 51}, NEWCOMER: set()}


def test_an_account_that_changes_hands_changes_sight(own_company: str) -> None:
    with maintaining() as session:
        session.get_one(Account, OURS).owner_id = OUTSIDER
    for opened in WALLS.values():
        for person, expected in ((OWNER, set()), (OUTSIDER, {OURS, THEIRS}), (LEAD, set()), (TEAMMATE, {OURS})):
            with opened(viewer(person)) as session:
                assert seen(session, Account) == expected


def test_a_lead_without_a_team_sees_what_they_own(own_company: str) -> None:
    with maintaining() as session:
        session.get_one(MODELS["users"], LEAD).team_id = None
        session.get_one(MODELS["users"], OWNER).team_id = None
    for opened in WALLS.values():
        with opened(viewer(LEAD)) as session:
            assert seen(session, Account) == set()


def test_viewers_in_turn_and_within_one_another_see_their_own(company: str) -> None:
    for _ in range(2):
        with reading(viewer(OWNER)) as ours, reading(viewer(OUTSIDER)) as theirs, reading(viewer(OTHER_LEAD)) as led:
            assert [seen(one, Account) for one in (ours, theirs, led, ours)] == [{OURS}, {THEIRS}, {THEIRS}, {OURS}]
