"""How much is on record of an account at all."""

import numpy as np

from domain.events import Events
from domain.facts.carried import Carried
from domain.grid import Floats, Grid, Ints, place


def recorded_facts(events: Events, grid: Grid, carried: Carried) -> Floats:
    """Number of records of what happened, or was said to lie ahead, that were known at each row: (accounts, rows)."""
    known: list[tuple[Ints, Ints, Ints]] = [
        (events.touches.account, events.touches.at, events.touches.known_at),
        (events.surveys.account, events.surveys.at, events.surveys.known_at),
        # A week that ends with the row counts in it.
        (events.usage.account, events.usage.ends_at - 1, events.usage.known_at),
        (events.issues.account, events.issues.opened_at, events.issues.known_at),
        (events.stances.account, events.stances.since, events.stances.since),
        (events.promises.account, events.promises.known_at, events.promises.known_at),
        (events.goals.account, events.goals.set_at, events.goals.known_at),
        (events.invoices.account, events.invoices.known_at, events.invoices.known_at),
        (events.price_rises.account, events.price_rises.known_at, events.price_rises.known_at),
        (events.notices.account, events.notices.known_at, events.notices.known_at),
        (events.deadlines.account, events.deadlines.known_at, events.deadlines.known_at),
    ]
    account, at, known_at = (np.concatenate(column) for column in zip(*known, strict=True))
    placed = place(grid, events.accounts, account, at, known_at)
    return carried.decayed_sum("records", placed, np.ones(len(at)), np.inf)
