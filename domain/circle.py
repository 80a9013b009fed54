"""The people of an account among themselves: who was in touch with whom, and where that puts each of them.

Ours are left out: our own calendar says whom we met, not who matters there. Two of theirs are joined by the touches
that both took part in, with the weights of `domain.ties`,

    w = sum of k * d(age, 60) / sqrt(people in the touch),

and by reporting lines. Influence (0-100) is the mean of three percentiles over all people of the account who are still
there: eigenvector centrality on log1p(w), number of distinct people who wrote to them, and betweenness. Measured for
the scoring guide on real hierarchies: it tells who is senior with AUC 0.66 to 0.88, better than PageRank.

Constraint is Burt's (1992), as networkx has it: low for who bridges groups that do not meet otherwise.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import networkx as nx
import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.ties import SCALE, counted_touches
from domain.vocabulary import ParticipantPart

REPORTING_WEIGHT = 1.0
ASSUMED_REPORTING_WEIGHT = 0.5
"""A reporting line joins two people as a fresh meeting of theirs would, an assumed one half as much (our choice)."""
LEAST_SEEN = 3
"""A place among fewer people than this says nothing."""
_BLOCK = 4096
"""Touches that are multiplied at once: bounds memory, not the result."""
_DENSE = 2
"""From so many lines a person on, the matrix form of betweenness is the faster one."""

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Position:
    """Where one of theirs stands among theirs: influence 0-100 (None: too little is known), Burt's constraint (None:
    joined to nobody), how many of theirs wrote to them."""

    influence: float | None
    constraint: float | None
    writers: int


@dataclass(frozen=True, slots=True)
class Circle:
    """`positions` by contact id; `acquaintances`: (one, other, strength 0-100) of two who were in touches together."""

    positions: dict[int, Position]
    acquaintances: tuple[tuple[int, int, float], ...]


def circle(
    people: Sequence[int], parts: pd.DataFrame, reporting: Iterable[tuple[int, int, bool]], as_of: date
) -> Circle:
    """The circle of `people` (contact ids) on a day.

    `parts` as for `domain.ties.tie_strengths`, and `part`; `reporting`: (who, to whom, is confirmed). Others than
    `people` are ignored, as are automated, planned and later touches.
    """
    return circle_of(people, counted_touches(parts, as_of), reporting)


def circle_of(people: Sequence[int], touches: pd.DataFrame, reporting: Iterable[tuple[int, int, bool]]) -> Circle:
    """The same from touches that were counted already (`domain.ties.counted_touches`)."""
    ids = np.array(sorted(set(people)), dtype=np.int64)
    if not len(ids):
        return Circle({}, ())
    met, wrote, is_seen = _joined(ids, touches)
    weight = met.copy()
    for one, other, is_confirmed in reporting:
        ends = np.searchsorted(ids, [one, other])
        if one != other and all(end < len(ids) for end in ends) and ids[ends].tolist() == [one, other]:
            line = REPORTING_WEIGHT if is_confirmed else ASSUMED_REPORTING_WEIGHT
            weight[ends[0], ends[1]] += line
            weight[ends[1], ends[0]] += line
            is_seen[ends] = True
    found = _positions(ids, weight, wrote, is_seen)
    first, second = np.nonzero(np.triu(met))
    strengths = -100.0 * np.expm1(-met[first, second] / SCALE)
    pairs = zip(ids[first].tolist(), ids[second].tolist(), strengths.tolist(), strict=True)
    return Circle(found, tuple(pairs))


def eigenvector_centrality(weight: Floats) -> Floats:
    """What power iteration from equal values converges to, of a symmetric matrix; the largest is 1, or all are 0."""
    if not weight.any():
        return np.zeros(len(weight))
    values, vectors = np.linalg.eigh(weight)
    top = vectors[:, values >= values[-1] * (1 - 1e-9)]
    centrality = np.abs(top @ top.sum(axis=0))
    return np.asarray(np.round(centrality / centrality.max(), 9))


def betweenness(joined: npt.NDArray[np.bool_]) -> Floats:
    """Share of shortest paths (in steps) that lead over each, normalised; (n, n) symmetric to (n,). Brandes (2001)."""
    count = len(joined)
    if joined.sum() / 2 < _DENSE * count:
        return np.array([*nx.betweenness_centrality(nx.from_numpy_array(joined)).values()])
    step = joined.astype(float)
    paths, levels = np.eye(count), [np.eye(count, dtype=bool)]
    reached, front = levels[0].copy(), paths.copy()
    while (front := np.where(reached, 0.0, front @ step)).any():
        paths += front
        levels.append(front > 0)
        reached |= levels[-1]
    behind = np.zeros((count, count))
    for near, far in zip(levels[-2::-1], levels[:0:-1], strict=True):
        share = np.where(far, (1.0 + behind) / np.where(far, paths, 1.0), 0.0)
        behind += np.where(near, paths * (share @ step), 0.0)
    np.fill_diagonal(behind, 0.0)
    return np.asarray(behind.sum(axis=0) / max((count - 1) * (count - 2), 1))


def constraint(weight: Floats) -> Floats:
    """Burt's constraint of each in a symmetric matrix of weights; NaN for who is joined to nobody."""
    total = weight.sum(axis=1, keepdims=True)
    share = np.divide(weight, total, out=np.zeros_like(weight), where=total > 0)
    held = np.where(weight > 0, share + share @ share, 0.0)
    return np.asarray(np.where(total[:, 0] > 0, (held**2).sum(axis=1), np.nan))


