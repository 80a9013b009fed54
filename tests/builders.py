"""Rows for tests: each builder has defaults, so that a test states only what it is about, and gives the row's id.

They write through `maintaining()`, as a system would. `DAY` is the day on which tests look, unless they say another.
"""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

import numpy as np

from data_access.models import (
    Account,
    AccountCurrent,
    AccountHistory,
    Assessment,
    Commitment,
    Contact,
    HealthModel,
    HealthSnapshot,
    Issue,
    Participant,
    Stakeholder,
    Touchpoint,
    User,
    Workspace,
)
from data_access.models.base import Base
from data_access.runs import as_runs
from data_access.session import maintaining
from domain.bands import band_of
from domain.grid import SUNDAY, WEEKS, last_sunday
from domain.policy import POLICY as NEXUS_POLICY
from domain.policy_document import policy_to_document
from domain.portfolio import NO_SUBSCRIPTION
from domain.portfolio_columns import NO_DAY
from domain.viewer import Viewer
from domain.vocabulary import (
    BuyingRole,
    Channel,
    Department,
    Direction,
    IssueStatus,
    Lifecycle,
    ParticipantPart,
    Role,
    Severity,
    Stance,
    Tier,
)

DAY = date(2026, 6, 30)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
POLICY = json.dumps(
    policy_to_document(replace(NEXUS_POLICY, name="Two", weights={"engagement_depth": 20.0, "service": 10.0}))
)
_numbers = count(1)


def at(days_ago: float = 0.0, *, day: date = DAY) -> datetime:
    """Noon (UTC) of `day`, so many days earlier."""
    return datetime.combine(day, time(12), UTC) - timedelta(days=days_ago)


def sunday(weeks_ago: int, *, day: date = DAY) -> date:
    """The last Sunday up to so many weeks before `day`."""
    return last_sunday(day - timedelta(weeks=weeks_ago))


def add(row: Base) -> Any:
    """Write one row of any table; its id, where it has one."""
    with maintaining() as session:
        session.add(row)
        session.flush()
        return getattr(row, "id", None)


def make_workspace(**given: Any) -> None:
    """The one row of the workspace: a demo company that reports in euros."""
    add(Workspace(**{"id": 1, "name": "Nexus Demo", "reporting_currency": "EUR", "is_demo": True} | given))


def make_user(**given: Any) -> int:
    """One of our people: an account manager."""
    usual = {"name": "Ada Owner", "role": Role.ACCOUNT_MANAGER, "recorded_at": LONG_AGO}
    return int(add(User(**usual | given)))


def viewer_for(user_id: int, role: Role = Role.ACCOUNT_MANAGER, day: date = DAY) -> Viewer:
    """That person as a viewer, looking at `day`."""
    return Viewer(user_id, "Ada Owner", role, day)


def make_account(**given: Any) -> int:
    """An active key account without an owner."""
    usual = {"name": "Kestrel & Sons", "tier": Tier.KEY, "lifecycle": Lifecycle.ACTIVE, "recorded_at": LONG_AGO}
    return int(add(Account(**usual | given)))


def make_contact(account_id: int, **given: Any) -> int:
    """A person of the account's, of whom nothing but the name is known."""
    return int(add(Contact(**{"account_id": account_id, "name": "Mira Client", "recorded_at": LONG_AGO} | given)))


def make_stakeholder(account_id: int, **given: Any) -> int:
    """A contact on the account's map; without a `contact_id` a new one. Gives the stakeholder's id."""
    contact_id = given.pop("contact_id", None) or make_contact(account_id)
    usual = {"account_id": account_id, "contact_id": contact_id, "recorded_at": LONG_AGO}
    return int(add(Stakeholder(**usual | given)))


def make_assessment(account_id: int, stakeholder_id: int, **given: Any) -> int:
    """What somebody thought of a stakeholder a month ago: a champion who decides."""
    assessed_on = given.get("assessed_on", DAY - timedelta(days=30))
    usual = {
        "account_id": account_id, "stakeholder_id": stakeholder_id, "assessed_on": assessed_on,
        "buying_role": BuyingRole.DECISION_MAKER, "stance": Stance.CHAMPION, "influence": 80,
        "recorded_at": at(day=assessed_on),
    }  # fmt: skip
    return int(add(Assessment(**usual | given)))


