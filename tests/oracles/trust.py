"""The trust reservoir, by plain loops."""

import math
from collections.abc import Iterator
from datetime import datetime

from domain.vocabulary import Channel
from tests.oracles.raw import Row
from tests.oracles.view import Reading, View, days, last_second, midnight_after


def reading(view: View, issue_shadow: float) -> Reading:
    """The level, under the shadows of issues (given) and of promises."""
    entries = list(_entries(view))
    overdue = sum(promise_shadow(view, promise) for promise in view.promises)
    if not view.is_touched and not entries and not overdue:
        return None
    x = sum(amount * view.left(at, view.policy.trust_half_life_days) for amount, at in entries)
    return 50.0 + 50.0 * math.tanh((x - issue_shadow - overdue) / 50.0)


def _entries(view: View) -> Iterator[tuple[float, datetime]]:
    for touch in view.touches:
        share = view.policy.automated_share if touch["is_automated"] else 1.0
        for amount in _touch_amounts(view, touch):
            yield share * amount, touch["occurred_at"]
    for promise in view.promises:
        amount = _promise_amount(view, promise)
        if amount:
            yield amount, last_second(promise["kept_on"] or promise["broken_on"])
    for goal in view.known["plan_goals"]:
        if goal["reached_on"] is not None and goal["reached_on"] <= view.day:
            yield view.policy.goal_reached, last_second(goal["reached_on"])


def _touch_amounts(view: View, touch: Row) -> Iterator[float]:
    policy = view.policy
    if touch["direction"] == "outbound" and touch["response_seconds"] is not None:
        in_time = touch["response_seconds"] <= 3600 * policy.answer_norm_hours[Channel(touch["channel"])]
        yield policy.prompt_answer if in_time else -policy.loss_weight * policy.prompt_answer
    if (
        touch["direction"] != "inbound"
        and touch["initiative"] == "proactive"
        and touch["purpose"] in ("insight", "proposal")
        and not touch["is_automated"]
    ):
        yield policy.insight
    if touch["purpose"] == "recognition":
        yield policy.recognition
    if touch["sentiment"]:
        weight = 1.0 if touch["sentiment"] > 0 else policy.loss_weight
        yield weight * policy.warm_exchange * touch["sentiment"]


def _is_settled(view: View, promise: Row) -> bool:
    """Whether its outcome had come, and was known."""
    outcome_on = promise["kept_on"] or promise["broken_on"]
    told = promise["outcome_recorded_at"]
    return outcome_on is not None and outcome_on <= view.day and (told is None or told < view.end)


def _promise_amount(view: View, promise: Row) -> float:
    policy = view.policy
    if not _is_settled(view, promise):
        return 0.0
    if promise["broken_on"] is not None:
        return -policy.loss_weight * policy.promise_kept
    if promise["kept_on"] > promise["due_on"]:
        return 0.0
    return policy.promise_early if promise["kept_on"] < promise["due_on"] else policy.promise_kept


def promise_shadow(view: View, promise: Row) -> float:
    """The shadow of one promise (points): from the end of its due day, while it was known and open."""
    policy, due_at = view.policy, midnight_after(promise["due_on"])
    if due_at >= view.end:
        return 0.0
    if not _is_settled(view, promise):
        return float(
            policy.overdue_promise_points * (1.0 - 2.0 ** (-view.days_since(due_at) / policy.shadow_half_life_days))
        )
    outcome_at = last_second(promise["kept_on"] or promise["broken_on"])
    settled_at = max(outcome_at, promise["outcome_recorded_at"] or outcome_at)
    was_in_time = promise["kept_on"] is not None and promise["kept_on"] <= promise["due_on"]
    if was_in_time or settled_at <= max(due_at, promise["recorded_at"]):
        return 0.0
    height = policy.overdue_promise_points * (1.0 - 2.0 ** (-days(settled_at - due_at) / policy.shadow_half_life_days))
    return float(height * view.left(settled_at, policy.recovery_half_life_days))
