"""Who may sign in, and whose database it is."""

import pytest

from data_access.queries.people import active_people, company, database_answers, person_and_company, person_by_email
from data_access.session import maintaining
from domain.errors import Unavailable
from domain.vocabulary import Role
from tests.shell.conftest import change_user
from tests.shell.meridian import ANA, CATHERINE, PRIYA, TOMAS, add_meridian


@pytest.fixture
def staff(database: str) -> str:
    with maintaining() as session:
        add_meridian(session)
    return database


def test_a_person_is_found_by_address_whatever_its_case(staff: str) -> None:
    person = person_by_email("  Ana@MERIDIAN.example ")
    assert person is not None
    assert (person.id, person.role, person.team) == (ANA, Role.ACCOUNT_MANAGER, "Northern Europe")


@pytest.mark.parametrize("address", ["", "nobody@meridian.example", "%", "ana@meridian.example' OR 1=1 --"])
def test_an_address_of_nobody_finds_nobody(staff: str, address: str) -> None:
    assert person_by_email(address) is None


def test_people_are_listed_by_role_without_those_who_left(staff: str) -> None:
    change_user(ANA, is_active=False)
    assert [person.role for person in active_people()] == list(Role)
    assert [person.id for person in active_people()][1:] == [PRIYA, CATHERINE, TOMAS]


def test_the_company_is_told_with_the_person(staff: str) -> None:
    found = person_and_company(CATHERINE)
    assert found is not None
    assert found[1] == company()
    assert person_and_company(404) is None


def test_an_empty_database_has_no_company_and_answers_all_the_same(database: str) -> None:
    assert company() is None
    assert active_people() == []
    assert database_answers()


def test_a_database_without_our_tables_is_away() -> None:
    assert not database_answers()
    with pytest.raises(Unavailable, match="does not answer"):
        company()