def make_touchpoint(account_id: int, *, people: tuple[dict[str, Any], ...] = (), **given: Any) -> int:
    """An e-mail from us yesterday; `people` are its participants, each with a `contact_id`, `user_id` or `address`."""
    occurred_at = given.get("occurred_at", at(1))
    usual = {
        "account_id": account_id, "occurred_at": occurred_at, "recorded_at": min(occurred_at, at(0)),
        "channel": Channel.EMAIL, "direction": Direction.OUTBOUND, "subject": "Hello", "is_automated": False,
        "is_planned": False,
    }  # fmt: skip
    number = int(add(Touchpoint(**usual | given)))
    for position, person in enumerate(people):
        part = {"touchpoint_id": number, "position": position, "part": ParticipantPart.ATTENDEE}
        add(Participant(**part | person))
    return number


def make_issue(account_id: int, **given: Any) -> int:
    """An issue of severity 2, open for ten days."""
    opened_at = given.get("opened_at", at(10))
    usual = {
        "account_id": account_id, "title": "Exports fail", "severity": Severity.S2, "opened_at": opened_at,
        "status": IssueStatus.RESOLVED if given.get("resolved_at") else IssueStatus.OPEN,
        "recorded_at": min(opened_at, at(0)),
    }  # fmt: skip
    return int(add(Issue(**usual | given)))


def make_commitment(account_id: int, **given: Any) -> int:
    """A promise of ours, made ten days ago and due in five."""
    made_on = given.get("made_on", DAY - timedelta(days=10))
    usual = {
        "account_id": account_id, "promise": "Send the roadmap", "is_ours": True, "made_on": made_on,
        "department": Department.PRODUCT, "due_on": DAY + timedelta(days=5), "recorded_at": at(day=made_on),
    }  # fmt: skip
    return int(add(Commitment(**usual | given)))


def make_health_model(**given: Any) -> int:
    """A published health model of two indicators."""
    usual = {"name": f"Model {next(_numbers)}", "policy": POLICY, "published_on": DAY, "recorded_at": LONG_AGO}
    return int(add(HealthModel(**usual | given)))


def make_snapshot(account_id: int, model_id: int, week_on: date, score: float | None, **given: Any) -> None:
    """The health of an account in the week that ended with a Sunday; that of `DAY` stands in the current row."""
    assert week_on.weekday() == SUNDAY
    usual = {
        "account_id": account_id, "week_on": week_on, "model_id": model_id, "score": score, "band": band_of(score),
        "score_without_issues": score, "completeness": 1.0, "arr_cents": 120_000_00, "readings": b"",
    }  # fmt: skip
    add(HealthSnapshot(**usual | given))


def make_current(account_id: int, **given: Any) -> None:
    """The current row of an account, as refresh writes it: its score and ARR were always what they are.

    With a `model_id` it tells of the present day, of which the health history then has a row too.
    """
    score, arr_cents = given.get("score", 72.0), given.get("arr_cents", 120_000_00)
    usual = {
        "account_id": account_id, "as_of_on": DAY, "refreshed_at": at(), "name": "Kestrel & Sons", "tier": Tier.KEY,
        "lifecycle": Lifecycle.ACTIVE, "is_customer": True, "arr_cents": 120_000_00, "score": score,
        "score_without_issues": score, "band": band_of(score), "completeness": 0.8, "reporting_currency": "EUR",
        "readings": b"" if "model_id" in given else None,
    }  # fmt: skip
    add(AccountCurrent(**usual | given))
    arr = np.full((1, WEEKS), NO_SUBSCRIPTION if arr_cents is None else arr_cents, dtype=np.int64)
    history = {
        "until_on": last_sunday(given.get("as_of_on", DAY)), "fingerprint": 0, "weekly_arr": as_runs(arr)[0],
        "weekly_scores": np.full(WEEKS, np.nan if score is None else score, "<f8").tobytes(),
    }  # fmt: skip
    touched_on = given.get("last_touch_on")
    contact = np.full(WEEKS, touched_on.toordinal() if touched_on else NO_DAY, "<i4")
    add(AccountHistory(account_id=account_id, weekly_contact=contact.tobytes(), **history))
