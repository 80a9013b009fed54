"""Who may change what on PostgreSQL, in words for migrations: two roles, beside the two that read.

The writer changes rows of the accounts in sight, and is the role of everybody but administrators; an executive writes
nothing but their own rows. The administrator's role changes every account, and what tells nothing about one. What a
role sees while it writes is what it may write, and the open tables.
"""

from alembic import op
from sqlalchemy import text

from data_access.migrations.protection import SOMEBODY, literal, make_role, quoted, role_name

EDITS = "(SELECT current_setting('nexus.role', true)) <> 'executive'"
MINE = "user_id = (SELECT nexus_viewer_id())"
READS = "(SELECT current_setting('nexus.role', true)) = 'executive'"
PERSONAL = ("saved_views", "visits")
INTERNAL = ("account_changes", "refresh_recent", "refresh_records", "refresh_state")
_FUNCTION = """
CREATE FUNCTION nexus_writer(administers boolean) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN administers THEN {administrator} ELSE {writer} END
$$
"""


def make_writers() -> None:
    """Make the two roles if the server does not have them, and the function that names them."""
    connection = op.get_bind()
    user = str(connection.execute(text("SELECT current_user")).scalar_one())
    writer, administrator = role_name("writer", user), role_name("administrator", user)
    for role in (writer, administrator):
        make_role(connection, role, user)
    connection.exec_driver_sql(_FUNCTION.format(writer=literal(writer), administrator=literal(administrator)))
    schema = quoted(connection.execute(text("SELECT current_schema()")).scalar_one())
    both = f"{quoted(writer)}, {quoted(administrator)}"
    op.execute(f"GRANT USAGE ON SCHEMA {schema} TO {both}")
    op.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {both}")
    for function in ("nexus_visible_accounts()", "nexus_visible_contacts()"):
        op.execute(f"GRANT EXECUTE ON FUNCTION {function} TO {both}")
    # The data version rises for a person's change as for any other.
    op.execute(f"ALTER FUNCTION nexus_note_change() SECURITY DEFINER SET search_path = {schema}, pg_temp")


def let_write(*, shared: tuple[str, ...], administrators: tuple[str, ...], by_the_system: tuple[str, ...]) -> None:
    """Grant, and make the policies for, every table that readers are shown.

    `shared`: open tables that everybody who edits may add to and change; `administrators`: open tables that are theirs
    alone; `by_the_system`: guarded tables that nobody writes.
    """
    connection = op.get_bind()
    scoped = (
        "SELECT tablename, qual FROM pg_policies WHERE policyname = 'nexus_scoped' AND schemaname = current_schema()"
    )
    guarded = {table: condition for table, condition in connection.execute(text(scoped))}  # noqa: C416
    writer, administrator = (_writer(administers) for administers in (False, True))
    op.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA {_schema()} TO {writer}, {administrator}")
    for table in shared:
        op.execute(f"GRANT INSERT, UPDATE ON {table} TO {writer}")
        op.execute(f"GRANT INSERT, UPDATE, DELETE ON {table} TO {administrator}")
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY nexus_open ON {table} FOR SELECT USING (true)")
        _policies(table, "ALL", EDITS, SOMEBODY)
    for table in administrators:
        op.execute(f"GRANT INSERT, UPDATE, DELETE ON {table} TO {administrator}")
    for table, condition in guarded.items():
        if table == "audit_log":
            _let_note(condition)
        elif table in by_the_system:
            _let_see(table, condition)
        else:
            let_write_rows(table, condition)


def let_write_rows(table: str, condition: str) -> None:
    """Let people change the rows of a guarded table that are theirs: `condition` is that of its scoped reader.

    A later migration calls this for each table that it adds and that people write; one that nobody calls it for cannot
    be written by a command, which a test finds.
    """
    writer, administrator = (_writer(administers) for administers in (False, True))
    own = table in PERSONAL
    changes = "UPDATE" if table == "accounts" else "INSERT, UPDATE, DELETE"
    op.execute(f"GRANT SELECT, {changes} ON {table} TO {writer}")
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {administrator}")
    op.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {_schema()} TO {writer}, {administrator}")
    _policies(table, "ALL", MINE if own else f"({condition}) AND {EDITS}", MINE if own else SOMEBODY)
    if not own:
        # So that an executive is told that they may not, and not that there is nothing.
        op.execute(f"CREATE POLICY nexus_writer_reads ON {table} FOR SELECT TO {writer} USING ({READS})")


def let_writers_see(table: str, condition: str) -> None:
    """Show people who write the rows of a guarded table that the system alone writes: for a later migration."""
    writer, administrator = (_writer(administers) for administers in (False, True))
    op.execute(f"GRANT SELECT ON {table} TO {writer}, {administrator}")
    _let_see(table, condition)


def _let_see(table: str, condition: str) -> None:
    _policies(table, "SELECT", condition, "false" if table in INTERNAL else SOMEBODY)


def _let_note(condition: str) -> None:
    """The audit log: entries of one's own are added, and nothing is ever changed."""
    writer, administrator = (_writer(administers) for administers in (False, True))
    op.execute(f"GRANT INSERT ON audit_log TO {writer}, {administrator}")
    _policies("audit_log", "SELECT", f"{MINE} OR ({condition})", SOMEBODY)
    for role, name in ((writer, "nexus_writer_notes"), (administrator, "nexus_administrator_notes")):
        op.execute(f"CREATE POLICY {name} ON audit_log FOR INSERT TO {role} WITH CHECK ({MINE})")


def _policies(table: str, what: str, writers: str, administrators: str) -> None:
    for administers, condition in ((False, writers), (True, administrators)):
        name = "nexus_administrator" if administers else "nexus_writer"
        op.execute(f"CREATE POLICY {name} ON {table} FOR {what} TO {_writer(administers)} USING ({condition})")


def _writer(administers: bool) -> str:
    found = op.get_bind().execute(text("SELECT nexus_writer(:administers)"), {"administers": administers})
    return quoted(str(found.scalar_one()))


def _schema() -> str:
    return quoted(op.get_bind().execute(text("SELECT current_schema()")).scalar_one())
