"""What begins a conversation: our initiative, their questions, reviews, notices, issues, renewals, first steps."""

from dataclasses import dataclass

import numpy as np

from data_access.demo.accounts import Accounts
from data_access.demo.blocks import MISSING, Bools, Floats, Ints
from data_access.demo.book import CONTRACTED, LOST, OPEN, Book
from data_access.demo.hours import HOUR, draw_days, draw_seconds, into_working_time, next_working_day
from data_access.demo.kinds import kind_code, mix
from data_access.demo.parameters import (
    COOLING,
    INBOUND_OFFSET_SD,
    MAIL_STARTERS_A_WEEK,
    PROSPECTS,
    RATE_OFFSET_SD,
    TRUST_TO_INBOUND,
    TRUST_TO_RATE,
    WEEKS,
    WELCOME,
)
from data_access.demo.state import State
from data_access.demo.stories import NEGLECTED_DAYS, Story
from data_access.demo.tickets import ISSUES, Tickets
from data_access.demo.words import phrases
from data_access.demo.world import DAY, World

_PROACTIVE = mix(
    check_in_mail=0.33,
    check_in_call=0.2,
    review_video=0.15,
    insight=0.14,
    proposal=0.06,
    recognition=0.06,
    training=0.06,
)
_THEIRS = mix(question=0.42, chat=0.17, inbound_call=0.14, billing=0.06, feedback=0.06, portal=0.12, social=0.03)
_OURS = mix(follow_up=0.52, our_chat=0.2, call_back=0.28)
MATTERS = phrases("service")["matters"]
BEFORE_A_CONTRACT = [kind_code(name) for name in ("check_in_mail", "check_in_call", "insight", "proposal", "question")]
_QBR_EVERY_WEEKS = np.array([52, 26, 13])
_RELEASE_EVERY_WEEKS = 10
_REPORT_EVERY_WEEKS = 13


@dataclass(frozen=True)
class Starters:
    """First messages: account (position), kind, local seconds, matter (number of a text), ticket (or `MISSING`)."""

    account: Ints
    kind: Ints
    local: Ints
    matter: Ints
    ticket: Ints


