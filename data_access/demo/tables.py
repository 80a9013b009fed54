"""Which tables a demo empties and fills, and whether it may."""

from collections.abc import Callable

from sqlalchemy import Table

from data_access.models import Base
from domain.errors import Misconfigured

KEPT = ("data_changes",)
"""Tables that a new demo does not empty: the data version must never come back to an earlier value."""


def demo_tables() -> list[Table]:
    """The tables of the contract that a demo empties and fills, parents first."""
    return [table for table in Base.metadata.sorted_tables if table.name not in KEPT]


def table_names() -> list[str]:
    """Their names."""
    return [table.name for table in demo_tables()]


def refuse_foreign_data(first_value: Callable[[str], object]) -> None:
    """Raise `Misconfigured` unless the database is empty or a demo's.

    `first_value` runs a statement in the transaction that will load, so that nobody's rows can slip in between.
    """
    if first_value("SELECT is_demo FROM workspace"):
        return
    # The names are our own models'.
    filled = [name for name in table_names() if first_value(f'SELECT 1 FROM "{name}" LIMIT 1') is not None]  # noqa: S608
    if filled:
        raise Misconfigured(
            f"This database holds data that are not a demo's (in {', '.join(sorted(filled)[:4])}).",
            "Give NEXUS_DATABASE_URL an empty database for the demo; nothing was changed.",
        )
