"""The register of health indicators: one file each in `domain.indicators`, found by walking the package."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from domain.facts import Facts
from domain.grid import Floats
from domain.policy import Policy


class Family(StrEnum):
    """The families of indicators."""

    ENGAGEMENT = "engagement depth"
    RESPONSIVENESS = "responsiveness"
    SATISFACTION = "satisfaction"
    ALIGNMENT = "strategic alignment"
    TRUST = "trust"
    ADOPTION = "adoption"
    SERVICE = "service"
    COMMERCIAL = "commercial"


Row = Mapping[str, float]
"""The facts of one account on one row of the grid, by name; NaN where unknown."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One rule: `measure` gives readings 0-100 (NaN unknown) in whole columns, `sentence` says one to a person."""

    key: str
    label: str
    family: Family
    measure: Callable[[Facts, Policy], Floats]
    sentence: Callable[[Row, Policy], str]
    definition: str


_found: dict[str, Indicator] = {}


def indicator(
    key: str, label: str, family: Family, sentence: Callable[[Row, Policy], str]
) -> Callable[[Callable[[Facts, Policy], Floats]], Callable[[Facts, Policy], Floats]]:
    """Register the decorated measure under `key`; its docstring becomes the indicator's definition."""

    def register(measure: Callable[[Facts, Policy], Floats]) -> Callable[[Facts, Policy], Floats]:
        if key in _found:
            raise ValueError(f"two indicators are called {key}")
        definition = " ".join((measure.__doc__ or "").split())
        _found[key] = Indicator(key, label, family, measure, sentence, definition)
        return measure

    return register


@cache
def indicators() -> tuple[Indicator, ...]:
    """Return every indicator, by key."""
    package = importlib.import_module("domain.indicators")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"domain.indicators.{module.name}")
    return tuple(_found[key] for key in sorted(_found))
