"""Rows of `touchpoints`: each message with its tone and its words."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute

from data_access.demo.accounts import Accounts
from data_access.demo.blocks import MISSING, Block, Bools, Coded, Floats, Instants, Ints
from data_access.demo.company import PRODUCTS, Company
from data_access.demo.conversations import Messages, has_thread
from data_access.demo.kinds import (
    CHANNEL_OF,
    CHANNELS,
    DEPARTMENT_OF,
    DEPARTMENTS,
    DIRECTIONS,
    INITIATIVE_OF,
    INITIATIVES,
    IS_AUTOMATED,
    MINUTES_OF,
    PURPOSE_OF,
    PURPOSES,
    TONE_OF,
    TOPIC_OF,
    TOPICS,
)
from data_access.demo.parameters import (
    RECORDED_LATE_SHARE,
    TONE_KNOWN_SHARE,
    TONE_OFFSET_SD,
    TONE_SD,
    TRUST_TO_TONE,
)
from data_access.demo.participants import Cast
from data_access.demo.phrases import BAD, GOOD, PLAIN, follow_ups, joined, subjects, summaries
from data_access.demo.revenue import Subscriptions
from data_access.demo.starters import Starters, matter_words
from data_access.demo.state import State
from data_access.demo.tickets import Tickets
from data_access.demo.world import DAY, Ids, World
from domain.vocabulary import Channel

_CHATTY = tuple(CHANNELS.index(channel) for channel in (Channel.EMAIL, Channel.CHAT))
_PRODUCT_NAMES = [name for name, _ in PRODUCTS]


@dataclass(frozen=True)
class Scene:
    """Everything that the messages of a chunk are about."""

    world: World
    company: Company
    accounts: Accounts
    state: State
    subscriptions: Subscriptions
    starters: Starters
    messages: Messages
    tickets: Tickets
    cast: Cast


def touchpoint_block(scene: Scene, ids: Ids, chunk: int) -> Block:
    """The rows of `touchpoints` of a chunk, in the order of its messages."""
    world, messages, starters = scene.world, scene.messages, scene.starters
    rng = world.rng("touches", chunk)
    count = len(messages.account)
    first_kind = starters.kind[messages.starter]
    automated = IS_AUTOMATED.take(first_kind)
    occurred = world.to_utc(scene.accounts.country[messages.account], messages.local)
    tone = _tone(rng, scene, automated)
    delay = np.where(
        rng.random(count) < RECORDED_LATE_SHARE, rng.integers(DAY, 9 * DAY, count), rng.integers(20, 1500, count)
    )
    by_hand = ~np.isin(CHANNEL_OF.take(first_kind), _CHATTY) & ~automated
    delay = np.where(by_hand, delay + rng.integers(0, 7 * 3600, count), delay)
    is_known = (rng.random(count) < TONE_KNOWN_SHARE) & ~automated
    subject, summary = _words(rng, scene, np.where(automated, 0.0, tone))
    minutes = MINUTES_OF.take(first_kind) * np.exp(rng.normal(0, 0.35, count))
    return {
        "id": ids.take("touchpoints", count),
        "account_id": scene.accounts.id.take(messages.account),
        "occurred_at": Instants(occurred),
        "channel": Coded(CHANNEL_OF.take(first_kind), CHANNELS),
        "purpose": Coded(PURPOSE_OF.take(first_kind), PURPOSES),
        "topic": Coded(TOPIC_OF.take(first_kind), TOPICS),
        "direction": Coded(messages.direction, DIRECTIONS),
        "initiative": Coded(INITIATIVE_OF.take(first_kind), INITIATIVES),
        "department": Coded(DEPARTMENT_OF.take(first_kind), DEPARTMENTS),
        "is_automated": automated,
        "thread_key": _thread_keys(scene),
        "sentiment": np.where(is_known, np.rint(tone * 100) / 100 + 0.0, np.nan),
        "response_seconds": messages.response,
        "duration_minutes": np.where(minutes > 0, np.maximum(np.rint(minutes), 3), MISSING).astype(np.int64),
        "subject": subject,
        "summary": summary,
        "recorded_at": Instants(np.minimum(occurred + delay, world.now)),
    }


def _tone(rng: np.random.Generator, scene: Scene, automated: Bools) -> Floats:
    """Tone from -1 to 1: the kind's own, trust, the account's way of writing, chance."""
    messages = scene.messages
    trust = scene.state.trust_at(scene.world, messages.account, messages.local // DAY)
    offset = rng.normal(0, TONE_OFFSET_SD, len(scene.accounts))
    tone = 0.12 + TONE_OF.take(scene.starters.kind[messages.starter]) + TRUST_TO_TONE * trust
    tone = tone + offset[messages.account] + rng.normal(0, TONE_SD, len(trust))
    return np.asarray(np.where(automated, 0.0, np.clip(tone, -1, 1)), dtype=np.float64)


def _words(rng: np.random.Generator, scene: Scene, tone: Floats) -> tuple[pa.Array, pa.Array]:
    """Subjects, the same through a conversation, and summaries of two sentences."""
    messages, starters = scene.messages, scene.starters
    starter = messages.starter
    first_kind = starters.kind[starter]
    fillers = _fillers(scene)
    mood = np.where(tone > 0.42, GOOD, np.where(tone < -0.24, BAD, PLAIN))
    luck = rng.integers(0, 1 << 30, len(starters.account))
    second = rng.integers(0, 1 << 30, (2, len(mood)))
    answered = np.isin(CHANNEL_OF.take(first_kind), _CHATTY) & (messages.turn > 0)
    prefix = pa.array(["", "Re: "]).take(answered.astype(np.int64))
    subject = joined(prefix, *subjects().draw(first_kind * 3, luck[starter], fillers))
    row = messages.kind * 3 + mood
    summary = joined(*summaries().draw(row, second[0], fillers), *follow_ups().draw(row, second[1], fillers))
    return subject, summary


def _fillers(scene: Scene) -> dict[str, pa.Array]:
    messages, cast = scene.messages, scene.cast
    words = matter_words()
    matter = scene.starters.matter[messages.starter]
    return {
        "product": pa.array(_PRODUCT_NAMES).take(_main_product(scene)[messages.account]),
        "person": pa.array(cast.contact_names).take(cast.contact_name),
        "ours": pa.array(scene.company.names).take(cast.user - 1),
        "matter": pa.array(words).take(matter),
        "Matter": pa.array([word[0].upper() + word[1:] for word in words]).take(matter),
        "account": pa.array(scene.accounts.name).take(messages.account),
    }


def _main_product(scene: Scene) -> Ints:
    """One product of each account: what most talk is about."""
    main = np.zeros(len(scene.accounts), dtype=np.int64)
    main[scene.subscriptions.account[::-1]] = scene.subscriptions.product[::-1]
    return np.where(scene.accounts.number % 2 == 0, main, _last_product(scene))


def _last_product(scene: Scene) -> Ints:
    last = np.zeros(len(scene.accounts), dtype=np.int64)
    last[scene.subscriptions.account] = scene.subscriptions.product
    return last


def _thread_keys(scene: Scene) -> pa.Array:
    """The same key for all messages of a conversation, and for all that was said about one issue."""
    messages, starters = scene.messages, scene.starters
    ticket = starters.ticket[messages.starter]
    is_ticket = ticket != MISSING
    number = messages.starter.copy()
    number[is_ticket] = scene.tickets.id[ticket[is_ticket]]
    letter = pa.array(["t", "i"]).take(is_ticket.astype(np.int64))
    account = scene.accounts.id.take(messages.account)
    keys = joined(letter, pa.array(account).cast(pa.string()), "-", pa.array(number).cast(pa.string()))
    return pa.compute.if_else(has_thread(starters, messages), keys, pa.scalar(None, pa.string()))