def make_starters(world: World, accounts: Accounts, state: State, book: Book, tickets: Tickets, chunk: int) -> Starters:
    """Everything that begins in a chunk, as far as the account was a customer then and has any contact with us."""
    rng = world.rng("starters", chunk)
    parts = [
        *_ordinary(rng, world, accounts, state, book),
        *_scheduled(rng, world, accounts),
        *_renewals(rng, book),
        *_first_steps(rng, world, accounts),
    ]
    account = np.concatenate([part[0] for part in parts])
    kind = np.concatenate([part[1] for part in parts])
    day = next_working_day(world, accounts.country[account], np.concatenate([part[2] for part in parts]))
    local = day * DAY + draw_seconds(rng, len(day))
    matter = rng.integers(0, len(MATTERS), len(day))
    issue_parts = _of_tickets(rng, world, accounts, tickets)
    row = np.concatenate([part[0] for part in issue_parts])
    at = np.concatenate([part[2] for part in issue_parts])
    account = np.concatenate([account, tickets.account[row]])
    kind = np.concatenate([kind, *(np.full(len(part[0]), part[1]) for part in issue_parts)])
    local = np.concatenate([local, at])
    matter = np.concatenate([matter, len(MATTERS) + tickets.title[row]])
    ticket = np.concatenate([np.full(len(day), MISSING), row])
    known = _is_customer(world, accounts, book, account, local // DAY)
    known &= ~accounts.is_prospect[account] | np.isin(kind, BEFORE_A_CONTRACT)
    known &= accounts.number[account] != PROSPECTS[0]
    return Starters(account[known], kind[known], local[known], matter[known], ticket[known])


def matter_words() -> tuple[str, ...]:
    """The texts that `Starters.matter` numbers."""
    return (*MATTERS, *ISSUES)


def _is_customer(world: World, accounts: Accounts, book: Book, account: Ints, day: Ints) -> Bools:
    end = np.where(book.churned == MISSING, world.today, np.minimum(book.churned, world.today))
    begin = np.where(accounts.is_prospect, world.today - 120, accounts.since - 30)
    inside = (day >= np.maximum(begin, world.first_day)[account]) & (day < end[account])
    is_neglected = (accounts.story[account] == Story.NEGLECTED) & (day > world.today - NEGLECTED_DAYS)
    return np.asarray(inside & ~is_neglected & ~accounts.is_silent[account])


def _ordinary(
    rng: np.random.Generator, world: World, accounts: Accounts, state: State, book: Book
) -> list[tuple[Ints, Ints, Ints]]:
    """Our initiative (a cause of trust) and daily correspondence (a sign of it)."""
    n = len(accounts)
    weeks = world.first_day + 7 * np.arange(WEEKS)
    cools = (book.leaving != MISSING)[:, None] & (weeks >= book.leaving[:, None])
    # Where trust is low, fewer of our attempts find somebody who takes part.
    welcome = np.clip(WELCOME * np.exp(TRUST_TO_RATE * state.trust), 0, 1) * np.where(cools, COOLING, 1.0)
    account, week = _spread(rng.binomial(state.proactive, welcome).astype(np.int64))
    parts = [(account, _drawn(rng, _PROACTIVE, len(account)), draw_days(rng, world, week))]
    level = TRUST_TO_RATE * state.trust + rng.normal(0, RATE_OFFSET_SD, n)[:, None] - RATE_OFFSET_SD**2 / 2
    rate = np.array(MAIL_STARTERS_A_WEEK).take(accounts.tier)[:, None] * np.exp(level) * world.season
    rate *= world.size.mail * np.where(cools, COOLING, 1.0)
    account, week = _spread(rng.poisson(rate).astype(np.int64))
    lean = TRUST_TO_INBOUND * state.trust + rng.normal(0, INBOUND_OFFSET_SD, n)[:, None]
    is_theirs = rng.random(len(account)) < 1 / (1 + np.exp(-lean[account, week]))
    kind = np.where(is_theirs, _drawn(rng, _THEIRS, len(account)), _drawn(rng, _OURS, len(account)))
    return [*parts, (account, kind, draw_days(rng, world, week))]


def _drawn(rng: np.random.Generator, kinds: tuple[Ints, Ints], count: int) -> Ints:
    return kinds[0].take(kinds[1].take(rng.integers(0, 1000, count)))


def _spread(counts: Ints) -> tuple[Ints, Ints]:
    """Row and column of each of so many events a cell."""
    row, column = np.nonzero(counts)
    times = counts[row, column]
    return np.repeat(row, times), np.repeat(column, times)


def _scheduled(rng: np.random.Generator, world: World, accounts: Accounts) -> list[tuple[Ints, Ints, Ints]]:
    """Reviews, sponsor meetings, events and notices, at their intervals."""
    n = len(accounts)
    parts = []

    def every(name: str, interval: Ints, share: Floats, spread: int) -> None:
        phase = rng.integers(0, interval, n)
        week = np.arange(WEEKS)
        is_due = (week + phase[:, None]) % interval[:, None] == 0
        account, at = np.nonzero(is_due & (rng.random((n, WEEKS)) < np.asarray(share)[:, None]))
        day = world.first_day + 7 * at + rng.integers(0, spread, len(at))
        parts.append((account, np.full(len(account), kind_code(name)), day))

    def one(value: int) -> Ints:
        return np.full(n, value, dtype=np.int64)

    every("qbr", _QBR_EVERY_WEEKS.take(accounts.tier), np.array([0.5, 0.85, 0.93]).take(accounts.tier), 10)
    every("executive_meeting", one(26), np.array([0.02, 0.35, 0.9]).take(accounts.tier), 20)
    every("event", one(26), np.array([0.12, 0.4, 0.7]).take(accounts.tier), 3)
    every("release_notice", one(_RELEASE_EVERY_WEEKS), np.ones(n), 2)
    every("usage_report", one(_REPORT_EVERY_WEEKS), np.ones(n), 2)
    every("invoice_notice", one(_REPORT_EVERY_WEEKS), np.ones(n), 3)
    every("survey_invitation", one(26), np.full(n, 0.5), 3)
    return parts


def _renewals(rng: np.random.Generator, book: Book) -> list[tuple[Ints, Ints, Ints]]:
    """A talk and an offer before each decision, and the decision in their words."""
    terms = book.terms
    told = [kind_code("renewal_yes")] * 4
    told[CONTRACTED], told[LOST] = kind_code("renewal_less"), kind_code("renewal_no")
    decided = terms.outcome != OPEN
    count = len(terms.account)
    talk = terms.decided - rng.integers(14, 40, count)
    offer = terms.decided - rng.integers(4, 14, count)
    return [
        (terms.account, np.full(count, kind_code("renewal_talk")), talk),
        (terms.account, np.full(count, kind_code("renewal_offer")), offer),
        (terms.account[decided], np.array(told).take(terms.outcome[decided]), terms.decided[decided]),
    ]


def _first_steps(rng: np.random.Generator, world: World, accounts: Accounts) -> list[tuple[Ints, Ints, Ints]]:
    new = np.flatnonzero(accounts.since > world.first_day)
    start = accounts.since[new] + rng.integers(2, 12, len(new))
    sessions = np.repeat(np.arange(len(new)), 4)
    at = start[sessions] + np.tile([10, 20, 35, 55], len(new)) + rng.integers(0, 6, len(sessions))
    return [
        (new, np.full(len(new), kind_code("kick_off")), start),
        (new[sessions], np.full(len(sessions), kind_code("onboarding")), at),
    ]


def _of_tickets(
    rng: np.random.Generator, world: World, accounts: Accounts, tickets: Tickets
) -> list[tuple[Ints, int, Ints]]:
    """The conversation that each issue is."""
    count = len(tickets.id)
    every = np.arange(count)
    end = np.where(tickets.solved == MISSING, world.now, tickets.solved)
    length = end - tickets.answered
    parts = [
        (every, kind_code("issue_opened"), tickets.opened),
        (every, kind_code("issue_receipt"), tickets.opened + 120),
    ]
    parts.append((every, kind_code("issue_answer"), tickets.answered))
    solved = np.flatnonzero(tickets.solved != MISSING)

    def within(name: str, rows: Ints, share: float = 1.0) -> None:
        rows = rows[(length[rows] > 6 * HOUR) & (rng.random(len(rows)) < share)]
        at = tickets.answered[rows] + (length[rows] * rng.uniform(0.08, 0.95, len(rows))).astype(np.int64)
        country = accounts.country[tickets.account[rows]]
        parts.append(
            (rows, kind_code(name), into_working_time(world, country, at, rng.integers(0, 3 * HOUR, len(rows))))
        )

    within("issue_detail", every, 0.3)
    within("issue_update", np.repeat(every, np.clip(length // (6 * DAY), 0, 3)))
    within("issue_chase", np.repeat(every, np.clip(length // (14 * DAY), 0, 2)), 0.6)
    within("escalation", np.flatnonzero(tickets.is_escalated))
    parts.append((solved, kind_code("issue_solved"), tickets.solved[solved]))
    return parts
