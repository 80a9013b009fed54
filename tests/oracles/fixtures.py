"""The random company as a database, on both engines: made and refreshed once, shared or copied."""

from collections.abc import Callable, Iterator

import pytest

from data_access.migrate import migrate
from data_access.refresh import refresh
from tests.conftest import ENGINES, _in_use
from tests.oracles.company import found
from tests.oracles.records import DAY
from tests.servers.databases import DatabaseMaker

SEED = 2


@pytest.fixture(params=ENGINES)
def random_company(
    request: pytest.FixtureRequest, database_maker: Callable[[str], DatabaseMaker], monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The URL of the random company, refreshed as of `DAY`: a test reads it, and must not write."""
    with _in_use(database_maker(request.param).template("random_company", fill), monkeypatch) as url:
        yield url


@pytest.fixture(params=ENGINES)
def own_random_company(
    request: pytest.FixtureRequest, database_maker: Callable[[str], DatabaseMaker], monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The URL of a copy of the random company, refreshed as of `DAY`, that this test may write to."""
    maker = database_maker(request.param)
    with _in_use(maker.copy_of("random_company", fill), monkeypatch) as url:
        yield url
    maker.drop(url)


def fill(url: str) -> None:
    """Make the random company in a fresh database, and refresh it."""
    with pytest.MonkeyPatch.context() as environment, _in_use(url, environment):
        migrate(url)
        found(SEED)
        refresh(DAY)
