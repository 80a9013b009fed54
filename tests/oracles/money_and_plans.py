"""Goals, bills, price rises and notices, by plain loops."""

from datetime import date, timedelta

from tests.oracles.raw import Row
from tests.oracles.view import Reading, View, days, last_second, midnight, midnight_after


def readings(view: View) -> dict[str, Reading]:
    """The readings of these indicators."""
    return {
        "goals": _goals(view),
        "invoices": _invoices(view),
        "price_rise": _price_rise(view),
        "notice": _notice(view),
    }


def _goals(view: View) -> Reading:
    kept = [share for goal in view.goals if (share := _kept(view, goal)) is not None]
    return 100.0 * sum(kept) / len(kept) if kept else None


def _kept(view: View, goal: Row) -> Reading:
    policy, reached_on = view.policy, goal["reached_on"]
    start: Reading = goal["start_value"]
    target: Reading = goal["target_value"]
    if reached_on is not None and reached_on <= view.day:
        return 1.0 if view.days_since(last_second(reached_on)) <= policy.goal_remembered_days else None
    if start is None or target is None or start == target:
        return None
    measured = [
        row
        for row in view.known["plan_goal_readings"]
        if row["goal_id"] == goal["id"] and row["measured_on"] <= view.day
    ]
    latest = max(measured, key=lambda row: (row["measured_on"], row["id"]), default=None)
    value: float = latest["value"] if latest else start
    progress = (value - start) / (target - start)
    due_at = midnight_after(goal["due_on"] or goal["set_on"] + timedelta(days=365))
    term = max(due_at - midnight(goal["set_on"]), timedelta(days=1))
    gone = days(view.end - midnight(goal["set_on"])) / days(term)
    return min(max(progress / min(max(gone, policy.goal_least_expected), 1.0), 0.0), 1.0)


def _invoices(view: View) -> Reading:
    if not view.bills:
        return None
    late = [view.days_since(midnight_after(bill["due_on"])) for bill in view.bills if _is_overdue(view, bill)]
    return 100.0 * max(1.0 - max(late, default=0.0) / view.policy.invoice_worst_days, 0.0)


def _is_overdue(view: View, bill: Row) -> bool:
    paid_on = bill["paid_on"] or (bill["due_on"] if bill["status"] == "paid" else None)
    return bool(bill["due_on"] < view.day) and (paid_on is None or paid_on > view.day)


def _price_rise(view: View) -> Reading:
    policy = view.policy
    takes_effect = [e["effective_on"] or e["happened_on"] for e in view.events if e["kind"] == "price_rise"]
    is_felt = any(
        _ahead(view, day) <= policy.price_rise_ahead_days
        if day > view.day
        else view.days_since(last_second(day)) <= policy.price_rise_felt_days
        for day in takes_effect
    )
    if is_felt:
        return policy.price_rise_points
    return 100.0 if view.bills else None


def _ahead(view: View, day: date) -> float:
    return days(last_second(day) - view.end)


def _notice(view: View) -> Reading:
    policy = view.policy
    given = [e["happened_on"] for e in view.events if e["kind"] in ("notice", "termination")]
    if given and view.days_since(last_second(max(given))) <= policy.notice_remembered_days:
        return 0.0
    ahead = [_ahead(view, row["notice_on"]) for row in view.deadlines if row["notice_on"] > view.day]
    if not ahead:
        return None
    return policy.notice_window_points if min(ahead) <= policy.notice_window_days else 100.0
