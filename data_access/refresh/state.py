"""What is remembered of each account at the end of a week: levels, packed into the rows of `refresh_state`."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access.bulk import packed
from data_access.models import RefreshState
from data_access.refresh.rows import row_bytes
from data_access.refresh.shards import Shard
from domain.events import Contacts
from domain.facts.carried import RECENT_DAYS, Levels
from domain.facts.people import BY_CONTACT
from domain.facts.touches import BY_CHANNEL, BY_DEPARTMENT
from domain.grid import Floats, Ints
from domain.policy import Policy

_OF_ACCOUNT = (
    "touches", "was_touched", "inbound", "outbound", "human", "automated", "proactive", "reactive", "replies",
    "replies_n", "their_replies", "their_replies_n", "tone", "tone_n", "qbr_days", "surveys", "surveys_n",
    "trust_entries", "invoices", "records", "last_contact", *BY_CHANNEL, *BY_DEPARTMENT,
)  # fmt: skip


NOWHERE = date.min
"""Stands as `base_on` of an account whose levels cannot be carried."""


def state_columns(
    ids: Sequence[int], base_on: Sequence[date], kept: Levels, contacts: Contacts, policy: Policy
) -> dict[str, list[Any]]:
    """The columns of `refresh_state` for these accounts."""
    widths = level_widths(policy)
    if set(kept) != {*widths, *BY_CONTACT}:
        raise AssertionError(f"levels that nobody packs: {sorted(set(kept) ^ {*widths, *BY_CONTACT})}")
    levels = np.column_stack([kept[name] for name in widths])
    of_people = np.column_stack([kept[name] for name in BY_CONTACT])
    # Whoever was never met starts from nothing anyway.
    met = np.flatnonzero((np.nan_to_num(of_people) != 0).any(axis=1))
    people = np.column_stack([contacts.id[met].astype(np.float64), of_people[met]]).astype("<f8")
    edges = pairwise(np.searchsorted(contacts.account[met], np.arange(len(ids) + 1)).tolist())
    return {
        "account_id": list(ids),
        "base_on": list(base_on),
        "levels": row_bytes(levels),
        "contacts": [people[first:last].tobytes() for first, last in edges],
    }


class Remembered:
    """The levels of some accounts, in the order of their ids."""

    def __init__(self, session: Session, shard: Shard, policy: Policy) -> None:
        s = RefreshState.metadata.tables[RefreshState.__tablename__].c  # rows, not objects
        ours = select(s.account_id).where(shard.holds(s.account_id)).order_by(s.account_id)
        levels, people = (packed(session, ours.add_columns(column)) for column in (s.levels, s.contacts))
        self._levels = levels.numbers.reshape(-1, sum(level_widths(policy).values()))
        self._people = people.numbers.reshape(-1, 1 + len(BY_CONTACT))
        self._of = np.repeat(np.arange(len(people.key)), people.size // (1 + len(BY_CONTACT)))
        self._policy = policy

    def levels(self, contacts: Contacts) -> Levels:
        """The levels by name; those of people in the order of `contacts`, of whom new ones start from nothing."""
        found, start = {}, 0
        for name, width in level_widths(self._policy).items():
            block = self._levels[:, start : start + width]
            found[name] = block[:, 0] if width == 1 else block
            start += width
        span = max(int(contacts.id.max(initial=0)), int(self._people[:, 0].max(initial=0))) + 1
        wanted = contacts.account * span + contacts.id
        known = self._of * span + self._people[:, 0].astype(np.int64)
        place = np.minimum(np.searchsorted(known, wanted), max(len(known) - 1, 0))
        is_known = known[place] == wanted if len(known) else np.zeros(len(wanted), dtype=bool)
        for column, name in enumerate(BY_CONTACT, start=1):
            found[name] = _of_known(self._people[:, column], place, is_known, np.nan if name == "contact_met" else 0.0)
        return found


def _of_known(values: Floats, place: Ints, is_known: "np.ndarray[Any, Any]", otherwise: float) -> Floats:
    if not len(values):
        return np.full(len(place), otherwise)
    return np.where(is_known, values[place], otherwise)


def level_widths(policy: Policy) -> dict[str, int]:
    """How many numbers each level of an account is."""
    weeks = policy.usage_window_weeks + policy.usage_before_weeks
    return dict.fromkeys(_OF_ACCOUNT, 1) | {"contact_by_day": RECENT_DAYS, "use_by_week": 2 * weeks}
