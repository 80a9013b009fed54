"""The wall for writing, with the session's own check taken away: what the database itself refuses."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, Table, delete, func, insert, select, update
from sqlalchemy.exc import DBAPIError

from data_access.engine import editor_engine, writer_engine
from data_access.models import AuditEntry, Base
from data_access.settings import load_settings
from data_access.walls.sqlite import MissingViewerError
from data_access.walls.tables import COMPUTED, OPEN, PERSONAL, SHARED_BY_ALL
from tests.company import (
    ADMINISTRATOR,
    EVERYBODY,
    EXECUTIVE,
    OURS,
    OWNER,
    SEEN,
    THEIRS,
    row_of,
    viewer,
)

TABLES: dict[str, Table] = {name: table for name, table in Base.metadata.tables.items() if name != "alembic_version"}
WRITTEN = sorted(set(TABLES) - COMPUTED)
FREE = 50
"""The number of a row that is not there yet."""


@contextmanager
def unchecked(person: int) -> Iterator[Connection]:
    """A connection that changes as that person, with neither scope nor rights; nothing is kept."""
    engine = editor_engine(load_settings().database_url, viewer(person)).execution_options(nexus_scoped=True)
    with engine.connect() as connection:
        yield connection
        connection.rollback()


def may_write(person: int, table: str, account: int) -> bool:
    """What the product promises: `data_access.rights`, written down by hand."""
    if table in PERSONAL:
        return person == account
    if person == ADMINISTRATOR:
        return True
    if table in SHARED_BY_ALL:
        return person != EXECUTIVE
    return table not in OPEN and person != EXECUTIVE and account in SEEN[person]


def mine(table: Table, account: int) -> Any:
    """The row of that account: its first key has the account's number."""
    return next(iter(table.primary_key.columns)) == account


def changed(connection: Connection, statement: Any) -> int:
    """How many rows it changed; 0 where the database refused."""
    point = connection.begin_nested()
    try:
        rows = connection.execute(statement).rowcount
    except DBAPIError:
        point.rollback()
        return 0
    point.rollback()
    return rows


@pytest.mark.parametrize("person", EVERYBODY)
def test_every_table_is_changed_and_emptied_by_who_may_and_nobody_else(company: str, person: int) -> None:
    with unchecked(person) as connection:
        for name in set(WRITTEN) - {"exchange_rates", "sla_targets", "workspace"}:  # of no account's number
            table = TABLES[name]
            column = next(iter(table.columns))
            for account in (OURS, THEIRS):
                same = update(table).where(mine(table, account)).values({column: column})
                may = may_write(person, name, account)
                assert (changed(connection, same) > 0) == may, (name, account, "update")
                if name in ("accounts", "users", "teams", "workspace", "products", "health_models"):
                    continue  # others refer to them
                gone = delete(table).where(mine(table, account))
                may = may and (name not in SHARED_BY_ALL or person == ADMINISTRATOR)
                assert (changed(connection, gone) > 0) == may, (name, account, "delete")


@pytest.mark.parametrize("person", [OWNER, EXECUTIVE, ADMINISTRATOR])
def test_rows_of_an_account_are_added_by_who_may_change_it(company: str, person: int) -> None:
    added = ("health_pulses", "commitments", "issues", "touchpoints", "contacts", "annotations", "saved_views")
    with unchecked(person) as connection:
        for name in (*added, "feature_requests", "teams"):
            for account in (OURS, THEIRS):
                row = row_of(TABLES[name], account) | {"id": FREE}
                row |= {"name": "New"} if "name" in row else {}
                written = changed(connection, insert(TABLES[name]).values(row))
                assert bool(written) == may_write(person, name, account), (name, account)


def test_nothing_is_moved_to_another_account_or_hung_under_it(company: str) -> None:
    issues, people = TABLES["issues"], TABLES["touchpoint_participants"]
    with unchecked(OWNER) as connection:
        assert not changed(connection, update(issues).where(issues.c.id == OURS).values(account_id=THEIRS))
        part = {"touchpoint_id": THEIRS, "position": 9, "part": "attendee", "contact_id": OURS}
        assert not changed(connection, insert(people).values(part))
        assert changed(connection, insert(people).values(part | {"touchpoint_id": OURS}))


@pytest.mark.parametrize("person", [OWNER, ADMINISTRATOR])
def test_what_the_system_notes_is_changed_by_nobody(company: str, person: int) -> None:
    with unchecked(person) as connection:
        for name in sorted(COMPUTED & set(TABLES)):
            table = TABLES[name]
            column = next(iter(table.columns))
            assert not changed(connection, update(table).values({column: column})), name
            assert not changed(connection, delete(table)), name
        entry = {"operation_id": "x", "action": "a", "account_id": OURS}
        assert changed(connection, insert(AuditEntry).values(entry | {"user_id": person}))
        assert not changed(connection, insert(AuditEntry).values(entry | {"user_id": EXECUTIVE}))


def test_an_owner_hands_their_account_over(company: str) -> None:
    accounts = TABLES["accounts"]
    with unchecked(OWNER) as connection:
        assert changed(connection, update(accounts).where(accounts.c.id == OURS).values(owner_id=EXECUTIVE))
        assert not changed(connection, update(accounts).where(accounts.c.id == THEIRS).values(owner_id=OWNER))


@pytest.mark.parametrize(
    "words",
    [
        "CREATE TABLE mine (id bigint)",
        "DROP TABLE issues",
        "ALTER TABLE issues ADD COLUMN mine text",
        "DROP TRIGGER temp.nexus_may_delete_issues",
        "ALTER TABLE issues DISABLE ROW LEVEL SECURITY",
        "TRUNCATE issues",
        "ATTACH ':memory:' AS other",
        "PRAGMA writable_schema = ON",
    ],
)
def test_the_wall_is_not_taken_down_from_within(company: str, words: str) -> None:
    with unchecked(ADMINISTRATOR) as connection, pytest.raises(DBAPIError):
        connection.exec_driver_sql(words)


def test_nobody_writes_without_being_somebody(company: str) -> None:
    with pytest.raises(MissingViewerError):
        editor_engine(company, viewer(OWNER)).execution_options(nexus_viewer=None).connect().begin()


def test_a_connection_forgets_its_viewer_on_its_way_back(company: str) -> None:
    issues = TABLES["issues"]
    for person, account in ((OWNER, OURS), (ADMINISTRATOR, THEIRS), (OWNER, OURS)):
        with unchecked(person) as connection:
            for one in (OURS, THEIRS):
                same = update(issues).where(issues.c.id == one).values(title="x")
                assert bool(changed(connection, same)) == (person == ADMINISTRATOR or one == account)


def test_the_systems_own_writer_is_held_by_nothing(company: str) -> None:
    with writer_engine(company).connect() as connection:
        assert changed(connection, update(TABLES["issues"]).values(title="x")) == 2
        assert connection.scalar(select(func.count()).select_from(TABLES["issues"])) == 2
