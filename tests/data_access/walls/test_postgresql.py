"""The wall of PostgreSQL, with the guard of the session taken away; and what it takes to build it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError

from data_access.engine import driver_url, reader_engine, viewer_engine
from data_access.walls.tables import OPEN, guarded
from tests.company import EVERYBODY, EXECUTIVE, OURS, OWNER, viewer
from tests.conftest import ENGINES
from tests.walls import unguarded

assert "postgresql" in ENGINES
pytestmark = pytest.mark.parametrize("company", ["postgresql"], indirect=True)

PROTECTED = text(
    """
    SELECT c.relname, array_agg(p.polroles::regrole[]::text || p.polcmd::text)
    FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid
    WHERE c.relrowsecurity AND p.polname IN ('nexus_scoped', 'nexus_book') GROUP BY c.relname
    """
)
READABLE = text(
    """
    SELECT c.relname FROM pg_class c
    WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
      AND has_table_privilege(nexus_reader(false), c.oid, 'SELECT')
      AND has_table_privilege(nexus_reader(true), c.oid, 'SELECT')
    """
)


@pytest.fixture
def owner(company: str) -> Iterator[Connection]:
    """A connection of the tables' owner."""
    engine = create_engine(driver_url(company))
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_every_guarded_table_has_a_policy_for_each_reader_and_no_other_table_has(owner: Connection) -> None:
    policies = {name: sorted(found) for name, found in owner.execute(PROTECTED)}
    readers = [f"{{{owner.scalar(text('SELECT nexus_reader(:book)'), {'book': book})}}}r" for book in (True, False)]
    assert policies == dict.fromkeys(guarded(), readers)


def test_the_readers_may_read_every_table_and_no_other(owner: Connection) -> None:
    assert set(owner.scalars(READABLE)) == guarded() | OPEN


@pytest.mark.parametrize("person", [OWNER, EXECUTIVE])
def test_the_readers_may_write_nothing(company: str, person: int) -> None:
    for statement in ("UPDATE accounts SET name = 'x'", "DELETE FROM users", "TRUNCATE visits", "CREATE TABLE x ()"):
        with unguarded(viewer(person)) as connection:
            connection.exec_driver_sql("SELECT 1")
            with pytest.raises(DBAPIError):
                connection.exec_driver_sql(statement)


def test_words_of_sql_see_the_viewers_accounts(company: str) -> None:
    with unguarded(viewer(OWNER)) as connection:
        assert connection.exec_driver_sql("SELECT id FROM public.accounts").scalars().all() == [OURS]
        assert connection.exec_driver_sql("SELECT count(*) FROM touchpoints").scalar_one() == 1


def test_unset_gives_nothing(company: str) -> None:
    with reader_engine(company).connect() as connection:
        for table in guarded():
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() == 0
        assert connection.exec_driver_sql("SELECT count(*) FROM users").scalar_one() == len(EVERYBODY)


@pytest.mark.parametrize("reads_the_book", [False, True])
def test_a_role_without_a_person_sees_nothing(owner: Connection, reads_the_book: bool) -> None:
    owner.execute(text("SELECT set_config('role', nexus_reader(:book), true)"), {"book": reads_the_book})
    assert owner.execute(text("SELECT count(*) FROM accounts")).scalar_one() == 0


def test_a_viewer_is_gone_with_their_transaction(company: str) -> None:
    with viewer_engine(company, viewer(EXECUTIVE)).connect() as connection:
        connection = connection.execution_options(nexus_scoped=True)
        assert connection.exec_driver_sql("SELECT count(*) FROM accounts").scalar_one() == 2
        process = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        connection.commit()  # a rollback would take back what was said for longer than the transaction
    with reader_engine(company).connect() as connection:
        assert connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one() == process
        assert connection.exec_driver_sql("SELECT count(*) FROM accounts").scalar_one() == 0
        for setting in ("nexus.user_id", "nexus.role"):
            kept = connection.exec_driver_sql(f"SELECT current_setting('{setting}', true)").scalar_one()
            assert not kept
        assert connection.exec_driver_sql("SELECT current_user = nexus_reader(false)").scalar_one()


def test_a_policy_leaves_the_index_in_use(company: str) -> None:
    for person in (OWNER, EXECUTIVE):
        with unguarded(viewer(person)) as connection:
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            plan = connection.exec_driver_sql("EXPLAIN SELECT * FROM touchpoints WHERE account_id = 1").scalars().all()
        assert any("ix_touchpoints_account_occurred" in step for step in plan), plan
