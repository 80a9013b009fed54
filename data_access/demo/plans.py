"""Account plans: the client's goals and how they go, milestones, risks and revenue targets."""

import numpy as np

from data_access.demo.accounts import Accounts
from data_access.demo.blocks import MISSING, Block, Coded, Days, Floats, Instants, Ints
from data_access.demo.book import Book
from data_access.demo.company import PRODUCTS, Company
from data_access.demo.parameters import CURRENCIES, RATES_TO_EUR
from data_access.demo.words import columns, phrases
from data_access.demo.world import DAY, EPOCH, Ids, World
from domain.vocabulary import PlanStep, Progress

NEEDS, MARKETS, COMPETITORS, MILESTONES = (
    phrases("plans")[heading] for heading in ("needs", "markets", "competitors", "milestones")
)
RISKS, MITIGATIONS = columns("plans", "risks")
GOALS, UNITS, _STARTS, _MULTIPLES = columns("plans", "goals")
STEPS, PROGRESS = tuple(PlanStep), tuple(Progress)
_PLANNED, _ON_TRACK, _AT_RISK, _DONE, _DROPPED = range(5)
_PLANNED_SHARE = (0.14, 0.9, 1.0)
_REVIEW_DAYS = np.array([182, 91, 42])


def plan_blocks(
    world: World, company: Company, accounts: Accounts, book: Book, ids: Ids, chunk: int
) -> list[tuple[str, Block]]:
    """Rows of `account_plans` and of all that hangs on a plan."""
    rng = world.rng("plans", chunk)
    n = len(accounts)
    has = (rng.random(n) < np.array(_PLANNED_SHARE).take(accounts.tier)) & (book.churned == MISSING)
    has &= accounts.since < world.today - 100
    planned = np.flatnonzero(has)
    editions = 1 + (rng.random(len(planned)) < 0.4)
    account = np.repeat(planned, editions)
    edition = np.arange(len(account)) - np.repeat(np.cumsum(editions) - editions, editions) + 1
    oldest = np.maximum(accounts.since[account], world.first_day)
    span = world.today - 20 - oldest
    made = oldest + np.floor(
        span * np.where(edition == 2, rng.uniform(0.6, 0.8, len(account)), rng.uniform(0.05, 0.5, len(account)))
    ).astype(np.int64)
    plan = ids.take("account_plans", len(account))
    every = _REVIEW_DAYS.take(accounts.tier[account])
    reviewed = world.today - 1 - np.floor(every * rng.exponential(0.6, len(account))).astype(np.int64)
    step = np.array([0, 1, 2, 3, 3, 4, 4]).take(rng.integers(0, 7, len(account)))
    block: Block = {
        "id": plan,
        "account_id": accounts.id.take(account),
        "edition": edition,
        "step": Coded(step, STEPS),
        "expected_needs": Coded(rng.integers(0, len(NEEDS), len(plan)), NEEDS),
        "market_notes": Coded(rng.integers(0, len(MARKETS), len(plan)), MARKETS),
        "competitors": Coded(rng.integers(0, len(COMPETITORS), len(plan)), COMPETITORS),
        "review_every_days": every,
        "reviewed_on": Days(np.maximum(reviewed, made)),
        "author_id": company.managers.take(accounts.owner[account]),
        "recorded_at": Instants(made * DAY + 41_000),
    }
    return [
        ("account_plans", block),
        *_goals(rng, world, accounts, account, plan, made, ids),
        ("plan_milestones", _milestones(rng, world, company, accounts, account, plan, made, ids)),
        ("plan_risks", _risks(rng, accounts, account, plan, made, ids)),
        ("plan_targets", _targets(rng, world, accounts, account, plan, made, ids)),
    ]


def _goals(
    rng: np.random.Generator, world: World, accounts: Accounts, account: Ints, plan: Ints, made: Ints, ids: Ids
) -> list[tuple[str, Block]]:
    """Goals with a reading a quarter; the better we are aligned, the further they have come."""
    each = rng.integers(2, 5, len(plan))
    row = np.repeat(np.arange(len(plan)), each)
    turn = np.arange(len(row)) - np.repeat(np.cumsum(each) - each, each)
    which = (rng.integers(0, len(GOALS), len(plan))[row] + turn * 5) % len(GOALS)
    start = _rounded(np.array(_STARTS, dtype=float).take(which) * rng.uniform(0.85, 1.15, len(row)))
    target = _rounded(start * np.array(_MULTIPLES, dtype=float).take(which))
    began, owner = made[row], account[row]
    due = began + rng.integers(200, 500, len(row))
    pace = np.clip(0.85 + 0.22 * accounts.alignment[owner] + rng.normal(0, 0.22, len(row)), 0.05, 1.3)
    goal = ids.take("plan_goals", len(row))
    at, day, value, last = _readings(rng, world, start, target, began, due, pace)
    share = (value[last] - start) / (target - start)
    reached = share >= 0.97
    expected = np.minimum((world.today - began) / (due - began), 1)
    progress = np.where(reached, _DONE, np.where(share < 0.75 * expected - 0.05, _AT_RISK, _ON_TRACK))
    goals: Block = {
        "id": goal,
        "account_id": accounts.id.take(owner),
        "plan_id": plan[row],
        "title": Coded(which, GOALS),
        "unit": Coded(which, UNITS),
        "start_value": start,
        "current_value": value[last],
        "target_value": target,
        "set_on": Days(began),
        "due_on": Days(due),
        "reached_on": Days(np.where(reached, day[last], MISSING)),
        "progress": Coded(progress, PROGRESS),
        "recorded_at": Instants(began * DAY + 42_000),
    }
    measured: Block = {
        "id": ids.take("plan_goal_readings", len(at)),
        "account_id": accounts.id.take(owner[at]),
        "goal_id": goal[at],
        "measured_on": Days(day),
        "value": value,
        "recorded_at": Instants(np.minimum(day * DAY + 46_000, world.now)),
    }
    return [("plan_goals", goals), ("plan_goal_readings", measured)]


