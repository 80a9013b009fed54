"""Facts about people: how many are reached, how high, the sponsor, stances, the champion."""

import numpy as np

from domain.events import Contacts, Events, Flags, Reached, Stances
from domain.facts.carried import Carried
from domain.facts.steps import days_since_latest, held
from domain.grid import Floats, Grid, Ints, place
from domain.policy import Policy
from domain.ties import SCALE
from domain.vocabulary import Seniority

SENIORITIES = tuple(Seniority)
SPONSORS = (SENIORITIES.index(Seniority.EXECUTIVE), SENIORITIES.index(Seniority.VICE_PRESIDENT))
_CHAMPION = 2

OUTWARD, INWARD, MET = BY_CONTACT = ("contact_outward", "contact_inward", "contact_met")
"""Levels that are carried for each contact, not for each account."""


def people_facts(events: Events, grid: Grid, policy: Policy, carried: Carried) -> dict[str, Floats]:
    """Every fact about people."""
    reached, contacts, stances, size = events.reached, events.contacts, events.stances, events.accounts
    met_days = _met_days(reached, contacts, carried)
    strength = contact_strength(reached, len(contacts.account), grid, policy, carried)
    return {
        **_reach_facts(contacts, strength, met_days, size, grid, policy),
        **_stance_facts(stances, contacts, size, grid),
        **_champion_facts(stances, contacts, met_days, size, grid),
    }


def contact_strength(reached: Reached, people: int, grid: Grid, policy: Policy, carried: Carried) -> Floats:
    """Strength of our tie to each contact at each row, 0-100: the formula of `domain.ties`, all of ours as one."""
    placed = place(grid, people, reached.contact, reached.at, reached.known_at)
    half_life, outward_points = policy.strength_half_life_days, reached.points * reached.outward
    outward = carried.decayed_sum(OUTWARD, placed, outward_points, half_life)
    inward = carried.decayed_sum(INWARD, placed, reached.points * (1.0 - reached.outward), half_life)
    tie = 0.5 * (outward + inward) + np.minimum(outward, inward)
    return np.asarray(-100.0 * np.expm1(-tie / SCALE))


def _reach_facts(
    contacts: Contacts, strength: Floats, met_days: Floats, size: int, grid: Grid, policy: Policy
) -> dict[str, Floats]:
    """`warm_contacts`, `people_seen`, `top_seniority` (points, NaN unknown), `sponsor_days` (NaN without a sponsor)."""
    here, account = _is_here(contacts, grid), contacts.account
    warm = (strength >= policy.warm_strength) & here
    seen = _counted(~np.isnan(met_days), account, size)
    rank_points = np.array([*(policy.seniority_points[rank] for rank in SENIORITIES), np.nan])[contacts.seniority]
    is_ranked = contacts.seniority >= 0
    known = contacts.known_at[:, None] < grid.ends_at
    ranked = _counted(is_ranked[:, None] & known, account, size)
    top = np.full((size, len(grid)), -1.0)
    np.maximum.at(top, account, np.where(warm & is_ranked[:, None], rank_points[:, None], -1.0))
    top = np.where(top < 0, policy.nobody_reached_points, top)
    is_sponsor = np.isin(contacts.seniority, SPONSORS)[:, None]
    return {
        "warm_contacts": _counted(warm, account, size),
        "people_seen": seen,
        "top_seniority": np.where((ranked == 0) | (seen == 0), np.nan, top),
        "sponsor_days": _fewest(met_days, is_sponsor & here, account, size),
    }


def _stance_facts(stances: Stances, contacts: Contacts, size: int, grid: Grid) -> dict[str, Floats]:
    """`stance_sum` and `stance_weight` (influence, at least 1) over people who are still there."""
    until = np.minimum(stances.until, contacts.left_at[stances.contact])
    weight = np.maximum(stances.influence, 1)
    return {
        "stance_sum": held(grid, size, stances.account, stances.since, until, stances.stance * weight).astype(float),
        "stance_weight": held(grid, size, stances.account, stances.since, until, weight).astype(float),
    }


def _champion_facts(stances: Stances, contacts: Contacts, met_days: Floats, size: int, grid: Grid) -> dict[str, Floats]:
    """`champions`, `champion_days` since one of them was met, `champion_gone_days` since one left (NaN: none)."""
    champion = stances.stance == _CHAMPION
    contact, since, until = stances.contact[champion], stances.since[champion], stances.until[champion]
    left_at = contacts.left_at[contact]
    one = np.ones(len(contact), dtype=np.int64)
    # By person, so that what is learned of somebody later never says whom we met before.
    speaks = held(grid, len(contacts.account), contact, since, np.minimum(until, left_at), one) > 0
    gone = (left_at <= until) & (since < until)
    return {
        "champions": _counted(speaks, contacts.account, size),
        "champion_days": _fewest(met_days, speaks, contacts.account, size),
        "champion_gone_days": days_since_latest(
            grid, size, stances.account[champion][gone], left_at[gone], np.maximum(left_at, since)[gone]
        ),
    }


def _met_days(reached: Reached, contacts: Contacts, carried: Carried) -> Floats:
    """Days since each contact took part in a touch between people; NaN before the first: (contacts, rows)."""
    return carried.days_since_latest(MET, len(contacts.account), reached.contact, reached.at, reached.known_at)


def _is_here(contacts: Contacts, grid: Grid) -> Flags:
    """Whether each contact had not left at each row."""
    return np.asarray(contacts.left_at[:, None] >= grid.ends_at)


def _counted(chosen: Flags, account: Ints, size: int) -> Floats:
    total = np.zeros((size, chosen.shape[1]))
    np.add.at(total, account, chosen.astype(float))
    return total


def _fewest(days: Floats, chosen: Flags, account: Ints, size: int) -> Floats:
    """The least of `days` among each account's chosen contacts; NaN without any."""
    least = np.full((size, days.shape[1]), np.inf)
    np.minimum.at(least, account, np.where(chosen & ~np.isnan(days), days, np.inf))
    return np.where(np.isinf(least), np.nan, least)
