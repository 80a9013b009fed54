"""Numbers that seldom change from week to week, as runs: how many weeks, and the number in each of them."""

from itertools import pairwise

import numpy as np

from domain.grid import Ints


def as_runs(numbers: Ints) -> list[bytes]:
    """Each row of `numbers` (accounts, weeks) as pairs of int64, little-endian."""
    begins = np.ones(numbers.shape, dtype=np.bool_)
    begins[:, 1:] = numbers[:, 1:] != numbers[:, :-1]
    starts = np.flatnonzero(begins)
    lengths = np.diff(np.append(starts, numbers.size))
    data = np.column_stack([lengths, numbers.ravel()[starts]]).astype("<i8").tobytes()
    edges = np.concatenate([[0], np.cumsum(begins.sum(axis=1))]) * 16
    return [data[begin:end] for begin, end in pairwise(edges.tolist())]


def from_runs(numbers: Ints, weeks: int) -> Ints:
    """What `as_runs` packed, the numbers of one row after another's: (accounts, weeks)."""
    runs = numbers.reshape(-1, 2)
    return np.repeat(runs[:, 1], runs[:, 0]).reshape(-1, weeks).astype(np.int64)
