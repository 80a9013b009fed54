"""Conversations: first messages and the answers to them, with the time that each answer took."""

from dataclasses import dataclass

import numpy as np

from data_access.demo.accounts import Accounts
from data_access.demo.blocks import MISSING, Bools, Floats, Ints
from data_access.demo.company import Company
from data_access.demo.hours import HOUR, into_working_time
from data_access.demo.kinds import DIRECTION_OF, HAS_THREAD, INBOUND, OUTBOUND, REPLIES_OF, kind_code
from data_access.demo.parameters import (
    LATENCY_OFFSET_SD,
    REPLY_LOG_HOURS,
    REPLY_LOG_SD,
    REPLY_SAME_DAY,
    TRUST_TO_LATENCY,
)
from data_access.demo.starters import Starters
from data_access.demo.state import State
from data_access.demo.world import DAY, World

LONGEST = 5
"""Answers in one conversation at most."""


@dataclass(frozen=True)
class Messages:
    """Touchpoints of a chunk, sorted by account and time; `starter` is the position of the first message.

    `direction` 0 is from them, 1 from us, 2 both; `turn` is 0 for a first message; `response` in seconds or `MISSING`.
    """

    account: Ints
    starter: Ints
    kind: Ints
    direction: Ints
    turn: Ints
    local: Ints
    response: Ints


def converse(
    world: World, company: Company, accounts: Accounts, state: State, starters: Starters, chunk: int
) -> Messages:
    """Let first messages be answered: each answer some time after the one before, in the other direction."""
    rng = world.rng("conversations", chunk)
    count = len(starters.account)
    answers = np.minimum(rng.poisson(REPLIES_OF.take(starters.kind)), LONGEST)
    offset = rng.normal(0, LATENCY_OFFSET_SD, len(accounts))
    direction = DIRECTION_OF.take(starters.kind)
    everyone = np.arange(count)
    rounds = [(everyone, starters.kind, direction, starters.local, np.full(count, MISSING))]
    row, local, way = everyone, starters.local, direction
    for turn in range(1, LONGEST + 1):
        goes_on = answers[row] >= turn
        row, local, way = row[goes_on], local[goes_on], np.where(way[goes_on] == INBOUND, OUTBOUND, INBOUND)
        account = starters.account[row]
        hours = _hours(rng, len(row))
        theirs = np.exp(TRUST_TO_LATENCY * state.trust_at(world, account, local // DAY) + offset[account])
        hours *= np.where(way == INBOUND, theirs, company.speed.take(accounts.owner[account]))
        after = local + np.minimum(hours * HOUR, 21 * DAY).astype(np.int64) + 60
        after = into_working_time(world, accounts.country[account], after, rng.integers(0, 3 * HOUR, len(row)))
        kind = np.where(way == INBOUND, kind_code("reply_in"), kind_code("reply_out"))
        rounds.append((row, kind, way, after, after - local))
        local = after
    sizes = [len(one[0]) for one in rounds]
    row, kind, way, local, response = (np.concatenate([one[column] for one in rounds]) for column in range(5))
    place = np.repeat(np.arange(len(rounds)), sizes)
    owner = starters.account[row]
    happened = np.flatnonzero(world.to_utc(accounts.country[owner], local) < world.now)
    order = happened[np.lexsort((place[happened], local[happened], owner[happened]))]
    return Messages(*(column[order] for column in (owner, row, kind, way, place, local, response)))


def has_thread(starters: Starters, messages: Messages) -> Bools:
    """Whether a message belongs to a conversation that can have several."""
    return np.asarray(HAS_THREAD.take(starters.kind)[messages.starter] | (starters.ticket != MISSING)[messages.starter])


def _hours(rng: np.random.Generator, count: int) -> Floats:
    """Same day or next day: two log-normal parts."""
    part = (rng.random(count) > REPLY_SAME_DAY).astype(np.int64)
    return np.exp(np.array(REPLY_LOG_HOURS).take(part) + np.array(REPLY_LOG_SD).take(part) * rng.standard_normal(count))
