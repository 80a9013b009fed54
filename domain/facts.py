"""From events to facts: a number an account and row of the grid, from what was known then and nothing later."""

from dataclasses import dataclass

import numpy as np

from domain.events import NEVER, Events, Issues, Surveys, Touches, Usage
from domain.grid import DAY_SECONDS, Floats, Grid, Ints, decay, place
from domain.policy import Policy
from domain.vocabulary import Channel, Direction, Tier

TIERS = tuple(Tier)
CHANNELS = tuple(Channel)
DIRECTIONS = tuple(Direction)
_WEEK = 7 * DAY_SECONDS
_OUTBOUND = DIRECTIONS.index(Direction.OUTBOUND)


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """Matrices of (accounts, rows); `tier` is (accounts,).

    `touches`: decayed sum of weighted touches; `was_touched`: above 0 once any touch of weight was known; `replies`,
    `replies_n`: decayed sums of our replies' readings and of their number; `surveys…`, `tone…`: likewise, on 0-100;
    `active_users`, `active_users_before`: means over the policy's windows, NaN unknown; `seats`: latest known;
    `shadow`: points; `oldest_s1_days`, `oldest_s2_days`: age of the oldest open issue of that severity, NaN without
    one; `open_issues`.
    """

    tier: Ints
    touches: Floats
    was_touched: Floats
    replies: Floats
    replies_n: Floats
    surveys: Floats
    surveys_n: Floats
    tone: Floats
    tone_n: Floats
    active_users: Floats
    active_users_before: Floats
    seats: Floats
    shadow: Floats
    oldest_s1_days: Floats
    oldest_s2_days: Floats
    open_issues: Floats


def gather(events: Events, grid: Grid, policy: Policy) -> Facts:
    """Return the facts of a group of accounts on every row of the grid."""
    size = events.accounts
    return Facts(
        tier=events.tier,
        **_touch_facts(events.touches, size, grid, policy),
        **_survey_facts(events.surveys, size, grid, policy),
        **_usage_facts(events.usage, size, grid, policy),
        **_issue_facts(events.issues, size, grid, policy),
    )


def touch_weights(touches: Touches, policy: Policy) -> Floats:
    """How much each touch counts: its channel's weight, a tenth of it where a machine sent it."""
    by_channel = np.array([policy.channel_weight[channel] for channel in CHANNELS])
    return by_channel[touches.channel] * np.where(touches.is_automated, policy.automated_share, 1.0)


def _touch_facts(touches: Touches, size: int, grid: Grid, policy: Policy) -> dict[str, Floats]:
    placed = place(grid, size, touches.account, touches.at, touches.known_at)
    ours = (touches.direction == _OUTBOUND) & ~touches.is_automated & ~np.isnan(touches.response_seconds)
    toned = ~np.isnan(touches.sentiment) & ~touches.is_automated
    reply = 100.0 / (1.0 + touches.response_seconds / 3600.0 / policy.reply_scale_hours)
    weights = touch_weights(touches, policy)
    return {
        "touches": placed.decayed_sum(weights, policy.engagement_half_life_days),
        # A touch of long ago still proves that touches are recorded here (a notice does not): it never decays.
        "was_touched": placed.decayed_sum((weights > 0).astype(float), np.inf),
        "replies": placed.decayed_sum(np.where(ours, reply, 0.0), policy.reply_half_life_days),
        "replies_n": placed.decayed_sum(ours.astype(float), policy.reply_half_life_days),
        "tone": placed.decayed_sum(np.where(toned, 50.0 + 50.0 * touches.sentiment, 0.0), policy.tone_half_life_days),
        "tone_n": placed.decayed_sum(toned.astype(float), policy.tone_half_life_days),
    }


def _survey_facts(surveys: Surveys, size: int, grid: Grid, policy: Policy) -> dict[str, Floats]:
    placed = place(grid, size, surveys.account, surveys.at, surveys.known_at)
    half_life = policy.survey_half_life_days
    return {
        "surveys": placed.decayed_sum(surveys.value, half_life),
        "surveys_n": placed.decayed_sum(np.ones(len(surveys.at)), half_life),
    }


