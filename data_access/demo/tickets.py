"""Issues as people see them: opened, answered, updated, escalated, solved, with instants that fit the touchpoints."""

from dataclasses import dataclass

import numpy as np

from data_access.demo.accounts import Accounts
from data_access.demo.blocks import MISSING, Block, Bools, Coded, Days, Instants, Ints, Texts, texts
from data_access.demo.book import Book
from data_access.demo.company import Company
from data_access.demo.hours import HOUR, draw_seconds, into_working_time, next_working_day
from data_access.demo.parameters import RECORDED_LATE_SHARE, TRUST_TO_LATENCY
from data_access.demo.people import People
from data_access.demo.state import State
from data_access.demo.words import phrases
from data_access.demo.world import DAY, Ids, World
from domain.vocabulary import Department, IssueStatus, Severity

SEVERITIES, STATUSES = tuple(Severity), tuple(IssueStatus)
_OWNERS = (Department.SUPPORT, Department.ENGINEERING, Department.PRODUCT, Department.SERVICES, Department.FINANCE)
ISSUES = phrases("service")["issues"]
_REASONS = phrases("service")["escalation reasons"]
_TOLD = phrases("service")["issue updates"]
_ANSWER_HOURS = np.array([0.7, 2.0, 5.0, 11.0])


@dataclass(frozen=True)
class Tickets:
    """Issues that became known before the account left: positions of their causes, local and UTC instants."""

    id: Ints
    account: Ints
    severity: Ints
    title: Ints
    contact: Ints
    opened: Ints
    answered: Ints
    solved: Ints
    is_escalated: Bools


def make_tickets(
    world: World, company: Company, accounts: Accounts, people: People, state: State, book: Book, ids: Ids, chunk: int
) -> Tickets:
    """Give each issue its course; instants are local seconds, `MISSING` in `solved` where it is open."""
    rng = world.rng("tickets", chunk)
    issues = state.issues
    gone = book.churned[issues.account]
    kept = ((gone == MISSING) | (issues.day < gone - 5)) & ~accounts.is_silent[issues.account]
    order = np.lexsort((issues.day[kept], issues.account[kept]))
    account, day, severity = (column[kept][order] for column in (issues.account, issues.day, issues.severity))
    days = issues.days[kept][order]
    count = len(account)
    country = accounts.country[account]
    opened = next_working_day(world, country, day) * DAY + draw_seconds(rng, count)
    opened = np.minimum(opened, world.now - DAY)
    trust = state.trust_at(world, account, day)
    wait = (
        _ANSWER_HOURS.take(severity)
        * company.speed.take(accounts.owner[account])
        * np.exp(TRUST_TO_LATENCY * 0.6 * trust)
    )
    answered = into_working_time(
        world,
        country,
        opened + (wait * HOUR * np.exp(rng.normal(0, 0.8, count))).astype(np.int64),
        rng.integers(0, HOUR, count),
    )
    solved = into_working_time(world, country, opened + (days * DAY).astype(np.int64), rng.integers(0, 8 * HOUR, count))
    solved = np.maximum(solved, answered + HOUR)
    solved = np.where((solved < world.now - DAY), solved, MISSING)
    is_escalated = ((days > 12) & (severity <= 1) & (rng.random(count) < 0.6)) | (
        (days > 30) & (rng.random(count) < 0.2)
    )
    contact = people.first[account] + rng.integers(0, 1 << 30, count) % people.count[account]
    title = rng.integers(0, len(ISSUES), count)
    return Tickets(ids.take("issues", count), account, severity, title, contact, opened, answered, solved, is_escalated)


def ticket_blocks(
    world: World, company: Company, accounts: Accounts, people: People, tickets: Tickets, ids: Ids, chunk: int
) -> list[tuple[str, Block]]:
    """Rows of `issues`, `issue_escalations` and `issue_updates`."""
    rng = world.rng("ticket rows", chunk)
    country = accounts.country[tickets.account]
    opened = world.to_utc(country, tickets.opened)
    solved = np.where(tickets.solved == MISSING, MISSING, world.to_utc(country, tickets.solved))
    answered = world.to_utc(country, tickets.answered)
    return [
        ("issues", _issues(rng, world, accounts, people, tickets, opened, answered, solved)),
        ("issue_escalations", _escalations(world, accounts, tickets, opened, solved, ids, rng)),
        ("issue_updates", _updates(world, company, accounts, tickets, opened, solved, ids, rng)),
    ]


