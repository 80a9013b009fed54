"""The wall of SQLite's readers, with the guard of the session taken away: no statement finds a way round the views."""

import sqlite3
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from data_access.engine import reader_engine, viewer_engine
from data_access.walls.sqlite import MissingViewerError, Sight, Wall
from data_access.walls.tables import OPEN, guarded
from tests.company import EXECUTIVE, OURS, OUTSIDER, OWNER, THEIRS, viewer
from tests.walls import unguarded

WAYS_ROUND = (
    "SELECT * FROM main.accounts",
    "SELECT count(*) FROM main.accounts",
    "WITH accounts AS (SELECT * FROM main.accounts) SELECT * FROM accounts",
    "SELECT * FROM sqlite_master",
    "SELECT sql FROM sqlite_temp_master",
    "SELECT sql FROM temp.sqlite_schema",
    "SELECT count(*) FROM sqlite_temp_schema",
    "SELECT name FROM pragma_database_list",
    "SELECT * FROM pragma_table_info('accounts')",
    "PRAGMA database_list",
    "PRAGMA query_only = OFF",
    "ATTACH ':memory:' AS other",
    "DETACH temp",
    "DROP VIEW temp.accounts",
    "CREATE TEMP VIEW mine AS SELECT * FROM accounts",
    "CREATE TEMP TABLE mine (id)",
    "UPDATE accounts SET name = 'x'",
    "DELETE FROM users",
    "INSERT INTO users (id, name, role) VALUES (99, 'x', 'administrator')",
    "VACUUM INTO 'copy.db'",
    "SELECT load_extension('x')",
)


pytestmark = pytest.mark.parametrize("company", ["sqlite"], indirect=True)


@pytest.fixture
def connection(company: str) -> Iterator[Connection]:
    with unguarded(viewer(OWNER)) as opened:
        yield opened


@pytest.mark.parametrize("statement", WAYS_ROUND)
def test_there_is_no_way_round_the_views(connection: Connection, statement: str) -> None:
    with pytest.raises(DBAPIError):
        connection.exec_driver_sql(statement)


@pytest.mark.parametrize("statement", WAYS_ROUND[6:])
def test_the_book_is_read_and_not_written(company: str, statement: str) -> None:
    with unguarded(viewer(EXECUTIVE)) as connection, pytest.raises(DBAPIError):
        connection.exec_driver_sql(statement)


def test_words_of_sql_see_the_viewers_accounts(connection: Connection) -> None:
    assert connection.execute(text("SELECT id FROM accounts")).scalars().all() == [OURS]
    assert connection.execute(text("SELECT count(*) FROM touchpoints")).scalar_one() == 1
    assert connection.execute(text("SELECT count(*) FROM users")).scalar_one() == 8


def test_without_a_viewer_only_open_tables_are_read(company: str) -> None:
    with reader_engine(company).connect() as connection:
        for table in OPEN:
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() >= 0
        for table in guarded():
            for columns in ("*", "count(*)"):
                with pytest.raises(DBAPIError):
                    connection.exec_driver_sql(f"SELECT {columns} FROM {table}")


def test_a_missing_viewer_is_an_error_and_not_an_empty_answer(company: str) -> None:
    engine = viewer_engine(company, viewer(OWNER))
    raw = engine.raw_connection()
    with pytest.raises(sqlite3.OperationalError):
        raw.cursor().execute("SELECT id FROM accounts")
    raw.close()


def test_a_connection_forgets_its_viewer_on_its_way_back(company: str) -> None:
    for person, account in ((OWNER, OURS), (OUTSIDER, THEIRS)):
        with unguarded(viewer(person)) as connection:
            assert connection.exec_driver_sql("SELECT id FROM accounts").scalars().all() == [account]
    raw = viewer_engine(company, viewer(OWNER)).raw_connection()
    with pytest.raises(sqlite3.OperationalError):
        raw.cursor().execute("SELECT id FROM accounts")
    raw.close()


@pytest.mark.parametrize(
    ("sight", "person"), [(Sight.SCOPED, EXECUTIVE), (Sight.BOOK, OWNER), (Sight.SCOPED, None), (Sight.OPEN, OWNER)]
)
def test_a_connection_takes_only_viewers_that_it_was_made_for(company: str, sight: Sight, person: int | None) -> None:
    connection = sqlite3.connect(":memory:")
    wall = Wall(connection, company.removeprefix("sqlite:///"), sight)
    with pytest.raises(MissingViewerError):
        wall.enter(None if person is None else viewer(person))
    connection.close()


def test_a_view_uses_the_index_of_its_table(company: str) -> None:
    raw = viewer_engine(company, viewer(OWNER)).raw_connection()
    raw.driver_connection.set_authorizer(None)  # type: ignore[union-attr]
    plan = raw.cursor().execute("EXPLAIN QUERY PLAN SELECT * FROM touchpoints WHERE account_id = 1").fetchall()
    raw.invalidate()
    assert any("ix_touchpoints_account_occurred" in step[-1] for step in plan)
