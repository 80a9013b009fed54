"""Names of people and companies that nobody bears, and that still sound like their region."""

import unicodedata

import numpy as np

from data_access.demo.blocks import Ints, Texts, texts
from data_access.demo.words import phrases

PEOPLE = ("german", "english", "french", "dutch", "nordic", "iberian", "italian", "american", "asian")


def _names(heading: str) -> list[str]:
    return " ".join(phrases("names")[heading]).split()


def stripped(text: str) -> str:
    """`text` for an e-mail or internet address: lower case, unaccented, letters, digits and hyphens."""
    for letter, plain in (("ß", "ss"), ("ø", "o"), ("æ", "ae"), ("ı", "i"), ("ł", "l")):
        text = text.lower().replace(letter, plain)
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "".join(letter for letter in folded if letter.isalnum() or letter == "-")


class PersonNames:
    """First and last names of each people, and the same for e-mail addresses, as columns to take from."""

    def __init__(self) -> None:
        self._first = [texts(_names(f"{people} first")) for people in PEOPLE]
        self._last = [texts([name.replace("-", " ") for name in _names(f"{people} last")]) for people in PEOPLE]
        self._size = np.array([len(one) * len(two) for one, two in zip(self._first, self._last, strict=True)])

    def draw(self, people: Ints, number: Ints) -> tuple[Texts, Texts, Texts]:
        """First names, full names and address parts; numbers below the list's size never repeat within a people."""
        first: Texts = np.empty(len(people), dtype=object)
        last: Texts = np.empty(len(people), dtype=object)
        for code in range(len(PEOPLE)):
            here = np.flatnonzero(people == code)
            # A stride without a common factor walks through all pairs before it repeats one.
            pair = (number[here] * 389) % self._size[code]
            first[here] = self._first[code].take(pair % len(self._first[code]))
            last[here] = self._last[code].take(pair // len(self._first[code]))
        pairs = list(zip(first.tolist(), last.tolist(), strict=True))
        plain = {name: stripped(name) for pair in pairs for name in pair}
        addresses = texts([f"{plain[one]}.{plain[two]}" for one, two in pairs])
        return first, texts([f"{one} {two}" for one, two in pairs]), addresses


def company_stems(number: Ints) -> Texts:
    """An invented word per number: 1,600 different ones before a word comes back."""
    beginnings, ends = _names("stem beginnings"), _names("stem ends")
    walk = (number * 1009) % (len(beginnings) * len(ends))
    return texts([beginnings[step % len(beginnings)] + ends[step // len(beginnings)] for step in walk.tolist()])
