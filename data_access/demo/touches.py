"""Rows of `touchpoints`: each message with its tone and its words."""

from dataclasses import dataclass

import numpy as np

from data_access.demo.accounts import Accounts
from data_access.demo.blocks import MISSING, Block, Coded, Floats, Instants, Ints, Texts, texts
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
from data_access.demo.phrases import BAD, GOOD, PLAIN, follow_ups, subjects, summaries
from data_access.demo.revenue import Subscriptions
from data_access.demo.starters import Starters, matter_words
from data_access.demo.state import State
from data_access.demo.tickets import Tickets
from data_access.demo.world import DAY, Ids, World
from domain.vocabulary import Channel

_CHATTY = tuple(CHANNELS.index(channel) for channel in (Channel.EMAIL, Channel.CHAT))
_PRODUCT_NAMES = texts([name for name, _ in PRODUCTS])


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
    delay = np.where(rng.random(count) < RECORDED_LATE_SHARE, rng.integers(DAY, 9 * DAY, count), rng.integers(20, 1500, count))
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
        "sentiment": np.where(is_known, np.rint(tone * 100) / 100, np.nan),
        "response_seconds": messages.response,
        "duration_minutes": np.where(minutes > 0, np.maximum(np.rint(minutes), 3), MISSING).astype(np.int64),
        "subject": subject,
        "summary": summary,
        "recorded_at": Instants(np.minimum(occurred + delay, world.now)),
    }


def _tone(rng: np.random.Generator, scene: Scene, automated: np.ndarray) -> Floats:  # type: ignore[type-arg]
    """Tone from -1 to 1: the kind's own, trust, the account's way of writing, chance."""
    messages = scene.messages
    trust = scene.state.trust_at(scene.world, messages.account, messages.local // DAY)
    offset = rng.normal(0, TONE_OFFSET_SD, len(scene.accounts))
    tone = 0.12 + TONE_OF.take(scene.starters.kind[messages.starter]) + TRUST_TO_TONE * trust
    tone = tone + offset[messages.account] + rng.normal(0, TONE_SD, len(trust))
    return np.asarray(np.where(automated, 0.0, np.clip(tone, -1, 1)), dtype=np.float64)


def _words(rng: np.random.Generator, scene: Scene, tone: Floats) -> tuple[Texts, Texts]:
    messages, starters, cast = scene.messages, scene.starters, scene.cast
    matters = texts(list(matter_words()))
    main = _main_product(scene)
    starter = messages.starter
    fillers = {
        "product": _PRODUCT_NAMES.take(main[messages.account]),
        "person": cast.contact_name,
        "ours": cast.user_name,
        "matter": matters.take(starters.matter[starter]),
        "account": scene.accounts.name.take(messages.account),
    }
    mood = np.where(tone > 0.42, GOOD, np.where(tone < -0.24, BAD, PLAIN))
    luck = rng.integers(0, 1 << 30, (3, len(starters.account)))
    second = rng.integers(0, 1 << 30, (2, len(mood)))
    said = subjects().draw(starters.kind[starter] * 3, luck[0][starter], fillers)
    answered = np.isin(CHANNEL_OF.take(starters.kind[starter]), _CHATTY) & (messages.turn > 0)
    subject = np.where(answered, "Re: ", "") + _capital(said)
    summary = summaries().draw(messages.kind * 3 + mood, second[0], fillers)
    summary = _joined(_capital(summary), follow_ups().draw(messages.kind * 3 + mood, second[1], fillers))
    automated = IS_AUTOMATED.take(starters.kind[starter])
    return subject, np.where(automated, _capital(summaries().draw(messages.kind * 3 + PLAIN, second[0], fillers)), summary)


def _main_product(scene: Scene) -> Ints:
    """One product of each account: what most talk is about."""
    main = np.zeros(len(scene.accounts), dtype=np.int64)
    main[scene.subscriptions.account[::-1]] = scene.subscriptions.product[::-1]
    return np.where(scene.accounts.number % 2 == 0, main, _last_product(scene))


def _last_product(scene: Scene) -> Ints:
    last = np.zeros(len(scene.accounts), dtype=np.int64)
    last[scene.subscriptions.account] = scene.subscriptions.product
    return last


def _capital(column: Texts) -> Texts:
    return texts([text[:1].upper() + text[1:] for text in column.tolist()])


def _joined(first: Texts, second: Texts) -> Texts:
    return texts([f"{a} {b}" if b else a for a, b in zip(first.tolist(), second.tolist(), strict=True)])


def _thread_keys(scene: Scene) -> Texts:
    """The same key for all messages of a conversation, and for all that was said about one issue."""
    messages, starters = scene.messages, scene.starters
    ticket = starters.ticket[messages.starter]
    number = np.where(ticket != MISSING, scene.tickets.id.take(np.maximum(ticket, 0)) if len(scene.tickets.id) else 0, messages.starter)
    letter = np.where(ticket != MISSING, "i", "t")
    account = scene.accounts.id.take(messages.account)
    threaded = has_thread(starters, messages)
    keys = [
        f"{kind}{one}-{other}" if has else None
        for kind, one, other, has in zip(letter.tolist(), account.tolist(), number.tolist(), threaded.tolist(), strict=True)
    ]
    return texts(keys)
