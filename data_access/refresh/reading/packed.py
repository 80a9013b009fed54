"""Rows of several kinds, packed into one value an account."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from data_access.bulk import Packed
from domain.grid import Floats, Ints

Rows = tuple[Ints, Floats]
"""The position of each row's account in the group, ascending, and the row's numbers: (rows,), (rows, width)."""
Widths = Mapping[str, int]
"""The kinds in the order in which they are packed, and how many numbers a row of each is."""


def pack(accounts: int, read: Mapping[str, Rows], widths: Widths) -> list[bytes]:
    """For each account: how many rows it has of each kind, and then the rows, float64 little-endian."""
    width = np.array(list(widths.values()), dtype=np.int64)
    numbers = [np.bincount(read[name][0], minlength=accounts) for name in widths]
    counts = np.column_stack(numbers).astype(np.int64)
    edges = np.concatenate([[0], np.cumsum(len(width) + counts @ width)])
    data = np.empty(edges[-1])
    data[edges[:-1, None] + np.arange(len(width))] = counts
    for runs, name in zip(_runs_of(edges[:-1], counts, width), widths, strict=True):
        data[runs] = read[name][1].ravel()
    whole = data.astype("<f8").tobytes()
    return [whole[8 * begin : 8 * end] for begin, end in pairwise(edges.tolist())]


def unpack(packed: Packed, ids: Ints, widths: Widths) -> tuple[Ints, dict[str, Rows]]:
    """The positions of the accounts of which anything is packed, by their numbers in `ids`, and the rows of each kind.

    `packed` is by account, ascending, as `ids` are.
    """
    width = np.array(list(widths.values()), dtype=np.int64)
    is_ours = np.isin(packed.key, ids)
    begin = (np.cumsum(packed.size) - packed.size)[is_ours]
    place = np.searchsorted(ids, packed.key[is_ours]).astype(np.int64)
    counts = packed.numbers[begin[:, None] + np.arange(len(width))].astype(np.int64)
    found = {}
    for kind, (name, runs) in enumerate(zip(widths, _runs_of(begin, counts, width), strict=True)):
        found[name] = np.repeat(place, counts[:, kind]), packed.numbers[runs].reshape(-1, width[kind])
    return place, found


def together(first: Rows, second: Rows) -> Rows:
    """Rows by account; of one account, the `first` stand first, and both keep their order."""
    account = np.concatenate([first[0], second[0]])
    order = np.argsort(account, kind="stable")
    return account[order], np.concatenate([first[1], second[1]])[order]


def _runs_of(begin: Ints, counts: Ints, widths: Ints) -> list[npt.NDArray[Any]]:
    """Where the numbers of each kind stand: of all accounts, one after another."""
    sizes = counts * widths
    starts = begin[:, None] + len(widths) + np.cumsum(sizes, axis=1) - sizes
    found = []
    for start, size in zip(starts.T, sizes.T, strict=True):
        before = np.cumsum(size) - size
        found.append(np.repeat(start - before, size) + np.arange(int(size.sum())))
    return found
