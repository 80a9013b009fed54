"""The political landscape: stakeholders, what was thought of them and when, lines between people."""

import numpy as np

from data_access.demo.accounts import Accounts
from data_access.demo.blocks import MISSING, Block, Coded, Days, Floats, Instants, Ints, texts
from data_access.demo.company import Company
from data_access.demo.people import LEVELS, ROLES, People, post_words
from data_access.demo.state import State
from data_access.demo.stories import Story
from data_access.demo.words import phrases
from data_access.demo.world import DAY, Ids, World
from domain.vocabulary import BuyingRole, RelationKind, Stance

STANCES = tuple(Stance)
_STANCE_EDGES = np.array([-1.9, -1.0, 0.35, 1.45])
"""Favour below -1.9 is a blocker, below -1 a sceptic, below .35 neutral, below 1.45 a supporter, above a champion."""

_FAVOUR_OF_ROLE = {BuyingRole.PROCUREMENT: -0.9, BuyingRole.ECONOMIC_BUYER: -0.25, BuyingRole.USER: 0.15}
_FAVOUR_OF_FIRST = 1.5
_PROCUREMENT = ROLES.index(BuyingRole.PROCUREMENT)
_UNMAPPED_SHARE = 0.13
_KINDS = tuple(RelationKind)
_NOTES = phrases("people")["assessments"]


def contact_block(world: World, accounts: Accounts, people: People) -> Block:
    """Rows of `contacts`."""
    titles, departments = post_words()
    number = people.id * 7919 % 9_000_000 + 1_000_000
    return {
        "id": people.id,
        "account_id": accounts.id.take(people.account),
        "name": people.name,
        "email": people.address,
        "phone": texts([f"+{30 + n % 19} {n % 89 + 10} {n}" if n % 4 else None for n in number.tolist()]),
        "title": Coded(people.post, titles),
        "department": Coded(people.post, departments),
        "seniority": Coded(people.level, LEVELS),
        "left_on": Days(people.left),
        "recorded_at": Instants(np.maximum(people.joined, world.first_day - 20) * DAY + 36_000),
    }


def landscape_blocks(
    world: World, company: Company, accounts: Accounts, state: State, people: People, ids: Ids, chunk: int
) -> list[tuple[str, Block]]:
    """Rows of `stakeholders`, `stakeholder_assessments` and `contact_relations`."""
    rng = world.rng("landscape", chunk)
    is_mapped = (rng.random(len(people)) > _UNMAPPED_SHARE) | (people.place == 0)
    mapped = np.flatnonzero(is_mapped)
    seen = np.maximum(people.joined[mapped], world.first_day) + rng.integers(0, 30, len(mapped))
    seen = np.minimum(seen, world.today - 1)
    stakeholder = ids.take("stakeholders", len(mapped))
    stakeholders: Block = {
        "id": stakeholder,
        "account_id": accounts.id.take(people.account[mapped]),
        "contact_id": people.id[mapped],
        "recorded_at": Instants(seen * DAY + 40_000),
    }
    relations = _relations(world, accounts, people, rng, ids)
    assessed = _assessments(world, company, accounts, state, people, mapped, stakeholder, seen, rng, ids)
    return [("stakeholders", stakeholders), ("stakeholder_assessments", assessed), ("contact_relations", relations)]


def _assessments(
    world: World, company: Company, accounts: Accounts, state: State, people: People,
    mapped: Ints, stakeholder: Ints, seen: Ints, rng: np.random.Generator, ids: Ids,
) -> Block:  # fmt: skip
    """A first look at each stakeholder, and later ones; what is thought follows trust, role and the person."""
    person = rng.normal(0, 0.75, len(mapped))
    more = rng.poisson(np.array([0.7, 1.3, 2.0]).take(accounts.tier[people.account[mapped]]))
    which = np.repeat(np.arange(len(mapped)), 1 + more)
    is_first = np.diff(which, prepend=-1) > 0
    later = seen[which] + np.floor(rng.random(len(which)) * (world.today - seen[which])).astype(np.int64)
    on = np.where(is_first, seen[which], np.minimum(later, world.today - 1))
    who = mapped[which]
    on = np.where((people.left[who] != MISSING) & (on > people.left[who]) & ~is_first, people.left[who], on)
    favour = _favour(state.trust_at(world, people.account[who], on), person[which], people, who)
    is_blocker = (accounts.story[people.account[who]] == Story.BLOCKER) & (people.role[who] == _PROCUREMENT)
    favour = np.where(is_blocker, np.where(is_first, -1.5, -3.0), favour)
    influence = 82 - 13 * people.level[who] + rng.normal(0, 9, len(who)) + 25 * is_blocker
    is_confirmed = rng.random(len(who)) < np.where(is_first, 0.5, 0.78)
    has_note = rng.random(len(who)) < 0.4
    return {
        "id": ids.take("stakeholder_assessments", len(who)),
        "account_id": accounts.id.take(people.account[who]),
        "stakeholder_id": stakeholder[which],
        "assessed_on": Days(on),
        "buying_role": Coded(people.role[who], ROLES),
        "stance": Coded(4 - np.searchsorted(_STANCE_EDGES, favour).astype(np.int64), STANCES),
        "influence": np.clip(np.rint(influence / 5) * 5, 5, 100).astype(np.int64),
        "is_confirmed": is_confirmed,
        "author_id": company.managers.take(accounts.owner[people.account[who]]),
        "note": Coded(np.where(has_note, rng.integers(0, len(_NOTES), len(who)), -1), _NOTES),
        "recorded_at": Instants(on * DAY + rng.integers(30_000, 64_000, len(who))),
    }


def _favour(trust: Floats, person: Floats, people: People, who: Ints) -> Floats:
    by_role = np.array([_FAVOUR_OF_ROLE.get(role, 0.0) for role in ROLES])
    first = (people.place[who] == 0) | people.is_successor[who]
    favour: Floats = 0.7 * trust + person + by_role.take(people.role[who]) + _FAVOUR_OF_FIRST * first
    return favour


def _relations(world: World, accounts: Accounts, people: People, rng: np.random.Generator, ids: Ids) -> Block:
    """Reporting lines upwards, some influence, a conflict here and there."""
    luck = rng.random(len(people)).tolist()
    level, count = people.level.tolist(), np.bincount(people.account, minlength=len(accounts)).tolist()
    lines: list[tuple[int, int, int, int]] = []
    for account, start in enumerate(people.first.tolist()):
        members = range(start, start + count[account])
        for one in members:
            above = [other for other in members if level[other] < level[one]]
            if above and luck[one] < 0.8:
                nearest = max(level[other] for other in above)
                choices = [other for other in above if level[other] == nearest]
                lines.append((account, one, choices[one % len(choices)], 0))
            if count[account] > 2 and luck[one] > 0.7:
                other = start + (one - start + 1 + int(luck[one] * 97) % (count[account] - 1)) % count[account]
                lines.append((account, one, other, 2 if luck[one] > 0.965 else 1))
    table = np.array(lines, dtype=np.int64).reshape(-1, 4)
    known = np.maximum(people.joined[table[:, 1]], people.joined[table[:, 2]])
    return {
        "id": ids.take("contact_relations", len(table)),
        "account_id": accounts.id.take(table[:, 0]),
        "from_contact_id": people.id.take(table[:, 1]),
        "to_contact_id": people.id.take(table[:, 2]),
        "kind": Coded(table[:, 3], _KINDS),
        "is_confirmed": np.array(luck).take(table[:, 1]) < 0.6,
        "recorded_at": Instants(np.maximum(known, world.first_day - 10) * DAY + 50_000),
    }
