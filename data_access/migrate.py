"""Bring a database to the newest schema: safe to kill, and to run from several places at once."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, exists, select, text

from data_access.engine import writer_engine
from data_access.models import Account, User, Workspace
from data_access.version import forget_data_version
from domain.errors import Misconfigured

_FOLDER = Path(__file__).parent / "migrations"
_LOCK = 7_203_917_001
"""The advisory lock that migrations of Nexus take on PostgreSQL; any fixed number of our own."""


def migrate(url: str) -> str:
    """Apply what is missing, in one transaction; return the revision then in force.

    On SQLite the transaction begins IMMEDIATE and includes the DDL; on PostgreSQL an advisory lock makes the second
    comer wait, who then finds nothing left to do.
    """
    with writer_engine(url).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        command.upgrade(alembic_config(connection), "head")
        revision = str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
    forget_data_version()
    return revision


def require_current(url: str) -> None:
    """Raise `Misconfigured`, with what to do, where the tables are not those that this version works with."""
    with writer_engine(url).connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    newest = ScriptDirectory.from_config(alembic_config()).get_current_head()
    if found != newest:
        other = f"the tables of revision {found}, and this version works with {newest}"
        raise Misconfigured(
            f"The database has {other if found else 'no tables of ours yet'}.",
            "Run: manage.py migrate, and then manage.py refresh.",
        )


def is_empty(url: str) -> bool:
    """Whether nobody has put anything into the (migrated) database yet."""
    with writer_engine(url).connect() as connection:
        return not any(
            connection.execute(select(exists(select(model.id)))).scalar_one() for model in (Workspace, Account, User)
        )


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, bound to `connection`."""
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes["connection"] = connection
    return config
