"""What the account map says, beside the picture: sentences, the most pressing first, each with the people it is about.

A champion counts as silent without a touch for 30 days, as in the health model; one who left is told for half a year.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.account_map import TIE, Graph, Stakeholder, last_touch, name_of
from domain.coverage import Filled, MapStatus, Need, coverage, filled_needs, map_status, present
from domain.policy import POLICY
from domain.threads import Threads, threads
from domain.ties import WARM
from domain.vocabulary import Stance, Tier
from domain.warm_paths import WarmPath, blockers_with_power, has_way_around, warm_paths


class FindingKind(StrEnum):
    """What a finding is about, the most pressing first."""

    CHAMPION_GONE = "champion_gone"
    BLOCKER = "blocker"
    SINGLE_THREAD = "single_thread"
    CHAMPION_SILENT = "champion_silent"
    CHAMPION_CHANGED = "champion_changed"
    GAP = "gap"
    NOT_REACHED = "not_reached"
    FADING = "fading"
    INFLUENCE_DIFFERS = "influence_differs"


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence with its evidence: the nodes of the people it is about."""

    kind: FindingKind
    sentence: str
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TitleChange:
    """Somebody's title was changed on a day."""

    contact_id: int
    before: str | None
    after: str | None
    changed_on: date


@dataclass(frozen=True, slots=True)
class MapReading:
    """All that the map of one account says on one day; `coverage` 0-100."""

    status: MapStatus
    coverage: float
    needs: tuple[Filled, ...]
    threads: Threads
    paths: tuple[WarmPath, ...]
    findings: tuple[Finding, ...]


MISSING: dict[Need, str] = {
    Need.DECIDES: "who decides",
    Need.APPROVES_MONEY: "who approves the money",
    Need.SPONSORS: "who sponsors us at the top",
    Need.CHAMPIONS: "who champions us",
    Need.JUDGES_TECHNICALLY: "who judges us technically",
    Need.PROCURES: "who procures",
    Need.USES: "who uses what we deliver",
}


def read_map(graph: Graph, tier: Tier | None, titles: Sequence[TitleChange] = ()) -> MapReading:
    """Read the whole map of an account of that tier; `titles`: changes of titles that are known on the day."""
    people, needs, held = present(graph), filled_needs(graph, tier), threads(graph)
    day = date.fromisoformat(graph.graph["as_of"])
    found = [
        *_champions(graph, people, titles, day),
        *_blockers(graph, people),
        *_single_threads(graph, held),
        *_gaps(graph, needs),
        *_fading(graph),
        *_influence(people),
    ]
    return MapReading(
        status=map_status(people),
        coverage=coverage(needs),
        needs=needs,
        threads=held,
        paths=warm_paths(graph),
        findings=tuple(sorted(found, key=lambda finding: list(FindingKind).index(finding.kind))),
    )


def _champions(
    graph: Graph, people: Sequence[Stakeholder], titles: Sequence[TitleChange], day: date
) -> Iterable[Finding]:
    here = [person for person in people if person.stance is Stance.CHAMPION]
    everybody = (data["person"] for _, data in graph.nodes(data=True) if "person" in data)
    remembered = day - timedelta(days=POLICY.champion_gone_days)
    for person in everybody:
        if person.stance is Stance.CHAMPION and person.has_left(day) and person.left_on > remembered:
            rest = "another champion is there" if here else "nobody has taken their place"
            said = f"{person.name}, our champion, left on {_day(person.left_on)}; {rest}"
            yield _finding(FindingKind.CHAMPION_GONE, said, person)
    changed = {change.contact_id: change for change in titles if change.changed_on > remembered}
    for person in here:
        last = last_touch(graph, person.contact_id)
        if last is None:
            yield _finding(FindingKind.CHAMPION_SILENT, f"No touch with {person.name}, our champion, is known", person)
        elif (day - last).days > POLICY.champion_silent_days:
            said = f"{person.name}, our champion, has been silent for {(day - last).days} days, since {_day(last)}"
            yield _finding(FindingKind.CHAMPION_SILENT, said, person)
        if change := changed.get(person.contact_id):
            was = f"from {change.before or 'no title'} to {change.after or 'no title'}"
            said = f"{person.name}, our champion, changed title {was} on {_day(change.changed_on)}"
            yield _finding(FindingKind.CHAMPION_CHANGED, said, person)


