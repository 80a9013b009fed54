"""The voice of the customer: feature requests, who asked, and whether they were told."""

import numpy as np

from data_access.demo.accounts import Accounts
from data_access.demo.blocks import MISSING, Block, Coded, Days, Instants, texts
from data_access.demo.book import Book
from data_access.demo.company import PRODUCTS
from data_access.demo.people import People
from data_access.demo.service import before_end
from data_access.demo.words import columns, phrases
from data_access.demo.world import DAY, Ids, World
from domain.vocabulary import FeatureRequestState

STATES = tuple(FeatureRequestState)
_TITLES, _THEMES = columns("voice", "features")
_QUOTES = phrases("voice")["quotes"]
_NEW, _PLANNED, _BUILDING, _SHIPPED, _DECLINED = range(5)


def feature_requests(world: World, ids: Ids) -> Block:
    """Rows of `feature_requests`: the same catalogue for every size."""
    rng = world.rng("features")
    count = len(_TITLES)
    state = np.array([_NEW, _NEW, _PLANNED, _BUILDING, _SHIPPED, _SHIPPED, _DECLINED]).take(rng.integers(0, 7, count))
    shipped = world.today - rng.integers(10, 330, count)
    product = rng.integers(0, len(PRODUCTS), count)
    return {
        "id": ids.take("feature_requests", count),
        "title": texts(list(_TITLES)),
        "description": texts([f"Asked for by several accounts; concerns {theme.lower()}." for theme in _THEMES]),
        "product_id": product + 1,
        "theme": texts(list(_THEMES)),
        "state": Coded(state, STATES),
        "shipped_on": Days(np.where(state == _SHIPPED, shipped, MISSING)),
        "recorded_at": Instants(np.full(count, (world.first_day + 5) * DAY)),
    }


def asker_block(
    world: World, accounts: Accounts, people: People, book: Book, requests: Block, ids: Ids, chunk: int
) -> Block:
    """Rows of `feature_request_askers`: some requests are far more wanted than others."""
    rng = world.rng("askers", chunk)
    account = np.repeat(np.arange(len(accounts)), rng.poisson(np.array([0.45, 1.3, 2.8]).take(accounts.tier)))
    request = np.floor(len(_TITLES) * rng.random(len(account)) ** 1.7).astype(np.int64)
    _, firsts = np.unique(account * len(_TITLES) + request, return_index=True)
    account, request = account[firsts], request[firsts]
    asked = (
        world.first_day
        + 20
        + np.floor(rng.random(len(account)) * (world.today - world.first_day - 25)).astype(np.int64)
    )
    fits = (asked > accounts.since[account]) & before_end(world, book, account, asked) & ~accounts.is_silent[account]
    account, request, asked = account[fits], request[fits], asked[fits]
    count = len(account)
    contact = people.first[account] + rng.integers(0, 1 << 30, count) % people.count[account]
    shipped = requests["shipped_on"]
    out = shipped.values[request] if isinstance(shipped, Days) else np.full(count, MISSING)
    told = np.maximum(out, asked) * DAY + rng.integers(2 * DAY, 30 * DAY, count)
    is_told = (out != MISSING) & (told < world.now) & (rng.random(count) < 0.55)
    return {
        "id": ids.take("feature_request_askers", count),
        "account_id": accounts.id.take(account),
        "request_id": request + 1,
        "contact_id": people.id[contact],
        "asked_on": Days(asked),
        "quote": Coded(np.where(rng.random(count) < 0.6, rng.integers(0, len(_QUOTES), count), -1), _QUOTES),
        "told_at": Instants(np.where(is_told, told, MISSING)),
        "recorded_at": Instants(np.minimum(asked * DAY + rng.integers(30_000, 200_000, count), world.now)),
    }
