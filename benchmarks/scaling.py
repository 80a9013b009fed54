"""What a filter that nobody has tried costs by the size of the book: made in memory, as no demo is that large."""

import time
from itertools import combinations
from statistics import median
from typing import Final

import numpy as np

from components import portfolio_cards as cards
from domain.kpi_history import Past
from domain.kpis import COMPARED_WEEKS
from domain.overview import overview
from domain.portfolio import Filters, Portfolio, narrow
from tests.portfolios import make_portfolio

SIZES: Final = (1_000, 10_000, 100_000)
_WEEKS: Final = COMPARED_WEEKS + 1


def measure_scaling() -> None:
    """Print, for each size, CPU of the first answer about a book, and of an answer under a filter never tried."""
    print("accounts  first answer, CPU ms  new filter, CPU ms  ratio to the smallest")
    smallest = 0.0
    for accounts in SIZES:
        book = make_portfolio(accounts)
        past = _past(book)
        first = _cost(book, past, Filters())
        new = median(_cost(book, past, filters) for filters in _filters(book))
        smallest = smallest or new
        print(f"{accounts:<9,} {first:<21.0f} {new:<19.1f} {new / smallest:.1f}", flush=True)


def _cost(book: Portfolio, past: Past, filters: Filters) -> float:
    """CPU in milliseconds of everything that the portfolio's screen computes: figures, tables, sentences."""
    started = time.process_time()
    shown = overview(narrow(book, filters), past)
    for draw in (cards.distribution_card, cards.movement_card, cards.tier_card, cards.trend_card, cards.map_card):
        draw(shown)
    return 1e3 * (time.process_time() - started)


def _filters(book: Portfolio) -> list[Filters]:
    offered = book.offered
    alone = [Filters(tiers=(tier,)) for tier in offered["tiers"]]
    alone += [Filters(segments=(one,)) for one in offered["segments"]]
    alone += [Filters(owner_ids=(one,)) for one, _ in offered["owner_ids"]]
    return [*alone, *(Filters(regions=pair) for pair in combinations(offered["regions"], 2))]


def _past(book: Portfolio) -> Past:
    """A past of these accounts: amounts and deadlines that are anything."""
    rng = np.random.default_rng(1)
    shape = (_WEEKS, len(book))
    days = book.as_of.toordinal() + rng.integers(-200, 400, (2, *shape))
    cents = rng.integers(0, 10_000_000, (3, *shape))
    opening, lost, gained = cents
    return Past(days[0], days[1], opening, lost, gained, is_lost=rng.random(shape) < 0.1)
