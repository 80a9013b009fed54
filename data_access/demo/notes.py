"""What our people note for themselves: pulses, reminders, annotations, and days on which an account wants peace."""

import numpy as np

from data_access.demo.accounts import Accounts
from data_access.demo.blocks import MISSING, Block, Coded, Days, Instants, Ints
from data_access.demo.book import Book
from data_access.demo.company import Company
from data_access.demo.service import before_end
from data_access.demo.state import State
from data_access.demo.words import phrases
from data_access.demo.world import DAY, EPOCH, Ids, World
from domain.vocabulary import PulseLevel, ReminderState

LEVELS, STATES = tuple(PulseLevel), tuple(ReminderState)
_PULSE_NOTES = phrases("notes")["pulses"]
_TITLES = phrases("notes")["reminders"]
_ANNOTATIONS = phrases("notes")["annotations"]
_REASONS = phrases("notes")["blackouts"]


def note_blocks(
    world: World, company: Company, accounts: Accounts, state: State, book: Book, ids: Ids, chunk: int
) -> list[tuple[str, Block]]:
    """Rows of `health_pulses`, `reminders`, `annotations` and `account_blackouts`."""
    rng = world.rng("notes", chunk)
    return [
        ("health_pulses", _pulses(rng, world, company, accounts, state, book, ids)),
        ("reminders", _reminders(rng, world, company, accounts, book, ids)),
        ("annotations", _annotations(rng, world, company, accounts, book, ids)),
        ("account_blackouts", _blackouts(rng, world, accounts, book, ids)),
    ]


def _pulses(
    rng: np.random.Generator, world: World, company: Company, accounts: Accounts, state: State, book: Book, ids: Ids
) -> Block:
    account = np.repeat(np.arange(len(accounts)), rng.poisson(np.array([0.6, 4.0, 7.0]).take(accounts.tier)))
    day = (
        world.first_day
        + 20
        + np.floor(rng.random(len(account)) * (world.today - world.first_day - 21)).astype(np.int64)
    )
    fits = (day > accounts.since[account]) & before_end(world, book, account, day)
    account, day = account[fits], day[fits]
    feeling = state.trust_at(world, account, day) + rng.normal(0.15, 0.7, len(account))
    return {
        "id": ids.take("health_pulses", len(account)),
        "account_id": accounts.id.take(account),
        "level": Coded(np.where(feeling > 0.4, 0, np.where(feeling > -0.9, 1, 2)), LEVELS),
        "given_on": Days(day),
        "author_id": company.managers.take(accounts.owner[account]),
        "note": Coded(
            np.where(rng.random(len(day)) < 0.5, rng.integers(0, len(_PULSE_NOTES), len(day)), -1), _PULSE_NOTES
        ),
        "recorded_at": Instants(day * DAY + rng.integers(30_000, 70_000, len(day))),
    }


def _reminders(
    rng: np.random.Generator, world: World, company: Company, accounts: Accounts, book: Book, ids: Ids
) -> Block:
    account = np.repeat(np.arange(len(accounts)), rng.poisson(np.array([0.5, 1.2, 2.5]).take(accounts.tier)))
    account = account[book.churned[account] == MISSING]
    count = len(account)
    due = world.today + rng.integers(-50, 40, count)
    luck = rng.random(count)
    state = np.where(
        due < world.today - 6, np.where(luck < 0.8, 2, np.where(luck < 0.9, 3, 0)), np.where(luck < 0.12, 1, 0)
    )
    made = np.minimum(due, world.today) - rng.integers(3, 40, count)
    return {
        "id": ids.take("reminders", count),
        "account_id": accounts.id.take(account),
        "user_id": company.managers.take(accounts.owner[account]),
        "title": Coded(rng.integers(0, len(_TITLES), count), _TITLES),
        "due_on": Days(due),
        "snoozed_until_on": Days(np.where(state == 1, np.maximum(due, world.today) + 5, MISSING)),
        "state": Coded(state, STATES),
        "dismissed_because": Coded(np.where(state == 3, 0, -1), ("Settled by itself.",)),
        "recorded_at": Instants(made * DAY + rng.integers(28_000, 64_000, count)),
    }


def _annotations(
    rng: np.random.Generator, world: World, company: Company, accounts: Accounts, book: Book, ids: Ids
) -> Block:
    account = np.flatnonzero(rng.random(len(accounts)) < np.array([0.05, 0.3, 0.7]).take(accounts.tier))
    starts = world.first_day + 30 + rng.integers(0, world.today - world.first_day - 45, len(account))
    fits = (starts > accounts.since[account]) & before_end(world, book, account, starts)
    account, starts = account[fits], starts[fits]
    count = len(account)
    return {
        "id": ids.take("annotations", count),
        "account_id": accounts.id.take(account),
        "starts_on": Days(starts),
        "ends_on": Days(np.where(rng.random(count) < 0.6, starts + rng.integers(3, 14, count), MISSING)),
        "chart": Coded(rng.integers(0, 2, count), ("timeline", "health")),
        "note": Coded(rng.integers(0, len(_ANNOTATIONS), count), _ANNOTATIONS),
        "author_id": company.managers.take(accounts.owner[account]),
        "recorded_at": Instants(np.minimum((starts + 3) * DAY, world.now)),
    }


def _blackouts(rng: np.random.Generator, world: World, accounts: Accounts, book: Book, ids: Ids) -> Block:
    """Weeks around the year's end, or a fortnight in the near future, for one account in ten."""
    account: Ints = np.flatnonzero((rng.random(len(accounts)) < 0.1) & (book.churned == MISSING))
    year = EPOCH.fromordinal(EPOCH.toordinal() + world.today).year
    turn = (EPOCH.replace(year=year, month=12, day=15) - EPOCH).days
    soon = world.today + rng.integers(-5, 40, len(account))
    at_end = rng.random(len(account)) < 0.5
    starts = np.where(at_end, turn, soon)
    return {
        "id": ids.take("account_blackouts", len(account)),
        "account_id": accounts.id.take(account),
        "starts_on": Days(starts),
        "ends_on": Days(starts + np.where(at_end, 24, 13)),
        "reason": Coded(np.where(at_end, 0, 1 + rng.integers(0, len(_REASONS) - 1, len(account))), _REASONS),
    }
