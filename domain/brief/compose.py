"""The whole brief, in the order in which it is read before a call."""

from domain.brief.lines import Known, Section
from domain.brief.points import to_avoid, to_raise
from domain.brief.sections import (
    changes,
    last_exchanges,
    open_issues,
    open_promises,
    people,
    sale_promises,
    who_they_are,
)


def brief(known: Known) -> tuple[Section, ...]:
    """Return every section, those without lines too: that nothing is open is worth knowing."""
    rules = (
        who_they_are, to_raise, to_avoid,
        open_issues, open_promises, sale_promises,
        changes, people, last_exchanges,
    )  # fmt: skip
    return tuple(rule(known) for rule in rules)
