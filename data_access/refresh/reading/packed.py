"""Rows of several kinds, packed into one value an account."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from domain.grid import Floats, Ints

Rows = tuple[Ints, Floats]
"""The position of each row's account in the group, ascending, and the row's numbers: (rows,), (rows, width)."""
Part = tuple[Ints, Sequence[bytes]]
"""The positions of some accounts in the group, ascending, and what is packed of each."""
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


def unpack(parts: Iterable[Part], widths: Widths) -> tuple[Ints, dict[str, Rows]]:
    """The positions of the accounts of which anything is packed, and the rows of each kind; `parts` go upwards."""
    places: list[Ints] = [np.empty(0, dtype=np.int64)]
    found: dict[str, list[Rows]] = {
        name: [(np.empty(0, dtype=np.int64), np.empty((0, width)))] for name, width in widths.items()
    }
    for place, packed in parts:
        places.append(place)
        for name, (account, rows) in _unpack(packed, widths).items():
            found[name].append((place[account], rows))
    return np.concatenate(places), {
        name: (np.concatenate([account for account, _ in rows]), np.concatenate([numbers for _, numbers in rows]))
        for name, rows in found.items()
    }


def _unpack(packed: Sequence[bytes], widths: Widths) -> dict[str, Rows]:
    """The rows of each kind, by the positions of accounts in `packed`."""
    width = np.array(list(widths.values()), dtype=np.int64)
    data = np.frombuffer(b"".join(packed), "<f8")
    edges = np.concatenate([[0], np.cumsum([len(one) // data.itemsize for one in packed], dtype=np.int64)])
    counts = data[edges[:-1, None] + np.arange(len(width))].astype(np.int64)
    found = {}
    for place, (name, runs) in enumerate(zip(widths, _runs_of(edges[:-1], counts, width), strict=True)):
        account = np.repeat(np.arange(len(packed)), counts[:, place])
        found[name] = account, data[runs].reshape(-1, width[place])
    return found


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
