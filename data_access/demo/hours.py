"""Times of day: when mail is written, and when an answer that falls into the night really arrives."""

import numpy as np

from data_access.demo.blocks import Ints
from data_access.demo.parameters import HOUR_WEIGHTS, WEEKDAY_WEIGHTS
from data_access.demo.world import DAY, World

HOUR = 3600
_OPENS, _CLOSES = 7 * HOUR, 19 * HOUR
_HOURS = np.searchsorted(np.cumsum(HOUR_WEIGHTS) / sum(HOUR_WEIGHTS), (np.arange(4096) + 0.5) / 4096)
_WEEKDAYS = np.searchsorted(np.cumsum(WEEKDAY_WEIGHTS) / sum(WEEKDAY_WEIGHTS), (np.arange(4096) + 0.5) / 4096)


def draw_seconds(rng: np.random.Generator, count: int) -> Ints:
    """Seconds after local midnight, as real mail has them."""
    return _HOURS.take(rng.integers(0, 4096, count)) * HOUR + rng.integers(0, HOUR, count)


def draw_days(rng: np.random.Generator, world: World, week: Ints) -> Ints:
    """A day in each week of the history, hardly ever at the weekend."""
    start = world.first_day + 7 * week
    # 1970-01-01 was a Thursday: day number 4 is a Monday.
    weekday = _WEEKDAYS.take(rng.integers(0, 4096, len(week)))
    return start + (weekday - (start - 4)) % 7


def next_working_day(world: World, country: Ints, day: Ints) -> Ints:
    """The day itself, or the first after it that is neither weekend nor holiday in its country."""
    start, span = world.first_day - 60, world.holidays.shape[1]
    for _ in range(5):
        is_free = ((day - 4) % 7 >= 5) | world.holidays[country, np.clip(day - start, 0, span - 1)]
        day = day + is_free
    return day


def into_working_time(world: World, country: Ints, local: Ints, luck: Ints) -> Ints:
    """Local seconds moved into the next working hours where they fall outside; `luck` spreads the mornings."""
    day, second = local // DAY, local % DAY
    is_late, is_early = second > _CLOSES, second < _OPENS
    morning = _OPENS + luck % (3 * HOUR)
    open_day = next_working_day(world, country, day + is_late)
    second = np.where(is_late | is_early | (open_day != day), morning, second)
    return open_day * DAY + second
