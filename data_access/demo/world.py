"""What every part of the generator knows: the day, the size, our own company, and the chunk at hand."""

import zlib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np

from data_access.demo.blocks import Bools, Floats, Ints
from data_access.demo.geography import COUNTRIES
from data_access.demo.names import PersonNames
from data_access.demo.parameters import CHUNK, SIZES, WEEKS, Size

DAY = 86_400
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class World:
    """The frame of one demo: `today` and `first_day` in days since 1970."""

    size: Size
    seed: int
    today: int
    names: PersonNames = field(default_factory=PersonNames)

    @classmethod
    def of(cls, size: str, seed: int, day: date) -> "World":
        """The frame of a demo of a named size, made for a day."""
        return cls(SIZES[size], seed, (day - EPOCH).days)

    @property
    def first_day(self) -> int:
        """First day of the history."""
        return self.today - 7 * WEEKS + 1

    @property
    def now(self) -> int:
        """The last second that may have happened: the end of the day before, as the day itself is still going on."""
        return self.today * DAY - 1

    @property
    def chunks(self) -> int:
        """How many chunks of accounts the demo has."""
        return -(-self.size.accounts // CHUNK)

    def rng(self, part: str, chunk: int = 1 << 30) -> np.random.Generator:
        """A stream of random numbers of its own for each part of each chunk: adding a part moves no other."""
        return np.random.default_rng(np.random.SeedSequence([self.seed, chunk, zlib.crc32(part.encode())]))

    @cached_property
    def utc_offsets(self) -> Ints:
        """Seconds that local noon is ahead of UTC, by country and day, from 60 days before the history on."""
        start = EPOCH + timedelta(days=self.first_day - 60)
        noons = [
            datetime.combine(start, datetime.min.time(), UTC) + timedelta(days=d, hours=12) for d in range(self._span)
        ]
        rows = {zone: [_offset(zone, noon) for noon in noons] for zone in {c.time_zone for c in COUNTRIES}}
        return np.array([rows[country.time_zone] for country in COUNTRIES], dtype=np.int64)

    @cached_property
    def holidays(self) -> Bools:
        """Whether a day is a holiday, by country, over the same days."""
        start = EPOCH + timedelta(days=self.first_day - 60)
        days = [start + timedelta(days=d) for d in range(self._span)]
        return np.array([[(d.month, d.day) in country.holidays for d in days] for country in COUNTRIES])

    @property
    def _span(self) -> int:
        return 7 * WEEKS + 460

    def to_utc(self, country: Ints, local_seconds: Ints) -> Ints:
        """Instants in UTC of local wall-clock seconds."""
        day = np.clip(local_seconds // DAY - self.first_day + 60, 0, self._span - 1)
        return local_seconds - self.utc_offsets[country, day]

    @cached_property
    def season(self) -> Floats:
        """Activity of each week of the history: quiet in August and at the year's end, a bump before quarters end."""
        weeks = [EPOCH + timedelta(days=self.first_day + 7 * week + 3) for week in range(WEEKS)]
        return np.array([_season(day) for day in weeks])


def _offset(zone: str, moment: datetime) -> int:
    ahead = moment.astimezone(ZoneInfo(zone)).utcoffset()
    return int(ahead.total_seconds()) if ahead else 0


def _season(day: date) -> float:
    if day.month == 8:
        return 0.62
    if (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 4):
        return 0.35
    return 1.22 if day.month % 3 == 0 and day.day >= 8 else 1.0


class Ids:
    """Row numbers, table by table: chunks are made in order, so that the same rows get the same numbers."""

    def __init__(self) -> None:
        self._next: dict[str, int] = {}

    def take(self, table: str, count: int) -> Ints:
        """The next `count` ids of a table."""
        start = self._next.get(table, 1)
        self._next[table] = start + count
        return np.arange(start, start + count, dtype=np.int64)
