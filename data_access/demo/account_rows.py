"""Rows of the accounts themselves: the account, its domain, its owners over time, and its team."""

import numpy as np

from data_access.demo.accounts import Accounts
from data_access.demo.blocks import MISSING, Block, Coded, Days, Instants, Ints, Texts, texts
from data_access.demo.book import Book
from data_access.demo.company import Company
from data_access.demo.geography import COUNTRIES, INDUSTRIES, REGIONS, SEGMENTS
from data_access.demo.parameters import CURRENCIES, TIERS
from data_access.demo.words import phrases
from data_access.demo.world import DAY, Ids, World
from domain.vocabulary import Department, Lifecycle

LIFECYCLES = tuple(Lifecycle)
_FISCAL = np.array([12, 12, 12, 12, 3, 6, 9, 12])
_PARTS = ("Solution architect", "Executive sponsor", "Service manager", "Support lead")
_OWNED = ("A change of territory.", "Parental leave of the former owner.", "The former owner left the company.", None)


def account_blocks(
    world: World, company: Company, accounts: Accounts, book: Book, ids: Ids, chunk: int
) -> list[tuple[str, Block]]:
    """Rows of `accounts`, `account_domains`, `account_owners` and `account_team`."""
    rng = world.rng("account rows", chunk)
    domains: Block = {"account_id": accounts.id, "domain": accounts.domain}
    return [
        ("accounts", _accounts(world, company, accounts, book, rng)),
        ("account_domains", domains),
        ("account_owners", _owners(world, company, accounts, ids, rng)),
        ("account_team", _team(company, accounts, rng)),
    ]


def _accounts(world: World, company: Company, accounts: Accounts, book: Book, rng: np.random.Generator) -> Block:
    n = len(accounts)
    words = tuple(country.name for country in COUNTRIES)
    # Group companies: some accounts belong to a larger one of the same chunk.
    big = np.flatnonzero(accounts.tier > 0)
    parent = np.where((accounts.tier == 0) & (rng.random(n) < 0.09), big[rng.integers(0, len(big), n)], -1)
    potential = 45 + 12 * accounts.tier + rng.normal(0, 18, n)
    employees = np.exp(rng.normal(np.array([5.2, 7.2, 8.8]).take(accounts.tier), 0.7))
    return {
        "id": accounts.id,
        "name": accounts.name,
        "parent_id": np.where(parent >= 0, accounts.id[parent], MISSING),
        "tier": Coded(accounts.tier, TIERS),
        "segment": Coded(accounts.segment, SEGMENTS),
        "region": Coded(accounts.region, REGIONS),
        "country": Coded(accounts.country, words),
        "industry": Coded(accounts.industry, tuple(name for name, _, _ in INDUSTRIES)),
        "owner_id": company.managers.take(accounts.owner),
        "lifecycle": Coded(lifecycle(world, accounts, book), LIFECYCLES),
        "customer_since_on": Days(np.where(accounts.is_prospect, MISSING, accounts.since)),
        "churned_on": Days(np.where(book.churned <= world.today, book.churned, MISSING)),
        "fiscal_year_end_month": _FISCAL.take(rng.integers(0, len(_FISCAL), n)),
        "time_zone": Coded(accounts.country, tuple(country.time_zone for country in COUNTRIES)),
        "employees": np.rint(employees).astype(np.int64),
        "annual_revenue_cents": np.rint(employees * rng.uniform(0.8, 3.0, n) * 1.4).astype(np.int64) * 10_000_000,
        "annual_revenue_currency": Coded(accounts.currency, CURRENCIES),
        "potential": np.clip(np.rint(potential), 3, 98).astype(np.int64),
        "strategic_fit": np.clip(np.rint(56 + 14 * accounts.alignment + rng.normal(0, 8, n)), 2, 99).astype(np.int64),
        "website": "https://www." + accounts.domain,
        "description": _descriptions(accounts),
        "recorded_at": Instants(known_from(world, accounts) * DAY + 30_000),
    }


