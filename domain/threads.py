"""By how many threads an account hangs: how many of theirs and of ours carry it, and whether one person carries all."""

from dataclasses import dataclass

import numpy as np

from domain.account_map import TIE, Graph
from domain.ties import SCALE, WARM

LEAST = 2
"""Fewer people than this with a warm tie are a single thread."""
CONCENTRATED = 0.6
"""From this Herfindahl index of the shares of all ties on, one person carries too much (0-1)."""
_FULL = 1.0 - 1e-9


@dataclass(frozen=True, slots=True)
class Threads:
    """The threads between our side and theirs.

    `theirs`, `ours`: who has a warm tie, by node, strongest first. `their_concentration`, `our_concentration`: sum of
    squared shares of all ties, 0-1, None without any tie. `through`: people over whom every warm tie runs, of whom
    each is an articulation point between the two sides.
    """

    theirs: tuple[str, ...]
    ours: tuple[str, ...]
    their_concentration: float | None
    our_concentration: float | None
    through: tuple[str, ...]

    @property
    def is_single(self) -> bool:
        """Whether the account hangs by one thread, on either side."""
        return self.is_single_theirs or self.is_single_ours

    @property
    def is_single_theirs(self) -> bool:
        """Whether one of theirs carries it, or none."""
        return self._is_single(self.theirs, self.their_concentration)

    @property
    def is_single_ours(self) -> bool:
        """Whether one of ours carries it, or none."""
        return self._is_single(self.ours, self.our_concentration)

    def _is_single(self, side: tuple[str, ...], concentration: float | None) -> bool:
        return len(side) < LEAST or (concentration or 0.0) > CONCENTRATED or any(node in side for node in self.through)


def threads(graph: Graph) -> Threads:
    """The threads of the graph; ties to those who left hold nothing."""
    ties = [
        (start, end, data["strength"])
        for start, end, key, data in graph.edges(keys=True, data=True)
        if key == TIE and not graph.nodes[end]["has_left"]
    ]
    warm = [(start, end, strength) for start, end, strength in ties if strength >= WARM]
    through = set.intersection(*({start, end} for start, end, _ in warm)) if warm else set()
    return Threads(
        theirs=_strongest_first([(end, strength) for _, end, strength in warm]),
        ours=_strongest_first([(start, strength) for start, _, strength in warm]),
        their_concentration=_concentration([(end, strength) for _, end, strength in ties]),
        our_concentration=_concentration([(start, strength) for start, _, strength in ties]),
        through=tuple(sorted(through)),
    )


def tie_behind(strength: float) -> float:
    """The tie that has this strength (0-100): strength is bounded, ties add up."""
    return float(-SCALE * np.log1p(-min(strength / 100.0, _FULL)))


def _strongest_first(ends: list[tuple[str, float]]) -> tuple[str, ...]:
    best: dict[str, float] = {}
    for node, strength in ends:
        best[node] = max(best.get(node, 0.0), strength)
    return tuple(sorted(best, key=lambda node: (-best[node], node)))


def _concentration(ends: list[tuple[str, float]]) -> float | None:
    total: dict[str, float] = {}
    for node, strength in ends:
        total[node] = total.get(node, 0.0) + tie_behind(strength)
    whole = sum(total.values())
    return None if not whole else float(sum((part / whole) ** 2 for part in total.values()))
