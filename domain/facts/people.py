"""Facts about people: how many are reached, how high, the sponsor, stances, the champion."""

import numpy as np

from domain.events import Contacts, Reached, Stances
from domain.facts.steps import days_since_latest, held
from domain.grid import Floats, Grid, place
from domain.policy import Policy
from domain.ties import SCALE
from domain.vocabulary import Seniority

SENIORITIES = tuple(Seniority)
SPONSORS = (SENIORITIES.index(Seniority.EXECUTIVE), SENIORITIES.index(Seniority.VICE_PRESIDENT))


def reach_facts(reached: Reached, contacts: Contacts, size: int, grid: Grid, policy: Policy) -> dict[str, Floats]:
    """`warm_contacts`, `people_seen`, `top_seniority` (points, NaN unknown), `sponsor_days` (NaN without a sponsor)."""
    people = len(contacts.account)
    strength = contact_strength(reached, people, grid, policy)
    here = contacts.left_at[:, None] >= grid.ends_at[None, :]
    warm = (strength >= policy.warm_strength) & here
    warm_contacts, seen = np.zeros((size, len(grid))), np.zeros((size, len(grid)))
    np.add.at(warm_contacts, contacts.account, warm.astype(float))
    np.add.at(seen, contacts.account, (strength > 0).astype(float))
    points = np.array([*policy.seniority_points.values(), np.nan])[contacts.seniority]
    top = np.full((size, len(grid)), -1.0)
    np.maximum.at(top, contacts.account, np.where(warm, np.nan_to_num(points, nan=-1.0)[:, None], -1.0))
    ranked = np.zeros(size)
    np.add.at(ranked, contacts.account, (contacts.seniority >= 0).astype(float))
    no_rank = (ranked == 0)[:, None] | (seen == 0)
    return {
        "warm_contacts": warm_contacts,
        "people_seen": seen,
        "top_seniority": np.where(no_rank, np.nan, np.where(top < 0, policy.nobody_reached_points, top)),
        "sponsor_days": _sponsor_days(reached, contacts, size, grid),
    }


def contact_strength(reached: Reached, people: int, grid: Grid, policy: Policy) -> Floats:
    """Strength of our tie to each contact at each row, 0-100: the formula of `domain.ties`, all of ours as one."""

    placed = place(grid, people, reached.contact, reached.at, reached.known_at)
    half_life = policy.strength_half_life_days
    outward = placed.decayed_sum(reached.points * reached.outward, half_life)
    inward = placed.decayed_sum(reached.points * (1.0 - reached.outward), half_life)
    tie = 0.5 * (outward + inward) + np.minimum(outward, inward)
    return np.asarray(-100.0 * np.expm1(-tie / SCALE))


def _sponsor_days(reached: Reached, contacts: Contacts, size: int, grid: Grid) -> Floats:
    is_sponsor = np.isin(contacts.seniority, SPONSORS)
    with_sponsor = is_sponsor[reached.contact]
    account = contacts.account[reached.contact]
    days = days_since_latest(
        grid, size, account[with_sponsor], reached.at[with_sponsor], reached.known_at[with_sponsor]
    )
    here = np.zeros((size, len(grid)))
    np.add.at(here, contacts.account, (is_sponsor[:, None] & (contacts.left_at[:, None] >= grid.ends_at)).astype(float))
    return np.where(here > 0, days, np.nan)


def stance_facts(stances: Stances, reached: Reached, contacts: Contacts, size: int, grid: Grid) -> dict[str, Floats]:
    """`stance_sum`, `stance_weight` (influence), `champions`, `champion_days`, `champion_gone_days` (NaN: none)."""
    until = np.minimum(stances.until, contacts.left_at[stances.contact])
    columns = (stances.account, stances.since, until)
    weight = np.maximum(stances.influence, 1)
    champion = stances.stance == 2
    champions = held(grid, size, *columns, champion.astype(np.int64))
    gone = champion & (contacts.left_at[stances.contact] <= stances.until)
    left_at = contacts.left_at[stances.contact]
    was_champion = np.zeros(len(contacts.account), dtype=bool)
    was_champion[stances.contact[champion]] = True
    with_champion = was_champion[reached.contact]
    account = contacts.account[reached.contact]
    return {
        "stance_sum": held(grid, size, *columns, stances.stance * weight).astype(float),
        "stance_weight": held(grid, size, *columns, weight).astype(float),
        "champions": champions.astype(float),
        "champion_days": days_since_latest(
            grid, size, account[with_champion], reached.at[with_champion], reached.known_at[with_champion]
        ),
        "champion_gone_days": days_since_latest(
            grid, size, stances.account[gone], left_at[gone], np.maximum(left_at, stances.since)[gone]
        ),
    }
