"""SQL expressions that are the same on both databases, and rows turned into columns."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import ColumnElement, Select, case
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.types import BigInteger

AnySelect = Select[*tuple[Any, ...]]
"""A select of any columns."""
Column = ColumnElement[Any] | InstrumentedAttribute[Any]


class epoch(GenericFunction[int]):  # noqa: N801 - reads as the SQL function that it is
    """An instant as whole seconds since 1970-01-01 UTC."""

    type = BigInteger()
    inherit_cache = True


class day_number(GenericFunction[int]):  # noqa: N801 - reads as the SQL function that it is
    """A date as days since 1970-01-01."""

    type = BigInteger()
    inherit_cache = True


@compiles(epoch, "sqlite")
def _epoch_sqlite(element: epoch, compiler: Any, **options: Any) -> str:
    return f"CAST(strftime('%s', {compiler.process(element.clauses, **options)}) AS INTEGER)"


@compiles(epoch, "postgresql")
def _epoch_postgresql(element: epoch, compiler: Any, **options: Any) -> str:
    return f"CAST(extract(epoch FROM {compiler.process(element.clauses, **options)}) AS BIGINT)"


@compiles(day_number, "sqlite")
def _day_sqlite(element: day_number, compiler: Any, **options: Any) -> str:
    return f"CAST(strftime('%s', {compiler.process(element.clauses, **options)}) AS INTEGER) / 86400"


@compiles(day_number, "postgresql")
def _day_postgresql(element: day_number, compiler: Any, **options: Any) -> str:
    return f"({compiler.process(element.clauses, **options)} - DATE '1970-01-01')"


class letters(GenericFunction[int]):  # noqa: N801 - reads as the SQL function that it is
    """A code of three ASCII letters as a number, which `spelled` turns back."""

    type = BigInteger()
    inherit_cache = True


@compiles(letters, "sqlite")
def _letters_sqlite(element: letters, compiler: Any, **options: Any) -> str:
    return _letters("unicode", compiler.process(element.clauses, **options))


@compiles(letters, "postgresql")
def _letters_postgresql(element: letters, compiler: Any, **options: Any) -> str:
    return _letters("ascii", compiler.process(element.clauses, **options))


def _letters(code: str, text: str) -> str:
    first, second, third = (f"{code}(substr({text}, {place}, 1))" for place in (1, 2, 3))
    return f"({first} * 65536 + {second} * 256 + {third})"


def spelled(number: int) -> str:
    """The three letters whose `letters` the number is."""
    return bytes((number >> 16, number >> 8 & 255, number & 255)).decode()


class _Written(ColumnElement[Any]):
    """Whole numbers of our own, written out: thousands of parameters take longer to prepare than to look up."""

    def __init__(self, ids: Sequence[int]) -> None:
        self.words = ", ".join(map(str, ids))


class _OneOf(_Written):
    inherit_cache = False


class _NoneOf(_Written):
    inherit_cache = False


@compiles(_OneOf, "sqlite")
@compiles(_NoneOf, "sqlite")
def _written_sqlite(element: _Written, _compiler: Any, **_options: Any) -> str:
    return f"{'IN' if isinstance(element, _OneOf) else 'NOT IN'} ({element.words})"


@compiles(_OneOf, "postgresql")
@compiles(_NoneOf, "postgresql")
def _written_postgresql(element: _Written, _compiler: Any, **_options: Any) -> str:
    # One value to the parser, where a list is one for each number.
    return f"{'= ANY' if isinstance(element, _OneOf) else '<> ALL'} ('{{{element.words}}}'::bigint[])"


def is_one_of(number: Any, ids: Sequence[int]) -> ColumnElement[bool]:
    """The condition that a column is one of these numbers."""
    return number.bool_op("")(_OneOf(ids))  # type: ignore[no-any-return]


def is_none_of(number: Any, ids: Sequence[int]) -> ColumnElement[bool]:
    """The condition that a column is none of these numbers, and there is one."""
    return number.bool_op("")(_NoneOf(ids))  # type: ignore[no-any-return]


def position_in(vocabulary: type[StrEnum], column: Column) -> ColumnElement[int]:
    """The position of a value in its vocabulary, from 0; -1 for none."""
    return case({member.value: place for place, member in enumerate(vocabulary)}, value=column, else_=-1)


def columns(session: Session, statement: AnySelect) -> dict[str, Sequence[Any]]:
    """Run `statement`; its columns by name, each a tuple of the rows' values."""
    result = session.execute(statement)
    names = list(result.keys())
    rows = result.all()
    return dict(zip(names, zip(*rows, strict=True), strict=True)) if rows else dict.fromkeys(names, ())


def frame(session: Session, statement: AnySelect, **dtypes: Any) -> pd.DataFrame:
    """Run `statement`; its rows as a frame with the given types, others as pandas finds them, enums as their text."""
    read = columns(session, statement)
    data = {
        name: pd.array(_plain(values), dtype=dtypes[name])
        if name in dtypes
        else pd.Series(_plain(values), dtype=object)
        for name, values in read.items()
    }
    return pd.DataFrame(data)


def integers(values: Iterable[Any], missing: int = 0) -> "np.ndarray[Any, np.dtype[np.int64]]":
    """A column of whole numbers; `missing` stands for None."""
    listed = list(values)
    return np.fromiter((missing if value is None else value for value in listed), dtype=np.int64, count=len(listed))


def ordinals(days: Iterable[date | None], missing: int = 0) -> "np.ndarray[Any, np.dtype[np.int64]]":
    """Dates, or the UTC days of instants, as proleptic ordinals; `missing` stands for None."""
    listed = list(days)
    return np.fromiter((missing if day is None else day.toordinal() for day in listed), np.int64, len(listed))


def whole(values: "np.ndarray[Any, np.dtype[np.float64]]", missing: int = 0) -> "np.ndarray[Any, np.dtype[np.int64]]":
    """A column of whole numbers that was read as floats; `missing` stands for NaN."""
    unknown = np.isnan(values)
    return np.where(unknown, missing, np.where(unknown, 0.0, values).astype(np.int64))


def floats(values: Iterable[Any]) -> "np.ndarray[Any, np.dtype[np.float64]]":
    """A column of numbers; NaN stands for None."""
    listed = list(values)
    return np.fromiter((np.nan if value is None else value for value in listed), dtype=np.float64, count=len(listed))


def _plain(values: Sequence[Any]) -> list[Any]:
    return [value.value if isinstance(value, StrEnum) else value for value in values]
