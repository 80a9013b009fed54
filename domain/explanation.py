"""Why a score is what it is: what each cause takes from a hundred, what changed, and what to mend first.

The score is sum(w x)/sum(w) over the known indicators, so that each takes w (100 - x)/sum(w) from a hundred; where an
old severe issue caps the score, the cap takes the rest. The parts add up to 100 - score.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

import numpy as np

from domain.events import NEVER, Events, Issues
from domain.facts import Facts
from domain.facts.issues import is_open_at, issue_facts
from domain.grid import DAY_SECONDS, Floats, Grid, Ints
from domain.policy import Policy
from domain.scoring import Assessments, FactsOf, assess, cap, model_indicators
from domain.trust import promise_shadows
from domain.weights import weights_by_account

CAP = "cap"
"""The key of the part that a cap takes."""
_OF_ISSUES = "service"
"""The indicator that is nothing but issues: while some are open, they are told instead of it."""
LEAST_GAIN = 0.5
"""Points from which a remedy is told."""


class Cause(StrEnum):
    """What can be taken away to see what it costs."""

    ISSUE = "issue"
    PROMISE = "promise"
    INDICATOR = "indicator"


@dataclass(frozen=True, slots=True)
class Bar:
    """What one indicator, or the cap, takes from a hundred (points); `reading` 0-100, None for the cap."""

    key: str
    label: str
    points: float
    reading: float | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Waterfall:
    """The way from 100 down to the score: the bars, largest first, add up to 100 - score."""

    day: date
    score: float
    bars: tuple[Bar, ...]

    @property
    def missing(self) -> float:
        """The points that the score lacks of a hundred."""
        return 100.0 - self.score


@dataclass(frozen=True, slots=True)
class Change:
    """The points that one cause gave (> 0) or took (< 0) between two days, and what is said of it now."""

    key: str
    label: str
    points: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Remedy:
    """What the score would be with one cause taken away; `position`: of the issue or promise among the events."""

    cause: Cause
    key: str
    position: int
    gain: float
    score: float


def two_rows(day: date) -> Grid:
    """A grid of the day and of the same day a week before: enough to explain one row and its change."""
    days = (day - timedelta(weeks=1), day)
    ends = [int(datetime(one.year, one.month, one.day, tzinfo=UTC).timestamp()) + DAY_SECONDS for one in days]
    return Grid(days, np.array(ends, dtype=np.int64))


def waterfall(facts: Facts, health: Assessments, grid: Grid, row: int, policy: Policy) -> Waterfall | None:
    """Return what takes the first account's score of `row` from a hundred; None where no score is told."""
    score = float(health.score[0, row])
    if np.isnan(score):
        return None
    said = FactsOf(facts, 0, row)
    readings = health.readings[:, 0, row]
    lost = _lost(readings, facts, policy)
    bars = [
        Bar(rule.key, rule.label, float(points), float(reading), rule.sentence(said, policy))
        for rule, points, reading in zip(model_indicators(policy), lost, readings, strict=True)
        if not np.isnan(points)
    ]
    held = (100.0 - score) - float(np.nansum(lost))
    if float(cap(facts, policy)[0, row]) < 100.0 and held > 0:
        days, severity = _holder(said["oldest_s1_days"], said["oldest_s2_days"], policy)
        words = f"An issue of severity {severity}, open for {days:.0f} days, holds the score at {score:.0f}."
        bars.append(Bar(CAP, "Cap", held, None, words))
    return Waterfall(grid.days[row], score, tuple(sorted(bars, key=lambda bar: -bar.points)))


def changes(before: Waterfall, now: Waterfall) -> tuple[Change, ...]:
    """Return what each cause gave or took from `before` to `now`, the largest first; they add up to the difference.

    A cause that was not known, or is no longer, took nothing then: its weight was shared out among the others.
    """
    old, new = ({bar.key: bar for bar in one.bars} for one in (before, now))
    found = [
        Change(
            key,
            (new.get(key) or old[key]).label,
            (old[key].points if key in old else 0.0) - (new[key].points if key in new else 0.0),
            new[key].sentence if key in new else "No longer held down." if key == CAP else "No longer known.",
        )
        for key in {**new, **old}
    ]
    return tuple(sorted(found, key=lambda one: -abs(one.points)))


