"""Packed values as the database hands them out."""

from collections.abc import Sequence

import numpy as np

from data_access.bulk import Packed
from domain.grid import Ints


def packed_of(keys: Ints, values: Sequence[bytes]) -> Packed:
    """The values of these accounts, of eight bytes a number."""
    sizes = np.array([len(value) // 8 for value in values], dtype=np.int64)
    return Packed(np.asarray(keys, dtype=np.int64), sizes, np.frombuffer(b"".join(values), "<f8"))