def _usage_facts(usage: Usage, size: int, grid: Grid, policy: Policy) -> dict[str, Floats]:
    """Means over windows that end with the last week that was over, and known, at each row."""
    now, before = policy.usage_window_weeks, policy.usage_before_weeks
    shape = (size, len(grid))
    recent, recent_weeks = np.zeros(shape), np.zeros(shape)
    earlier, earlier_weeks = np.zeros(shape), np.zeros(shape)
    seats, is_told = np.zeros(shape), np.zeros(shape, dtype=bool)
    has_seats = ~np.isnan(usage.seats)
    weeks_of_use = _WeeksOfUse(usage, grid)
    for age in range(now + before):
        event, cell = weeks_of_use.of_age(age)
        into, weeks = (recent, recent_weeks) if age < now else (earlier, earlier_weeks)
        into += np.bincount(cell, usage.active_users[event], size * len(grid)).reshape(shape)
        weeks += np.bincount(cell, minlength=size * len(grid)).reshape(shape) > 0
        if age < now:
            event, cell = event[has_seats[event]], cell[has_seats[event]]
            told = np.bincount(cell, minlength=size * len(grid)).reshape(shape) > 0
            total = np.bincount(cell, usage.seats[event], size * len(grid)).reshape(shape)
            seats = np.where(is_told, seats, total)
            is_told |= told
    with np.errstate(invalid="ignore", divide="ignore"):
        return {
            "active_users": np.where(recent_weeks > 0, recent / recent_weeks, np.nan),
            "active_users_before": np.where(earlier_weeks > 0, earlier / earlier_weeks, np.nan),
            "seats": np.where(seats > 0, seats, np.nan),
        }


class _WeeksOfUse:
    """Where a week of use is so many whole weeks old.

    The rows of the grid are a week apart, but for the last one, which may be any day: each week of use has that age in
    one regular row at most, and perhaps in the last.
    """

    def __init__(self, usage: Usage, grid: Grid) -> None:
        last = len(grid) - 1
        is_regular = last == 0 or grid.ends_at[last] - grid.ends_at[last - 1] == _WEEK
        self._cell = usage.account * len(grid)
        self._last = None if is_regular else last
        self._regular = last + 1 if is_regular else last
        self._known_from = grid.first_row_after(usage.known_at)
        self._over_from = -((grid.ends_at[0] - usage.ends_at) // _WEEK)
        self._age_at_last = (grid.ends_at[last] - usage.ends_at) // _WEEK

    def of_age(self, age: int) -> tuple[Ints, Ints]:
        """Positions of the weeks that have that age in some row by which they are known, and their cells."""
        row = self._over_from + age
        here = np.flatnonzero((row >= self._known_from) & (row >= 0) & (row < self._regular))
        cell = self._cell[here] + row[here]
        if self._last is None:
            return here, cell
        late = np.flatnonzero((self._age_at_last == age) & (self._known_from <= self._last))
        return np.concatenate([here, late]), np.concatenate([cell, self._cell[late] + self._last])


def _issue_facts(issues: Issues, size: int, grid: Grid, policy: Policy) -> dict[str, Floats]:
    shadows = issue_shadows(issues, grid, policy)
    opened_days = (grid.ends_at[None, :] - issues.opened_at[:, None]) / DAY_SECONDS
    is_open = is_open_at(issues, grid)

    def summed(values: Floats) -> Floats:
        out = np.zeros((size, len(grid)))
        np.add.at(out, issues.account, values)
        return out

    def oldest(level: int) -> Floats:
        out = np.full((size, len(grid)), -1.0)
        ages = np.where(is_open & (issues.level == level)[:, None], opened_days, -1.0)
        np.maximum.at(out, issues.account, ages)
        return np.where(out < 0, np.nan, out)

    return {
        "shadow": summed(shadows),
        "oldest_s1_days": oldest(1),
        "oldest_s2_days": oldest(2),
        "open_issues": summed(is_open.astype(float)),
    }


def is_open_at(issues: Issues, grid: Grid) -> np.ndarray:
    """Whether each issue was known to be open at each row: (issues, rows)."""
    begun = np.maximum(issues.opened_at, issues.known_at)[:, None] < grid.ends_at[None, :]
    return np.asarray(begun & ~(_closed_at(issues)[:, None] < grid.ends_at[None, :]))


def issue_shadows(issues: Issues, grid: Grid, policy: Policy) -> Floats:
    """The shadow of each issue at each row (points): (issues, rows); never below zero.

    While it is known to be open: sev x (1 - d(age, 14)). After its resolution is known, the height that it had then
    decays with half-life 21 days.
    """
    points = np.array([policy.severity_points[level] for level in range(1, 5)])[issues.level - 1][:, None]
    ends = grid.ends_at[None, :]
    closed_at = _closed_at(issues)[:, None]
    until = np.minimum(ends, closed_at)
    age = np.maximum(until - issues.opened_at[:, None], 0) / DAY_SECONDS
    height = points * (1.0 - decay(age, policy.shadow_half_life_days))
    since_closed = np.maximum(ends - closed_at, 0) / DAY_SECONDS
    begun = np.maximum(issues.opened_at, issues.known_at)[:, None] < ends
    return np.where(begun, height * decay(since_closed, policy.recovery_half_life_days), 0.0)


def _closed_at(issues: Issues) -> Ints:
    known = np.maximum(issues.resolved_at, issues.resolution_known_at)
    return np.where(issues.resolved_at == NEVER, NEVER, known)
