"""Accounts with a story worth telling: a few dozen among the first, whose causes are written instead of drawn.

What follows from the causes (touches, tone, answers, use, scores) is generated for them as for everybody else.
"""

from enum import IntEnum

import numpy as np

from data_access.demo.blocks import MISSING, Bools, Floats, Ints
from data_access.demo.parameters import WEEKS

LONG_TERM_WEEKS = 156
"""Storied accounts whose renewal matters are in one long term: no earlier renewal can end their story."""


class Story(IntEnum):
    """What happens to an account."""

    NONE = 0
    RESCUED = 1
    SHADOW = 2
    CHAMPION_LEFT = 3
    TURNAROUND = 4
    SILENT_CHAMPION = 5
    BLOCKER = 6
    BROKEN_PROMISES = 7
    NEGLECTED = 8
    OVERSERVED = 9
    FAILING = 10


_S = Story
CASTS = (
    (
        *(_S.OVERSERVED, _S.NEGLECTED, _S.TURNAROUND, _S.SHADOW, _S.BROKEN_PROMISES, _S.OVERSERVED, _S.NEGLECTED),
        *(_S.FAILING, _S.SHADOW, _S.FAILING, _S.FAILING, _S.FAILING, _S.FAILING),
    ),
    (
        *(_S.SILENT_CHAMPION, _S.BLOCKER, _S.BROKEN_PROMISES, _S.NEGLECTED, _S.CHAMPION_LEFT, _S.SHADOW, _S.RESCUED),
        *(_S.TURNAROUND, _S.SILENT_CHAMPION, _S.BLOCKER, _S.NEGLECTED, _S.SHADOW, _S.BROKEN_PROMISES, _S.TURNAROUND),
        *(_S.FAILING, _S.BLOCKER, _S.SILENT_CHAMPION, _S.CHAMPION_LEFT, _S.RESCUED, _S.FAILING),
    ),
    (_S.RESCUED, _S.SHADOW, _S.BLOCKER, _S.CHAMPION_LEFT, _S.TURNAROUND, _S.SILENT_CHAMPION, _S.FAILING),
)
"""Who plays what, for the first accounts of each tier: tactical, key, strategic."""

DAYS_TO_RENEWAL = {
    _S.SILENT_CHAMPION: 104, _S.CHAMPION_LEFT: 126, _S.BLOCKER: 111, _S.NEGLECTED: 150, _S.SHADOW: 138,
    _S.BROKEN_PROMISES: 118, _S.RESCUED: 210, _S.FAILING: 96,
}  # fmt: skip
CHAMPION_LEFT_DAYS_AGO = 52
SILENT_DAYS = 48
NEGLECTED_DAYS = 66
FADING_DAYS = 110

# Trust at points of time (weeks before today), with straight lines between them.
_CURVES: dict[Story, tuple[tuple[int, float], ...]] = {
    _S.RESCUED: ((104, 0.8), (13, 1.1), (10, -1.5), (6, -0.9), (0, 1.0)),
    _S.SHADOW: ((104, 1.0), (0, 1.3)),
    _S.CHAMPION_LEFT: ((104, 0.7), (9, 1.1), (7, 0.1), (0, -0.7)),
    _S.TURNAROUND: ((104, -1.2), (80, -1.8), (45, -0.2), (20, 0.9), (0, 1.5)),
    _S.SILENT_CHAMPION: ((104, 0.6), (14, 0.5), (6, -0.6), (0, -0.9)),
    _S.BLOCKER: ((104, 0.3), (20, 0.2), (0, -0.3)),
    _S.BROKEN_PROMISES: ((104, 0.5), (16, 0.4), (0, -1.5)),
    _S.NEGLECTED: ((104, 0.3), (12, 0.1), (0, -0.8)),
    _S.OVERSERVED: ((104, 0.2), (0, 0.3)),
    _S.FAILING: ((104, 0.2), (40, -0.6), (18, -2.0), (0, -3.0)),
}


