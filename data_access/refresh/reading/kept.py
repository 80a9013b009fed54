"""Rows of an account's small tables, remembered as they were read until one of them changes.

Of most accounts nothing but touches is new on a day. What their other tables hold is then found in one value an
account, which costs a tenth of reading the tables.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from domain.grid import Floats, Ints

WIDTHS: Final = {
    "employed": 4,
    "placed": 5,
    "goals": 7,
    "goal readings": 4,
    "stances": 5,
    "issues": 5,
    "surveys": 4,
    "promises": 5,
    "terms": 5,
    "invoices": 3,
    "price rises": 3,
    "notices": 3,
    "contracts": 4,
    "renewals": 4,
    "owners": 3,
}
"""The small tables in the order in which they are packed, and how many numbers a row of each is."""

Rows = tuple[Ints, Floats]
"""The position of each row's account in the group, ascending, and the row's numbers: (rows,), (rows, width)."""


class Kept:
    """The small tables of a group of accounts: `packed` by their position, None for those to be read anew.

    `fresh`: the positions of these. What was read of them is told to `put`, so that `pack` can pack it.
    """

    def __init__(self, packed: Sequence[bytes | None]) -> None:
        is_fresh = np.fromiter((one is None for one in packed), dtype=np.bool_, count=len(packed))
        self.fresh, self._kept = np.flatnonzero(is_fresh), np.flatnonzero(~is_fresh)
        self._accounts = len(packed)
        self._unpacked = _unpack([one for one in packed if one is not None])
        self._read: dict[str, Rows] = {}

    def of(self, name: str) -> Rows:
        """The rows that are remembered."""
        place, rows = self._unpacked[name]
        return self._kept[place], rows

    def put(self, name: str, account: Ints, rows: Floats) -> None:
        """Take note of the rows of the accounts of `fresh`."""
        if rows.shape[1] != WIDTHS[name]:
            raise AssertionError(f"{name}: {rows.shape[1]} numbers a row, and not {WIDTHS[name]}")
        self._read[name] = np.searchsorted(self.fresh, account), rows

    def pack(self) -> list[bytes]:
        """What is to be remembered of each account of `fresh`, in their order."""
        return _pack(len(self.fresh), self._read)


def together(first: Rows, second: Rows) -> Rows:
    """Rows of different accounts, by account; those of one account keep their order."""
    account = np.concatenate([first[0], second[0]])
    order = np.argsort(account, kind="stable")
    return account[order], np.concatenate([first[1], second[1]])[order]


def _pack(accounts: int, read: dict[str, Rows]) -> list[bytes]:
    """For each account: how many rows it has in each table, and then the rows."""
    widths = np.array(list(WIDTHS.values()), dtype=np.int64)
    numbers = [np.bincount(read[name][0], minlength=accounts) for name in WIDTHS]
    counts = np.column_stack(numbers).astype(np.int64)
    edges = np.concatenate([[0], np.cumsum(len(widths) + counts @ widths)])
    data = np.empty(edges[-1])
    data[edges[:-1, None] + np.arange(len(widths))] = counts
    for runs, name in zip(_runs_of(edges[:-1], counts, widths), WIDTHS, strict=True):
        data[runs] = read[name][1].ravel()
    data = data.astype("<f8")
    return [data[begin:end].tobytes() for begin, end in pairwise(edges.tolist())]


def _unpack(packed: list[bytes]) -> dict[str, Rows]:
    widths = np.array(list(WIDTHS.values()), dtype=np.int64)
    data = np.frombuffer(b"".join(packed), "<f8")
    edges = np.concatenate([[0], np.cumsum([len(one) // data.itemsize for one in packed], dtype=np.int64)])
    counts = data[edges[:-1, None] + np.arange(len(widths))].astype(np.int64)
    found = {}
    for place, runs in enumerate(_runs_of(edges[:-1], counts, widths)):
        account = np.repeat(np.arange(len(packed)), counts[:, place])
        found[list(WIDTHS)[place]] = account, data[runs].reshape(-1, widths[place])
    return found


def _runs_of(begin: Ints, counts: Ints, widths: Ints) -> list[npt.NDArray[Any]]:
    """Where the numbers of each table stand: of all accounts, one after another."""
    sizes = counts * widths
    starts = begin[:, None] + len(widths) + np.cumsum(sizes, axis=1) - sizes
    found = []
    for start, size in zip(starts.T, sizes.T, strict=True):
        before = np.cumsum(size) - size
        found.append(np.repeat(start - before, size) + np.arange(int(size.sum())))
    return found
