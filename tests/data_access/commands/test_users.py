"""People entered from the command line."""

import pytest
from sqlalchemy import select

from data_access.commands.users import add_user
from data_access.models import Team, User
from data_access.session import maintaining
from domain.errors import NexusError
from domain.vocabulary import Role


def test_a_person_is_added_with_a_team_made_for_them(database: str) -> None:
    assert "was added as team lead" in add_user("Ann", " Ann@Us.Example ", Role.TEAM_LEAD, "North")
    with maintaining() as session:
        user = session.execute(select(User)).scalar_one()
        assert (user.name, user.email, user.role, user.is_active) == ("Ann", "ann@us.example", Role.TEAM_LEAD, True)
        assert session.get_one(Team, user.team_id).name == "North"


def test_a_known_address_is_the_same_person(database: str) -> None:
    add_user("Ann", "ann@us.example", Role.ACCOUNT_MANAGER, "North")
    assert "known already" in add_user("Ann Berg", "ANN@us.example", Role.ADMINISTRATOR, "north")
    with maintaining() as session:
        user = session.execute(select(User)).scalar_one()
        assert (user.name, user.role, user.version) == ("Ann Berg", Role.ADMINISTRATOR, 2)
        assert session.execute(select(Team.name)).scalars().all() == ["North"]


@pytest.mark.parametrize("address", ["ann", "@us.example", "ann@", "a b@us.example"])
def test_what_is_no_address_is_refused(database: str, address: str) -> None:
    with pytest.raises(NexusError, match="not an e-mail address"):
        add_user("Ann", address, Role.EXECUTIVE)
