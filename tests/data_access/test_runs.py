"""Numbers packed as runs are the numbers that were packed."""

import struct
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from data_access.runs import as_runs, from_runs
from domain.grid import Ints

_WEEKS = 7
_tables = st.integers(0, 5).flatmap(lambda rows: arrays(np.int64, (rows, _WEEKS), elements=st.integers(-2, 3)))


@given(_tables)
def test_what_was_packed_is_unpacked(numbers: Ints) -> None:
    packed = as_runs(numbers)
    assert len(packed) == len(numbers)
    assert (from_runs(np.frombuffer(b"".join(packed), "<i8"), _WEEKS) == numbers).all()
    for row, one in zip(numbers.tolist(), packed, strict=True):
        changes = sum(before != after for before, after in pairwise(row))
        assert len(one) == 16 * (1 + changes)


def test_a_run_is_how_many_weeks_and_how_much() -> None:
    assert as_runs(np.array([[5, 5, -1], [7, 7, 7]])) == [struct.pack("<4q", 2, 5, 1, -1), struct.pack("<2q", 3, 7)]
