"""What touchpoints say: subjects and summaries by kind and tone, with one thing to fill in each."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute

from data_access.demo.blocks import Ints
from data_access.demo.kinds import KINDS, kind_code
from data_access.demo.words import by_tone
from data_access.demo.words import phrases as lines_of

GOOD, PLAIN, BAD = range(3)
SLOTS = ("", "product", "person", "ours", "matter", "Matter", "account")


@dataclass(frozen=True)
class Pool:
    """Templates cut at their gaps (two at most), and where those of each kind and tone begin and how many there are.

    Texts stay in Arrow arrays: joining millions of Python strings takes minutes, joining these takes seconds.
    """

    pieces: tuple[pa.Array, pa.Array, pa.Array]
    slots: tuple[Ints, Ints]
    start: Ints
    count: Ints

    def draw(self, row: Ints, luck: Ints, fillers: dict[str, pa.Array]) -> list[pa.Array]:
        """Parts to join of a text for each row (kind * 3 + tone).

        `luck` chooses the template, `fillers` hold what goes into gaps.
        """
        which = self.start[row] + luck % self.count[row]
        values = [fillers.get(name, "") for name in SLOTS]
        parts = [self.pieces[0].take(which)]
        for turn in range(2):
            parts.append(pa.compute.choose(self.slots[turn][which], *values))
            parts.append(self.pieces[turn + 1].take(which))
        return parts


def joined(*parts: pa.Array) -> pa.Array:
    """The parts of each row, one after the other."""
    return pa.compute.binary_join_element_wise(*parts, "")


@cache
def subjects() -> Pool:
    """Subjects by kind (the tone makes no difference)."""
    return _pool({kind: (lines, lines, lines) for kind, lines in lines_of("subjects").items()})


@cache
def summaries() -> Pool:
    """First sentences by kind and tone."""
    return _pool(by_tone("summaries"))


@cache
def follow_ups() -> Pool:
    """Second sentences by tone, the same for every kind that a person has a hand in; many are empty."""
    found = lines_of("follow_ups")
    said = tuple(("",) * (len(found[tone]) // 2) + tuple(f" {line}" for line in found[tone]) for tone in found)
    return _pool({kind.name: (("",),) * 3 if kind.is_automated else said for kind in KINDS})


def _pool(lines: dict[str, tuple[tuple[str, ...], ...]]) -> Pool:
    cut: list[tuple[str, int, str, int, str]] = []
    start, count = (np.zeros(3 * len(KINDS), dtype=np.int64) for _ in range(2))
    for kind, said in lines.items():
        for tone, templates in enumerate(said):
            row = kind_code(kind) * 3 + tone
            start[row], count[row] = len(cut), len(templates)
            cut += [_cut(template) for template in templates]
    first, one, second, two, third = zip(*cut, strict=True)
    return Pool((pa.array(first), pa.array(second), pa.array(third)), (np.array(one), np.array(two)), start, count)


def _cut(template: str) -> tuple[str, int, str, int, str]:
    """`a {x} b {y} c` as a, number of x, b, number of y, c; a missing gap is number 0."""
    if template.startswith("{matter}"):
        template = "{Matter}" + template.removeprefix("{matter}")
    parts = [piece for part in template.split("{") for piece in part.split("}")]
    if len(parts) > 5:
        raise ValueError(f"a template has two gaps at most: {template}")
    parts += [""] * (5 - len(parts))
    return parts[0], SLOTS.index(parts[1]), parts[2], SLOTS.index(parts[3]), parts[4]
