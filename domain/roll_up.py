"""Sums over accounts of what adds up, taken from the sums over cells of accounts that are alike.

Accounts that agree in everything that a filter can ask for, but for their owner and the words of a search, form a cell.
Whoever filters asks for whole cells, of which there are some hundreds however large the book; what the filter cuts in
two (an owner's accounts) is few and added up account by account. So a sum over two years of a hundred thousand accounts
costs what that of some hundred does.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from domain.grid import Floats
from domain.portfolio import RENEWAL_WINDOWS, Portfolio

FEW: Final = 500
"""Accounts of a book that are added up one by one just as fast."""
AT_ONCE: Final = 1_024
"""Accounts of which the facts are computed together: they stay in the processor's cache."""
_FIELDS: Final = ("tier", "segment", "region", "lifecycle", "band", "is_customer")

Facts = Callable[[Portfolio, npt.NDArray[np.intp]], Floats]
"""Of the accounts of a book at these positions, numbers that add up: (accounts, facts). No NaN."""


@dataclass(frozen=True, slots=True, eq=False)
class _Cells:
    """The cell of each account, how many accounts each cell has, and the accounts' positions by cell."""

    number: npt.NDArray[np.intp]
    size: npt.NDArray[np.intp]
    order: npt.NDArray[np.intp]


def total(portfolio: Portfolio, key: Hashable, facts: Facts) -> Floats:
    """The sums of these facts over the accounts; `key` says of which facts those of the cells are kept for a book."""
    whole, positions = portfolio.whole, portfolio.positions
    if len(whole) < FEW:
        return _added(whole, positions, facts)
    cells = _cells(whole)
    numbers = cells.number[positions]
    is_asked_for = np.bincount(numbers, minlength=len(cells.size)) == cells.size
    if ("sums", key) not in whole.kept:
        whole.kept["sums", key] = _by_cell(whole, cells, facts)
    by_cell: Floats = whole.kept["sums", key]
    return np.asarray(by_cell[is_asked_for].sum(axis=0) + _added(whole, positions[~is_asked_for[numbers]], facts))


def _cells(whole: Portfolio) -> _Cells:
    if "cells" not in whole.kept:
        number = np.zeros(len(whole), dtype=np.intp)
        days = whole.column("renewal_on") - whole.as_of.toordinal()
        windows = np.where(days < 0, -1, np.searchsorted(RENEWAL_WINDOWS, days))
        for codes in (*(whole.codes(name)[0] for name in _FIELDS), windows):
            # Numbered anew after each field, so that they stay small however many fields there are.
            pairs = number * (int(codes.max(initial=-1)) + 2) + codes + 1
            number = np.unique(pairs, return_inverse=True)[1].astype(np.intp)
        whole.kept["cells"] = _Cells(number, np.bincount(number), np.argsort(number, kind="stable"))
    cells: _Cells = whole.kept["cells"]
    return cells


def _by_cell(whole: Portfolio, cells: _Cells, facts: Facts) -> Floats:
    """(cells, facts)"""
    found = np.zeros((len(cells.size), facts(whole, cells.order[:0]).shape[1]))
    for start in range(0, len(whole), AT_ONCE):
        positions = cells.order[start : start + AT_ONCE]
        numbers = cells.number[positions]
        first = np.flatnonzero(np.diff(numbers, prepend=-1))
        found[numbers[first]] += np.add.reduceat(facts(whole, positions), first, axis=0)
    return found


def _added(whole: Portfolio, positions: npt.NDArray[np.intp], facts: Facts) -> Floats:
    sums = facts(whole, positions[:AT_ONCE]).sum(axis=0)
    for start in range(AT_ONCE, len(positions), AT_ONCE):
        sums = sums + facts(whole, positions[start : start + AT_ONCE]).sum(axis=0)
    return np.asarray(sums)
