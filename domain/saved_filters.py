"""Filters that a person keeps under a name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SavedFilters:
    """Their number, their name, and the query string in which they stand."""

    id: int
    name: str
    query: str
