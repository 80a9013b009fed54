"""From events to facts: a number an account and row of the grid, from what was known then and nothing later."""

import numpy as np

from domain.events import Events, Promises
from domain.facts.carried import Carried
from domain.facts.gathered import Facts
from domain.facts.intentions import contract_facts, goal_facts, invoice_facts
from domain.facts.issues import issue_facts
from domain.facts.people import people_facts
from domain.facts.recorded import recorded_facts
from domain.facts.touches import survey_facts, touch_facts
from domain.facts.usage import usage_facts
from domain.grid import Floats, Grid
from domain.policy import Policy
from domain.trust import ledger, promise_shadows, reservoir
from domain.vocabulary import Channel, Direction, Tier

TIERS = tuple(Tier)
CHANNELS = tuple(Channel)
DIRECTIONS = tuple(Direction)


def gather(events: Events, grid: Grid, policy: Policy, carried: Carried | None = None) -> Facts:
    """Return the facts of a group of accounts on every row of the grid, from the levels that are `carried`."""
    size = events.accounts
    carried = carried or Carried(grid)
    entries = ledger(events.touches, events.promises, events.goals, policy)
    return Facts(
        tier=events.tier,
        **touch_facts(events.touches, size, grid, policy, carried),
        **survey_facts(events.surveys, size, grid, policy, carried),
        **people_facts(events, grid, policy, carried),
        **usage_facts(events.usage, size, grid, policy, carried),
        **issue_facts(events.issues, size, grid, policy),
        **goal_facts(events.goals, events.goal_readings, size, grid, policy),
        **invoice_facts(events.invoices, size, grid, carried),
        **contract_facts(events, grid),
        promise_shadow=_by_account(events.promises, promise_shadows(events.promises, grid, policy), size),
        trust_entries=reservoir(entries, size, grid, policy, carried),
        records=recorded_facts(events, grid, carried),
    )


def _by_account(promises: Promises, shadows: Floats, size: int) -> Floats:
    total = np.zeros((size, shadows.shape[1]))
    np.add.at(total, promises.account, shadows)
    return total


__all__ = ["CHANNELS", "DIRECTIONS", "TIERS", "Facts", "gather"]
