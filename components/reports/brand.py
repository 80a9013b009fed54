"""Whose reports they are: name, logo, colour and footer, read from one file of settings.

The file is TOML (docs/operations.md shows one); every key may be missing. Colours with a meaning (bands, stances) are
not a matter of brand and stay those of `components.theme`.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from components.theme import LIGHT, Slot
from domain.errors import NexusError

_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")
_LOGOS: Final = (".png", ".jpg", ".jpeg")
_LONGEST: Final = 160


@dataclass(frozen=True, slots=True)
class Brand:
    """`company` stands on the cover, `footer` on every page; `accent` and `ink` are colours as `#RRGGBB`."""

    company: str = ""
    footer: str = "Confidential"
    client_footer: str = ""
    accent: str = LIGHT[Slot.ACCENT]
    ink: str = LIGHT[Slot.INK]
    font: str = "Arial"
    logo: Path | None = None

    @property
    def palette(self) -> Mapping[Slot, str]:
        """The colours of a report: those of the light theme, with the brand's own accent and ink."""
        return {**LIGHT, Slot.ACCENT: self.accent, Slot.INK: self.ink}

    def of(self, company: str) -> "Brand":
        """The same, under that name where the settings tell none."""
        return self if self.company else replace(self, company=company)


def read_brand(path: Path) -> Brand:
    """Return the brand that a file describes. Raises `NexusError`, naming line and key, for a file that is wrong."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NexusError(f"The brand settings {path} cannot be read.", str(error)) from error
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise NexusError(f"The brand settings {path} are not TOML.", f"{error}.") from error
    return Brand(**{key: _checked(path, text, key, value) for key, value in told.items()})


def _checked(path: Path, text: str, key: str, value: Any) -> Any:
    """The value as `Brand` holds it."""
    if key not in Brand.__slots__:
        raise _wrong(path, text, key, f"is not known; there are {', '.join(Brand.__slots__)}")
    if not isinstance(value, str):
        raise _wrong(path, text, key, "must be text in quotes")
    if key in ("accent", "ink") and not _COLOUR.fullmatch(value):
        raise _wrong(path, text, key, f"must be a colour like {LIGHT[Slot.ACCENT]}")
    if len(value) > _LONGEST or any(one < " " for one in value):
        raise _wrong(path, text, key, f"must be one line of at most {_LONGEST} characters")
    return _logo(path, text, value) if key == "logo" else value


def _logo(path: Path, text: str, value: str) -> Path:
    """The picture, found beside the settings if it is not told from the root."""
    logo = path.parent / value
    if logo.suffix.lower() not in _LOGOS:
        raise _wrong(path, text, "logo", f"must be a picture ({', '.join(_LOGOS)})")
    if not logo.is_file():
        raise _wrong(path, text, "logo", f"names {logo}, which is not there")
    return logo


def _wrong(path: Path, text: str, key: str, what: str) -> NexusError:
    lines = enumerate(text.splitlines(), start=1)
    line = next((number for number, words in lines if words.split("=")[0].strip().strip("\"'[]") == key), 1)
    return NexusError(f"{path}, line {line}: {key} {what}.", "docs/operations.md shows every key.")
