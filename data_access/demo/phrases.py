"""What touchpoints say: subjects and summaries by kind and tone, with one thing to fill in each."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from data_access.demo.blocks import Ints, Texts, texts
from data_access.demo.kinds import KINDS, kind_code
from data_access.demo.phrase_book import FOLLOW_UPS, SUBJECTS, SUMMARIES

GOOD, PLAIN, BAD = range(3)
SLOTS = ("", "product", "person", "ours", "matter", "account")


@dataclass(frozen=True)
class Pool:
    """Templates cut at their gaps (two at most), and where those of each kind and tone begin and how many there are."""

    pieces: tuple[Texts, Texts, Texts]
    slots: tuple[Ints, Ints]
    start: Ints
    count: Ints

    def draw(self, row: Ints, luck: Ints, fillers: dict[str, Texts]) -> Texts:
        """A text for each row (kind * 3 + tone): `luck` chooses the template, `fillers` hold what goes into gaps."""
        which = self.start[row] + luck % self.count[row]
        said = self.pieces[0][which]
        for turn in range(2):
            slot = self.slots[turn][which]
            for code, name in enumerate(SLOTS):
                here = np.flatnonzero(slot == code)
                if code and len(here):
                    said[here] += fillers[name][here] + self.pieces[turn + 1][which[here]]
        return said


@cache
def subjects() -> Pool:
    """Subjects by kind (the tone makes no difference)."""
    return _pool({kind: (lines, lines, lines) for kind, lines in SUBJECTS.items()})


@cache
def summaries() -> Pool:
    """First sentences by kind and tone."""
    return _pool(SUMMARIES)


@cache
def follow_ups() -> Pool:
    """Second sentences by tone, the same for every kind; many are empty."""
    return _pool({kind.name: FOLLOW_UPS for kind in KINDS})


def _pool(lines: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]) -> Pool:
    cut: list[tuple[str, int, str, int, str]] = []
    start, count = (np.zeros(3 * len(KINDS), dtype=np.int64) for _ in range(2))
    for kind, by_tone in lines.items():
        for tone, templates in enumerate(by_tone):
            row = kind_code(kind) * 3 + tone
            start[row], count[row] = len(cut), len(templates)
            cut += [_cut(template) for template in templates]
    first, one, second, two, third = zip(*cut, strict=True)
    return Pool(
        (texts(list(first)), texts(list(second)), texts(list(third))), (np.array(one), np.array(two)), start, count
    )


def _cut(template: str) -> tuple[str, int, str, int, str]:
    """`a {x} b {y} c` as a, number of x, b, number of y, c; a missing gap is number 0."""
    parts = [piece for part in template.split("{") for piece in part.split("}")]
    if len(parts) > 5:
        raise ValueError(f"a template has two gaps at most: {template}")
    parts += [""] * (5 - len(parts))
    return parts[0], SLOTS.index(parts[1]), parts[2], SLOTS.index(parts[3]), parts[4]
