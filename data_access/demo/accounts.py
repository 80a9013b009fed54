"""The accounts of a chunk: who they are, where, how large, who owns them, and what they are like."""

from dataclasses import dataclass

import numpy as np

from data_access.demo.blocks import MISSING, Bools, Floats, Ints, Texts
from data_access.demo.company import GROUP_OF, GROUPS, Company
from data_access.demo.geography import COUNTRIES, INDUSTRIES, REGIONS
from data_access.demo.names import company_stems, stripped
from data_access.demo.parameters import (
    CHUNK,
    CURRENCIES,
    LOG_ARR_SD,
    NEW_ACCOUNT_SHARE,
    OWNER_CHANGED_SHARE,
    PROSPECTS,
    SILENT,
    TERM_SHARES,
    TERM_WEEKS,
    TIER_LOG_ARR,
    TIER_SHARES,
    WEEKS,
)
from data_access.demo.special_names import special_homes, special_names
from data_access.demo.stories import cast_stories, storied_terms
from data_access.demo.world import Ids, World

REGION_OF = np.array([REGIONS.index(country.region) for country in COUNTRIES])
CURRENCY_OF = np.array([CURRENCIES.index(country.currency) for country in COUNTRIES])


@dataclass(frozen=True)
class Accounts:
    """The accounts of one chunk, a column each; `number` counts from 0 over the whole demo.

    `owner` and `former` are positions among our managers, `changed` the day on which the former owner handed over.
    """

    number: Ints
    id: Ints
    name: Texts
    domain: Texts
    tier: Ints
    country: Ints
    industry: Ints
    owner: Ints
    since: Ints
    term: Ints
    first_end: Ints
    arr: Floats
    alignment: Floats
    former: Ints
    changed: Ints
    story: Ints
    is_silent: Bools
    is_prospect: Bools

    def __len__(self) -> int:
        return len(self.id)

    @property
    def region(self) -> Ints:
        """Index of each account's region."""
        return REGION_OF.take(self.country)

    @property
    def currency(self) -> Ints:
        """Index of each account's currency."""
        return CURRENCY_OF.take(self.country)

    @property
    def segment(self) -> Ints:
        """Index of the size class: mostly, not always, that of the tier."""
        shifted: Ints = 2 - self.tier + (self.number % 9 == 4) - (self.number % 7 == 3)
        return np.clip(shifted, 0, 2)


def make_accounts(world: World, company: Company, ids: Ids, chunk: int) -> Accounts:
    """Draw the accounts of a chunk."""
    rng = world.rng("accounts", chunk)
    number = np.arange(chunk * CHUNK, min((chunk + 1) * CHUNK, world.size.accounts), dtype=np.int64)
    n = len(number)
    tier = _shared_out(rng, TIER_SHARES, n)
    country = special_homes(number, _choice(rng, tuple(country.share for country in COUNTRIES), n))
    industry = _choice(rng, tuple(share for _, share, _ in INDUSTRIES), n)
    name, domain = _names(number, country, industry)
    term = np.array(TERM_WEEKS).take(_choice(rng, TERM_SHARES, n))
    is_new = rng.random(n) < NEW_ACCOUNT_SHARE
    since = np.where(
        is_new,
        world.first_day + rng.integers(20, 7 * WEEKS - 25, n),
        world.first_day - rng.integers(30, 6 * 365, n),
    )
    # Terms follow one another from the first day; the first end that the history sees.
    behind = np.maximum(0, world.first_day + 70 - since)
    first_end = since + 7 * term * np.maximum(1, -(-behind // (7 * term)))
    is_prospect, is_silent = np.isin(number, PROSPECTS), np.isin(number, SILENT)
    story = cast_stories(number, tier, is_prospect | is_silent)
    since, term, first_end = storied_terms(world.today, story, since, term, first_end)
    owner, former = (_owners(rng, company, REGION_OF.take(country)) for _ in range(2))
    changed = world.first_day + rng.integers(60, world.today - world.first_day - 20, n)
    is_changed = (rng.random(n) < OWNER_CHANGED_SHARE) & (changed > since + 60) & (owner != former)
    return Accounts(
        number=number,
        id=ids.take("accounts", n),
        name=name,
        domain=domain,
        tier=tier,
        country=country,
        industry=industry,
        owner=owner,
        since=np.where(is_prospect, world.today + 60, since),
        term=term,
        first_end=first_end,
        arr=np.exp(rng.normal(np.array(TIER_LOG_ARR).take(tier), LOG_ARR_SD)),
        alignment=rng.normal(0, 1, n),
        former=former,
        changed=np.where(is_changed & ~is_prospect, changed, MISSING),
        story=story,
        is_silent=is_silent,
        is_prospect=is_prospect,
    )


def _shared_out(rng: np.random.Generator, shares: tuple[float, ...], count: int) -> Ints:
    """Numbers in exactly the given shares, in random order: even a small demo has its strategic accounts."""
    edges = np.cumsum(shares) / sum(shares)
    return rng.permutation(np.searchsorted(edges, (np.arange(count) + 0.5) / count)).astype(np.int64)


def _choice(rng: np.random.Generator, shares: tuple[float, ...], count: int) -> Ints:
    edges = np.cumsum(shares) / sum(shares)
    return np.minimum(np.searchsorted(edges, rng.random(count), side="right"), len(shares) - 1).astype(np.int64)


def _owners(rng: np.random.Generator, company: Company, region: Ints) -> Ints:
    """A manager (by position) of the team that serves the account's region."""
    group = GROUP_OF.take(region)
    owner = np.empty(len(region), dtype=np.int64)
    for code in range(len(GROUPS)):
        here = group == code
        candidates = np.flatnonzero(company.manager_group == code)
        owner[here] = candidates.take(rng.integers(0, len(candidates), int(here.sum())))
    return owner


def _names(number: Ints, country: Ints, industry: Ints) -> tuple[Texts, Texts]:
    stems = company_stems(number)
    # Past the last free word, a town tells two companies apart.
    turn = number // 1600
    names, domains = [], []
    for stem, c, i, n, t in zip(
        stems.tolist(), country.tolist(), industry.tolist(), number.tolist(), turn.tolist(), strict=True
    ):
        place = COUNTRIES[c]
        words = INDUSTRIES[i][2]
        town = f" {place.towns[t % len(place.towns)]}" if t else ""
        name = f"{stem}{town} {words[(n // 3 + t) % len(words)]}"
        again = str(t // len(place.towns)) if t >= len(place.towns) else ""
        names.append(f"{name} {place.legal[n % len(place.legal)]}" if n % 5 else name)
        domains.append(f"{stripped(stem + town)}{again}-{stripped(words[(n // 3 + t) % len(words)])}.example")
    return special_names(number, names, domains)
