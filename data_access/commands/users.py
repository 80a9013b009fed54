"""People of ours, as an administrator enters them from the command line."""

from sqlalchemy import func, select

from data_access.models import Team, User
from data_access.session import maintaining
from domain.errors import NexusError
from domain.vocabulary import Role


def add_user(name: str, email: str, role: Role, team: str | None = None) -> str:
    """Enter a person, or give one who is known by this address a new name, role and team; says what was done.

    The person may sign in from now on. A team that is not there yet is made. Raises `NexusError` for a bad address.
    """
    address = email.strip().lower()
    if address.count("@") != 1 or address.startswith("@") or address.endswith("@") or " " in address:
        raise NexusError(f"{email!r} is not an e-mail address.", "Give the address that the person signs in with.")
    with maintaining() as session:
        found = session.execute(select(User).where(User.email == address)).scalar_one_or_none()
        group = None
        if team:
            group = session.execute(select(Team).where(func.lower(Team.name) == team.lower())).scalar_one_or_none()
            if group is None:
                group = Team(name=team)
                session.add(group)
                session.flush()
        if found is None:
            session.add(User(name=name, email=address, role=role, team_id=group.id if group else None))
            return f"{name} <{address}> was added as {_in_words(role)}."
        found.name, found.role, found.is_active, found.version = name, role, True, found.version + 1
        if group:
            found.team_id = group.id
        return f"{name} <{address}> was known already, and is now {_in_words(role)}, active."


def _in_words(role: Role) -> str:
    return role.value.replace("_", " ")
