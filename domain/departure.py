"""What would be left of a relationship if one person went, of theirs or of ours: before and after side by side."""

from dataclasses import dataclass, replace
from datetime import date

from domain.account_map import TIE, Graph, name_of
from domain.coverage import MapStatus, coverage, filled_needs, map_status, present
from domain.threads import threads, tie_behind
from domain.vocabulary import Tier
from domain.warm_paths import warm_paths


@dataclass(frozen=True, slots=True)
class Standing:
    """How an account stands: `coverage` 0-100; people with a warm tie on either side; those who decide and how many
    of them we can reach; the strongest tie (0-100); `tie` of all pairs together (unbounded, see `domain.ties`)."""

    status: MapStatus
    coverage: float
    theirs: int
    ours: int
    is_single: bool
    deciders: int
    reached: int
    strongest: float
    tie: float


@dataclass(frozen=True, slots=True)
class Departure:
    """How the account stands now, and would without the person."""

    before: Standing
    after: Standing

    @property
    def lost_share(self) -> float:
        """Share of all our ties that would go with them (0-1); 0 where there is none."""
        return 1.0 - self.after.tie / self.before.tie if self.before.tie else 0.0

    def exposed(self, arr_cents: int | None) -> int | None:
        """ARR that hangs on them: their share of all ties. So the shares of our people add up to the whole ARR."""
        return None if arr_cents is None else round(arr_cents * self.lost_share)


def departure(graph: Graph, tier: Tier | None, node: str) -> Departure:
    """The departure of one person of the graph."""
    return Departure(standing(graph, tier), standing(without(graph, node), tier))


def our_departures(graph: Graph, tier: Tier | None) -> tuple[tuple[str, Departure], ...]:
    """By name the departure of each of ours on the graph, by node."""
    before = standing(graph, tier)
    ours = sorted(node for node, data in graph.nodes(data=True) if "name" in data)
    return tuple((name_of(graph, node), Departure(before, standing(without(graph, node), tier))) for node in ours)


def standing(graph: Graph, tier: Tier | None) -> Standing:
    """How the account of that tier stands."""
    held, paths = threads(graph), warm_paths(graph)
    ties = [
        data["strength"]
        for _, end, key, data in graph.edges(keys=True, data=True)
        if key == TIE and not graph.nodes[end]["has_left"]
    ]
    return Standing(
        status=map_status(present(graph)),
        coverage=coverage(filled_needs(graph, tier)),
        theirs=len(held.theirs),
        ours=len(held.ours),
        is_single=held.is_single,
        deciders=len(paths),
        reached=sum(bool(path.nodes) for path in paths),
        strongest=max(ties, default=0.0),
        tie=sum(map(tie_behind, ties)),
    )


def without(graph: Graph, node: str) -> Graph:
    """A copy in which one of theirs has left, or one of ours is gone with their ties."""
    rest: Graph = graph.copy()
    data = rest.nodes[node]
    if "person" in data:
        gone = replace(data["person"], left_on=date.fromisoformat(rest.graph["as_of"]))
        rest.add_node(node, person=gone, has_left=True)
    else:
        rest.remove_node(node)
    return rest