def known_from(world: World, accounts: Accounts) -> Ints:
    """The day on which each account became known here."""
    return np.clip(accounts.since - 45, world.first_day - 30, world.today - 50)


def lifecycle(world: World, accounts: Accounts, book: Book) -> Ints:
    """The stage of each account today."""
    terms = book.terms
    soon = np.zeros(len(accounts), dtype=bool)
    soon[terms.account[(terms.end > world.today) & (terms.end <= world.today + 90)]] = True
    churned = (book.churned != MISSING) & (book.churned <= world.today)
    stage = np.select(
        [accounts.is_prospect, churned, accounts.since > world.today - 75, soon],
        [
            LIFECYCLES.index(Lifecycle.PROSPECT),
            LIFECYCLES.index(Lifecycle.CHURNED),
            LIFECYCLES.index(Lifecycle.ONBOARDING),
            LIFECYCLES.index(Lifecycle.RENEWING),
        ],
        LIFECYCLES.index(Lifecycle.ACTIVE),
    )
    return stage.astype(np.int64)


def _descriptions(accounts: Accounts) -> Texts:
    places = [COUNTRIES[code].towns for code in accounts.country.tolist()]
    what = phrases("contracts")["what they do"]
    lines = []
    columns = (accounts.industry.tolist(), places, accounts.tier.tolist(), accounts.number.tolist())
    for industry, towns, tier, number in zip(*columns, strict=True):
        sites = 1 + (number * 13) % (4 + 9 * tier)
        town = towns[number % len(towns)]
        lines.append(f"{what[industry]}; head office in {town}, {sites} site{'s' if sites > 1 else ''}.")
    return texts(lines)


def _owners(world: World, company: Company, accounts: Accounts, ids: Ids, rng: np.random.Generator) -> Block:
    has = accounts.changed != MISSING
    first_owner = np.where(has, accounts.former, accounts.owner)
    row = np.concatenate([np.arange(len(accounts)), np.flatnonzero(has)])
    user = np.concatenate([first_owner, accounts.owner[has]])
    begun = np.minimum(accounts.since, world.today - 40)
    since = np.concatenate([begun, accounts.changed[has]])
    order = np.lexsort((since, row))
    note = np.concatenate([np.full(len(accounts), -1), rng.integers(0, len(_OWNED), int(has.sum()))])
    words = tuple(word for word in _OWNED if word)
    note = np.where(note >= len(words), -1, note)
    return {
        "id": ids.take("account_owners", len(row)),
        "account_id": accounts.id[row[order]],
        "user_id": company.managers.take(user[order]),
        "since_on": Days(since[order]),
        "note": Coded(note[order], words),
        "recorded_at": Instants(np.maximum(since[order], world.first_day - 30) * DAY + 34_000),
    }


def _team(company: Company, accounts: Accounts, rng: np.random.Generator) -> Block:
    """Colleagues beside the owner: more of them the better the tier."""
    groups = (
        company.colleague(Department.SERVICES, accounts.number),
        company.executives.take(accounts.number % len(company.executives)),
        company.managers.take((accounts.owner + 1 + accounts.number % 5) % len(company.managers)),
        company.colleague(Department.SUPPORT, accounts.number),
    )
    wanted = rng.random((len(accounts), len(groups))) < np.array(
        [[0.12, 0.0, 0.06, 0.05], [0.6, 0.1, 0.2, 0.25], [0.95, 0.9, 0.5, 0.6]]
    ).take(accounts.tier, axis=0)
    wanted[:, 2] &= groups[2] != company.managers.take(accounts.owner)
    account, group = np.nonzero(wanted)
    return {
        "account_id": accounts.id[account],
        "user_id": np.stack(groups, axis=1)[account, group],
        "part": Coded(group, _PARTS),
    }
