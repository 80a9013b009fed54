"""Alembic's environment: always on a connection, and in a transaction, that `data_access.migrate` holds."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from data_access.models import Base, UtcInstant


def render_item(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Name our own column type in a generated migration."""
    if kind == "type" and isinstance(item, UtcInstant):
        autogen.imports.add("from data_access.models.base import UtcInstant")
        return "UtcInstant()"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    transactional_ddl=True,
    compare_type=True,
    render_item=render_item,
    render_as_batch=connection.dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