def _issues(
    rng: np.random.Generator, world: World, accounts: Accounts, people: People, tickets: Tickets,
    opened: Ints, answered: Ints, solved: Ints,
) -> Block:  # fmt: skip
    count = len(tickets.id)
    is_open = solved == MISSING
    department = np.where(rng.random(count) < 0.55, 0, rng.integers(0, len(_OWNERS), count))
    status = np.where(is_open, (rng.random(count) < 0.3).astype(np.int64), 2)
    is_typed_late, is_closed_late = rng.random(count) < RECORDED_LATE_SHARE, rng.random(count) < 0.15
    typed = np.where(is_typed_late, rng.integers(DAY, 6 * DAY, count), rng.integers(30, 900, count))
    closed = np.where(is_closed_late, rng.integers(DAY, 4 * DAY, count), rng.integers(60, 3 * HOUR, count))
    promised = tickets.opened // DAY + np.array([2, 7, 16, 30]).take(tickets.severity) + rng.integers(0, 6, count)
    return {
        "id": tickets.id,
        "account_id": accounts.id.take(tickets.account),
        "title": Coded(tickets.title, ISSUES),
        "description": _descriptions(people, tickets),
        "severity": Coded(tickets.severity, SEVERITIES),
        "status": Coded(status, STATUSES),
        "department": Coded(department, _OWNERS),
        "contact_id": people.id.take(tickets.contact),
        "opened_at": Instants(opened),
        "first_response_at": Instants(np.where(answered < world.now, answered, MISSING)),
        "resolved_at": Instants(solved),
        "resolution_recorded_at": Instants(np.where(is_open, MISSING, np.minimum(solved + closed, world.now))),
        "promised_on": Days(np.where(rng.random(count) < 0.6, promised, MISSING)),
        "recorded_at": Instants(np.minimum(opened + typed, world.now)),
    }


def _descriptions(people: People, tickets: Tickets) -> Texts:
    since = ("this morning", "the update", "last week")
    sites = texts([f" Seen in {n % 5 + 2} places since {since[n % 3]}." for n in range(15)])
    names = people.first_name.take(tickets.contact)
    titles = texts(list(ISSUES)).take(tickets.title)
    return np.asarray(names + " reports: " + titles + "." + sites.take(tickets.id % 15), dtype=object)


def _escalations(
    world: World, accounts: Accounts, tickets: Tickets, opened: Ints, solved: Ints, ids: Ids, rng: np.random.Generator
) -> Block:
    raised = opened + rng.integers(2 * DAY, 11 * DAY, len(opened))
    rows = np.flatnonzero(tickets.is_escalated & (raised < np.where(solved == MISSING, world.now, solved)))
    at = raised[rows]
    answered = at + rng.integers(HOUR, 40 * HOUR, len(rows))
    last = np.where(solved[rows] == MISSING, world.now, solved[rows])
    return {
        "id": ids.take("issue_escalations", len(rows)),
        "account_id": accounts.id.take(tickets.account[rows]),
        "issue_id": tickets.id[rows],
        "department": Coded(rng.integers(1, 3, len(rows)), _OWNERS),
        "escalated_at": Instants(at),
        "answered_at": Instants(np.where(answered < last, answered, MISSING)),
        "reason": Coded(rng.integers(0, len(_REASONS), len(rows)), _REASONS),
        "recorded_at": Instants(np.minimum(at + 600, world.now)),
    }


def _updates(
    world: World, company: Company, accounts: Accounts, tickets: Tickets, opened: Ints, solved: Ints, ids: Ids,
    rng: np.random.Generator,
) -> Block:  # fmt: skip
    end = np.where(solved == MISSING, world.now, solved)
    number = np.minimum((end - opened) // (4 * DAY) + (tickets.severity < 2), 5)
    row = np.repeat(np.arange(len(opened)), number)
    at = opened[row] + np.floor(rng.random(len(row)) * (end - opened)[row]).astype(np.int64)
    order = np.lexsort((at, row))
    row, at = row[order], at[order]
    following = at + np.array([1, 2, 5, 10]).take(tickets.severity[row]) * DAY
    author = company.colleague(Department.SUPPORT, accounts.number[tickets.account[row]])
    return {
        "id": ids.take("issue_updates", len(row)),
        "account_id": accounts.id.take(tickets.account[row]),
        "issue_id": tickets.id[row],
        "told_at": Instants(at),
        "told": Coded(rng.integers(0, len(_TOLD), len(row)), _TOLD),
        "next_update_at": Instants(np.where(rng.random(len(row)) < 0.7, following, MISSING)),
        "author_id": author,
        "recorded_at": Instants(np.minimum(at + 300, world.now)),
    }
