"""Rows of an account's small tables, remembered as they were read until one of them changes.

Of most accounts nothing but touches is new on a day. What their other tables hold is then found in one value an
account, which costs a tenth of reading the tables.
"""

from typing import Final

import numpy as np

from data_access.bulk import NOTHING, Packed
from data_access.refresh.reading.packed import Rows, pack, together, unpack
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
ALL = (1 << len(WIDTHS)) - 1
"""Every small table, as bits in that order."""
PEOPLE = 0b11
"""Those of people, as bits."""


class Kept:
    """The small tables of the accounts `ids` (ascending): `packed`, of those of which anything is known.

    `stale`: the tables of each account that are to be read anew, as bits. What was read of them is told to `put`, so
    that `pack` can pack the accounts of `fresh`: those of which anything was.
    """

    def __init__(self, ids: Ints, packed: Packed = NOTHING, stale: Ints | None = None) -> None:
        known, unpacked = unpack(packed, ids, WIDTHS)
        self._stale = np.full(len(ids), ALL)
        self._stale[known] = 0 if stale is None else stale[known]
        self.fresh = np.flatnonzero(self._stale)
        self._rows = {name: self._of_others(name, account, rows) for name, (account, rows) in unpacked.items()}

    def stale(self, name: str) -> Ints:
        """The positions of the accounts of which this table is to be read."""
        return np.flatnonzero(self._stale & self._bit(name))

    def put(self, name: str, account: Ints, rows: Floats) -> Rows:
        """Take note of the rows of the accounts that are `stale`; return those of all."""
        if rows.shape[1] != WIDTHS[name]:
            raise AssertionError(f"{name}: {rows.shape[1]} numbers a row, and not {WIDTHS[name]}")
        known = self._rows[name]
        self._rows[name] = together(known, (account, rows)) if len(known[0]) else (account, rows)
        return self._rows[name]

    def of(self, name: str) -> Rows:
        """The rows that are known: of all accounts, once what is stale was put."""
        return self._rows[name]

    def pack(self) -> list[bytes]:
        """What is to be remembered of each account of `fresh`, in their order."""
        place = np.full(len(self._stale), -1, dtype=np.int64)
        place[self.fresh] = np.arange(len(self.fresh))
        chosen = {}
        for name, (account, rows) in self._rows.items():
            mine = place[account] >= 0
            chosen[name] = place[account[mine]], rows[mine]
        return pack(len(self.fresh), chosen, WIDTHS)

    def _of_others(self, name: str, account: Ints, rows: Floats) -> Rows:
        is_known = self._stale[account] & self._bit(name) == 0
        return (account, rows) if is_known.all() else (account[is_known], rows[is_known])

    def _bit(self, name: str) -> int:
        return 1 << list(WIDTHS).index(name)
