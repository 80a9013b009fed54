"""Whether an account could change owner tomorrow: readiness 0-100, what is missing, and a brief for who takes over.

Points are ours: what the owner alone knows or carries weighs most, as it goes with them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from domain.account_map import TIE, Graph, name_of
from domain.coverage import present
from domain.departure import without
from domain.ties import WARM
from domain.vocabulary import RelationKind, Stance
from domain.warm_paths import warm_paths

CURRENT_DAYS = 180
"""An assessment or a review of the plan that is older is told as out of date."""
ENOUGH_OTHERS = 2
"""So many of theirs should be known warmly by somebody else of ours."""


@dataclass(frozen=True, slots=True)
class HandoverFacts:
    """What is on record beside the map. `promises` and `issues`: rows as of `data_access.queries.service`."""

    promises: Sequence[Mapping[Any, Any]]
    issues: Sequence[Mapping[Any, Any]]
    plan_reviewed_on: date | None
    notice_on: date | None
    renewal_on: date | None

    @property
    def open_promises(self) -> list[Mapping[Any, Any]]:
        """Ours that are not settled, by due date."""
        return [row for row in self.promises if row["is_ours"] and row["state"] in ("open", "overdue")]

    @property
    def open_issues(self) -> list[Mapping[Any, Any]]:
        """Those that are not resolved."""
        return [row for row in self.issues if row["is_open"]]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that a handover needs: points had of points possible, and what is missing."""

    name: str
    points: float
    possible: float
    missing: str | None


def readiness(checks: Sequence[Check]) -> float:
    """Points of all checks together, 0-100."""
    return 100.0 * sum(check.points for check in checks) / sum(check.possible for check in checks)


def handover_checks(graph: Graph, owner: str, facts: HandoverFacts) -> tuple[Check, ...]:
    """Each check in order; `owner` is a node of the graph."""
    day = date.fromisoformat(graph.graph["as_of"])
    rest = without(graph, owner) if owner in graph else graph
    return (
        _others_know_them(rest),
        _deciders_are_reached(rest),
        _people_are_known(graph, day),
        _nothing_is_overdue(facts),
        _plan_is_current(facts, day),
        _dates_are_known(facts),
    )


def carried_alone(graph: Graph, owner: str) -> tuple[str, ...]:
    """Those of theirs whose only warm tie is the owner's, the strongest first."""
    others = {
        end for start, end, key, data in graph.edges(keys=True, data=True)
        if key == TIE and start != owner and data["strength"] >= WARM
    }  # fmt: skip
    alone = [
        (-data["strength"], end)
        for start, end, key, data in graph.edges(keys=True, data=True)
        if key == TIE and start == owner and data["strength"] >= WARM and end not in others
    ]
    return tuple(end for _, end in sorted(alone) if not graph.nodes[end]["has_left"])


def handover_brief(graph: Graph, owner: str, facts: HandoverFacts) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What who takes over must know, as titles with lines of plain text."""
    people = present(graph)
    rest = without(graph, owner) if owner in graph else graph
    ways = [_way(rest, path.to, path.nodes) for path in warm_paths(rest)]
    blockers = [f"{person.name} blocks" for person in people if person.stance is Stance.BLOCKER]
    conflicts = [
        f"{name_of(graph, start)} and {name_of(graph, end)} are in conflict"
        for start, end, key in graph.edges(keys=True)
        if key == RelationKind.CONFLICTS_WITH
    ]
    alone = [name_of(graph, node) for node in carried_alone(graph, owner)]
    dates = [("Notice deadline", facts.notice_on), ("Renewal", facts.renewal_on)]
    sections = (
        ("Be introduced by the owner while they are here", alone),
        ("Who decides, and how you come to them", ways),
        ("What we have promised", [f"{_day(row['due_on'])}: {row['promise']}" for row in facts.open_promises]),
        ("What is open", [f"{str(row['severity']).upper()}: {row['title']}" for row in facts.open_issues]),
        ("Take care", blockers + conflicts),
        ("Dates", [f"{name}: {_day(when)}" for name, when in dates if when is not None]),
    )
    return tuple((title, tuple(lines)) for title, lines in sections if lines)


def _others_know_them(rest: Graph) -> Check:
    known = {
        end for _, end, key, data in rest.edges(keys=True, data=True)
        if key == TIE and data["strength"] >= WARM and not rest.nodes[end]["has_left"]
    }  # fmt: skip
    missing = (
        None
        if len(known) >= ENOUGH_OTHERS
        else f"{len(known)} of {ENOUGH_OTHERS} known warmly by somebody else of ours"
    )
    return Check("Others of ours know them", 25.0 * min(len(known) / ENOUGH_OTHERS, 1.0), 25.0, missing)


def _deciders_are_reached(rest: Graph) -> Check:
    paths = warm_paths(rest)
    reached = sum(bool(path.nodes) for path in paths)
    share = reached / len(paths) if paths else 0.0
    missing = f"{reached} of {len(paths)} reached without the owner" if paths else "nobody is known who decides"
    return Check("Those who decide can be reached", 20.0 * share, 20.0, None if share == 1.0 else missing)


def _people_are_known(graph: Graph, day: date) -> Check:
    powerful = [person for person in present(graph) if person.has_power]
    current = [
        person
        for person in powerful
        if person.stance is not None
        and person.assessed_on is not None
        and day - person.assessed_on <= timedelta(days=CURRENT_DAYS)
    ]
    share = len(current) / len(powerful) if powerful else 0.0
    missing = f"{len(current)} of {len(powerful)} with power assessed in the last {CURRENT_DAYS} days"
    return Check("Stances are on record", 20.0 * share, 20.0, None if share == 1.0 else missing)


def _nothing_is_overdue(facts: HandoverFacts) -> Check:
    overdue = sum(row["state"] == "overdue" for row in facts.open_promises)
    share = 1.0 - overdue / len(facts.open_promises) if facts.open_promises else 1.0
    return Check("No promise is overdue", 10.0 * share, 10.0, f"{overdue} overdue" if overdue else None)


def _plan_is_current(facts: HandoverFacts, day: date) -> Check:
    reviewed = facts.plan_reviewed_on
    if reviewed is None:
        return Check("The plan is current", 0.0, 15.0, "no plan was reviewed")
    is_current = day - reviewed <= timedelta(days=CURRENT_DAYS)
    missing = None if is_current else f"last reviewed on {_day(reviewed)}"
    return Check("The plan is current", 15.0 if is_current else 0.0, 15.0, missing)


def _dates_are_known(facts: HandoverFacts) -> Check:
    unknown = [name for name, when in (("notice", facts.notice_on), ("renewal", facts.renewal_on)) if when is None]
    missing = f"no {' and no '.join(unknown)} date known" if unknown else None
    return Check("Contract dates are known", 5.0 * (2 - len(unknown)), 10.0, missing)


def _way(rest: Graph, contact_id: int, nodes: Sequence[str]) -> str:
    target = name_of(rest, f"contact:{contact_id}")
    if not nodes:
        return f"{target}: only the owner could introduce you"
    return f"{target}: through {', then '.join(name_of(rest, node) for node in nodes[:-1])}"


def _day(when: date) -> str:
    return f"{when.day} {when:%b %Y}"