def cast_stories(number: Ints, tier: Ints, is_taken: Bools) -> Ints:
    """The story of each account of a chunk: only the first accounts of the first chunk have one."""
    story = np.zeros(len(number), dtype=np.int64)
    if number[0] == 0:
        for code, stories in enumerate(CASTS):
            players = np.flatnonzero((tier == code) & ~is_taken)[: len(stories)]
            story[players] = stories[: len(players)]
    return story


def storied_terms(today: int, story: Ints, since: Ints, term: Ints, first_end: Ints) -> tuple[Ints, Ints, Ints]:
    """First day, term and first end of each account, moved so that a storied renewal lies ahead."""
    days = np.array([DAYS_TO_RENEWAL.get(Story(code), 0) for code in range(len(Story))]).take(story)
    moved = days > 0
    end = today + days
    return (
        np.where(moved, end - 7 * LONG_TERM_WEEKS, since),
        np.where(moved, LONG_TERM_WEEKS, term),
        np.where(moved, end, first_end),
    )


def storied_trust(story: Ints, trust: Floats) -> Floats:
    """Trust, with that of storied accounts led along their curve; a part of the chance stays."""
    told = trust.copy()
    ago = np.arange(WEEKS)[::-1]
    for kind, points in _CURVES.items():
        weeks, levels = zip(*reversed(points), strict=True)
        here = np.flatnonzero(story == kind)
        wobble = trust[here] - trust[here].mean(axis=1, keepdims=True)
        told[here] = np.interp(ago, weeks, levels) + 0.25 * wobble
    return told


def storied_issues(
    today: int, story: Ints, tier: Ints, account: Ints, day: Ints, severity: Ints, days: Floats
) -> tuple[Ints, Ints, Ints, Floats]:
    """Issues with the one that a story needs put in: a rescued escalation, or one that still throws its shadow."""
    rescued = np.flatnonzero(story == _S.RESCUED)
    shadow = np.flatnonzero(np.isin(story, (_S.SHADOW, _S.FAILING)))
    calm = np.isin(story, (_S.SHADOW, _S.RESCUED))[account] & (day > today - 90)
    worst = np.where((tier[shadow] == 2) | (story[shadow] == _S.FAILING), 0, 1)
    added = (
        np.concatenate([rescued, shadow]),
        np.concatenate([np.full(len(rescued), today - 74), today - np.where(worst == 0, 9, 31)]),
        np.concatenate([np.zeros(len(rescued), dtype=np.int64), worst]),
        np.concatenate([np.full(len(rescued), 26.0), np.full(len(shadow), 400.0)]),
    )
    kept = (account[~calm], day[~calm], severity[~calm], days[~calm])
    first, second, third = (np.concatenate([old, new]) for old, new in zip(kept[:3], added[:3], strict=True))
    return first, second, third, np.concatenate([kept[3], added[3]])


def storied_champions(today: int, story: Ints, left: Ints, replaced: Ints) -> tuple[Ints, Ints]:
    """When champions left and were replaced: the storied ones stay, or left lately with nobody after them."""
    gone = story == _S.CHAMPION_LEFT
    stays = (story != _S.NONE) & ~gone
    left = np.where(gone, today - CHAMPION_LEFT_DAYS_AGO, np.where(stays, MISSING, left))
    return left, np.where(gone, today + 200, np.where(stays, MISSING, replaced))


def storied_initiative(story: Ints, proactive: Ints) -> Ints:
    """Our initiative week by week: much where an account was turned round, rescued, or spoilt."""
    told = proactive.copy()
    told[story == _S.TURNAROUND, 30:75] += 1
    told[story == _S.RESCUED, -8:] += 2
    told[story == _S.OVERSERVED] += 1
    told[story == _S.FAILING, -16:] = 0
    told[story == _S.NEGLECTED, -(NEGLECTED_DAYS // 7) :] = 0
    return told


def storied_use(story: Ints, weeks: int) -> Floats:
    """What use is multiplied by, account by week: where an account fails, people stop working with what they bought."""
    factor = np.ones((len(story), weeks))
    factor[story == _S.FAILING] = np.interp(np.arange(weeks)[::-1], (0, 14), (0.3, 1.0))
    return factor
