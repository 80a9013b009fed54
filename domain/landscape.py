"""What the account map says, in a sentence: who is for us with power, who blocks, whom we do not reach."""

from collections.abc import Sequence

from domain.account_map import Graph, Stakeholder, tie_to
from domain.ties import STRONG, WARM
from domain.vocabulary import BuyingRole, Seniority, Stance


def landscape(graph: Graph) -> str:
    """The political landscape in a sentence, of those who have not left."""
    people = [data["person"] for _, data in graph.nodes(data=True) if "person" in data and not data["has_left"]]
    if not people:
        return "Nobody is known here yet"
    if all(person.stance is None for person in people):
        facts = [f"{_count(len(people), 'person', 'people')} known, nobody's stance recorded"]
    else:
        facts = [_champions(people), *_blockers(people)]
    facts += _reach(people, graph)
    sentence = "; ".join(facts[:3])
    return sentence[0].upper() + sentence[1:]


def _champions(people: Sequence[Stakeholder]) -> str:
    champions = [person for person in people if person.stance is Stance.CHAMPION]
    powerful = sum(person.has_power for person in champions)
    if not champions:
        supporters = sum(person.stance is Stance.SUPPORTER for person in people)
        return f"no champion, {_count(supporters, 'supporter', 'supporters')}" if supporters else "no champion"
    said = _count(len(champions), "champion", "champions")
    if powerful == len(champions):
        return f"{said} with power"
    return f"{said}, {'none' if not powerful else _number(powerful)} with power"


def _blockers(people: Sequence[Stakeholder]) -> list[str]:
    blockers = [person for person in people if person.stance is Stance.BLOCKER]
    if not blockers:
        sceptics = [person for person in people if person.stance is Stance.SCEPTIC and person.has_power]
        return [f"{_count(len(sceptics), 'sceptic', 'sceptics')} with power"] if sceptics else []
    roles = {person.buying_role for person in blockers}
    role = roles.pop() if len(roles) == 1 else None
    if role is None or (len(blockers) > 1 and role is not BuyingRole.PROCUREMENT):
        return [f"{_count(len(blockers), 'person blocks', 'people block')}"]
    who = "procurement" if role is BuyingRole.PROCUREMENT else f"the {role.replace('_', ' ')}"
    return [f"{who} blocks"]


def _reach(people: Sequence[Stakeholder], graph: Graph) -> list[str]:
    levels = [list(Seniority).index(person.seniority) for person in people if person.seniority is not None]
    facts = []
    if levels and min(levels) > list(Seniority).index(Seniority.VICE_PRESIDENT):
        facts.append(f"nobody above {list(Seniority)[min(levels)].replace('_', ' ')}")
    known = sum(tie_to(graph, person.contact_id) >= WARM for person in people)
    strong = sum(tie_to(graph, person.contact_id) >= STRONG for person in people)
    facts.append(
        f"no warm tie to any of {len(people)}"
        if not known
        else f"warm ties to {known} of {len(people)}, {strong or 'none'} strong"
    )
    return facts


def _number(count: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[count] if count < len(words) else str(count)


def _count(count: int, one: str, many: str) -> str:
    return f"{_number(count)} {one if count == 1 else many}"
