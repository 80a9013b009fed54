"""The people of the accounts: contacts, their part in the account, what we think of them, and who answers to whom."""

from dataclasses import dataclass

import numpy as np

from data_access.demo.accounts import Accounts
from data_access.demo.blocks import MISSING, Bools, Ints, Texts
from data_access.demo.geography import COUNTRIES
from data_access.demo.names import PEOPLE
from data_access.demo.parameters import PROSPECTS, TIER_CONTACTS
from data_access.demo.special_names import special_people
from data_access.demo.state import State
from data_access.demo.world import Ids, World
from domain.vocabulary import BuyingRole, Seniority

ROLES = tuple(BuyingRole)
LEVELS = tuple(Seniority)
PEOPLE_OF = np.array([PEOPLE.index(country.people) for country in COUNTRIES])

EXECUTIVE, VICE_PRESIDENT, DIRECTOR, MANAGER, STAFF = range(5)

# fmt: off
POSTS: tuple[tuple[BuyingRole, tuple[tuple[str, str, int], ...]], ...] = (
    (BuyingRole.DECISION_MAKER, (
        ("Head of Operations", "Operations", DIRECTOR), ("Director of Digital", "Digital", DIRECTOR),
        ("Operations Manager", "Operations", MANAGER), ("VP Operations", "Operations", VICE_PRESIDENT),
        ("Head of Process Excellence", "Operations", DIRECTOR), ("Plant Systems Manager", "Production", MANAGER))),
    (BuyingRole.ECONOMIC_BUYER, (
        ("Chief Financial Officer", "Finance", EXECUTIVE), ("Finance Director", "Finance", DIRECTOR),
        ("VP Finance", "Finance", VICE_PRESIDENT), ("Managing Director", "Management", EXECUTIVE))),
    (BuyingRole.TECHNICAL_BUYER, (
        ("Head of IT", "IT", DIRECTOR), ("Enterprise Architect", "IT", MANAGER), ("IT Manager", "IT", MANAGER),
        ("Integration Lead", "IT", STAFF), ("Chief Information Officer", "IT", EXECUTIVE))),
    (BuyingRole.PROCUREMENT, (
        ("Head of Procurement", "Procurement", DIRECTOR), ("Category Manager", "Procurement", MANAGER),
        ("Strategic Buyer", "Procurement", STAFF), ("VP Procurement", "Procurement", VICE_PRESIDENT))),
    (BuyingRole.USER, (
        ("Team Lead Planning", "Operations", MANAGER), ("Planner", "Operations", STAFF),
        ("Service Coordinator", "Service", STAFF), ("Reporting Analyst", "Controlling", STAFF))),
    (BuyingRole.EXECUTIVE_SPONSOR, (
        ("Chief Operating Officer", "Operations", EXECUTIVE), ("Chief Executive Officer", "Management", EXECUTIVE),
        ("Chief Digital Officer", "Digital", EXECUTIVE))),
    (BuyingRole.INFLUENCER, (
        ("Head of Controlling", "Controlling", DIRECTOR), ("Quality Manager", "Quality", MANAGER),
        ("Programme Manager", "Transformation", MANAGER), ("Data Protection Officer", "Legal", MANAGER))),
    (BuyingRole.GATEKEEPER, (
        ("Executive Assistant", "Management", STAFF), ("Office Manager", "Management", STAFF),
        ("Project Coordinator", "Transformation", STAFF))),
    (BuyingRole.USER, (
        ("Shift Supervisor", "Production", STAFF), ("Warehouse Manager", "Logistics", MANAGER),
        ("Key User", "Operations", STAFF), ("Application Specialist", "IT", STAFF),
        ("Customer Service Lead", "Service", MANAGER))),
)
# fmt: on

