"""Triggers that take away what was computed about an account that is deleted, as a foreign key would."""

from collections.abc import Sequence

from alembic import op


def forget_deleted_accounts(tables: Sequence[str]) -> None:
    """Let rows of these tables go, by their `account_id`, with the account: whoever deletes it, and with `TRUNCATE`."""
    if op.get_bind().dialect.name == "postgresql":
        _postgresql(tables)
    else:
        gone = " ".join(f"DELETE FROM {table} WHERE account_id = OLD.id;" for table in tables)  # noqa: S608
        op.execute(f"CREATE TRIGGER nexus_forget_account AFTER DELETE ON accounts BEGIN {gone} END")


def _postgresql(tables: Sequence[str]) -> None:
    # As the owner of the tables, as a foreign key acts: nobody else may write them.
    head = "RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$ BEGIN"
    gone = " ".join(f"DELETE FROM {table} USING old_accounts o WHERE account_id = o.id;" for table in tables)  # noqa: S608
    every = " ".join(f"DELETE FROM {table};" for table in tables)  # noqa: S608
    op.execute(f"CREATE FUNCTION nexus_forget_accounts() {head} {gone} RETURN NULL; END $$")
    op.execute(f"CREATE FUNCTION nexus_forget_every_account() {head} {every} RETURN NULL; END $$")
    op.execute(
        "CREATE TRIGGER nexus_forget_accounts AFTER DELETE ON accounts REFERENCING OLD TABLE AS old_accounts"
        " FOR EACH STATEMENT EXECUTE FUNCTION nexus_forget_accounts()"
    )
    op.execute(
        "CREATE TRIGGER nexus_forget_every_account AFTER TRUNCATE ON accounts"
        " FOR EACH STATEMENT EXECUTE FUNCTION nexus_forget_every_account()"
    )
