"""What is known of a group of accounts, as columns: the input of facts.

`account` is a position from 0 in the group; instants are epoch seconds (UTC); `known_at` is when we learned of it.
Columns of one table have one length. `NEVER` stands where something has not happened.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.grid import Floats, Ints

NEVER = int(np.iinfo(np.int64).max)
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Touches:
    """Touchpoints that happened. `channel`, `direction`: positions in their vocabularies; unknown numbers are NaN."""

    account: Ints
    at: Ints
    known_at: Ints
    channel: Ints
    direction: Ints
    is_automated: Flags
    sentiment: Floats
    response_seconds: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Issues:
    """Issues, `level` 1 (worst) to 4; `resolved_at` and `resolution_known_at` are `NEVER` while open."""

    account: Ints
    opened_at: Ints
    known_at: Ints
    resolved_at: Ints
    resolution_known_at: Ints
    level: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Surveys:
    """Answers on a common scale: `value` 0-100."""

    account: Ints
    at: Ints
    known_at: Ints
    value: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Usage:
    """Use by product and week; `ends_at` is the instant at which the week is over; `seats` NaN where unknown."""

    account: Ints
    ends_at: Ints
    known_at: Ints
    active_users: Floats
    seats: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """Subscription terms: from `starts_day` until the day before `ends_day` (days since 1970; `NEVER` if open)."""

    account: Ints
    known_at: Ints
    starts_day: Ints
    ends_day: Ints
    arr_cents: Ints
    currency: npt.NDArray[np.object_]


@dataclass(frozen=True, slots=True, eq=False)
class Events:
    """All that is known of `accounts` accounts; `tier`: position in the vocabulary, -1 without one."""

    accounts: int
    tier: Ints
    touches: Touches
    issues: Issues
    surveys: Surveys
    usage: Usage
    terms: Terms
