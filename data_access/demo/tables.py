"""Which tables a demo empties and fills."""

from sqlalchemy import Table

from data_access.models import Base

KEPT = ("data_changes",)
"""Tables that a new demo does not empty: the data version must never come back to an earlier value."""


def demo_tables() -> list[Table]:
    """The tables of the contract that a demo empties and fills, parents first."""
    return [table for table in Base.metadata.sorted_tables if table.name not in KEPT]


def table_names() -> list[str]:
    """Their names."""
    return [table.name for table in demo_tables()]
