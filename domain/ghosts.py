"""People who were in touchpoints and are no contacts yet, and whom their address says they are."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

_LETTERS = {"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ł": "l"}
_SEPARATORS = re.compile(r"[^a-z]+")
_LEAST = 4
"""Letters of an address that must agree before it says who somebody is."""


@dataclass(frozen=True, slots=True)
class Known:
    """A contact whom a ghost may turn out to be."""

    id: int
    name: str
    email: str | None


@dataclass(frozen=True, slots=True)
class Ghost:
    """An address that took part, and nobody knows whose it is; `subject` of its latest touch as evidence.

    `is_of_account`: it is of one of the account's domains. `contact`: whom the address seems to name, if anybody.
    """

    address: str
    touches: int
    last_on: date
    subject: str | None
    is_of_account: bool
    contact: Known | None

    @property
    def likely_name(self) -> str:
        """A name made from the address: `mira.de-groot@…` gives Mira De-Groot; the address where it tells none."""
        local = self.address.partition("@")[0].partition("+")[0]
        parts = [part for part in re.split(r"[._]+", local) if part and not part.isdigit()]
        return " ".join(part.title() for part in parts) or self.address


def likely_contact(address: str, known: Sequence[Known]) -> Known | None:
    """The one contact whom the address names: the same address, or a name that spells it; None if two do."""
    same = [one for one in known if one.email and one.email.strip().lower() == address.lower()]
    found = same or [one for one in known if _spells(one.name, address)]
    return found[0] if len(found) == 1 else None


def plain_letters(text: str) -> str:
    """The text in small letters a to z and spaces: accents off, everything else a space."""
    folded = "".join(_LETTERS.get(letter, letter) for letter in text.casefold())
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(letter))
    return _SEPARATORS.sub(" ", bare).strip()


def _spells(name: str, address: str) -> bool:
    """First and last name together, in either order, or the initial and the last name, as companies write them."""
    words = plain_letters(name).split()
    local = plain_letters(address.partition("@")[0].partition("+")[0]).replace(" ", "")
    if len(words) < 2 or len(local) < _LEAST:
        return False
    first, last, whole = words[0], words[-1], "".join(words)
    return local in {whole, first + last, last + first, first[0] + last, last + first[0], first + last[0]}
