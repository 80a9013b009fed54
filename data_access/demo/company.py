"""Our own side: Meridian Systems, its people, products, exchange rates and service levels."""

from dataclasses import dataclass

import numpy as np

from data_access.demo.blocks import MISSING, Block, Coded, Days, Floats, Instants, Ints, Texts, texts
from data_access.demo.geography import REGIONS
from data_access.demo.names import PEOPLE
from data_access.demo.parameters import CURRENCIES, KEEPING_BETA, RATE_WEEKLY_SD, RATES_TO_EUR, TIERS, WEEKS
from data_access.demo.world import DAY, Ids, World
from domain.vocabulary import Department, Role, Severity

NAME = "Meridian Systems"
DOMAIN = "meridian-systems.example"

PRODUCTS = (
    ("Meridian Core", "Platform"),
    ("Meridian Flow", "Automation"),
    ("Meridian Insight", "Analytics"),
    ("Meridian Connect", "Integration"),
    ("Meridian Guard", "Compliance"),
    ("Meridian Field", "Mobile"),
    ("Meridian Assist", "Services"),
)

DEPARTMENTS = tuple(Department)
ROLES = tuple(Role)
MANAGERS_A_TEAM = 7
STAFF_A_DEPARTMENT = 3
ACCOUNTS_A_STAFF = 220
"""One more colleague in each department for so many accounts."""

# fmt: off
_STAFFED = (
    Department.SUPPORT, Department.PRODUCT, Department.SERVICES, Department.ENGINEERING, Department.FINANCE,
    Department.SALES, Department.MARKETING,
)
# fmt: on

GROUPS = (
    ("Central Europe", ("DACH",), 0.26),
    ("North & West", ("UK & Ireland", "France & Benelux", "Nordics"), 0.45),
    ("South & Overseas", ("Iberia & Italy", "North America", "Asia Pacific"), 0.29),
)
"""Teams serve groups of regions; the share of managers is the share of accounts there."""
GROUP_OF = np.array([next(g for g, (_, names, _) in enumerate(GROUPS) if region in names) for region in REGIONS])
# fmt: off
_HOMES = (
    (("german", "Europe/Berlin"),),
    (("english", "Europe/London"), ("french", "Europe/Paris"),
     ("nordic", "Europe/Stockholm"), ("dutch", "Europe/Paris")),
    (("american", "America/New_York"), ("iberian", "Europe/Madrid"),
     ("asian", "Asia/Singapore"), ("italian", "Europe/Rome")),
)
# fmt: on


@dataclass(frozen=True)
class Company:
    """Our people as columns: ids, names, and how each manager keeps promises, acts first, and answers."""

    managers: Ints
    manager_group: Ints
    leads: Ints
    executives: Ints
    staff: dict[Department, Ints]
    names: Texts
    keeps: Floats
    proactivity: Floats
    speed: Floats

    def colleague(self, department: Department, number: Ints) -> Ints:
        """The colleague of a department who serves account `number`."""
        return self.staff[department].take(number * 7 % len(self.staff[department]))


