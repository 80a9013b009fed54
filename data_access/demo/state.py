"""The causes: issues, promises, champions and our initiative, and the trust that follows from them, week by week."""

from dataclasses import dataclass

import numpy as np

from data_access.demo.accounts import Accounts
from data_access.demo.blocks import MISSING, Bools, Floats, Ints
from data_access.demo.company import Company
from data_access.demo.parameters import (
    BROKEN_LOSS,
    CHAMPION_HAZARD_A_YEAR,
    CHAMPION_LOSS,
    CHAMPION_REPLACED_WEEKS,
    ISSUE_LOSS,
    ISSUES_A_WEEK,
    ISSUES_AT_MOST,
    PROACTIVE_GAIN,
    PROMISES_A_WEEK,
    SEVERITY_LOG_DAYS,
    SEVERITY_LOG_SD,
    SEVERITY_SHARES,
    TIER_PROACTIVE_A_WEEK,
    TIER_USUAL_LOSS,
    TRUST_HALF_LIFE_WEEKS,
    TRUST_MEAN_SD,
    TRUST_MOVING_SD,
    WEEKS,
)
from data_access.demo.stories import (
    Story,
    storied_champions,
    storied_initiative,
    storied_issues,
    storied_trust,
)
from data_access.demo.world import World


@dataclass
class IssueRows:
    """Issues of a chunk, a column each: account (position), day opened, severity 0-3, days until resolved."""

    account: Ints
    day: Ints
    severity: Ints
    days: Floats


@dataclass
class PromiseRows:
    """Promises of a chunk: account (position), days made, due, kept, broken (`MISSING` where not)."""

    account: Ints
    made: Ints
    due: Ints
    kept: Ints
    broken: Ints
    is_sale: Bools

    @property
    def is_failed(self) -> Bools:
        """Neither kept, nor kept in any near future."""
        return np.equal(self.kept, MISSING)


@dataclass
class State:
    """What moves a relationship, and how it stands: matrices are accounts x weeks of the history."""

    issues: IssueRows
    promises: PromiseRows
    champion_left: Ints
    champion_replaced: Ints
    proactive: Ints
    trust: Floats

    def trust_at(self, world: World, account: Ints, day: Ints) -> Floats:
        """Trust of accounts (positions) on days."""
        return self.trust[account, week_of(world, day)]

    def open_issues(self, account: Ints, day: Ints) -> Ints:
        """How many issues each account had open on its day; one row for each account of the chunk."""
        open_then = (self.issues.day <= day[self.issues.account]) & (
            self.issues.day + self.issues.days > day[self.issues.account]
        )
        return np.bincount(self.issues.account[open_then], minlength=len(account)).astype(np.int64)


