"""Does the second wall stand? SQLite's comes with each connection; PostgreSQL's can be taken down, table by table."""

from sqlalchemy import Connection, text

from data_access.walls.tables import guarded

READERS = 2

_PROTECTED = text(
    """
    SELECT c.relname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relrowsecurity
      AND p.polname IN ('nexus_scoped', 'nexus_book')
    GROUP BY c.relname HAVING count(*) = :readers
    """
)
_MAY_BECOME = text(
    "SELECT bool_and(pg_has_role(nexus_reader(high), 'MEMBER') AND pg_has_role(nexus_writer(high), 'MEMBER'))"
    " FROM (VALUES (false), (true)) AS roles (high)"
)


def tables_without_wall(connection: Connection) -> list[str]:
    """The guarded tables of which a reader on PostgreSQL would be shown every row, or none."""
    if connection.dialect.name != "postgresql":
        return []
    return sorted(guarded() - set(connection.scalars(_PROTECTED, {"readers": READERS})))


def may_become_readers(connection: Connection) -> bool:
    """Whether the app's database user may read and write as the roles that the policies hold."""
    return connection.dialect.name != "postgresql" or bool(connection.scalar(_MAY_BECOME))
