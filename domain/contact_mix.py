"""How accounts are kept in touch with: cadence kept, people against machines, what we begin against what we answer.

cadence kept = customers with a touch by a person, either way, within the cadence of their tier / customers with a tier
human share = touches by people / all touches
proactive share = our touches by people that answered nothing / those of which it is known whether they answered

Shares are of touches that count half as much every 90 days (`Policy.engagement_half_life_days`): those that the
indicator of balance reads. The read model `account_current` holds the four sums; a portfolio adds them up, so that a
share over accounts is that of all their touches.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from domain.grid import Floats
from domain.portfolio import NO_SUBSCRIPTION, Portfolio
from domain.portfolio_columns import NO_DAY, TIERS
from domain.roll_up import total

LEAST_TOUCHES: Final = 5.0
"""Below so many touches, halved as they age, a share says nothing."""


@dataclass(frozen=True, slots=True)
class Mix:
    """Some customers: how many, how many with a cadence and in touch within it; the four sums of touches.

    `touches`: by people in the last 90 days, counted whole. Sums are None where no refresh has told them.
    """

    customers: int
    with_cadence: int
    in_touch: int
    touches: int
    human: float | None
    automated: float | None
    proactive: float | None
    reactive: float | None

    @property
    def cadence_kept(self) -> float | None:
        """The share of those with a cadence that are in touch (0-1); None without any."""
        return self.in_touch / self.with_cadence if self.with_cadence else None

    @property
    def human_share(self) -> float | None:
        """The share of touches that people made (0-1); None below `LEAST_TOUCHES`."""
        return share(self.human, self.automated)

    @property
    def proactive_share(self) -> float | None:
        """The share of ours that answered nothing (0-1); None below `LEAST_TOUCHES`."""
        return share(self.proactive, self.reactive)


@dataclass(frozen=True, slots=True)
class Group:
    """The customers of one tier or of one owner: `key` is the tier, or the owner's number (-1: nobody)."""

    key: str | int
    name: str
    mix: Mix


def share(part: float | None, other: float | None) -> float | None:
    """`part` of both together (0-1); None where they are not known, or below `LEAST_TOUCHES`."""
    if part is None or other is None or part + other < LEAST_TOUCHES:
        return None
    return part / (part + other)


def is_in_touch(portfolio: Portfolio) -> npt.NDArray[np.bool_]:
    """Whether each account was touched by a person within the cadence of its tier."""
    return np.asarray(portfolio.column("next_touch_due_on") >= portfolio.as_of.toordinal())


def has_cadence(portfolio: Portfolio) -> npt.NDArray[np.bool_]:
    """Whether a touch is due to each account at all: it has a tier."""
    return np.asarray(
        (portfolio.column("next_touch_due_on") != NO_DAY) | (portfolio.column("tier") != TIERS.index("none"))
    )


def cadence_course(portfolio: Portfolio, weeks: slice) -> list[float | None]:
    """The share of the customers with a tier that were in touch at each of these weeks' columns (0-1).

    By the tier and the cadence of today, and the contact that was known then. Customers of then are accounts with ARR,
    and customers of today without any on record. The last column is today's.
    """
    sums = total(portfolio, "cadence", _cadence_facts).reshape(2, len(portfolio.weeks))[:, weeks]
    return [float(kept / wanted) if wanted else None for kept, wanted in zip(*sums, strict=True)]


def _cadence_facts(book: Portfolio, rows: npt.NDArray[np.intp]) -> Floats:
    """Whether each account was in touch, and whether it should have been: (accounts, 2 x weeks)."""
    arr, contact = book.arr[rows], book.contact[rows]
    is_customer = (arr > 0) | (book.column("is_customer")[rows] & (arr[:, -1] == NO_SUBSCRIPTION))[:, None]
    is_customer[:, -1] = book.column("is_customer")[rows]
    wanted = is_customer & has_cadence(book)[rows, None]
    cadence_days = (book.column("next_touch_due_on") - book.column("last_touch_on"))[rows, None]
    days = np.array([day.toordinal() for day in book.weeks])
    kept = wanted & (contact != NO_DAY) & (contact + cadence_days >= days)
    kept[:, -1] = wanted[:, -1] & is_in_touch(book)[rows]
    return np.concatenate((kept, wanted), axis=1, dtype=np.float64)


def mix_of(portfolio: Portfolio) -> Mix:
    """How the customers among these accounts are kept in touch with."""
    (group,) = _mixes(portfolio.customers, np.zeros(len(portfolio.customers), dtype=np.intp), ["all"])
    return group


def groups(portfolio: Portfolio, by: Literal["tier", "owner_id"]) -> tuple[Group, ...]:
    """The customers by tier, in the order of tiers, or by owner, the least cadence kept first; only what occurs."""
    mine = portfolio.customers
    if by == "tier":
        found = zip(TIERS, _mixes(mine, mine.column("tier").astype(np.intp), TIERS), strict=True)
        return tuple(Group(tier, tier, mix) for tier, mix in found if mix.customers)
    ids, first, place = np.unique(mine.column("owner_id"), return_index=True, return_inverse=True)
    owners = mine.rows(first, "owner_name")["owner_name"].tolist() if len(ids) else []
    made = [
        Group(int(number), "Nobody" if number < 0 else str(name), mix)
        for number, name, mix in zip(ids.tolist(), owners, _mixes(mine, place, ids), strict=True)
    ]
    return tuple(sorted(made, key=lambda one: (one.mix.cadence_kept is None, one.mix.cadence_kept or 0.0, one.name)))


def _mixes(mine: Portfolio, place: npt.NDArray[np.intp], of: Iterable[object]) -> list[Mix]:
    size = len(list(of))
    kept, wanted = is_in_touch(mine), has_cadence(mine)
    counts = [
        np.bincount(place, weights, size).astype(np.int64).tolist()
        for weights in (np.ones(len(mine)), wanted, kept & wanted, mine.column("touches_90_days"))
    ]
    sums = []
    for name in ("human_touches", "automated_touches", "proactive_touches", "reactive_touches"):
        level = mine.column(name)
        known = ~np.isnan(level)
        told = np.bincount(place, known, size) > 0
        total = np.bincount(place, np.where(known, level, 0.0), size)
        sums.append([float(value) if one else None for value, one in zip(total, told, strict=True)])
    return [Mix(*row) for row in zip(*counts, *sums, strict=True)]
