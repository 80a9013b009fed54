"""A company of five people and one account, for tests of who may see what."""

from datetime import date

from sqlalchemy.orm import Session

from data_access.engine import dispose_engines, writer_engine
from data_access.migrate import migrate
from data_access.models import Account, Team, User, Workspace
from data_access.version import close_watchers
from domain.vocabulary import Role

PROBE = "tests/shell/probe/app.py"
DEMO_DAY = date(2026, 3, 31)

ANA, JONAS, PRIYA, CATHERINE, TOMAS = 1, 2, 3, 4, 5
ODD_NAME = "Tomás *Ruiz* www.example.com :fire:"
ACCOUNT = "Zephyrine Turbines"


def add_meridian(session: Session) -> None:
    """Write the company."""
    session.add(Workspace(id=1, name="Meridian", reporting_currency="EUR", is_demo=True, demo_day=DEMO_DAY))
    session.add(Team(id=1, name="Northern Europe"))
    session.flush()
    people = (
        User(id=ANA, name="Ana Novak", email="ana@meridian.example", role=Role.ACCOUNT_MANAGER, team_id=1),
        User(id=JONAS, name="Jonas Lind", email=None, role=Role.ACCOUNT_MANAGER, team_id=1),
        User(id=PRIYA, name="Priya Raman", email="priya@meridian.example", role=Role.TEAM_LEAD, team_id=1),
        User(id=CATHERINE, name="Catherine O'Brien", email="cob@meridian.example", role=Role.EXECUTIVE),
        User(id=TOMAS, name=ODD_NAME, email="tomas@meridian.example", role=Role.ADMINISTRATOR),
    )
    session.add_all(people)
    session.flush()
    session.add(Account(id=1, name=ACCOUNT, owner_id=ANA))


def fill_meridian(url: str) -> None:
    """Make a database of the company alone, and leave no connection open."""
    migrate(url)
    with Session(writer_engine(url)) as session, session.begin():
        add_meridian(session)
    close_watchers()
    dispose_engines()
