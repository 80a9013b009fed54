"""People: breadth, seniority, the sponsor, stances and the champion, by plain loops."""

import math
from datetime import datetime

from domain.ties import CHANNEL_WEIGHT, SCALE
from domain.vocabulary import Channel, Seniority, Tier
from tests.oracles.raw import Row
from tests.oracles.view import Reading, View, last_second, midnight

FAVOUR = {"champion": 2, "supporter": 1, "neutral": 0, "sceptic": -1, "blocker": -2}


def readings(view: View) -> dict[str, Reading]:
    """The readings of these indicators."""
    met = {contact_id: _met(view, contact_id) for contact_id in view.contacts}
    latest = {
        contact_id: _latest_stance(view, contact_id) for contact_id in view.contacts if _is_here(view, contact_id)
    }
    assessed = {contact_id: row for contact_id, row in latest.items() if row is not None}
    return {
        "breadth": _breadth(view, met),
        "seniority": _seniority(view, met),
        "sponsor": _sponsor(view, met),
        "stances": _stances(view, assessed),
        "champion": _champion(view, assessed, met),
    }


def _is_here(view: View, contact_id: int) -> bool:
    left_on = view.contacts[contact_id]["left_on"]
    return left_on is None or left_on > view.day


def _met(view: View, contact_id: int) -> list[Row]:
    """The touches between people in which the contact took part."""
    return [
        touch
        for touch in view.human
        if touch["channel"] != "notice" and contact_id in {p["contact_id"] for p in view.participants[touch["id"]]}
    ]


def _strength(view: View, met: list[Row]) -> float:
    outward = inward = 0.0
    for touch in met:
        people = len(view.participants[touch["id"]])
        weight = CHANNEL_WEIGHT[Channel(touch["channel"])] / math.sqrt(people)
        weight *= view.left(touch["occurred_at"], view.policy.strength_half_life_days)
        share = {"outbound": 1.0, "inbound": 0.0, "mutual": 0.5}[touch["direction"]]
        outward, inward = outward + weight * share, inward + weight * (1.0 - share)
    if outward + inward == 0:
        return 0.0
    reciprocity = 2.0 * min(outward, inward) / (outward + inward)
    return 100.0 * (1.0 - math.exp(-(outward + inward) * (0.5 + 0.5 * reciprocity) / SCALE))


def _warm(view: View, met: dict[int, list[Row]]) -> list[int]:
    return [one for one in met if _is_here(view, one) and _strength(view, met[one]) >= view.policy.warm_strength]


def _breadth(view: View, met: dict[int, list[Row]]) -> Reading:
    if not any(met.values()):
        return None
    return 100.0 * min(len(_warm(view, met)) / view.policy.expected_contacts[Tier(view.tier or "tactical")], 1.0)


def _seniority(view: View, met: dict[int, list[Row]]) -> Reading:
    levels = {one: view.contacts[one]["seniority"] for one in met}
    if not any(met.values()) or not any(levels.values()):
        return None
    points = [view.policy.seniority_points[Seniority(levels[one])] for one in _warm(view, met) if levels[one]]
    return max(points, default=view.policy.nobody_reached_points)


def _sponsor(view: View, met: dict[int, list[Row]]) -> Reading:
    policy = view.policy
    instants = [
        touch["occurred_at"]
        for one, touches in met.items()
        if _is_here(view, one) and view.contacts[one]["seniority"] in ("executive", "vice_president")
        for touch in touches
    ]
    if not instants:
        return None
    late = view.days_since(max(instants)) - policy.sponsor_met_days
    return 100.0 * min(max(1.0 - late / (policy.sponsor_forgotten_days - policy.sponsor_met_days), 0.0), 1.0)


def _latest_stance(view: View, contact_id: int) -> Row | None:
    mine = [row for row in view.assessments if row["contact_id"] == contact_id]
    return max(mine, key=lambda row: (row["assessed_on"], row["id"]), default=None)


def _influence(row: Row) -> int:
    return max(50 if row["influence"] is None else row["influence"], 1)


def _stances(view: View, assessed: dict[int, Row]) -> Reading:
    weight = sum(_influence(row) for row in assessed.values())
    if not weight:
        return None
    total = sum(_influence(row) * FAVOUR[row["stance"]] for row in assessed.values())
    return min(max(50.0 + view.policy.stance_points * total / weight, 0.0), 100.0)


def _champion(view: View, assessed: dict[int, Row], met: dict[int, list[Row]]) -> Reading:
    policy = view.policy
    champions = [one for one, row in assessed.items() if row["stance"] == "champion"]
    if champions:
        instants = [touch["occurred_at"] for one in champions for touch in met[one]]
        heard = bool(instants) and view.days_since(max(instants)) <= policy.champion_silent_days
        return 100.0 if heard else policy.champion_silent_points
    gone = [view.days_since(last_second(view.contacts[one]["left_on"])) for one in view.contacts if _left_us(view, one)]
    if gone and min(gone) <= policy.champion_gone_days:
        return 0.0
    return policy.no_champion_points if assessed else None


def _left_us(view: View, contact_id: int) -> bool:
    """Whether somebody left whom we took for a champion then, or learned since to have been one."""
    if _is_here(view, contact_id):
        return False
    left_at = last_second(view.contacts[contact_id]["left_on"])
    mine = sorted((row for row in view.assessments if row["contact_id"] == contact_id), key=_learned)
    in_force: list[Row] = []
    for row in mine:
        if not in_force or (row["assessed_on"], row["id"]) > (in_force[-1]["assessed_on"], in_force[-1]["id"]):
            in_force.append(row)
    ends = [*(_learned(row)[0] for row in in_force), view.end][1:]
    return any(
        row["stance"] == "champion" and left_at <= end and _learned(row)[0] < end
        for row, end in zip(in_force, ends, strict=True)
    )


def _learned(row: Row) -> tuple[datetime, object, int]:
    """Since when an assessment is known; of two at once, the earlier first."""
    return max(midnight(row["assessed_on"]), row["recorded_at"]), row["assessed_on"], row["id"]
