"""Many rows at once, without a Python object for each value: for upkeep, which may read and write whole tables.

They use the driver's own connection within the session's transaction: nothing here is narrowed to a viewer.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Date, Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from data_access.columns import AnySelect
from data_access.models.base import UtcInstant
from domain.grid import Floats, Ints

ROWS_AT_ONCE = 20_000
LONG_ROWS_AT_ONCE = 500
_ROOM = 1 << 25
"""Numbers for which there is room at once: what is not used of it does not become memory."""
_INSTANT = "%Y-%m-%d %H:%M:%S"
_COPY_TYPES = {"FLOAT": "float8", "DOUBLE PRECISION": "float8", "VARCHAR": "text"}


def numbers(session: Session, statement: AnySelect) -> dict[str, Floats]:
    """Run a statement whose columns are all numbers; each column as floats, NaN where null, whole numbers exact."""
    names = [column.name for column in statement.selected_columns]
    read = _read_packed if _is_postgresql(session) else _read_fetched
    matrix = read(_driver(session), _words(session, statement), names)
    return {name: matrix[:, place] for place, name in enumerate(names)}


def plain_rows(session: Session, statement: AnySelect) -> list[tuple[Any, ...]]:
    """Run a statement whose columns are numbers, texts and bytes; its rows as the driver hands them out."""
    words = _words(session, statement)
    if _is_postgresql(session):
        # Bytes as they are: in a text they are twice as long, and spelled out and read again.
        with _driver(session).cursor(binary=True) as cursor:
            return list(cursor.execute(words).fetchall())
    return list(_driver(session).execute(words).fetchall())


@dataclass(frozen=True, slots=True, eq=False)
class Packed:
    """Numbers, of which many are one value of the database: the `key` of each value, and its `size` in numbers."""

    key: Ints
    size: Ints
    numbers: npt.NDArray[Any]


NOTHING = Packed(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), np.empty(0))


def packed(session: Session, statement: AnySelect, kind: str = "<f8") -> Packed:
    """Run a statement of two columns, a whole number and packed numbers of a `kind`, null for none."""
    pile, keys, sizes = _Pile(kind), [], []
    for rows in _parts(session, _words(session, statement)):
        values = [value or b"" for _, value in rows]
        keys += [key for key, _ in rows]
        sizes += [len(value) for value in values]
        pile.add(b"".join(values))
    size = np.array(sizes, dtype=np.int64) // np.dtype(kind).itemsize
    return Packed(np.array(keys, dtype=np.int64), size, pile.numbers())


class _Pile:
    """Numbers that become more. Memory is dear when it is touched first: small parts use theirs again and again."""

    def __init__(self, kind: str) -> None:
        self._data, self._used = np.empty(0, dtype=kind), 0

    def add(self, values: bytes) -> None:
        if not values:
            return  # the first part lies in the driver's own bytes, which take no writing, not even of nothing
        part = np.frombuffer(values, self._data.dtype)
        end = self._used + len(part)
        if not self._used:
            self._data = part
        elif end > len(self._data):
            larger = np.empty(max(_ROOM, 2 * end), dtype=self._data.dtype)
            larger[: self._used] = self._data[: self._used]
            self._data = larger
        if self._data is not part:
            self._data[self._used : end] = part
        self._used = end

    def numbers(self) -> npt.NDArray[Any]:
        return self._data[: self._used]


def _parts(session: Session, words: str) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a statement, some at a time."""
    if _is_postgresql(session):
        with _driver(session).cursor(name="nexus_parts", binary=True) as cursor:
            yield from _fetched(cursor.execute(words))
    else:
        yield from _fetched(_driver(session).execute(words))


def _fetched(cursor: Any) -> Iterator[list[tuple[Any, ...]]]:
    while rows := cursor.fetchmany(LONG_ROWS_AT_ONCE):
        yield rows


def write(session: Session, table: Table, values: Mapping[str, list[Any]]) -> None:
    """Add rows to `table`, given as columns of one length: plain values, dates, aware instants, bytes, None."""
    columns = ", ".join(f'"{name}"' for name in values)
    if _is_postgresql(session):
        words = f'COPY "{table.name}" ({columns}) FROM STDIN (FORMAT binary)'
        with _driver(session).cursor() as cursor, cursor.copy(words) as copy:
            copy.set_types([_copy_type(table, name) for name in values])
            for row in zip(*values.values(), strict=True):
                copy.write_row(row)
    else:
        marks = ", ".join("?" * len(values))
        words = f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})'  # noqa: S608 - our own names
        # SQLite keeps dates and instants as text.
        kept = [_as_text(column, table.c[name].type) for name, column in values.items()]
        _driver(session).executemany(words, zip(*kept, strict=True))


def _as_text(column: list[Any], kind: Any) -> list[Any]:
    if isinstance(kind, Date):
        texts = {value: value.isoformat() for value in set(column) if value is not None}
    elif isinstance(kind, UtcInstant):
        texts = {value: value.astimezone(UTC).strftime(_INSTANT) for value in set(column) if value is not None}
    else:
        return column
    return [texts.get(value) for value in column]


def _is_postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def _words(session: Session, statement: AnySelect) -> str:
    """The statement as the driver takes it, its values written out."""
    return str(statement.compile(dialect=session.get_bind().dialect, compile_kwargs={"literal_binds": True}))


def _driver(session: Session) -> Any:
    return session.connection().connection.driver_connection


def _read_fetched(driver: Any, words: str, names: list[str]) -> Floats:
    cursor = driver.execute(words)
    parts = [np.empty((0, len(names)))]
    while rows := cursor.fetchmany(ROWS_AT_ONCE):
        parts.append(np.array(rows, dtype=np.float64))
    return np.concatenate(parts)


def _read_packed(driver: Any, words: str, names: list[str]) -> Floats:
    """All rows as one value, which PostgreSQL packs together: neither side makes a message or an object for each."""
    packed = " || ".join(f"float8send(coalesce(CAST(\"{name}\" AS float8), 'NaN'))" for name in names)
    packing = f"SELECT string_agg({packed}, '') FROM ({words}) AS s"  # noqa: S608 - compiled by us
    with driver.cursor(binary=True) as cursor:
        (data,) = cursor.execute(packing).fetchone()
    return np.frombuffer(data or b"", ">f8").reshape(-1, len(names)).astype(np.float64)


def _copy_type(table: Table, name: str) -> str:
    if isinstance(table.c[name].type, UtcInstant):
        return "timestamptz"
    declared = table.c[name].type.compile(dialect=postgresql.dialect()).partition("(")[0]  # type: ignore[no-untyped-call]
    return _COPY_TYPES.get(declared, declared.lower())
