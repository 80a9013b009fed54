"""How well the people of an account are covered: the map's status, and the roles that somebody should fill."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from domain.account_map import DECIDES, Graph, Stakeholder, tie_to
from domain.ties import WARM
from domain.vocabulary import BuyingRole, Stance, Tier

SUPPORTS = frozenset({Stance.CHAMPION, Stance.SUPPORTER})


class MapStatus(StrEnum):
    """Where an account stands politically."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"


class Need(StrEnum):
    """A part that somebody of theirs should play."""

    DECIDES = "decides"
    APPROVES_MONEY = "approves_money"
    SPONSORS = "sponsors"
    CHAMPIONS = "champions"
    JUDGES_TECHNICALLY = "judges_technically"
    PROCURES = "procures"
    USES = "uses"


_PLAYED_BY: Mapping[Need, frozenset[BuyingRole]] = MappingProxyType(
    {
        Need.DECIDES: frozenset({BuyingRole.DECISION_MAKER, BuyingRole.ECONOMIC_BUYER}),
        Need.APPROVES_MONEY: frozenset({BuyingRole.ECONOMIC_BUYER}),
        Need.SPONSORS: frozenset({BuyingRole.EXECUTIVE_SPONSOR}),
        Need.JUDGES_TECHNICALLY: frozenset({BuyingRole.TECHNICAL_BUYER}),
        Need.PROCURES: frozenset({BuyingRole.PROCUREMENT}),
        Need.USES: frozenset({BuyingRole.USER}),
        Need.CHAMPIONS: frozenset(),
    }
)
_TACTICAL = (Need.DECIDES, Need.CHAMPIONS)
_KEY = (*_TACTICAL, Need.APPROVES_MONEY, Need.JUDGES_TECHNICALLY)
REQUIRED: Mapping[Tier, tuple[Need, ...]] = MappingProxyType(
    {Tier.TACTICAL: _TACTICAL, Tier.KEY: _KEY, Tier.STRATEGIC: (*_KEY, Need.SPONSORS, Need.PROCURES, Need.USES)}
)
"""What should be filled in an account of each tier (our choice); one without tier counts as tactical."""
KNOWN_COUNTS = 0.5
"""A part that is filled by somebody to whom we have no warm tie counts one half."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A need, those who fill it, and whether we have a warm tie to one of them."""

    need: Need
    people: tuple[int, ...]
    is_reached: bool

    @property
    def is_gap(self) -> bool:
        """Whether nobody fills it."""
        return not self.people


def present(graph: Graph) -> list[Stakeholder]:
    """Those who have not left, by id."""
    people = [data["person"] for _, data in graph.nodes(data=True) if "person" in data and not data["has_left"]]
    return sorted(people, key=lambda person: person.contact_id)


def supports(person: Stakeholder) -> bool:
    """Whether they are for us."""
    return person.stance in SUPPORTS


def map_status(people: Sequence[Stakeholder]) -> MapStatus:
    """Red: no supporter among those with power; amber: one among them; green: a supporter decides or approves."""
    friends = [person for person in people if supports(person) and person.has_power]
    if not friends:
        return MapStatus.RED
    return MapStatus.GREEN if any(person.buying_role in DECIDES for person in friends) else MapStatus.AMBER


def filled_needs(graph: Graph, tier: Tier | None) -> tuple[Filled, ...]:
    """Each need of the tier, in order, with who fills it."""
    people = present(graph)
    return tuple(_filled(need, people, graph) for need in REQUIRED[tier or Tier.TACTICAL])


def coverage(needs: Sequence[Filled]) -> float:
    """Share of needs that are filled, 0-100: whole with a warm tie, one half without."""
    points = [1.0 if one.is_reached else 0.0 if one.is_gap else KNOWN_COUNTS for one in needs]
    return 100.0 * sum(points) / len(points)


def _filled(need: Need, people: Sequence[Stakeholder], graph: Graph) -> Filled:
    found = [
        person.contact_id
        for person in people
        if person.buying_role in _PLAYED_BY[need] or (need is Need.CHAMPIONS and person.stance is Stance.CHAMPION)
    ]
    return Filled(need, tuple(found), any(tie_to(graph, contact) >= WARM for contact in found))
