"""Who may sign in, and whose database is this?

These questions come before there is a viewer: they are how a viewer comes to be. So this is the one query module whose
functions take none, read outside the scope, and are called by the shell only. They tell of people and of the
workspace, never of accounts.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, select, true
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from data_access.engine import reader_engine
from data_access.models import Team, User, Workspace
from data_access.settings import load_settings
from domain.errors import Unavailable
from domain.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Person:
    """One of our people, as the database knows them now."""

    id: int
    name: str
    email: str | None
    role: Role
    team: str | None
    is_active: bool
    sessions_valid_after: datetime | None


@dataclass(frozen=True, slots=True)
class Company:
    """Whose database this is; `demo_day` is the day that a demo portfolio was made for."""

    name: str
    is_demo: bool
    demo_day: date | None


def person_and_company(user_id: int) -> tuple[Person, Company] | None:
    """The person of that number, active or not, and the workspace; None if either is missing. Raises `Unavailable`.

    One statement, as it is asked on every run of a page.
    """
    question = (
        _people()
        .add_columns(Workspace.name.label("company"), Workspace.is_demo, Workspace.demo_day)
        .join(Workspace, true())
    )
    with _before_anyone_signed_in() as session:
        row = session.execute(question.where(User.id == user_id)).one_or_none()
    if row is None:
        return None
    return _person(row), Company(name=row.company, is_demo=row.is_demo, demo_day=row.demo_day)


def person_by_email(email: str) -> Person | None:
    """The person of that address, whatever its case; None if there is none. Raises `Unavailable`."""
    with _before_anyone_signed_in() as session:
        row = session.execute(_people().where(User.email == email.strip().lower())).one_or_none()
    return None if row is None else _person(row)


def active_people(limit: int = 500) -> list[Person]:
    """Everybody who may sign in, by role and then in the order in which they were made. Raises `Unavailable`."""
    with _before_anyone_signed_in() as session:
        rows = session.execute(_people().where(User.is_active).order_by(User.id).limit(limit)).all()
    order = list(Role)
    return sorted(map(_person, rows), key=lambda person: order.index(person.role))


def company() -> Company | None:
    """The workspace of this database; None while it is empty. Raises `Unavailable`."""
    with _before_anyone_signed_in() as session:
        row = session.execute(select(Workspace.name, Workspace.is_demo, Workspace.demo_day)).one_or_none()
    return None if row is None else Company(name=row.name, is_demo=row.is_demo, demo_day=row.demo_day)


def database_answers() -> bool:
    """Whether the database answers a question about its own tables now; waits for as long as the driver does."""
    try:
        company()
    except Unavailable:
        return False
    return True


@contextmanager
def _before_anyone_signed_in() -> Iterator[Session]:
    try:
        with Session(reader_engine(load_settings().database_url)) as session:
            yield session
    except SQLAlchemyError as error:
        raise Unavailable(
            "The database does not answer.",
            "Try again in a minute. If it was never set up: python manage.py migrate",
        ) from error


def _people() -> Select[*tuple[Any, ...]]:
    return select(
        User.id, User.name, User.email, User.role, User.is_active, User.sessions_valid_after, Team.name.label("team")
    ).outerjoin(Team, Team.id == User.team_id)


def _person(row: Row[Any]) -> Person:
    return Person(
        id=row.id,
        name=row.name,
        email=row.email,
        role=row.role,
        team=row.team,
        is_active=row.is_active,
        sessions_valid_after=row.sessions_valid_after,
    )
