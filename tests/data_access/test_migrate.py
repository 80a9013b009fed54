"""Migrating as an owner who is not a superuser: may make roles, may not, or finds them made."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import select, text

import manage
from data_access.engine import dispose_engines
from data_access.migrate import migrate, require_current
from data_access.models import Account
from data_access.session import maintaining, reading
from domain.errors import Misconfigured
from tests.company import OURS, OWNER, fill_company, viewer
from tests.servers.postgresql import SUPERUSER, PostgresServer

MayMake = Callable[[str], str]
_names = count(1)


@pytest.fixture
def owned_by(postgresql_server: PostgresServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[MayMake]:
    """Makes a database that a new user with such attributes owns; its URL, which is NEXUS_DATABASE_URL too."""
    made: list[tuple[str, str]] = []

    def make(attributes: str) -> str:
        user = f"plain-user {next(_names)}"  # a name that must be quoted
        database = postgresql_server.create()
        run(postgresql_server, f'CREATE ROLE "{user}" LOGIN {attributes}')
        run(postgresql_server, f'ALTER DATABASE {database} OWNER TO "{user}"')
        made.append((database, user))
        url = postgresql_server.url(database).replace(f"//{SUPERUSER}@", f"//{user.replace(' ', '%20')}@")
        monkeypatch.setenv("NEXUS_DATABASE_URL", url)
        return url

    yield make
    dispose_engines()
    for database, user in made:
        postgresql_server.drop(database)
        run(postgresql_server, f'DROP ROLE IF EXISTS "nexus_scoped_{user}", "nexus_book_{user}"')
        run(postgresql_server, f'DROP ROLE "{user}"')


def run(server: PostgresServer, statement: str) -> None:
    with psycopg.connect(host=str(server.folder), user=SUPERUSER, dbname="postgres", autocommit=True) as connection:
        connection.execute(statement)


def accounts_seen() -> list[int]:
    fill_company()
    with reading(viewer(OWNER)) as session:
        return list(session.scalars(select(Account.id)))


def test_an_owner_who_may_make_roles_migrates(owned_by: MayMake) -> None:
    migrate(owned_by("CREATEROLE"))
    assert accounts_seen() == [OURS]


def test_migrating_twice_changes_nothing(owned_by: MayMake) -> None:
    url = owned_by("CREATEROLE")
    assert migrate(url) == migrate(url)


def test_an_owner_who_may_not_is_told_what_an_administrator_must_run(
    owned_by: MayMake, postgresql_server: PostgresServer
) -> None:
    url = owned_by("NOCREATEROLE")
    for _ in range(4):
        with pytest.raises(Misconfigured, match="may not make the role") as refusal:
            migrate(url)
        words = refusal.value.hint.partition(": ")[2]
        assert words.startswith('CREATE ROLE "nexus_')
        run(postgresql_server, words)
    migrate(url)
    assert accounts_seen() == [OURS]


def test_a_copy_of_a_database_keeps_its_wall(
    owned_by: MayMake, postgresql_server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = owned_by("CREATEROLE")
    migrate(url)
    assert accounts_seen() == [OURS]
    dispose_engines()
    original = url.partition("@/")[2].partition("?")[0]
    copy = postgresql_server.create(original)
    monkeypatch.setenv("NEXUS_DATABASE_URL", url.replace(f"/{original}?", f"/{copy}?"))
    with reading(viewer(OWNER)) as session:
        assert session.scalars(select(Account.id)).all() == [OURS]
    dispose_engines()
    postgresql_server.drop(copy)


@pytest.mark.parametrize("words", [["refresh"], ["report", "portfolio"], ["backtest"], ["user", "add"]])
def test_a_command_on_older_tables_says_what_to_run(
    database: str, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    require_current(database)
    with maintaining() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0005'"))
    given = ["--name", "N", "--email", "n@example.com", "--role", "executive"] if words == ["user", "add"] else []
    assert manage.main([*words, *given]) == 2
    said = capsys.readouterr().err
    assert "the tables of revision 0005" in said
    assert "manage.py migrate" in said


def test_an_empty_database_has_no_revision(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="no tables of ours yet"):
        require_current(f"sqlite:///{tmp_path / 'new.db'}")
