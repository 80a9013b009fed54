"""Meetings that stand in the calendar: planned touchpoints, shown and never counted."""

import numpy as np

from data_access.demo.accounts import Accounts
from data_access.demo.blocks import MISSING, Block, Coded, Instants, Ints
from data_access.demo.book import Book
from data_access.demo.company import Company
from data_access.demo.hours import HOUR, next_working_day
from data_access.demo.kinds import CHANNELS, DEPARTMENTS, DIRECTIONS, INITIATIVES, PURPOSES, TOPICS
from data_access.demo.participants import PARTS
from data_access.demo.people import People
from data_access.demo.words import columns
from data_access.demo.world import DAY, Ids, World
from domain.vocabulary import Channel, Department, Direction, Initiative, ParticipantPart, Purpose, Topic

_MEETINGS = (
    (Channel.MEETING, Purpose.QBR, Topic.STRATEGY), (Channel.VIDEO, Purpose.CHECK_IN, Topic.OPERATIONS),
    (Channel.VIDEO, Purpose.RENEWAL, Topic.STRATEGY), (Channel.VIDEO, Purpose.TRAINING, Topic.OPERATIONS),
    (Channel.CALL, Purpose.CHECK_IN, Topic.OPERATIONS),
)  # fmt: skip
_SUBJECTS, _SUMMARIES = columns("notes", "meetings")
_CHANNEL = np.array([CHANNELS.index(channel) for channel, _, _ in _MEETINGS])
_PURPOSE = np.array([PURPOSES.index(purpose) for _, purpose, _ in _MEETINGS])
_TOPIC = np.array([TOPICS.index(topic) for _, _, topic in _MEETINGS])
_SHARES = (0.12, 0.45, 0.85)


def planned_blocks(
    world: World, company: Company, accounts: Accounts, people: People, book: Book, ids: Ids, chunk: int
) -> list[tuple[str, Block]]:
    """Rows of `touchpoints` in the coming weeks, with the owner and one of theirs in each."""
    rng = world.rng("planned", chunk)
    open_to = (book.leaving == MISSING) & (people.count > 0) & ~accounts.is_silent
    account = np.flatnonzero(open_to & (rng.random(len(accounts)) < np.array(_SHARES).take(accounts.tier)))
    count = len(account)
    which = rng.integers(0, len(_MEETINGS), count)
    day = next_working_day(world, accounts.country[account], world.today + rng.integers(1, 36, count))
    local = day * DAY + rng.integers(8, 16, count) * HOUR + 1800 * rng.integers(0, 2, count)
    touchpoint = ids.take("touchpoints", count)
    rows: Block = {
        "id": touchpoint,
        "account_id": accounts.id.take(account),
        "occurred_at": Instants(world.to_utc(accounts.country[account], local)),
        "channel": Coded(_CHANNEL.take(which), CHANNELS),
        "purpose": Coded(_PURPOSE.take(which), PURPOSES),
        "topic": Coded(_TOPIC.take(which), TOPICS),
        "direction": Coded(_same(DIRECTIONS.index(Direction.MUTUAL), count), DIRECTIONS),
        "initiative": Coded(_same(INITIATIVES.index(Initiative.PROACTIVE), count), INITIATIVES),
        "department": Coded(_same(DEPARTMENTS.index(Department.ACCOUNT_MANAGEMENT), count), DEPARTMENTS),
        "is_automated": np.zeros(count, dtype=bool),
        "is_planned": np.ones(count, dtype=bool),
        "duration_minutes": np.array([30, 45, 60]).take(rng.integers(0, 3, count)),
        "subject": Coded(which, _SUBJECTS),
        "summary": Coded(which, _SUMMARIES),
        "recorded_at": Instants((world.today - rng.integers(1, 20, count)) * DAY + 36_000),
    }
    return [
        ("touchpoints", rows),
        ("touchpoint_participants", _participants(company, accounts, people, account, touchpoint)),
    ]


def _participants(company: Company, accounts: Accounts, people: People, account: Ints, touchpoint: Ints) -> Block:
    first = people.first[account]
    instead = np.where(people.left[first] == MISSING, first, first + (people.count[account] > 1))
    both = np.repeat(np.arange(len(account)), 2)
    is_ours = np.tile([True, False], len(account))
    return {
        "touchpoint_id": touchpoint[both],
        "position": np.where(is_ours, 0, 1),
        "contact_id": np.where(is_ours, MISSING, people.id.take(instead[both])),
        "user_id": np.where(is_ours, company.managers.take(accounts.owner[account[both]]), MISSING),
        "part": Coded(_same(PARTS.index(ParticipantPart.ATTENDEE), len(both)), PARTS),
    }


def _same(code: int, count: int) -> Ints:
    return np.full(count, code, dtype=np.int64)
