"""Rows by the column: what the generator makes and the loaders take.

A block is the columns of some rows of one table, each as a numpy array (long texts: an Arrow array) of the same
length. Days and instants are whole numbers since 1970 (days, seconds UTC); `MISSING` stands for NULL in whole
numbers, NaN in floats, None in texts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

MISSING = -(2**62)

Ints: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]
Bools: TypeAlias = npt.NDArray[np.bool_]
Texts: TypeAlias = npt.NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Days:
    """A column of dates: days since 1970-01-01."""

    values: Ints


@dataclass(frozen=True, slots=True)
class Instants:
    """A column of instants: seconds since 1970-01-01 UTC."""

    values: Ints


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of texts out of few: `codes` index `words`; a negative code is NULL."""

    codes: Ints
    words: tuple[str, ...]


Column: TypeAlias = Days | Instants | Coded | npt.NDArray[Any] | pa.Array
Block: TypeAlias = dict[str, Column]


def texts(values: list[str] | list[str | None]) -> Texts:
    """A column of texts out of a list."""
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column


def rows_in(block: Block) -> int:
    """The number of rows of a block."""
    first = next(iter(block.values()))
    if isinstance(first, Coded):
        return len(first.codes)
    return len(first.values if isinstance(first, Days | Instants) else first)


def as_arrow(column: Column) -> pa.Array:
    """The column as Arrow keeps it, NULLs marked."""
    if isinstance(column, pa.Array):
        return column
    if isinstance(column, Coded):
        codes = pa.array(column.codes.astype(np.int32), mask=column.codes < 0)
        return pa.DictionaryArray.from_arrays(codes, pa.array(column.words, pa.string())).dictionary_decode()
    if isinstance(column, Days):
        return pa.array(column.values.astype("datetime64[D]"), mask=column.values == MISSING)
    if isinstance(column, Instants):
        return pa.array(column.values.astype("datetime64[s]"), mask=column.values == MISSING)
    if column.dtype == np.int64:
        return pa.array(column, mask=column == MISSING)
    if column.dtype == np.float64:
        return pa.array(column, from_pandas=True)
    return pa.array(column, pa.string() if column.dtype == object else pa.bool_())


def as_arrow_table(block: Block) -> pa.Table:
    """The block as an Arrow table."""
    return pa.table({name: as_arrow(column) for name, column in block.items()})


def as_values(column: Column) -> list[Any]:
    """The column as SQLite keeps it: days and instants as text, NULL as None."""
    if isinstance(column, Coded):
        words = np.array([*column.words, None], dtype=object)
        return list(words.take(np.where(column.codes < 0, len(column.words), column.codes)).tolist())
    if isinstance(column, pa.Array):
        return list(column.to_numpy(zero_copy_only=False).tolist())
    if isinstance(column, Days | Instants):
        return as_values(as_arrow(column).cast(pa.string()))
    if column.dtype == np.int64:
        return _with_none(column, column == MISSING)
    if column.dtype == np.float64:
        return _with_none(column, np.isnan(column))
    return list(column.tolist())


def as_rows(block: Block) -> Iterator[tuple[Any, ...]]:
    """The rows of the block, as SQLite takes them."""
    return zip(*(as_values(column) for column in block.values()), strict=True)


def _with_none(column: npt.NDArray[Any], missing: Bools) -> list[Any]:
    if not missing.any():
        return list(column.tolist())
    values = column.astype(object)
    values[missing] = None
    return list(values.tolist())
