"""Reporting lines as a forest: whoever entered or imported them, everybody has one boss at most, and nobody is above
themselves."""

from collections.abc import Iterable, Mapping

from domain.account_map import Graph, Stakeholder
from domain.vocabulary import RelationKind, Seniority

_RANK = {seniority: rank for rank, seniority in enumerate(Seniority)}


def closes_a_cycle(lines: Iterable[tuple[int, int]], who: int, boss: int) -> tuple[int, ...]:
    """The chain from `boss` up to `who`, if `who` reporting to `boss` would close a circle; empty if it would not.

    `lines`: (who, boss) pairs that hold already.
    """
    bosses: dict[int, list[int]] = {}
    for one, other in lines:
        bosses.setdefault(one, []).append(other)
    seen = {boss}
    paths: list[tuple[int, ...]] = [(boss,)]
    while paths:
        path = paths.pop()
        if path[-1] == who:
            return path
        for above in sorted(bosses.get(path[-1], ())):
            if above not in seen:
                seen.add(above)
                paths.append((*path, above))
    return ()


def bosses(graph: Graph) -> dict[str, str]:
    """By node its boss's; confirmed lines before assumed ones.

    A circle, which only an import can bring, is opened at its highest member: by seniority, influence, then number.
    """
    above: dict[str, str] = {}
    lines = [
        (not data["is_confirmed"], start, end)
        for start, end, key, data in graph.edges(keys=True, data=True)
        if key == RelationKind.REPORTS_TO and start != end
    ]
    for _, start, end in sorted(lines):
        above.setdefault(start, end)
    for start in sorted(above):
        circle = _circle_from(start, above)
        if circle:
            above.pop(min(circle, key=lambda node: _height(graph.nodes[node]["person"])))
    return above


def levels(graph: Graph) -> dict[str, int]:
    """By node how many steps below the top they stand; those without any line are left out.

    A tree whose top is no executive begins lower, as far below the others' tops as its seniority is below theirs.
    """
    above = bosses(graph)
    tops = sorted(set(above.values()) - above.keys())
    ranks: dict[str, int | None] = {top: _RANK.get(graph.nodes[top]["person"].seniority) for top in tops}
    highest = min((rank for rank in ranks.values() if rank is not None), default=0)
    found = {top: 0 if rank is None else rank - highest for top, rank in ranks.items()}

    for node in sorted(above):
        chain = [node]
        while chain[-1] not in found:
            chain.append(above[chain[-1]])
        for steps, member in enumerate(reversed(chain[:-1]), 1):
            found[member] = found[chain[-1]] + steps
    return found


def _circle_from(start: str, above: Mapping[str, str]) -> list[str]:
    path = [start]
    while path[-1] in above:
        following = above[path[-1]]
        if following in path:
            return path[path.index(following) :]
        path.append(following)
    return []


def _height(person: Stakeholder) -> tuple[int, int, int]:
    rank = len(_RANK) if person.seniority is None else _RANK[person.seniority]
    return rank, -person.likely_influence, person.contact_id