def _readings(
    rng: np.random.Generator, world: World, start: Floats, target: Floats, began: Ints, due: Ints, pace: Floats
) -> tuple[Ints, Ints, Floats, Ints]:
    """Goal (position), day and value of each quarter's reading, and the position of each goal's last."""
    times = np.maximum((world.today - 1 - began) // 91, 0) + 1
    at = np.repeat(np.arange(len(start)), times)
    number = np.arange(len(at)) - np.repeat(np.cumsum(times) - times, times)
    day = began[at] + 91 * number
    done = np.clip(pace[at] * (day - began[at]) / (due - began)[at], 0, 1.05)
    value = start[at] + (target - start)[at] * done * rng.uniform(0.93, 1.05, len(at))
    return at, day, _rounded(np.where(number == 0, start[at], value)), np.cumsum(times) - 1


def _rounded(values: Floats) -> Floats:
    return np.asarray(np.rint(values * 10) / 10, dtype=np.float64)


def _milestones(
    rng: np.random.Generator, world: World, company: Company, accounts: Accounts, account: Ints, plan: Ints, made: Ints,
    ids: Ids,
) -> Block:  # fmt: skip
    row = np.repeat(np.arange(len(plan)), rng.integers(3, 6, len(plan)))
    due = made[row] + rng.integers(20, 420, len(row))
    done = due + rng.integers(-12, 25, len(row))
    is_done = (done < world.today) & (rng.random(len(row)) < 0.85)
    state = np.where(
        is_done, _DONE, np.where(due < world.today, _AT_RISK, np.where(due < world.today + 60, _ON_TRACK, _PLANNED))
    )
    return {
        "id": ids.take("plan_milestones", len(row)),
        "account_id": accounts.id.take(account[row]),
        "plan_id": plan[row],
        "title": Coded(rng.integers(0, len(MILESTONES), len(row)), MILESTONES),
        "due_on": Days(due),
        "done_on": Days(np.where(is_done, np.maximum(done, made[row]), MISSING)),
        "progress": Coded(state, PROGRESS),
        "user_id": company.managers.take(accounts.owner[account[row]]),
        "recorded_at": Instants(made[row] * DAY + 43_000),
    }


def _risks(rng: np.random.Generator, accounts: Accounts, account: Ints, plan: Ints, made: Ints, ids: Ids) -> Block:
    row = np.repeat(np.arange(len(plan)), rng.integers(1, 4, len(plan)))
    which = rng.integers(0, len(RISKS), len(row))
    return {
        "id": ids.take("plan_risks", len(row)),
        "account_id": accounts.id.take(account[row]),
        "plan_id": plan[row],
        "title": Coded(which, RISKS),
        "likelihood": rng.integers(1, 6, len(row)),
        "impact": rng.integers(2, 6, len(row)),
        "mitigation": Coded(which, MITIGATIONS),
        "progress": Coded(
            np.array([_PLANNED, _ON_TRACK, _ON_TRACK, _AT_RISK, _DONE]).take(rng.integers(0, 5, len(row))), PROGRESS
        ),
        "recorded_at": Instants(made[row] * DAY + 44_000),
    }


def _targets(
    rng: np.random.Generator, world: World, accounts: Accounts, account: Ints, plan: Ints, made: Ints, ids: Ids
) -> Block:
    row = np.repeat(np.arange(len(plan)), rng.integers(1, 3, len(plan)))
    year = EPOCH.fromordinal(EPOCH.toordinal() + world.today).year
    rate = np.array(RATES_TO_EUR).take(accounts.currency)[account[row]]
    worth = accounts.arr[account[row]] * rng.uniform(0.05, 0.3, len(row)) / rate
    return {
        "id": ids.take("plan_targets", len(row)),
        "account_id": accounts.id.take(account[row]),
        "plan_id": plan[row],
        "product_id": rng.integers(1, len(PRODUCTS) + 1, len(row)),
        "is_upsell": rng.random(len(row)) < 0.5,
        "year": np.full(len(row), year, dtype=np.int64) + rng.integers(0, 2, len(row)),
        "arr_cents": np.rint(worth / 100).astype(np.int64) * 10_000,
        "currency": Coded(accounts.currency[account[row]], CURRENCIES),
        "recorded_at": Instants(made[row] * DAY + 45_000),
    }
