"""Contact, answers, tone, use and issues, by plain loops."""

import math
from datetime import datetime, timedelta

from domain.vocabulary import Channel, Direction, Severity, Tier
from tests.oracles.raw import Row
from tests.oracles.view import Reading, View, days, over_at


def readings(view: View) -> dict[str, Reading]:
    """The readings of these indicators."""
    return {
        "engagement_depth": _engagement(view),
        "two_way": _two_way(view),
        "balance": _balance(view),
        "responsiveness": _replies(view, Direction.OUTBOUND),
        "their_responsiveness": _replies(view, Direction.INBOUND),
        "satisfaction": _satisfaction(view),
        "seats": _seats_in_use(view),
        "usage_trend": _usage_trend(view),
        "reviews": _reviews(view),
    }


def cap(view: View) -> float:
    """The highest score that old severe issues leave."""
    policy, highest = view.policy, 100.0
    for issue in view.issues:
        closed_at = _closed_at(issue)
        if closed_at is not None and closed_at < view.end:
            continue
        age = view.days_since(issue["opened_at"])
        if issue["severity"] == Severity.S2 and age > policy.cap_severity_2_days:
            highest = min(highest, policy.cap_severity_2)
        if issue["severity"] == Severity.S1 and age > policy.cap_severity_1_days:
            highest = min(highest, policy.cap_severity_1)
    return highest


def issue_shadow(view: View, issue: Row) -> float:
    """The shadow of one issue (points)."""
    policy = view.policy
    closed_at = _closed_at(issue)
    is_closed = closed_at is not None and closed_at < view.end
    until = closed_at if closed_at is not None and is_closed else view.end
    age = max(days(until - issue["opened_at"]), 0.0)
    full = policy.severity_points[Severity(issue["severity"]).level]
    height = float(full * (1.0 - 2.0 ** (-age / policy.shadow_half_life_days)))
    return height * view.left(until, policy.recovery_half_life_days) if is_closed else height


def _closed_at(issue: Row) -> datetime | None:
    """When an issue was both resolved and known to be."""
    if issue["resolved_at"] is None:
        return None
    resolved_at: datetime = issue["resolved_at"]
    told: datetime | None = issue["resolution_recorded_at"]
    return resolved_at if told is None else max(resolved_at, told)


def _engagement(view: View) -> Reading:
    policy = view.policy
    if not view.is_touched:
        return None
    level = 0.0
    for touch in view.touches:
        weight = policy.channel_weight[Channel(touch["channel"])]
        share = policy.automated_share if touch["is_automated"] else 1.0
        level += weight * share * view.left(touch["occurred_at"], policy.engagement_half_life_days)
    a_day = policy.expected_touches_a_week[Tier(view.tier or "tactical")] / 7.0
    expected = a_day * policy.engagement_half_life_days / math.log(2)
    odds = policy.engagement_at_norm / (100.0 - policy.engagement_at_norm)
    odds *= ((1.0 + level) / (1.0 + expected)) ** policy.engagement_steepness
    return float(100.0 * odds / (1.0 + odds))


def _count(view: View, touches: list[Row]) -> float:
    return sum(view.left(touch["occurred_at"], view.policy.engagement_half_life_days) for touch in touches)


def _two_way(view: View) -> Reading:
    inward = _count(view, [t for t in view.human if t["direction"] == "inbound"])
    outward = _count(view, [t for t in view.human if t["direction"] == "outbound"])
    if inward + outward < view.policy.least_exchanges or not outward:
        return None
    return 100.0 * min(2.0 * min(inward, outward) / (inward + outward) / view.policy.two_way_at_best, 1.0)


def _balance(view: View) -> Reading:
    everything = _count(view, view.touches)
    if everything < view.policy.least_exchanges:
        return None
    people = min(_count(view, view.human) / everything / view.policy.human_share_at_best, 1.0)
    ours = [t for t in view.human if t["direction"] != "inbound" and t["initiative"] is not None]
    if not ours:
        return 100.0 * people
    first_moves = _count(view, [t for t in ours if t["initiative"] == "proactive"]) / _count(view, ours)
    return 50.0 * (people + min(first_moves / view.policy.proactive_share_at_best, 1.0))


def _replies(view: View, direction: Direction) -> Reading:
    policy, total, count = view.policy, 0.0, 0.0
    for touch in view.human:
        if touch["response_seconds"] is not None and touch["direction"] == direction:
            left = view.left(touch["occurred_at"], policy.reply_half_life_days)
            total += left * 100.0 / (1.0 + touch["response_seconds"] / 3600.0 / policy.reply_scale_hours)
            count += left
    if count < 0.5:
        return None
    mean = (total + policy.shrinkage * policy.reply_prior) / (count + policy.shrinkage)
    return _between(mean, policy.reply_slow, policy.reply_prompt)


def _satisfaction(view: View) -> Reading:
    policy, total, count = view.policy, 0.0, 0.0
    for survey in view.surveys:
        left = policy.survey_weight * view.left(survey["answered_at"], policy.survey_half_life_days)
        value = survey["score"] * 10.0 if survey["kind"] == "nps" else (survey["score"] - 1) * 25.0
        total, count = total + left * value, count + left
    for touch in view.human:
        if touch["sentiment"] is not None:
            left = view.left(touch["occurred_at"], policy.tone_half_life_days)
            tone = min(max(50.0 + policy.tone_points * touch["sentiment"], 0.0), 100.0)
            total, count = total + left * tone, count + left
    if count < 0.5:
        return None
    mean = (total + policy.shrinkage * policy.satisfaction_prior) / (count + policy.shrinkage)
    return _between(mean, policy.satisfaction_worst, policy.satisfaction_best)


def _between(value: float, worst: float, best: float) -> float:
    return min(max(100.0 * (value - worst) / (best - worst), 0.0), 100.0)


def _seats_in_use(view: View) -> Reading:
    policy = view.policy
    now = _window(view, 0, policy.usage_window_weeks)
    told = [row for row in now if row["seats"] is not None]
    latest = max((row["week_on"] for row in told), default=None)
    seats = sum(row["seats"] for row in told if row["week_on"] == latest)
    return _between(_a_week(now) / seats, policy.seats_used_at_worst, policy.seats_used_at_best) if seats else None


def _usage_trend(view: View) -> Reading:
    policy = view.policy
    now = _window(view, 0, policy.usage_window_weeks)
    before = _window(view, policy.usage_window_weeks, policy.usage_window_weeks + policy.usage_before_weeks)
    if not now or not before:
        return None
    doublings = math.log2((_a_week(now) + 1.0) / (_a_week(before) + 1.0))
    return min(max(policy.usage_steady_points + policy.usage_trend_points * doublings, 0.0), 100.0)


def _window(view: View, first: int, beyond: int) -> list[Row]:
    week = timedelta(days=7)
    return [row for row in view.usage if first <= (view.end - over_at(row)) // week < beyond]


def _a_week(rows: list[Row]) -> float:
    return float(sum(row["active_users"] for row in rows) / len({row["week_on"] for row in rows}))


def _reviews(view: View) -> Reading:
    due = view.policy.qbr_days.get(Tier(view.tier)) if view.tier else None
    held = [touch["occurred_at"] for touch in view.human if touch["purpose"] == "qbr"]
    if due is None or not held:
        return None
    return 100.0 * min(max(2.0 - view.days_since(max(held)) / due, 0.0), 1.0)
