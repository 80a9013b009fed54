"""The trust reservoir: a level that deposits and withdrawals raise and lower, that forgets, and that adds up.

    level(t) = 50 + 50 * tanh(x(t) / 50)
    x(t)     = sum of a_i * d(t - t_i, 90) - sum of shadows of open issues and overdue promises

x is linear in the events, so each event's share of today's x is known, the shares add up, and taking one away is a
subtraction. Bad is stronger than good (Baumeister et al. 2001): a withdrawal weighs `loss_weight` times its mirror.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from domain.events import NEVER, Goals, Promises, Touches
from domain.facts.carried import Carried
from domain.grid import DAY_SECONDS, Floats, Grid, Ints, decay, place
from domain.policy import Policy
from domain.vocabulary import Channel, Direction, Initiative, Purpose

_CHANNELS = tuple(Channel)
_INBOUND = tuple(Direction).index(Direction.INBOUND)
_OUTBOUND = tuple(Direction).index(Direction.OUTBOUND)
_PROACTIVE = tuple(Initiative).index(Initiative.PROACTIVE)
_RECOGNITION = tuple(Purpose).index(Purpose.RECOGNITION)
_INSIGHTS = (tuple(Purpose).index(Purpose.INSIGHT), tuple(Purpose).index(Purpose.PROPOSAL))


class Entry(StrEnum):
    """What a deposit or withdrawal was for."""

    PROMISE_KEPT = "promise kept"
    PROMISE_EARLY = "promise kept early"
    PROMISE_BROKEN = "promise broken"
    PROMPT_ANSWER = "prompt answer"
    LATE_ANSWER = "late answer"
    INSIGHT = "insight or proposal"
    RECOGNITION = "recognition"
    GOOD_TONE = "warm exchange"
    BAD_TONE = "cold exchange"
    GOAL_REACHED = "goal reached"


ENTRIES = tuple(Entry)


@dataclass(frozen=True, slots=True, eq=False)
class Ledger:
    """Deposits (amount > 0) and withdrawals (< 0); `record`: position of the event among those of its kind."""

    account: Ints
    at: Ints
    known_at: Ints
    amount: Floats
    entry: Ints
    record: Ints


def ledger(touches: Touches, promises: Promises, goals: Goals, policy: Policy) -> Ledger:
    """Every deposit and withdrawal that the events make, whatever the day."""
    parts = [*_touch_entries(touches, policy), *_promise_entries(promises, policy), _goal_entries(goals, policy)]
    return Ledger(*(np.concatenate([getattr(part, name) for part in parts]) for name in Ledger.__slots__))


def reservoir(entries: Ledger, size: int, grid: Grid, policy: Policy, carried: Carried) -> Floats:
    """The entries' part of x at each row: (size, rows)."""
    placed = place(grid, size, entries.account, entries.at, entries.known_at)
    return carried.decayed_sum("trust_entries", placed, entries.amount, policy.trust_half_life_days)


def level(x: Floats) -> Floats:
    """The reservoir's level, 0-100; 50 where nothing is remembered."""
    return np.asarray(50.0 + 50.0 * np.tanh(x / 50.0))


def promise_shadows(promises: Promises, grid: Grid, policy: Policy) -> Floats:
    """The shadow of each overdue promise at each row (points): (promises, rows).

    From its due day until its outcome is known it grows like an issue's, then it decays in the same way; it goes at
    once where the promise turns out to have been kept in time.
    """
    ends = grid.ends_at[None, :]
    from_at = np.maximum(promises.due_at, promises.known_at)[:, None]
    settled = np.minimum(promises.kept_at, promises.broken_at)
    settled_at = np.where(settled == NEVER, NEVER, np.maximum(settled, promises.outcome_known_at))[:, None]
    until = np.minimum(ends, settled_at)
    age = np.maximum(until - promises.due_at[:, None], 0) / DAY_SECONDS
    height = policy.overdue_promise_points * (1.0 - decay(age, policy.shadow_half_life_days))
    since = np.maximum(ends - settled_at, 0) / DAY_SECONDS
    in_time = (promises.kept_at <= promises.due_at)[:, None]
    shown = (from_at < ends) & (settled_at > from_at) & ~(in_time & (settled_at < ends))
    return np.where(shown, height * decay(since, policy.recovery_half_life_days), 0.0)


def _touch_entries(touches: Touches, policy: Policy) -> list[Ledger]:
    share = np.where(touches.is_automated, policy.automated_share, 1.0)
    hours = touches.response_seconds / 3600.0
    norm = np.array([policy.answer_norm_hours[channel] for channel in _CHANNELS])[touches.channel]
    answer = (touches.direction == _OUTBOUND) & ~np.isnan(hours)
    from_us = touches.direction != _INBOUND
    insight = from_us & (touches.initiative == _PROACTIVE) & np.isin(touches.purpose, _INSIGHTS) & ~touches.is_automated
    recognition = touches.purpose == _RECOGNITION
    tone = np.nan_to_num(touches.sentiment)
    lost = policy.loss_weight

    def entries(kind: Entry, chosen: np.ndarray, amount: Floats | float) -> Ledger:
        record = np.flatnonzero(chosen)
        amounts = (np.zeros(len(chosen)) + amount) * share
        entry = np.full(len(record), ENTRIES.index(kind), dtype=np.int64)
        return Ledger(
            touches.account[record], touches.at[record], touches.known_at[record], amounts[record], entry, record
        )

    return [
        entries(Entry.PROMPT_ANSWER, answer & (hours <= norm), policy.prompt_answer),
        entries(Entry.LATE_ANSWER, answer & (hours > norm), -lost * policy.prompt_answer),
        entries(Entry.INSIGHT, insight, policy.insight),
        entries(Entry.RECOGNITION, recognition, policy.recognition),
        entries(Entry.GOOD_TONE, tone > 0, policy.warm_exchange * tone),
        entries(Entry.BAD_TONE, tone < 0, lost * policy.warm_exchange * tone),
    ]


def _promise_entries(promises: Promises, policy: Policy) -> list[Ledger]:
    kept, broken = promises.kept_at != NEVER, promises.broken_at != NEVER
    on_time = kept & (promises.kept_at <= promises.due_at)
    early = on_time & (promises.due_at - promises.kept_at >= DAY_SECONDS)

    def entries(kind: Entry, chosen: np.ndarray, at: Ints, amount: float) -> Ledger:
        record = np.flatnonzero(chosen)
        size = len(record)
        known = np.maximum(promises.known_at, promises.outcome_known_at)[record]
        entry = np.full(size, ENTRIES.index(kind), dtype=np.int64)
        return Ledger(promises.account[record], at[record], known, np.full(size, amount), entry, record)

    return [
        entries(Entry.PROMISE_EARLY, early, promises.kept_at, policy.promise_early),
        entries(Entry.PROMISE_KEPT, on_time & ~early, promises.kept_at, policy.promise_kept),
        entries(Entry.PROMISE_BROKEN, broken, promises.broken_at, -policy.loss_weight * policy.promise_kept),
    ]


def _goal_entries(goals: Goals, policy: Policy) -> Ledger:
    record = np.flatnonzero(goals.reached_at != NEVER)
    size = len(record)
    return Ledger(
        goals.account[record],
        goals.reached_at[record],
        np.maximum(goals.known_at, goals.reached_at)[record],
        np.full(size, policy.goal_reached),
        np.full(size, ENTRIES.index(Entry.GOAL_REACHED), dtype=np.int64),
        record,
    )
