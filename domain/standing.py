"""How accounts stand on a day beside their health: what is open, what is due, whom we know. From events, in columns."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from domain.deadlines import next_ends
from domain.events import NEVER, Events, Flags, Issues, Promises, Surveys
from domain.grid import DAY_SECONDS, Floats, Ints, end_of_day

NPS_DAYS = 365
CHAMPION = 2
"""The stance of a champion in `Stances`."""


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """A value an account (accounts,), as known at the end of a day.

    `worst_level`: of open issues, 1 (worst) to 4, 0 without; `oldest_issue_at`: epoch s, `NEVER` without;
    `overdue_promises`: ours that are due and undecided; `ends`, `notice`: the contract that ends next (or the renewal
    without a contract), as proleptic ordinals, `NO_DAY` without; `people`: on the map and still there; `champion`: the
    number of the one with the most influence, 0 without; `nps`: mean of the last year's answers, 0-10, NaN without.
    """

    open_issues: Ints
    worst_level: Ints
    oldest_issue_at: Ints
    overdue_promises: Ints
    ends: Ints
    notice: Ints
    people: Ints
    champion: Ints
    nps: Floats


def standing(events: Events, day: date) -> Standing:
    """How each account of `events` stands at the end of `day`."""
    end, size = end_of_day(day), events.accounts
    issues, contacts = events.issues, events.contacts
    still_open = _is_open(issues, end)
    account, level = issues.account[still_open], issues.level[still_open]
    worst, oldest = np.full(size, 0), np.full(size, NEVER)
    np.maximum.at(worst, account, _BEYOND - level)
    np.minimum.at(oldest, account, issues.opened_at[still_open])
    ends, notice = next_ends(events.ends, size, [day])
    there = (contacts.on_map_at < end) & (contacts.left_at >= end)
    return Standing(
        open_issues=np.bincount(account, minlength=size),
        worst_level=np.where(worst > 0, _BEYOND - worst, 0),
        oldest_issue_at=oldest,
        overdue_promises=np.bincount(events.promises.account[_is_overdue(events.promises, end)], minlength=size),
        ends=ends[0],
        notice=notice[0],
        people=np.bincount(contacts.account[there], minlength=size),
        champion=_champions(events, there, end),
        nps=_nps(events.surveys, size, end),
    )


_BEYOND = 5
"""After the mildest level of an issue."""


def _is_open(issues: Issues, end: int) -> Flags:
    unresolved = (issues.resolved_at >= end) | (issues.resolution_known_at >= end)
    return np.asarray((issues.opened_at < end) & (issues.known_at < end) & unresolved)


def _is_overdue(promises: Promises, end: int) -> Flags:
    kept, broken = promises.kept_at, promises.broken_at
    undecided = (kept == NEVER) & (broken == NEVER)
    later = ((kept >= end) & (kept != NEVER)) | ((broken >= end) & (broken != NEVER))
    due = (promises.known_at < end) & (promises.due_at <= end - DAY_SECONDS)
    return np.asarray(due & (undecided | later | (promises.outcome_known_at >= end)))


def _champions(events: Events, there: Flags, end: int) -> Ints:
    """Of several who are `there`, the one with the most influence; of these, the first on record."""
    stances, contacts = events.stances, events.contacts
    holds = (stances.since < end) & (stances.until >= end) & (stances.stance == CHAMPION)
    rows = np.flatnonzero(holds & there[stances.contact])
    numbers = contacts.id[stances.contact[rows]]
    order = np.lexsort((-numbers, stances.influence[rows], stances.account[rows]))
    found = np.zeros(events.accounts, dtype=np.int64)
    found[stances.account[rows][order]] = numbers[order]
    return found


def _nps(surveys: Surveys, size: int, end: int) -> Floats:
    told = surveys.is_nps & (surveys.at < end) & (surveys.at >= end - NPS_DAYS * DAY_SECONDS) & (surveys.known_at < end)
    account = surveys.account[told]
    answers = np.bincount(account, minlength=size)
    total = np.bincount(account, weights=surveys.value[told], minlength=size) / 10
    return np.asarray(np.where(answers > 0, total / np.maximum(answers, 1), np.nan))