def week_of(world: World, day: Ints) -> Ints:
    """Week of the history that a day falls in, the nearest one for days outside."""
    return np.clip((day - world.first_day) // 7, 0, WEEKS - 1)


def make_state(world: World, company: Company, accounts: Accounts, chunk: int) -> State:
    """Draw the causes and let trust follow."""
    rng = world.rng("state", chunk)
    n = len(accounts)
    drawn = _issues(rng, world, company, accounts)
    issues = IssueRows(
        *storied_issues(
            world.today, accounts.story, accounts.tier, drawn.account, drawn.day, drawn.severity, drawn.days
        )
    )
    promises = _promises(rng, world, company, accounts)
    left = world.first_day + np.floor(rng.exponential(365 / CHAMPION_HAZARD_A_YEAR, n)).astype(np.int64)
    left = np.where((left < world.today) & (left > accounts.since + 60), left, MISSING)
    after = np.floor(7 * rng.exponential(CHAMPION_REPLACED_WEEKS, n)).astype(np.int64)
    usual = np.array(TIER_PROACTIVE_A_WEEK).take(accounts.tier)
    rate = usual * company.proactivity.take(accounts.owner)
    proactive = storied_initiative(
        accounts.story, rng.poisson(rate[:, None] * world.season, (n, WEEKS)).astype(np.int64)
    )
    push = PROACTIVE_GAIN * (np.minimum(proactive, 3) - usual[:, None])
    push += np.array(TIER_USUAL_LOSS).take(accounts.tier)[:, None]
    push -= ISSUE_LOSS * np.minimum(_open_by_week(world, issues, n), ISSUES_AT_MOST)
    failed = promises.is_failed & (promises.due < world.today)
    np.add.at(push, (promises.account[failed], week_of(world, promises.due[failed])), -BROKEN_LOSS)
    left, replaced = storied_champions(
        world.today, accounts.story, left, np.where(left == MISSING, MISSING, left + after)
    )
    gone = np.flatnonzero(left != MISSING)
    push[gone, week_of(world, left[gone])] -= CHAMPION_LOSS
    trust = storied_trust(accounts.story, _trust(rng, push))
    return State(issues, promises, left, replaced, proactive, trust)


def _trust(rng: np.random.Generator, push: Floats) -> Floats:
    """Each week a share of the distance to the account's own mean is given back; the rest is pushes and noise."""
    n, weeks = push.shape
    keep = 2.0 ** (-1 / TRUST_HALF_LIFE_WEEKS)
    own = rng.normal(0, TRUST_MEAN_SD, n)
    noise = rng.normal(0, TRUST_MOVING_SD * np.sqrt(1 - keep**2), (n, weeks))
    trust = np.empty_like(push)
    level: Floats = np.add(own, rng.normal(0, TRUST_MOVING_SD, n))
    for week in range(weeks):
        level = np.asarray(own + keep * (level - own) + push[:, week] + noise[:, week])
        trust[:, week] = level
    return trust


def _issues(rng: np.random.Generator, world: World, company: Company, accounts: Accounts) -> IssueRows:
    proneness = np.exp(rng.normal(0, 0.5, len(accounts)))
    rate = np.array(ISSUES_A_WEEK).take(accounts.tier) * proneness * WEEKS
    account = np.repeat(np.arange(len(accounts)), rng.poisson(rate))
    day = world.first_day + rng.integers(0, 7 * WEEKS - 1, len(account))
    severity = np.searchsorted(np.cumsum(SEVERITY_SHARES)[:-1], rng.random(len(account)), side="right")
    days = np.exp(rng.normal(np.array(SEVERITY_LOG_DAYS).take(severity), SEVERITY_LOG_SD))
    days *= company.speed.take(accounts.owner[account])
    known = day > accounts.since[account]
    return IssueRows(account[known], day[known], severity[known].astype(np.int64), np.maximum(days, 0.05)[known])


def _promises(rng: np.random.Generator, world: World, company: Company, accounts: Accounts) -> PromiseRows:
    rate = np.array(PROMISES_A_WEEK).take(accounts.tier) * WEEKS
    account = np.repeat(np.arange(len(accounts)), rng.poisson(rate))
    made = world.first_day + rng.integers(0, 7 * WEEKS - 1, len(account))
    sold = np.repeat(np.flatnonzero(accounts.since > world.first_day), 3)
    is_sale = np.repeat([False, True], [len(account), len(sold)])
    account, made = np.concatenate([account, sold]), np.concatenate([made, accounts.since[sold]])
    count = len(account)
    due = made + np.where(is_sale, rng.integers(30, 150, count), rng.integers(4, 40, count))
    is_kept = rng.random(count) < company.keeps.take(accounts.owner[account])
    slips = (accounts.story[account] == Story.BROKEN_PROMISES) & (due > world.today - 110) & (due < world.today)
    is_kept &= ~slips
    is_late = rng.random(count) < 0.14
    kept = due + np.where(is_late, rng.integers(1, 18, count), -rng.integers(0, 6, count))
    kept = np.where(is_kept & (np.maximum(kept, made) < world.today), np.maximum(kept, made), MISSING)
    given_up = due + rng.integers(3, 40, count)
    broken = np.where(~is_kept & (rng.random(count) < 0.7) & (given_up < world.today), given_up, MISSING)
    known = (made > accounts.since[account]) | is_sale
    return PromiseRows(account[known], made[known], due[known], kept[known], broken[known], is_sale[known])


def _open_by_week(world: World, issues: IssueRows, count: int) -> Ints:
    """Issues open in each week, by account."""
    edges = np.zeros((count, WEEKS + 1), dtype=np.int64)
    first = week_of(world, issues.day)
    last = np.clip((issues.day + issues.days.astype(np.int64) - world.first_day) // 7 + 1, 0, WEEKS)
    np.add.at(edges, (issues.account, first), 1)
    np.add.at(edges, (issues.account, np.maximum(last, first)), -1)
    return np.cumsum(edges, axis=1)[:, :WEEKS]