def _joined(ids: Ints, touches: pd.DataFrame) -> tuple[Floats, Floats, npt.NDArray[np.bool_]]:
    """`met`: (n, n) decayed weight of common touches; `wrote`: (n, n), row to column, above 0 if ever; who was seen."""
    met, wrote = np.zeros((len(ids), len(ids))), np.zeros((len(ids), len(ids)))
    theirs = touches[touches["contact_id"].isin(ids)] if len(touches) else touches
    is_seen = np.zeros(len(ids), dtype=bool)
    if theirs.empty:
        return met, wrote, is_seen
    row = np.searchsorted(ids, theirs["contact_id"].to_numpy(dtype=np.int64))
    is_seen[row] = True
    touch, number = pd.factorize(theirs["touchpoint_id"])
    weight = theirs["weight"].to_numpy()
    is_sender = (theirs["part"].astype(str) == ParticipantPart.SENDER).to_numpy()
    for start in range(0, len(number), _BLOCK):
        here = (touch >= start) & (touch < start + _BLOCK)
        column = touch[here] - start
        took_part = np.zeros((len(ids), min(_BLOCK, len(number) - start)))
        sent, worth = np.zeros_like(took_part), np.zeros(took_part.shape[1])
        took_part[row[here], column] = 1.0
        sent[row[here & is_sender], touch[here & is_sender] - start] = 1.0
        worth[column] = weight[here]
        met += (took_part * worth) @ took_part.T
        wrote += sent @ (took_part - sent).T
    np.fill_diagonal(met, 0.0)
    np.fill_diagonal(wrote, 0.0)
    return (met + met.T) / 2, wrote, is_seen


def _positions(ids: Ints, weight: Floats, wrote: Floats, is_seen: npt.NDArray[np.bool_]) -> dict[int, Position]:
    writers = (wrote > 0).sum(axis=0)
    held = constraint(weight)
    is_known = bool(weight.any()) and is_seen.sum() >= LEAST_SEEN
    ranked = pd.DataFrame(
        {
            "eigenvector": eigenvector_centrality(np.log1p(weight)),
            "writers": writers.astype(float),
            "betweenness": np.round(betweenness(weight > 0), 9),
        }
    )
    influence = 100.0 * ranked.rank(pct=True).mean(axis=1).to_numpy()
    return {
        int(contact): Position(
            influence=float(influence[at]) if is_known and is_seen[at] else None,
            constraint=None if np.isnan(held[at]) else float(held[at]),
            writers=int(writers[at]),
        )
        for at, contact in enumerate(ids)
    }
