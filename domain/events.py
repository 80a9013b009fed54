"""What is known of a group of accounts, as columns: the input of facts.

`account` is a position from 0 in the group; instants are epoch seconds (UTC); `known_at` is when we learned of it.
Columns of one table have one length. `NEVER` stands where something has not happened.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.deadlines import Ends
from domain.grid import Floats, Ints

NEVER = int(np.iinfo(np.int64).max)
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Touches:
    """Touchpoints that happened, by (account, at); `id`: the row's number in the database.

    `channel`, `direction`, `purpose`, `initiative`, `department`: positions in their vocabularies (-1 for none);
    unknown numbers are NaN.
    """

    account: Ints
    at: Ints
    known_at: Ints
    channel: Ints
    direction: Ints
    purpose: Ints
    initiative: Ints
    department: Ints
    is_automated: Flags
    sentiment: Floats
    response_seconds: Floats
    id: Ints


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
    """Answers on a common scale: `value` 0-100; `is_nps`: to the question about recommending us."""

    account: Ints
    at: Ints
    known_at: Ints
    value: Floats
    is_nps: Flags


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
class Reached:
    """A row for each of their people in each touch between people: `points` is k / sqrt(people in the touch).

    `known_at`: when both the touch and the person were on record.

    `contact`: position in `Contacts`; `outward`: 1 from us, 0 from them, 0.5 where both speak.
    """

    contact: Ints
    at: Ints
    known_at: Ints
    points: Floats
    outward: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Contacts:
    """People of the accounts, each in each account that is theirs or that they have a part in; `id`: their number.

    `seniority`: position in its vocabulary, -1 unknown; `known_at`: since when they are on record there; `left_at`:
    `NEVER` while there. `on_map_at`: since when they stand on the account's map, `NEVER` if they do not.
    """

    id: Ints
    account: Ints
    known_at: Ints
    seniority: Ints
    left_at: Ints
    on_map_at: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Stances:
    """Assessments, in the order of (contact, since): each holds `until` a later one of the contact is known.

    `contact`: position in `Contacts`; `stance`: 2 champion … -2 blocker; `influence` 0-100 (50 where nobody said).
    """

    account: Ints
    contact: Ints
    since: Ints
    until: Ints
    stance: Ints
    influence: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Promises:
    """Our commitments: instants at the end of the day that is told; `NEVER` where nothing is known."""

    account: Ints
    known_at: Ints
    due_at: Ints
    kept_at: Ints
    broken_at: Ints
    outcome_known_at: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Goals:
    """Goals of the client's: (start, target) values; `reached_at` `NEVER` while not reached."""

    account: Ints
    known_at: Ints
    set_at: Ints
    due_at: Ints
    reached_at: Ints
    start: Floats
    target: Floats


@dataclass(frozen=True, slots=True, eq=False)
class GoalReadings:
    """Values of goals, by (goal, at); `goal`: position in `Goals`."""

    goal: Ints
    at: Ints
    known_at: Ints
    value: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Invoices:
    """Bills: `due_at` is the end of the due day, `paid_at` `NEVER` while unpaid."""

    account: Ints
    known_at: Ints
    due_at: Ints
    paid_at: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Milestones:
    """Dated facts of one kind (price rises, notices, deadlines …): known from, and the instant they speak of."""

    account: Ints
    known_at: Ints
    at: Ints


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
    reached: Reached
    contacts: Contacts
    stances: Stances
    promises: Promises
    goals: Goals
    goal_readings: GoalReadings
    invoices: Invoices
    price_rises: Milestones
    notices: Milestones
    deadlines: Milestones
    contract_ends: Milestones
    owner_changes: Milestones
    ends: Ends
