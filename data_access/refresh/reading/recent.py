"""What tells on the days after the Sunday that levels hold: remembered from the last refresh, and read since."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import numpy as np
from sqlalchemy import ColumnElement, and_, or_

from data_access.bulk import Packed
from data_access.refresh.reading.packed import Rows, pack, together, unpack
from data_access.refresh.shards import shard_of
from domain.events import NEVER, Events
from domain.grid import DAY_SECONDS, Floats, Ints
from domain.ties import end_of

_WEEK = timedelta(days=7)
COLUMNS: Final = {
    "touches": (
        "at", "known_at", "channel", "direction", "purpose", "initiative", "department", "is_automated", "sentiment",
        "response_seconds", "id",
    ),
    "reached": ("at", "known_at", "contact_id", "points", "outward"),
    "usage": ("ends_at", "known_at", "active_users", "seats"),
}  # fmt: skip
"""What is packed, in order: the first column says when it happened, the second when it was known."""
WIDTHS: Final = {name: len(columns) for name, columns in COLUMNS.items()}


class Recent:
    """Touches, who was reached in them, and use, of the accounts `ids`, that tell after `since`.

    `packed`: what the last refresh knew. `changed_at`: when the first of what changed
    since then happened (epoch s), `NEVER` where nothing did. `today` is the day that is computed.
    """

    def __init__(self, since: datetime, today: date, ids: Ints, packed: Packed, changed_at: Ints) -> None:
        self.since, self._ids = since, ids
        self.changed = np.flatnonzero(changed_at != NEVER)
        days = (since, *(end_of(today - timedelta(days=back)) for back in (2, 1)))
        self._read_from = _days_to_read(changed_at, [int(day.timestamp()) for day in days])
        self._rows = {}
        for name, (account, rows) in unpack(packed, ids, WIDTHS)[1].items():
            kept = rows[:, 0] < self._read_from[account]
            self._rows[name] = account[kept], rows[kept]

    def of_instants(self, account_id: Any, happened_at: Any, recorded_at: Any) -> list[ColumnElement[bool]]:
        """The conditions, each for a statement of its own, that find what is to be read; the oldest first."""
        is_told = or_(happened_at >= self.since, recorded_at >= self.since)
        return [
            and_(of_part, happened_at >= day, *([] if day >= self.since else [is_told]))
            for day, of_part in self._parts(account_id)
        ]

    def of_weeks(self, account_id: Any, week_on: Any, recorded_at: Any) -> list[ColumnElement[bool]]:
        """The same of weeks by their Mondays: one is over, and counts, when the next begins."""
        is_told = or_(week_on > (self.since - _WEEK).date(), recorded_at >= self.since)
        return [and_(of_part, week_on >= (day - _WEEK).date(), is_told) for day, of_part in self._parts(account_id)]

    def is_read(self, account: Ints, happened_at: Ints) -> "np.ndarray[Any, np.dtype[np.bool_]]":
        """Whether what happened then, of the account at a position, was read, and is not remembered."""
        return np.asarray(happened_at >= self._read_from[account])

    def with_read(self, name: str, account: Ints, read: Mapping[str, Floats | Ints]) -> tuple[Ints, dict[str, Floats]]:
        """Rows of a kind that were read, by account, behind those that are remembered of it."""
        columns = COLUMNS[name]
        rows = np.column_stack([np.asarray(read[column], dtype=np.float64) for column in columns])
        account, rows = together(self._rows[name], (account, rows))
        return account, {column: rows[:, place] for place, column in enumerate(columns)}

    def _parts(self, account_id: Any) -> list[tuple[datetime, ColumnElement[bool]]]:
        """The accounts that are to be read, together where it is from the same day on."""
        read_from = self._read_from[self.changed]
        return [
            (
                datetime.fromtimestamp(day, UTC),
                shard_of(self._ids[self.changed[read_from == day]].tolist()).holds(account_id),
            )
            for day in np.unique(read_from).tolist()
        ]


def packed_recent(events: Events, since: datetime, places: Ints) -> tuple[Ints, list[bytes]]:
    """What tells after `since`, packed: the positions of the accounts, of `places` (ascending), that have any of it."""
    touches, reached, usage = events.touches, events.reached, events.usage
    of_reached = events.contacts.account[reached.contact]
    known: dict[str, tuple[Ints, dict[str, Any]]] = {
        "touches": (touches.account, {name: getattr(touches, name) for name in COLUMNS["touches"]}),
        "reached": (
            of_reached,
            {
                "contact_id": events.contacts.id[reached.contact],
                **{name: getattr(reached, name) for name in COLUMNS["reached"] if name != "contact_id"},
            },
        ),
        "usage": (usage.account, {name: getattr(usage, name) for name in COLUMNS["usage"]}),
    }
    place = np.full(events.accounts, -1, dtype=np.int64)
    place[places] = np.arange(len(places))
    end = int(since.timestamp())
    rows = {name: _telling(account, read, name, end, place) for name, (account, read) in known.items()}
    has_any = np.zeros(len(places), dtype=np.bool_)
    for account, _ in rows.values():
        has_any[account] = True
    chosen = np.flatnonzero(has_any)
    renumbered = {name: (np.searchsorted(chosen, account), values) for name, (account, values) in rows.items()}
    return places[chosen], pack(len(chosen), renumbered, WIDTHS)


def _telling(account: Ints, read: Mapping[str, Any], name: str, since: int, place: Ints) -> Rows:
    happened, known = (read[column] for column in COLUMNS[name][:2])
    # A week that is over at `since`, and was known before, is in the levels.
    tells = (known >= since) | (happened > since if name == "usage" else happened >= since)
    mine = np.flatnonzero(tells & (place[account] >= 0))
    rows = np.column_stack([np.asarray(read[column][mine], dtype=np.float64) for column in COLUMNS[name]])
    return place[account[mine]], rows


def _days_to_read(changed_at: Ints, days: Sequence[int]) -> Ints:
    """From when on each account is read: few different days, so that one statement asks for many accounts.

    The latest of `days` that is early enough and not before the first of them, or else one for all of which something
    older changed.
    """
    oldest = int(changed_at.min(initial=days[0])) // DAY_SECONDS * DAY_SECONDS
    found = np.full(len(changed_at), oldest)
    for day in days:
        if day >= days[0]:
            found[changed_at >= day] = day
    return np.where(changed_at == NEVER, NEVER, found)
