"""Surveys: who answers, how content they are, what they write."""

import numpy as np

from data_access.demo.accounts import Accounts
from data_access.demo.blocks import MISSING, Block, Coded, Instants, Ints
from data_access.demo.book import Book
from data_access.demo.parameters import NPS_OFFSET_SD, WEEKS
from data_access.demo.people import People
from data_access.demo.service import before_end
from data_access.demo.state import State
from data_access.demo.tickets import Tickets
from data_access.demo.words import phrases
from data_access.demo.world import DAY, Ids, World
from domain.vocabulary import SurveyKind

KINDS = tuple(SurveyKind)
_NPS_EVERY_DAYS = 182
_NPS_ANSWERED = 0.27
_CSAT_ANSWERED = 0.3

_GLAD, _FAIR, _SOUR = (phrases("voice")[heading] for heading in ("glad", "fair", "sour"))
COMMENTS = (*_GLAD, *_FAIR, *_SOUR)


def survey_block(
    world: World, accounts: Accounts, people: People, state: State, book: Book, tickets: Tickets, ids: Ids, chunk: int
) -> Block:
    """Rows of `survey_responses`: NPS twice a year from some people, CSAT after some issues."""
    rng = world.rng("surveys", chunk)
    asked, asked_on, nps = _nps(rng, world, accounts, people, state)
    solved, solved_on, csat = _csat(rng, world, state, tickets)
    day = np.concatenate([asked_on, solved_on])
    person = np.concatenate([asked, tickets.contact[solved]])
    account = np.concatenate([people.account[asked], tickets.account[solved]])
    score = np.concatenate([nps, csat])
    kind = np.repeat([0, 1], [len(nps), len(csat)])
    instant = day * DAY + rng.integers(27_000, 60_000, len(day))
    comment = comment_of(rng, kind, score)
    order = np.flatnonzero((instant < world.now) & before_end(world, book, account, day))
    order = order[np.lexsort((instant[order], account[order]))]
    return {
        "id": ids.take("survey_responses", len(order)),
        "account_id": accounts.id.take(account[order]),
        "kind": Coded(kind[order], KINDS),
        "score": score[order],
        "comment": Coded(comment[order], COMMENTS),
        "contact_id": people.id[person[order]],
        "answered_at": Instants(instant[order]),
        "recorded_at": Instants(np.minimum(instant[order] + 900, world.now)),
    }


def _nps(
    rng: np.random.Generator, world: World, accounts: Accounts, people: People, state: State
) -> tuple[Ints, Ints, Ints]:
    """Who answered (position), on which day, and with what."""
    turns = 7 * WEEKS // _NPS_EVERY_DAYS
    person = np.tile(np.arange(len(people)), turns)
    turn = np.repeat(np.arange(turns), len(people))
    day = world.first_day + 30 + turn * _NPS_EVERY_DAYS + rng.integers(0, 14, len(person))
    there = (people.joined[person] <= day) & ((people.left[person] == MISSING) | (people.left[person] > day))
    there &= (day >= accounts.since[people.account[person]] + 30) & ~accounts.is_silent[people.account[person]]
    there &= rng.random(len(person)) < _NPS_ANSWERED
    person, day = person[there], day[there]
    account = people.account[person]
    offset = rng.normal(0, NPS_OFFSET_SD, len(accounts))
    score = 7.6 + 1.15 * state.trust_at(world, account, day) + offset[account] + rng.normal(0, 1.3, len(person))
    return person, day, np.clip(np.rint(score), 0, 10).astype(np.int64)


def _csat(rng: np.random.Generator, world: World, state: State, tickets: Tickets) -> tuple[Ints, Ints, Ints]:
    """After which issues (position), on which day, and with what: the longer it took, the less."""
    solved = np.flatnonzero((tickets.solved != MISSING) & (rng.random(len(tickets.id)) < _CSAT_ANSWERED))
    day = tickets.solved[solved] // DAY + 1
    long = (tickets.solved[solved] - tickets.opened[solved]) / DAY
    trust = state.trust_at(world, tickets.account[solved], day)
    score = 4.3 + 0.35 * trust - 0.55 * np.log1p(long / 7) + rng.normal(0, 0.7, len(solved))
    return solved, day, np.clip(np.rint(score), 1, 5).astype(np.int64)


def comment_of(rng: np.random.Generator, kind: Ints, score: Ints) -> Ints:
    """A comment (number in `COMMENTS`) that fits the score; -1 for the many who write none."""
    count = len(score)
    content = np.where(kind == 0, score, (score - 1) * 2.5)
    glad = rng.integers(0, len(_GLAD), count)
    fair = len(_GLAD) + rng.integers(0, len(_FAIR), count)
    sour = len(_GLAD) + len(_FAIR) + rng.integers(0, len(_SOUR), count)
    comment = np.where(content >= 9, glad, np.where(content >= 7, fair, sour))
    return np.where(rng.random(count) < np.where(content < 7, 0.62, 0.38), comment, -1)