def remedies(events: Events, facts: Facts, health: Assessments, grid: Grid, policy: Policy) -> tuple[Remedy, ...]:
    """Return what would raise the first account's score on the last row, each alone, the best first.

    Found by computing the score again: without one open issue, without the shadow of one overdue promise, or with one
    indicator at a hundred. Gains below `LEAST_GAIN` are left out. `events` are those of this account alone.
    """
    score = float(health.score[0, -1])
    if np.isnan(score):
        return ()
    last = Grid(grid.days[-1:], grid.ends_at[-1:])
    issues = np.flatnonzero(is_open_at(events.issues, last)[:, 0])
    promises = _overdue(events, last, policy)
    told = _without(events, facts, last, issues, promises, policy)
    causes = [(Cause.ISSUE, int(one)) for one in issues] + [(Cause.PROMISE, int(one)) for one in promises]
    found = [
        Remedy(cause, cause.value, position, float(value) - score, float(value))
        for (cause, position), value in zip(causes, told, strict=True)
    ]
    readings = health.readings[:, 0, -1]
    lost, most = _lost(readings, facts, policy), float(cap(facts, policy)[0, -1])
    mean = 100.0 - float(np.nansum(lost))
    for rule, points in zip(model_indicators(policy), lost, strict=True):
        if rule.key == _OF_ISSUES and len(issues):
            continue
        best = min(mean + float(points), most)
        found.append(Remedy(Cause.INDICATOR, rule.key, -1, best - score, best))
    return tuple(sorted((one for one in found if one.gain >= LEAST_GAIN), key=lambda one: -one.gain))


def _lost(readings: Floats, facts: Facts, policy: Policy) -> Floats:
    """What each indicator takes from the first account's hundred (points); NaN where unknown or without weight."""
    weights = weights_by_account(policy, [rule.key for rule in model_indicators(policy)], facts.tier[:1])[:, 0]
    lost = weights * (100.0 - readings) / weights[~np.isnan(readings)].sum()
    return np.where(weights > 0, lost, np.nan)


def _holder(oldest_s1_days: float, oldest_s2_days: float, policy: Policy) -> tuple[float, int]:
    """Age and severity of the issue that caps the score."""
    return (oldest_s1_days, 1) if oldest_s1_days > policy.cap_severity_1_days else (oldest_s2_days, 2)


def _overdue(events: Events, last: Grid, policy: Policy) -> Ints:
    """Positions of the promises that are overdue at the end of that row: settled ones only fade by themselves."""
    promises = events.promises
    settled = np.minimum(promises.kept_at, promises.broken_at)
    settled_at = np.where(settled == NEVER, NEVER, np.maximum(settled, promises.outcome_known_at))
    casts = promise_shadows(promises, last, policy)[:, 0] > 0
    return np.flatnonzero(casts & (settled_at >= last.ends_at[0]))


def _without(events: Events, facts: Facts, last: Grid, issues: Ints, promises: Ints, policy: Policy) -> Sequence[float]:
    """The scores without each of these issues, then without the shadow of each of these promises.

    Each is an account of its own in one computation: all facts are alike, but for what the one taken away casts.
    """
    size = len(issues) + len(promises)
    if not size:
        return []
    alike = {name: np.repeat(getattr(facts, name)[:, -1:], size, axis=0) for name in Facts.__slots__ if name != "tier"}
    alike |= issue_facts(_all_but_one(events.issues, issues, size), size, last, policy)
    shadows = promise_shadows(events.promises, last, policy)[:, 0]
    cast = np.full((size, 1), shadows.sum())
    for place, position in enumerate(promises, start=len(issues)):
        cast[place] = np.delete(shadows, position).sum()
    alike["promise_shadow"] = cast
    without = replace(facts, tier=np.repeat(facts.tier, size), **alike)
    return [float(score) for score in assess(without, policy).score[:, 0]]


def _all_but_one(issues: Issues, left_out: Ints, size: int) -> Issues:
    """The issues of `size` accounts that have all of them, but for the first ones, which lack one of `left_out`."""
    account = np.repeat(np.arange(size), len(issues.account))
    position = np.tile(np.arange(len(issues.account)), size)
    lacking = np.full(size, -1)
    lacking[: len(left_out)] = left_out
    kept = position != lacking[account]
    columns = {name: getattr(issues, name)[position[kept]] for name in Issues.__slots__ if name != "account"}
    return Issues(account=account[kept], **columns)
