"""What stands in the database, read by plain SQL: for comparing before with after."""

from typing import Any

from sqlalchemy import text

from data_access.engine import writer_engine
from data_access.models import Base
from data_access.settings import load_settings

NOT_OF_THE_IMPORT = {"import_runs", "import_rejects", "data_changes"}


def rows(sql: str) -> list[tuple[Any, ...]]:
    """The answer of a statement, as tuples."""
    with writer_engine(load_settings().database_url).connect() as connection:
        return [tuple(row) for row in connection.execute(text(sql))]


def one(sql: str) -> Any:
    """The answer's only value."""
    return rows(sql)[0][0]


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that a file may fill, in a fixed order."""
    return {
        table.name: sorted(rows(f"SELECT * FROM {table.name}"), key=repr)
        for table in Base.metadata.sorted_tables
        if table.name not in NOT_OF_THE_IMPORT
    }


def changes() -> int:
    """How often PostgreSQL has noted a write; 0 on SQLite, which needs no notes."""
    return int(one("SELECT count(*) FROM data_changes"))
