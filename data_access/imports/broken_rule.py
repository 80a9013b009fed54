"""What a database says when it refuses a row, put into words."""

import re

from sqlalchemy import CheckConstraint, Table, UniqueConstraint
from sqlalchemy.exc import StatementError


def in_words(table: Table, error: StatementError) -> str:
    """The rule of `table` that the row breaks, for the person who owns the file."""
    said = str(error.orig).splitlines()[0] if error.orig else str(error)
    for rule in table.constraints:
        name = str(rule.name)
        if isinstance(rule, CheckConstraint) and re.search(rf"\b{re.escape(name)}\b", said):
            return f"It breaks a rule of the data contract: {rule.sqltext}."
    if re.search(r"unique|duplicate", said, re.IGNORECASE):
        return f"Another row has the same {_unique_columns(table, said)} already."
    if re.search(r"foreign key", said, re.IGNORECASE):
        return "It refers to a row that is not there."
    empty = re.search(r"NOT NULL constraint failed: \w+\.(\w+)|null value in column \"(\w+)\"", said)
    if empty:
        return f"{empty[1] or empty[2]} must not be empty."
    return f"The database refuses it: {said[:200]}"


def _unique_columns(table: Table, said: str) -> str:
    for rule in [*table.constraints, *table.indexes]:
        columns: list[str] = [column.name for column in getattr(rule, "columns", ())]
        is_unique = isinstance(rule, UniqueConstraint) or getattr(rule, "unique", False)
        by_columns = ", ".join(f"{table.name}.{name}" for name in columns)
        if is_unique and (str(getattr(rule, "name", None)) in said or said.endswith(f": {by_columns}")):
            return " and ".join(columns)
    return "key"
