"""The shadow of issues over a relationship: how dark each day was, and what the score would be without it.

The shadow of an open issue is sev x (1 - d(age, 14)), with sev 40, 20, 8 or 3 points by severity; after it closes the
height that it had decays with half-life 21 days (`domain.facts.issues`, which the score is computed with). Recovery
raises satisfaction but not repurchase (de Matos et al. 2007), so that the shadow never turns positive.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from domain.events import NEVER, Issues
from domain.facts.issues import issue_shadows
from domain.grid import Grid
from domain.policy import Policy
from domain.ties import end_of
from domain.vocabulary import Severity

AGE_STEPS = (0, 3, 7, 14, 28)
"""Ages in days at which a band turns darker: a shadow grows fast at first, and hardly after a month."""
LEAST_POINTS = 0.5
"""A shadow below this is no longer told (points)."""


@dataclass(frozen=True, slots=True)
class Dusk:
    """A piece of an issue's band between two days, of one darkness (0-1, 1: the worst issue, open for ever)."""

    starts_on: date
    ends_on: date
    darkness: float


def dusk(level: int, opened_on: date, until: date, policy: Policy) -> list[Dusk]:
    """Return the band of an issue of severity `level` (1-4) in steps of age, each as dark as its middle."""
    height = policy.severity_points[level] / max(policy.severity_points.values())
    pieces = []
    for start, end in zip(AGE_STEPS, (*AGE_STEPS[1:], None), strict=True):
        first = opened_on + timedelta(days=start)
        last = until if end is None else min(until, opened_on + timedelta(days=end))
        if first >= max(until, opened_on + timedelta(days=1)):
            break
        last = max(last, first + timedelta(days=1))
        middle = start + (last - first).days / 2
        pieces.append(Dusk(first, last, height * (1.0 - 2.0 ** (-middle / policy.shadow_half_life_days))))
    return pieces


@dataclass(frozen=True, slots=True)
class Casting:
    """An issue that casts a shadow on a day, and its height (points)."""

    issue_id: int
    title: str
    is_open: bool
    points: float


def casting(issues: pd.DataFrame, as_of: date, policy: Policy) -> list[Casting]:
    """Return the issues that cast a shadow at the end of `as_of`, the longest shadow first.

    `issues` is the frame of `data_access.queries.service.issues`, as known on that day.
    """
    if issues.empty:
        return []
    grid = Grid((as_of,), np.array([int(end_of(as_of).timestamp())], dtype=np.int64))
    points = issue_shadows(issue_events(issues), grid, policy)[:, 0]
    found = [
        Casting(int(number), str(title), bool(is_open), float(height))
        for number, title, is_open, height in zip(issues["id"], issues["title"], issues["is_open"], points, strict=True)
        if height >= LEAST_POINTS
    ]
    return sorted(found, key=lambda one: (-one.points, one.issue_id))


def issue_events(issues: pd.DataFrame) -> Issues:
    """The issues of one account as events; what the frame tells was known on its day."""
    opened = _seconds(issues["opened_at"])
    return Issues(
        account=np.zeros(len(issues), dtype=np.int64),
        opened_at=opened,
        known_at=opened,
        resolved_at=_seconds(issues["resolved_at"]),
        resolution_known_at=_seconds(issues["closed_at"]),
        level=np.array([Severity(one).level for one in issues["severity"]], dtype=np.int64),
    )


def without_words(score: float | None, without: float | None, shadows: Sequence[Casting]) -> str | None:
    """`“Exports fail”`, or that and how many more, whose shadows together keep the score down; None where none does.

    The score without them is computed with the score itself, so that the difference is theirs alone.
    """
    if score is None or without is None or without - score < 1.0 or not shadows:
        return None
    others = len(shadows) - 1
    more = "" if not others else f" and {others} more issue{'s' if others > 1 else ''}"
    return f"“{shadows[0].title}”{more}"


def _seconds(instants: pd.Series) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    times = pd.to_datetime(instants, utc=True)
    known = times.notna().to_numpy()
    whole = times.fillna(pd.Timestamp(0, tz="UTC")).dt.as_unit("s").astype("int64").to_numpy()
    return np.where(known, whole, NEVER)
