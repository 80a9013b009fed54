"""What an account's current row says beside health, by plain loops over raw rows."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.policy import POLICY
from domain.vocabulary import Tier
from tests.oracles.raw import Raw, Row


def current_row(raw: Raw, account_id: int, day: date) -> Row:
    """The columns of `account_current` that tell of contact, issues, promises, renewal, people and NPS."""
    end = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1)

    def rows(table: str) -> list[Row]:
        found = raw.rows(f"SELECT * FROM {table} WHERE account_id = {account_id}")
        return [row for row in found if row["recorded_at"] < end]

    account = raw.row(f"SELECT * FROM accounts WHERE id = {account_id}")
    contacts = {row["id"]: row for row in raw.rows("SELECT * FROM contacts")}
    return (
        {"name": account["name"], "is_customer": _is_customer(account, day)}
        | _contact(rows("touchpoints"), account["tier"], end)
        | _issues(rows("issues"), end)
        | {"overdue_commitments": sum(_is_overdue(row, day, end) for row in rows("commitments"))}
        | _renewal(rows("contracts"), rows("renewals"), day)
        | _people(rows("stakeholders"), rows("stakeholder_assessments"), contacts, day)
        | {"nps": _nps(rows("survey_responses"), end)}
    )


def _is_customer(account: Row, day: date) -> bool:
    churned_on: date | None = account["churned_on"]
    if churned_on is not None:
        return churned_on > day and account["lifecycle"] != "prospect"
    return account["lifecycle"] not in ("prospect", "churned")


def _contact(touches: list[Row], tier: str | None, end: datetime) -> Row:
    mine = [t for t in touches if t["occurred_at"] < end and not t["is_automated"] and not t["is_planned"]]
    last = max((t["occurred_at"] for t in mine), default=None)
    last_on = None if last is None else last.date()
    due = last_on + timedelta(days=POLICY.cadence_days[Tier(tier)]) if last_on and tier else None
    recent = [t for t in mine if t["occurred_at"] >= end - timedelta(days=90)]
    return {"last_touch_on": last_on, "next_touch_due_on": due, "touches_90_days": len(recent)} | _balance(touches, end)


def _balance(touches: list[Row], end: datetime) -> Row:
    """Each touch that happened, halved every 90 days, by kind."""
    sums = dict.fromkeys(("human_touches", "automated_touches", "proactive_touches", "reactive_touches"), 0.0)
    for touch in touches:
        if touch["occurred_at"] >= end or touch["is_planned"]:
            continue
        share = 0.5 ** ((end - touch["occurred_at"]) / timedelta(days=90))
        sums["automated_touches" if touch["is_automated"] else "human_touches"] += share
        if not touch["is_automated"] and touch["direction"] != "inbound" and touch["initiative"] is not None:
            sums[f"{touch['initiative']}_touches"] += share
    return {name: pytest.approx(total, rel=1e-9, abs=1e-12) for name, total in sums.items()}


def _issues(issues: list[Row], end: datetime) -> Row:
    def is_open(issue: Row) -> bool:
        told = issue["resolution_recorded_at"] or issue["resolved_at"]
        closed = issue["resolved_at"] is not None and issue["resolved_at"] < end and told < end
        return issue["opened_at"] < end and not closed

    mine = [issue for issue in issues if is_open(issue)]
    oldest = min((issue["opened_at"] for issue in mine), default=None)
    return {
        "open_issues": len(mine),
        "worst_severity": min((issue["severity"] for issue in mine), default=None),
        "oldest_issue_on": None if oldest is None else oldest.date(),
    }


def _is_overdue(promise: Row, day: date, end: datetime) -> bool:
    outcome = promise["kept_on"] or promise["broken_on"]
    told = promise["outcome_recorded_at"]
    is_decided = outcome is not None and outcome <= day and (told is None or told < end)
    return promise["is_ours"] and promise["due_on"] < day and not is_decided


def _renewal(contracts: list[Row], renewals: list[Row], day: date) -> Row:
    ends = [
        (c["ends_on"], c["notice_on"] or date.max)
        for c in contracts
        if c["ends_on"] is not None and c["starts_on"] <= day < c["ends_on"]
    ]
    for renewal in renewals:
        is_open = renewal["decided_on"] is None or renewal["decided_on"] > day
        if is_open and renewal["contract_id"] is None and renewal["due_on"] > day:
            ends.append((renewal["due_on"], renewal["notice_on"] or date.max))
    renewal_on, notice_on = min(ends, default=(None, date.max))
    return {"renewal_on": renewal_on, "notice_on": None if notice_on == date.max else notice_on}


def _people(parts: list[Row], assessments: list[Row], contacts: dict[int, Row], day: date) -> Row:
    def is_here(part: Row) -> bool:
        left_on = contacts[part["contact_id"]]["left_on"]
        return left_on is None or left_on > day

    here = [part for part in parts if is_here(part)]
    champions = []
    for part in here:
        mine = [a for a in assessments if a["stakeholder_id"] == part["id"] and a["assessed_on"] <= day and a["stance"]]
        latest: Any = max(mine, key=lambda a: (a["assessed_on"], a["id"]), default=None)
        contact = contacts[part["contact_id"]]
        if latest and latest["stance"] == "champion" and contact["recorded_at"].date() <= day:
            influence = 50 if latest["influence"] is None else latest["influence"]
            champions.append((-influence, contact["id"], contact["name"]))
    return {"stakeholders": len(here), "champion": min(champions)[2] if champions else None}


def _nps(surveys: list[Row], end: datetime) -> float | None:
    year = end - timedelta(days=365)
    scores = [s["score"] for s in surveys if s["kind"] == "nps" and year <= s["answered_at"] < end]
    return sum(scores) / len(scores) if scores else None
