"""Row-level security on PostgreSQL, in words for migrations: a table that a migration adds says here who reads it.

The database holds this second wall by itself. The app reads as one of two roles, which have policies of their own: the
scoped reader sees the accounts of the person in `nexus.user_id`, the reader of the book sees every account. With no
person set, both see nothing. The owner of the tables, who imports and refreshes, is not held by policies.
"""

from hashlib import sha256

from alembic import op
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError

from domain.errors import Misconfigured

IN_SIGHT = "= ANY ((SELECT nexus_visible_accounts())::bigint[])"
"""After the number of an account: one array a statement, so that an index on that number serves the policy too."""
SOMEBODY = "(SELECT nexus_viewer_id()) IS NOT NULL"

_LONGEST_NAME = 63

_MAKE_ROLE = """
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = {literal}) THEN CREATE ROLE {name} NOLOGIN; END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    RAISE NOTICE 'made at this moment by the migration of another database';
END $$
"""
_FUNCTIONS = """
CREATE FUNCTION nexus_viewer_id() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT NULLIF(current_setting('nexus.user_id', true), '')::bigint
$$;
CREATE FUNCTION nexus_reader(reads_the_book boolean) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN reads_the_book THEN {book} ELSE {scoped} END
$$;
CREATE FUNCTION nexus_visible_accounts() RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
SET search_path = {schema}, pg_temp AS $$
DECLARE
    viewer bigint := nexus_viewer_id();
BEGIN
    RETURN ARRAY(
        SELECT id FROM accounts WHERE owner_id = viewer
        UNION SELECT account_id FROM account_team WHERE user_id = viewer
        UNION SELECT a.id FROM users lead JOIN users member USING (team_id) JOIN accounts a ON a.owner_id = member.id
            WHERE lead.id = viewer AND current_setting('nexus.role', true) = 'team_lead'
    );
END $$;
CREATE FUNCTION nexus_visible_contacts() RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
SET search_path = {schema}, pg_temp AS $$
BEGIN
    RETURN ARRAY(SELECT contact_id FROM stakeholders WHERE account_id = ANY (nexus_visible_accounts()));
END $$;
"""


def make_readers() -> None:
    """Make the two roles if the server does not have them, and the functions that policies ask.

    Roles belong to the whole server, so they carry the name of the tables' owner: owners of different databases on one
    server do not share them. Raises `Misconfigured` where this user may not make them, with the words that an
    administrator of the server needs.
    """
    connection = op.get_bind()
    user = str(connection.execute(text("SELECT current_user")).scalar_one())
    scoped, book = role_name("scoped", user), role_name("book", user)
    for role in (scoped, book):
        make_role(connection, role, user)
    schema = quoted(connection.execute(text("SELECT current_schema()")).scalar_one())
    connection.exec_driver_sql(_FUNCTIONS.format(schema=schema, scoped=literal(scoped), book=literal(book)))
    op.execute(f"GRANT USAGE ON SCHEMA {schema} TO {quoted(scoped)}, {quoted(book)}")
    for function in ("nexus_visible_accounts()", "nexus_visible_contacts()"):
        op.execute(f"REVOKE EXECUTE ON FUNCTION {function} FROM PUBLIC")
        op.execute(f"GRANT EXECUTE ON FUNCTION {function} TO {quoted(scoped)}")


def open_to_readers(*tables: str) -> None:
    """Let both readers see every row: tables that tell nothing about an account."""
    for table in tables:
        op.execute(f"GRANT SELECT ON {table} TO {quoted(_reader(False))}, {quoted(_reader(True))}")


def of_account(*tables: str, column: str = "account_id") -> None:
    """Rows of an account, by the column that holds its number."""
    for table in tables:
        protect(table, scoped=f"{column} {IN_SIGHT}", book=SOMEBODY)


def protect(table: str, *, scoped: str, book: str) -> None:
    """Let each reader see the rows for which its condition holds, and nobody else any but the owner."""
    open_to_readers(table)
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    for reads_the_book, condition in ((False, scoped), (True, book)):
        role = quoted(_reader(reads_the_book))
        name = "nexus_book" if reads_the_book else "nexus_scoped"
        op.execute(f"CREATE POLICY {name} ON {table} FOR SELECT TO {role} USING ({condition})")


def _reader(reads_the_book: bool) -> str:
    return str(op.get_bind().execute(text("SELECT nexus_reader(:book)"), {"book": reads_the_book}).scalar_one())


def make_role(connection: Connection, role: str, user: str) -> None:
    """Make a role that cannot sign in, and let `user` become it; raises `Misconfigured` with what is lacking."""
    try:
        connection.exec_driver_sql(_MAKE_ROLE.format(literal=literal(role), name=quoted(role)))
        # Since PostgreSQL 16 one may be a member of a role without being allowed to become it.
        became = "SET" if connection.dialect.server_version_info >= (16,) else "MEMBER"  # type: ignore[operator]
        if not connection.execute(
            text("SELECT pg_has_role(:role, :became)"), {"role": role, "became": became}
        ).scalar_one():
            connection.exec_driver_sql(f"GRANT {quoted(role)} TO {quoted(user)}")
    except ProgrammingError as error:
        if not isinstance(error.orig, InsufficientPrivilege):
            raise
        raise Misconfigured(
            f"The database user {user} may not make the role {role}, which this app reads or writes as.",
            "Let an administrator of the PostgreSQL server run, and then migrate again: "
            f"CREATE ROLE {quoted(role)} NOLOGIN; GRANT {quoted(role)} TO {quoted(user)};",
        ) from error


def role_name(kind: str, owner: str) -> str:
    """The name of a role of this kind: roles belong to the whole server, so each owner of tables has their own."""
    name = f"nexus_{kind}_{owner}"
    if len(name.encode()) > _LONGEST_NAME:
        return f"nexus_{kind}_{sha256(owner.encode()).hexdigest()[:32]}"
    return name


def quoted(name: str) -> str:
    """A name in SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text_: str) -> str:
    """A text in SQL."""
    return "'" + text_.replace("'", "''") + "'"
