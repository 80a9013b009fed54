"""Rows that hang under rows of their own table must not end up under themselves."""

from collections.abc import Mapping


def closes_circle(parents: Mapping[int, int | None], child: int, parent: int) -> bool:
    """Whether hanging `child` under `parent` would lead back to it, given everybody's parent so far."""
    seen = {child}
    above: int | None = parent
    while above is not None:
        if above in seen:
            return True
        seen.add(above)
        above = parents.get(above)
    return False
