"""What tests of the data layer may ask for beside the databases of all tests."""

from collections.abc import Callable, Iterator

import pytest

from data_access.cache import clear_cached
from data_access.engine import dispose_engines
from data_access.migrate import migrate
from data_access.version import close_watchers
from tests.company import fill_company
from tests.conftest import ENGINES
from tests.servers.databases import DatabaseMaker


@pytest.fixture(params=ENGINES)
def company(
    request: pytest.FixtureRequest, database_maker: Callable[[str], DatabaseMaker], monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The URL of the database of `tests.company`, made once and shared: a test reads it, and must not write."""
    url = database_maker(request.param).template("company", _fill)
    monkeypatch.setenv("NEXUS_DATABASE_URL", url)
    yield url
    _let_go()


@pytest.fixture
def own_company(database: str) -> str:
    """The URL of a database like that of `tests.company`, for one test to write to."""
    fill_company()
    return database


def _fill(url: str) -> None:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("NEXUS_DATABASE_URL", url)
        migrate(url)
        fill_company()
    _let_go()


def _let_go() -> None:
    close_watchers()
    dispose_engines()
    clear_cached()
