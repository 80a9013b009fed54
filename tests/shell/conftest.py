"""The company of these tests, and the app as Streamlit's AppTest runs it."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import update
from streamlit.testing.v1 import AppTest

from data_access.models import User, Workspace
from data_access.session import maintaining
from tests.app_test import new_app
from tests.shell.meridian import add_meridian


@pytest.fixture(autouse=True)
def _own_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEXUS_SECRET", "a secret of the tests")


@pytest.fixture
def staff(database: str) -> str:
    """The URL of a database that holds the company."""
    with maintaining() as session:
        add_meridian(session)
    return database


@pytest.fixture
def open_app(staff: str) -> Callable[[], AppTest]:
    """Opens the app anew, as a person whom nobody knows yet."""

    def opened() -> AppTest:
        return new_app(patience_seconds=30)

    return opened


def change_user(user_id: int, **values: object) -> None:
    """Somebody else changes a user, as an administrator would."""
    with maintaining() as session:
        session.execute(update(User).where(User.id == user_id).values(**values))


def change_workspace(**values: object) -> None:
    """The database becomes another's."""
    with maintaining() as session:
        session.execute(update(Workspace).values(**values))


def instant(seconds: float) -> datetime:
    """Seconds since 1970 as an aware instant."""
    return datetime.fromtimestamp(seconds, UTC)