def _blockers(graph: Graph, people: Sequence[Stakeholder]) -> Iterable[Finding]:
    for person in blockers_with_power(people):
        if not has_way_around(graph, person):
            said = f"{person.name} blocks with power (influence {person.likely_influence}), and we know no way around"
            yield _finding(FindingKind.BLOCKER, said, person)


def _single_threads(graph: Graph, held: Threads) -> Iterable[Finding]:
    sides = (
        ("on their side", held.is_single_theirs, held.theirs, held.their_concentration),
        ("on ours", held.is_single_ours, held.ours, held.our_concentration),
    )
    if not held.theirs:
        yield Finding(FindingKind.SINGLE_THREAD, "Nobody of ours has a warm tie to anybody here", ())
        return
    for side, is_single, nodes, concentration in sides:
        alone = [node for node in nodes if node in held.through] or list(nodes[:1])
        if is_single and (len(nodes) == 1 or alone[0] in held.through):
            said = f"Single-threaded {side}: every warm tie runs through {name_of(graph, alone[0])}"
            yield Finding(FindingKind.SINGLE_THREAD, said, tuple(alone))
        elif is_single:
            said = f"Nearly single-threaded {side}: {name_of(graph, nodes[0])} carries most of it"
            yield Finding(FindingKind.SINGLE_THREAD, f"{said} (concentration {concentration or 0:.2f})", nodes[:1])


def _gaps(graph: Graph, needs: Sequence[Filled]) -> Iterable[Finding]:
    for one in needs:
        if one.is_gap:
            yield Finding(FindingKind.GAP, f"We do not know {MISSING[one.need]}", ())
        elif not one.is_reached:
            nodes = tuple(f"contact:{contact}" for contact in one.people)
            names = ", ".join(name_of(graph, node) for node in nodes[:3])
            yield Finding(FindingKind.NOT_REACHED, f"No warm tie to anybody {MISSING[one.need]}: {names}", nodes)


def _fading(graph: Graph) -> Iterable[Finding]:
    """Warm ties that lost half: only to those whom nobody else of ours knows warmly."""
    best: dict[str, float] = {}
    ties = [(start, end, data) for start, end, key, data in graph.edges(keys=True, data=True) if key == TIE]
    for _, end, data in ties:
        best[end] = max(best.get(end, 0.0), data["strength"])
    for start, end, data in sorted(ties, key=lambda tie: (-tie[2]["peak"], tie[:2])):
        person = graph.nodes[end]["person"]
        if data["is_fading"] and best[end] < WARM and person.has_power and not graph.nodes[end]["has_left"]:
            said = f"{name_of(graph, start)}'s tie to {person.name} fades: {data['peak']:.0f} at its best"
            yield Finding(FindingKind.FADING, f"{said}, {data['strength']:.0f} now", (start, end))


def _influence(people: Sequence[Stakeholder]) -> Iterable[Finding]:
    for person in people:
        if person.influence_differs:
            said = f"{person.name}: influence {person.influence} entered, {person.computed_influence} by interaction"
            yield _finding(FindingKind.INFLUENCE_DIFFERS, said, person)


def _finding(kind: FindingKind, sentence: str, person: Stakeholder) -> Finding:
    return Finding(kind, sentence, (f"contact:{person.contact_id}",))


def _day(when: date | None) -> str:
    return "an unknown day" if when is None else f"{when.day} {when:%b %Y}"
