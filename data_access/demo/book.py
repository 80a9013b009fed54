"""The book of business: terms that follow one another, decisions at their end, and the ARR that results.

Outcomes are drawn with the causes as they stood on the day of the decision (SCORING, section 6).
"""

from dataclasses import dataclass

import numpy as np

from data_access.demo.accounts import Accounts
from data_access.demo.blocks import MISSING, Bools, Floats, Ints
from data_access.demo.parameters import (
    CHURN_ALIGNMENT,
    CHURN_CHAMPION_GONE,
    CHURN_CONTACTS,
    CHURN_INTERCEPT,
    CHURN_NOISE_SD,
    CHURN_OPEN_ISSUES,
    CHURN_PRICE_RISE,
    CHURN_TRUST,
    DECISION_WEEKS,
    PRICE_RISE_SHARE,
    SHOCK,
)
from data_access.demo.state import State
from data_access.demo.world import World

OPEN, RENEWED, CONTRACTED, LOST = range(4)


@dataclass
class TermRows:
    """Contract terms, oldest first within an account: when they ran, how they ended, and what they were worth.

    `factor` is ARR over the account's ARR at its first term seen; `after` the same once decided (0 when lost).
    """

    account: Ints
    start: Ints
    end: Ints
    outcome: Ints
    decided: Ints
    is_rise: Bools
    factor: Floats
    after: Floats
    probability: Floats


@dataclass
class Book:
    """The terms of a chunk, and for each account when it left (`MISSING`: it did not) and decided to leave."""

    terms: TermRows
    churned: Ints
    leaving: Ints


def make_book(world: World, accounts: Accounts, contacts: Ints, state: State, chunk: int) -> Book:
    """Walk from term to term until today; `contacts` is how many people we know in each account."""
    rng = world.rng("book", chunk)
    n = len(accounts)
    everyone = np.arange(n)
    start, end = np.maximum(accounts.since, accounts.first_end - 7 * accounts.term), accounts.first_end
    factor, is_alive = np.ones(n), ~accounts.is_prospect
    churned, leaving = np.full(n, MISSING), np.full(n, MISSING)
    rounds = []
    while is_alive.any():
        decide = end - 7 * rng.integers(DECISION_WEEKS[0], DECISION_WEEKS[1] + 1, n)
        is_rise = rng.random(n) < PRICE_RISE_SHARE
        chance = leave_chance(rng, world, accounts, contacts, state, decide, is_rise)
        is_decided = decide < world.today
        is_lost = rng.random(n) < chance
        is_less = ~is_lost & (rng.random(n) < np.minimum(0.75 * chance + 0.02, 0.35))
        outcome = np.where(~is_decided, OPEN, np.where(is_lost, LOST, np.where(is_less, CONTRACTED, RENEWED)))
        after = factor * _change(rng, state.trust_at(world, everyone, decide), is_rise, outcome)
        rounds.append((is_alive.copy(), start, end, outcome, decide, is_rise, factor, after, chance))
        leaves = is_alive & (outcome == LOST)
        leaving[leaves] = decide[leaves]
        churned[leaves] = end[leaves]
        is_alive &= is_decided & (outcome != LOST)
        start, end, factor = end, end + 7 * accounts.term, after
    return Book(_rows(rounds, everyone), churned, leaving)


def leave_chance(
    rng: np.random.Generator, world: World, accounts: Accounts, contacts: Ints, state: State, day: Ints, is_rise: Bools
) -> Floats:
    """The probability that each account decides on its day to leave."""
    everyone = np.arange(len(accounts))
    is_gone = (state.champion_left != MISSING) & (state.champion_left <= day) & (state.champion_replaced > day)
    logit = (
        CHURN_INTERCEPT
        + CHURN_TRUST * state.trust_at(world, everyone, day)
        + CHURN_ALIGNMENT * accounts.alignment
        + CHURN_CONTACTS * np.log((1 + contacts / 2) / 2)
        + CHURN_OPEN_ISSUES * np.minimum(state.open_issues(everyone, day), 4)
        + CHURN_CHAMPION_GONE * is_gone
        + CHURN_PRICE_RISE * is_rise
        + rng.normal(0, CHURN_NOISE_SD, len(accounts))
    )
    chance: Floats = SHOCK + (1 - SHOCK) / (1 + np.exp(-logit))
    return chance


def _change(rng: np.random.Generator, trust: Floats, is_rise: Bools, outcome: Ints) -> Floats:
    """What a decision does to the ARR: growth where trust is high, an index or a price rise, less, or nothing left."""
    n = len(trust)
    growth = np.where(rng.random(n) < 0.45 / (1 + np.exp(-trust)), rng.uniform(0.05, 0.3, n), 0.0)
    rise = np.where(is_rise, rng.uniform(0.04, 0.08, n), np.where(rng.random(n) < 0.5, 0.02, 0.0))
    less = rng.uniform(0.55, 0.92, n)
    return np.select([outcome == LOST, outcome == CONTRACTED, outcome == RENEWED], [0.0, less, 1 + growth + rise], 1.0)


def _rows(
    rounds: list[tuple[Bools, Ints, Ints, Ints, Ints, Bools, Floats, Floats, Floats]], everyone: Ints
) -> TermRows:
    alive = np.concatenate([one[0] for one in rounds])
    turn = np.repeat(np.arange(len(rounds)), len(everyone))[alive]
    account = np.tile(everyone, len(rounds))[alive]
    order = np.lexsort((turn, account))
    columns = [np.concatenate([one[column] for one in rounds])[alive][order] for column in range(1, 9)]
    start, end, outcome, decided, is_rise, factor, after, chance = columns
    return TermRows(account[order], start, end, outcome, decided, is_rise, factor, after, chance)
