"""What every test may ask for: a fresh migrated database, or a demo one, on SQLite and on PostgreSQL."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from data_access.cache import clear_cached
from data_access.demo import build_demo
from data_access.engine import dispose_engines
from data_access.migrate import migrate
from data_access.refresh import refresh
from data_access.version import close_watchers
from tests.servers import postgresql
from tests.servers.databases import DatabaseMaker, PostgresMaker, SQLiteMaker
from tests.servers.folders import new_folder

ENGINES = ("sqlite", "postgresql")
REAL_DATA = "NEXUS_REAL_DATA"
DEMO_SEED = 1
DEMO_DAY = date(2026, 10, 14)
"""The day for which the tests' demo is made, which is today to whoever opens it."""


def pytest_report_header() -> str:
    """Say whether tests that read real exports are among those that run."""
    folder = os.environ.get(REAL_DATA)
    return f"real exports: {folder or f'none ({REAL_DATA} is not set, so tests that ask for real_data are left out)'}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, and count as deselected, what reads real exports where there are none."""
    if not os.environ.get(REAL_DATA):
        left_out = [item for item in items if "real_data" in getattr(item, "fixturenames", ())]
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real exports that NEXUS_REAL_DATA names; a test that asks for it runs only where that is set."""
    return Path(os.environ[REAL_DATA])


@pytest.fixture(autouse=True)
def _no_database_by_accident(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A test that forgot to ask for a database must not find the developer's own."""
    monkeypatch.setenv("NEXUS_DATABASE_URL", f"sqlite:///{tmp_path / 'not-asked-for.db'}")
    for name in ("NEXUS_AUTH", "NEXUS_SECRET"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[postgresql.PostgresServer]:
    """A throw-away PostgreSQL server, started when the first test asks for it."""
    server = postgresql.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def database_maker(request: pytest.FixtureRequest) -> Iterator[Callable[[str], DatabaseMaker]]:
    """Gives the maker of databases for an engine's name; PostgreSQL is started only when somebody asks for it."""
    folder = new_folder("sqlite")
    makers: dict[str, DatabaseMaker] = {}

    def maker(engine: str) -> DatabaseMaker:
        if engine not in makers:
            if engine == "postgresql":
                makers[engine] = PostgresMaker(request.getfixturevalue("postgresql_server"))
            else:
                makers[engine] = SQLiteMaker(folder)
        return makers[engine]

    yield maker
    shutil.rmtree(folder)


@pytest.fixture(params=ENGINES)
def database(
    request: pytest.FixtureRequest, database_maker: Callable[[str], DatabaseMaker], monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The URL of a fresh, migrated, empty database, which is also NEXUS_DATABASE_URL; twice, once for each engine."""
    maker = database_maker(request.param)
    with _in_use(maker.copy_of("migrated", _migrated), monkeypatch) as url:
        yield url
    maker.drop(url)


@pytest.fixture(scope="session")
def fill_demo() -> Callable[[str], None]:
    """Makes the demo portfolio of the tests in a migrated database, and refreshes it."""
    return _demo


@pytest.fixture(params=ENGINES)
def demo_database(
    request: pytest.FixtureRequest, database_maker: Callable[[str], DatabaseMaker], monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The URL of the demo portfolio, made once and shared: a test reads it, and must not write. On both engines."""
    with _in_use(database_maker(request.param).template("demo", _demo), monkeypatch) as url:
        yield url


@pytest.fixture(params=ENGINES)
def own_demo_database(
    request: pytest.FixtureRequest, database_maker: Callable[[str], DatabaseMaker], monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The URL of a copy of the demo portfolio that this test may write to. On both engines."""
    maker = database_maker(request.param)
    with _in_use(maker.copy_of("demo", _demo), monkeypatch) as url:
        yield url
    maker.drop(url)


@contextmanager
def _in_use(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("NEXUS_DATABASE_URL", url)
    try:
        yield url
    finally:
        _let_go()


def _migrated(url: str) -> None:
    migrate(url)
    _let_go()


def _demo(url: str) -> None:
    with pytest.MonkeyPatch.context() as environment, _in_use(url, environment):
        migrate(url)
        build_demo(url, size="s", seed=DEMO_SEED, day=DEMO_DAY)
        refresh(as_of=DEMO_DAY)


def _let_go() -> None:
    """Close every connection and forget every result, so that the database can be copied or dropped."""
    close_watchers()
    dispose_engines()
    clear_cached()