_POST_NAMES = tuple(title for _, posts in POSTS for title, _, _ in posts)
_POST_DEPARTMENTS = tuple(department for _, posts in POSTS for _, department, _ in posts)
_POST_LEVELS = np.array([level for _, posts in POSTS for _, _, level in posts])
_POST_ROLES = np.array([ROLES.index(role) for role, posts in POSTS for _ in posts])
_POST_STARTS = np.cumsum([0, *(len(posts) for _, posts in POSTS)])


@dataclass(frozen=True)
class People:
    """Contacts of a chunk, sorted by account: place 0 is the one who speaks for us, if anybody does.

    `count` and `first` are by account: how many contacts, and the position of the first. `successor` is the position
    of whoever follows a champion who left, by account (`MISSING`: nobody).
    """

    id: Ints
    account: Ints
    place: Ints
    post: Ints
    name: Texts
    first_name: Texts
    address: Texts
    joined: Ints
    left: Ints
    is_successor: Bools
    count: Ints
    first: Ints
    successor: Ints

    def __len__(self) -> int:
        return len(self.id)

    @property
    def level(self) -> Ints:
        """Seniority, 0 the highest."""
        return _POST_LEVELS.take(self.post)

    @property
    def role(self) -> Ints:
        """Index of the buying role."""
        return _POST_ROLES.take(self.post)


def post_words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Titles and departments by post."""
    return _POST_NAMES, _POST_DEPARTMENTS


def count_contacts(world: World, accounts: Accounts, chunk: int) -> Ints:
    """How many people we know in each account, successors left out."""
    rng = world.rng("contacts", chunk)
    count = 1 + rng.poisson(np.array(TIER_CONTACTS).take(accounts.tier)).astype(np.int64)
    return np.where(accounts.number == PROSPECTS[0], 0, count)


def make_people(world: World, accounts: Accounts, state: State, count: Ints, ids: Ids, chunk: int) -> People:
    """Draw the contacts of a chunk; a champion who was replaced has a successor in the same post."""
    rng = world.rng("people", chunk)
    has_next = (state.champion_replaced != MISSING) & (state.champion_replaced < world.today)
    total = count + has_next
    account = np.repeat(np.arange(len(accounts)), total)
    first = np.concatenate([[0], np.cumsum(total)[:-1]])
    place = np.arange(len(account)) - first[account]
    is_successor = (place == count[account]) & has_next[account]
    post = _posts(rng, place)
    last_of = np.where(has_next, first + count, MISSING)
    post[last_of[has_next]] = post[first[has_next]]
    people = PEOPLE_OF.take(accounts.country).take(account)
    # A few people come from elsewhere, as in any company.
    people = np.where(rng.random(len(account)) < 0.12, rng.integers(0, len(PEOPLE), len(account)), people)
    number = accounts.number[account] * 31 + place + world.seed
    first_name, name, address = special_people(accounts.number[account], place, world.names.draw(people, number))
    joined = np.where(
        is_successor, state.champion_replaced[account], np.minimum(accounts.since[account], world.today - 20) - 40
    )
    late = (place > 1) & ~is_successor & (rng.random(len(account)) < 0.3)
    arrival = np.maximum(accounts.since[account], world.first_day) + rng.integers(10, 500, len(account))
    joined = np.where(late & (arrival < world.today - 5), arrival, joined)
    return People(
        id=ids.take("contacts", len(account)),
        account=account,
        place=place,
        post=post,
        name=name,
        first_name=first_name,
        address=address + "@" + accounts.domain.take(account),
        joined=joined,
        left=np.where(place == 0, state.champion_left[account], MISSING),
        is_successor=is_successor,
        count=count,
        first=first,
        successor=last_of,
    )


def _posts(rng: np.random.Generator, place: Ints) -> Ints:
    """A post for each place in an account: the important parts first, then users and influencers."""
    group = np.where(place < len(POSTS), place, 4 + place % 5)
    start, end = _POST_STARTS.take(group), _POST_STARTS.take(group + 1)
    chosen: Ints = start + np.floor(rng.random(len(place)) * (end - start)).astype(np.int64)
    return chosen
