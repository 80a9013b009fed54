"""From events to facts: a number an account and row of the grid, from what was known then and nothing later."""

from dataclasses import dataclass

import numpy as np

from domain.events import NEVER, Events, Issues, Surveys, Touches, Usage
from domain.grid import DAY_SECONDS, Floats, Grid, Ints, decay, decayed_sum
from domain.policy import Policy
from domain.vocabulary import Channel, Direction, Tier

TIERS = tuple(Tier)
CHANNELS = tuple(Channel)
DIRECTIONS = tuple(Direction)
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
    def total(chosen: np.ndarray, weight: Floats, half_life: float) -> Floats:
        return decayed_sum(
            grid, size, touches.account[chosen], touches.at[chosen], touches.known_at[chosen], weight[chosen], half_life
        )

    everything = np.ones(len(touches.at), dtype=bool)
    ours = (touches.direction == _OUTBOUND) & ~touches.is_automated & ~np.isnan(touches.response_seconds)
    toned = ~np.isnan(touches.sentiment) & ~touches.is_automated
    hours = touches.response_seconds / 3600.0
    reply = 100.0 / (1.0 + hours / policy.reply_scale_hours)
    one = np.ones(len(touches.at))
    weights = touch_weights(touches, policy)
    # A touch of long ago still proves that touches are recorded here (a notice does not): it never decays to "unknown".
    ever = total(weights > 0, one, np.inf)
    return {
        "touches": total(everything, weights, policy.engagement_half_life_days),
        "was_touched": ever,
        "replies": total(ours, reply, policy.reply_half_life_days),
        "replies_n": total(ours, one, policy.reply_half_life_days),
        "tone": total(toned, 50.0 + 50.0 * touches.sentiment, policy.tone_half_life_days),
        "tone_n": total(toned, one, policy.tone_half_life_days),
    }


def _survey_facts(surveys: Surveys, size: int, grid: Grid, policy: Policy) -> dict[str, Floats]:
    columns = (surveys.account, surveys.at, surveys.known_at)
    half_life = policy.survey_half_life_days
    return {
        "surveys": decayed_sum(grid, size, *columns, surveys.value, half_life),
        "surveys_n": decayed_sum(grid, size, *columns, np.ones(len(surveys.at)), half_life),
    }


def _usage_facts(usage: Usage, size: int, grid: Grid, policy: Policy) -> dict[str, Floats]:
    """Means over windows that end with the last week that was over, and known, at each row."""
    week = 7 * DAY_SECONDS
    # A week that ends with the row counts in it; what becomes known just then does not.
    row = grid.first_row_after(np.maximum(usage.ends_at - 1, usage.known_at))
    now, before = policy.usage_window_weeks, policy.usage_before_weeks
    shape = (size, len(grid))
    recent, earlier = np.zeros(shape), np.zeros(shape)
    recent_weeks, earlier_weeks = np.zeros(shape), np.zeros(shape)
    seats, seats_week = np.zeros(shape), np.full(shape, -1.0)
    seats_known = np.where(np.isnan(usage.seats), 0.0, usage.seats)
    for position, end in enumerate(grid.ends_at):
        known = row <= position
        age_weeks = (end - usage.ends_at) // week
        for low, high, into, weeks in ((0, now, recent, recent_weeks), (now, now + before, earlier, earlier_weeks)):
            chosen = known & (age_weeks >= low) & (age_weeks < high)
            account = usage.account[chosen]
            into[:, position] = np.bincount(account, weights=usage.active_users[chosen], minlength=size)
            distinct = np.unique(account * (now + before) + age_weeks[chosen])
            weeks[:, position] = np.bincount(distinct // (now + before), minlength=size)
        chosen = known & (age_weeks >= 0) & (age_weeks < now) & ~np.isnan(usage.seats)
        _latest_seats(usage, chosen, seats_known, seats[:, position], seats_week[:, position])
    with np.errstate(invalid="ignore", divide="ignore"):
        return {
            "active_users": np.where(recent_weeks > 0, recent / recent_weeks, np.nan),
            "active_users_before": np.where(earlier_weeks > 0, earlier / earlier_weeks, np.nan),
            "seats": np.where(seats > 0, seats, np.nan),
        }


def _latest_seats(usage: Usage, chosen: np.ndarray, seats: Floats, into: Floats, latest: Floats) -> None:
    np.maximum.at(latest, usage.account[chosen], usage.ends_at[chosen].astype(float))
    newest = chosen.copy()
    newest[chosen] = usage.ends_at[chosen] == latest[usage.account[chosen]]
    np.add.at(into, usage.account[newest], seats[newest])


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
