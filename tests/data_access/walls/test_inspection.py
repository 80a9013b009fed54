"""The doctor sees a wall that was taken down."""

from sqlalchemy import text

from data_access.doctor import Level, examine
from data_access.session import maintaining
from data_access.walls.inspection import may_become_readers, tables_without_wall


def test_a_migrated_database_has_its_wall(database: str) -> None:
    with maintaining() as session:
        assert tables_without_wall(session.connection()) == []
        assert may_become_readers(session.connection())


def test_a_table_whose_protection_was_taken_away_is_named(database: str) -> None:
    on_postgresql = database.startswith("postgresql")
    with maintaining() as session:
        if on_postgresql:
            session.execute(text("ALTER TABLE issues DISABLE ROW LEVEL SECURITY"))
            session.execute(text("DROP POLICY nexus_book ON invoices"))
        expected = ["invoices", "issues"] if on_postgresql else []
        assert tables_without_wall(session.connection()) == expected
    broken = [finding.message for finding in examine() if finding.level is Level.BROKEN]
    assert any("Row-level security is missing on invoices, issues" in words for words in broken) == on_postgresql
