"""Many rows at once, without a Python object for each value: for upkeep, which may read and write whole tables.

They use the driver's own connection within the session's transaction: nothing here is narrowed to a viewer.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from sqlalchemy import Date, Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from data_access.columns import AnySelect
from domain.grid import Floats

ROWS_AT_ONCE = 20_000
_HEADER_BYTES = 19
_TRAILER_BYTES = 2
_COPY_TYPES = {"FLOAT": "float8", "DOUBLE PRECISION": "float8", "VARCHAR": "text"}


def numbers(session: Session, statement: AnySelect) -> dict[str, Floats]:
    """Run a statement whose columns are all numbers; each column as floats, NaN where null, whole numbers exact."""
    dialect = session.get_bind().dialect
    words = str(statement.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
    names = [column.name for column in statement.selected_columns]
    read = _read_copied if dialect.name == "postgresql" else _read_fetched
    matrix = read(_driver(session), words, names)
    return {name: matrix[:, place] for place, name in enumerate(names)}


def write(session: Session, table: Table, values: Mapping[str, list[Any]]) -> None:
    """Add rows to `table`, given as columns of one length: plain values, dates, bytes, None."""
    columns = ", ".join(f'"{name}"' for name in values)
    if session.get_bind().dialect.name == "postgresql":
        words = f'COPY "{table.name}" ({columns}) FROM STDIN (FORMAT binary)'
        with _driver(session).cursor() as cursor, cursor.copy(words) as copy:
            copy.set_types([_copy_type(table, name) for name in values])
            for row in zip(*values.values(), strict=True):
                copy.write_row(row)
    else:
        marks = ", ".join("?" * len(values))
        words = f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})'  # noqa: S608 - our own names
        # SQLite keeps a date as text.
        kept = [_as_text(column) if isinstance(table.c[name].type, Date) else column for name, column in values.items()]
        _driver(session).executemany(words, zip(*kept, strict=True))


def _as_text(column: list[Any]) -> list[Any]:
    return [None if value is None else value.isoformat() for value in column]


def _driver(session: Session) -> Any:
    return session.connection().connection.driver_connection


def _read_fetched(driver: Any, words: str, names: list[str]) -> Floats:
    cursor = driver.execute(words)
    parts = [np.empty((0, len(names)))]
    while rows := cursor.fetchmany(ROWS_AT_ONCE):
        parts.append(np.array(rows, dtype=np.float64))
    return np.concatenate(parts)


def _read_copied(driver: Any, words: str, names: list[str]) -> Floats:
    """With no nulls and one type, PostgreSQL's binary rows all have one length: an array already."""
    told = ", ".join(f"coalesce(CAST(\"{name}\" AS float8), 'NaN')" for name in names)
    copying = f"COPY (SELECT {told} FROM ({words}) AS s) TO STDOUT (FORMAT binary)"  # noqa: S608 - compiled by us
    with driver.cursor() as cursor, cursor.copy(copying) as copy:
        data = b"".join(copy)
    row = np.dtype([("fields", ">i2"), ("values", [("bytes", ">i4"), ("value", ">f8")], (len(names),))])
    count = (len(data) - _HEADER_BYTES - _TRAILER_BYTES) // row.itemsize
    read = np.frombuffer(data, row, count, _HEADER_BYTES)
    return read["values"]["value"].astype(np.float64)


def _copy_type(table: Table, name: str) -> str:
    declared = table.c[name].type.compile(dialect=postgresql.dialect()).partition("(")[0]  # type: ignore[no-untyped-call]
    return _COPY_TYPES.get(declared, declared.lower())
