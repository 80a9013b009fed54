"""Rows of small tables, packed account by account and unpacked again, are the rows that were read."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.migrations.watched_tables import RECORDS
from data_access.refresh.reading.kept import ALL, PEOPLE, WIDTHS, Kept
from data_access.refresh.reading.packed import Rows
from domain.grid import Floats, Ints
from tests.data_access.refresh.packing import packed_of

_ACCOUNTS = 5
_IDS = np.arange(_ACCOUNTS) * 3 + 2
_number = st.floats(allow_nan=True, allow_infinity=True)


def _rows(width: int) -> st.SearchStrategy[list[tuple[int, list[float]]]]:
    row = st.tuples(st.integers(0, _ACCOUNTS - 1), st.lists(_number, min_size=width, max_size=width))
    return st.lists(row, max_size=6)


tables = st.fixed_dictionaries({name: _rows(width) for name, width in WIDTHS.items()})


def _columns(rows: list[tuple[int, list[float]]], width: int, accounts: list[int]) -> Rows:
    mine = sorted((row for row in rows if row[0] in accounts), key=lambda row: row[0])
    numbers = np.array([numbers for _, numbers in mine], dtype=np.float64).reshape(-1, width)
    return np.array([account for account, _ in mine], dtype=np.int64), numbers


def _read(kept: Kept, read: dict[str, list[tuple[int, list[float]]]]) -> None:
    for name, width in WIDTHS.items():
        kept.put(name, *_columns(read[name], width, kept.stale(name).tolist()))


def _same(found: tuple[Ints, Floats], wanted: tuple[Ints, Floats]) -> bool:
    return bool((found[0] == wanted[0]).all()) and found[1].tobytes() == wanted[1].tobytes()


@given(tables, st.lists(st.integers(0, ALL), min_size=_ACCOUNTS, max_size=_ACCOUNTS), st.sets(st.integers(0, 4)))
def test_what_was_packed_and_what_is_read_anew_are_all_rows(
    read: dict[str, list[tuple[int, list[float]]]], stale: list[int], unknown: set[int]
) -> None:
    everybody = list(range(_ACCOUNTS))
    first = Kept(_IDS)
    _read(first, read)
    packed = first.pack()
    known = [account for account in everybody if account not in unknown]
    second = Kept(_IDS, packed_of(_IDS[known], [packed[one] for one in known]), np.array(stale))
    assert second.fresh.tolist() == [one for one in everybody if one in unknown or stale[one]]
    _read(second, read)
    for name, width in WIDTHS.items():
        assert _same(second.of(name), _columns(read[name], width, everybody))
    assert second.pack() == [packed[account] for account in second.fresh.tolist()]


def test_a_bit_is_the_same_table_to_those_who_note_and_to_those_who_read() -> None:
    assert list(WIDTHS) == list(RECORDS)
    assert {name for place, name in enumerate(WIDTHS) if PEOPLE >> place & 1} == {"employed", "placed"}


def test_a_row_of_another_width_is_refused() -> None:
    with pytest.raises(AssertionError, match="issues: 2 numbers a row, and not 5"):
        Kept(_IDS[:1]).put("issues", np.zeros(1, dtype=np.int64), np.zeros((1, 2)))