def make_company(world: World, ids: Ids) -> tuple[Company, list[tuple[str, Block]]]:
    """Our people and everything that does not hang on an account, as blocks to load."""
    rng = world.rng("company")
    count = max(6, -(-world.size.accounts // world.size.accounts_per_manager))
    edges = np.cumsum([share for _, _, share in GROUPS])
    group = np.minimum(np.searchsorted(edges, (np.arange(count) + 0.5) / count), len(GROUPS) - 1)
    team_groups, team_of = _teams(group)
    teams = len(team_groups)
    each = max(STAFF_A_DEPARTMENT, world.size.accounts // ACCOUNTS_A_STAFF)
    roles = [*_repeat(Role.TEAM_LEAD, teams), *_repeat(Role.ACCOUNT_MANAGER, count)]
    departments = _repeat(Department.ACCOUNT_MANAGEMENT, teams + count)
    team = [*range(teams), *team_of]
    for department in _STAFFED:
        roles += _repeat(Role.ACCOUNT_MANAGER, each)
        departments += _repeat(department, each)
    roles += [*_repeat(Role.EXECUTIVE, 3), Role.ADMINISTRATOR]
    departments += _repeat(Department.LEADERSHIP, 4)
    team += [-1] * (len(roles) - len(team))
    user_ids = ids.take("users", len(roles))
    block, names = _users(world, user_ids, roles, departments, np.array(team), np.array(team_groups))
    company = Company(
        managers=user_ids[teams : teams + count],
        manager_group=group,
        leads=user_ids[:teams],
        executives=user_ids[-4:-1],
        staff=_staff(user_ids, departments),
        names=names,
        keeps=rng.beta(*KEEPING_BETA, count),
        proactivity=np.exp(rng.normal(0, 0.35, count)),
        speed=np.exp(rng.normal(0, 0.3, count)),
    )
    team_block: Block = {"id": ids.take("teams", teams), "name": texts(_team_names(team_groups))}
    return company, [("teams", team_block), ("users", block), *_catalogue(world, ids)]


def _repeat(member: object, times: int) -> list:  # type: ignore[type-arg]
    return [member] * times


def _staff(user_ids: Ints, departments: list[Department]) -> dict[Department, Ints]:
    column = np.array([department.value for department in departments])
    return {department: user_ids[column == department.value] for department in Department}


def _teams(group: Ints) -> tuple[list[int], list[int]]:
    """The group of each team, and the team of each manager: no team larger than `MANAGERS_A_TEAM`."""
    team_groups: list[int] = []
    team_of: list[int] = []
    for code in range(len(GROUPS)):
        members = int((group == code).sum())
        needed = max(1, -(-members // MANAGERS_A_TEAM))
        team_of += [len(team_groups) + member % needed for member in range(members)]
        team_groups += [code] * needed
    return team_groups, team_of


def _team_names(team_groups: list[int]) -> list[str]:
    turns = [team_groups[:number].count(code) for number, code in enumerate(team_groups)]
    return [GROUPS[code][0] + (f" {turn + 1}" if turn else "") for code, turn in zip(team_groups, turns, strict=True)]


def _users(
    world: World, user_ids: Ints, roles: list[Role], departments: list[Department], team: Ints, team_groups: Ints
) -> tuple[Block, Texts]:
    group = np.where(team >= 0, team_groups.take(team), user_ids % len(GROUPS))
    homes = [_HOMES[code][int(number) % len(_HOMES[code])] for code, number in zip(group, user_ids, strict=True)]
    people = np.array([PEOPLE.index(name) for name, _ in homes], dtype=np.int64)
    first, names, addresses = world.names.draw(people, user_ids + 17)
    seen: dict[str, int] = {}
    mails = []
    for address in addresses.tolist():
        seen[address] = seen.get(address, 0) + 1
        mails.append(f"{address}{seen[address] if seen[address] > 1 else ''}@{DOMAIN}")
    block: Block = {
        "id": user_ids,
        "name": names,
        "email": texts(mails),
        "role": texts([role.value for role in roles]),
        "department": texts([department.value for department in departments]),
        "team_id": np.where(team >= 0, team + 1, MISSING),
        "time_zone": texts([zone for _, zone in homes]),
        "is_active": np.ones(len(user_ids), dtype=bool),
        "recorded_at": Instants(np.full(len(user_ids), (world.first_day - 30) * DAY)),
    }
    return block, first


def _catalogue(world: World, ids: Ids) -> list[tuple[str, Block]]:
    products: Block = {
        "id": ids.take("products", len(PRODUCTS)),
        "name": texts([name for name, _ in PRODUCTS]),
        "family": texts([family for _, family in PRODUCTS]),
    }
    return [("products", products), ("exchange_rates", _rates(world)), ("sla_targets", _sla_targets())]


def _rates(world: World) -> Block:
    """Weekly rates that wander, from seven years before the history: the oldest terms need one too."""
    weeks = WEEKS + 7 * 52
    rng = world.rng("rates")
    rates = np.outer(np.array(RATES_TO_EUR), np.ones(weeks))
    for row in range(1, len(CURRENCIES)):
        rates[row] *= np.exp(np.cumsum(rng.normal(0, RATE_WEEKLY_SD, weeks)) * 0.6)
        rates[row] *= RATES_TO_EUR[row] / rates[row, -1]
    starts = world.today - 7 * np.arange(weeks - 1, -1, -1)
    return {
        "currency": Coded(np.repeat(np.arange(len(CURRENCIES)), weeks), CURRENCIES),
        "starts_on": Days(np.tile(starts, len(CURRENCIES))),
        "rate_e8": np.rint(rates * 1e8).astype(np.int64).ravel(),
    }


def _sla_targets() -> Block:
    """First answer and resolution, in minutes: the better the tier, the sooner."""
    first = {Severity.S1: 60, Severity.S2: 240, Severity.S3: 480, Severity.S4: 1440}
    solve = {Severity.S1: 2880, Severity.S2: 10080, Severity.S3: 20160, Severity.S4: 43200}
    factor = {TIERS[0]: 2, TIERS[1]: 1, TIERS[2]: 0.5}
    pairs = [(tier, severity) for tier in TIERS for severity in Severity]
    return {
        "tier": texts([tier.value for tier, _ in pairs]),
        "severity": texts([severity.value for _, severity in pairs]),
        "first_response_minutes": np.array([int(first[s] * factor[t]) for t, s in pairs], dtype=np.int64),
        "resolution_minutes": np.array([int(solve[s] * factor[t]) for t, s in pairs], dtype=np.int64),
    }
