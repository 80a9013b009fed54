"""What an account's page tells of shadows, trust and the score without issues, against the slow twin of raw rows."""

from datetime import date, timedelta

import pytest

from data_access.queries.account import account_header
from data_access.queries.explanation import explanation
from data_access.queries.service import issues
from domain.policy import POLICY
from domain.shadow import LEAST_POINTS, casting
from domain.viewer import Viewer
from domain.vocabulary import Role
from tests.conftest import DEMO_DAY
from tests.oracles import contact, trust
from tests.oracles.health import SlowAccount
from tests.oracles.raw import opened
from tests.oracles.view import View

ACCOUNTS = range(1, 200, 13)


def seen(slow: SlowAccount, day: date) -> View:
    return View(slow.policy, slow.tier, slow.facts, slow.participants, day)


def looking(day: date) -> Viewer:
    return Viewer(1, "Eva", Role.EXECUTIVE, day)


@pytest.mark.parametrize("days_ago", [0, 45, 200])
def test_the_shadows_are_those_of_the_raw_rows(demo_database: str, days_ago: int) -> None:
    day = DEMO_DAY - timedelta(days=days_ago)
    with opened(demo_database) as raw:
        for account_id in ACCOUNTS:
            view = seen(SlowAccount(raw, account_id, POLICY), day)
            slow = {issue["id"]: contact.issue_shadow(view, issue) for issue in view.issues}
            fast = {one.issue_id: one.points for one in casting(issues(looking(day), account_id), day, POLICY)}
            assert fast == pytest.approx({number: points for number, points in slow.items() if points >= LEAST_POINTS})


def test_the_header_and_the_ledger_agree_with_the_raw_rows(demo_database: str) -> None:
    with opened(demo_database) as raw:
        for account_id in ACCOUNTS:
            slow = SlowAccount(raw, account_id, POLICY)
            view, health = seen(slow, DEMO_DAY), slow.on(DEMO_DAY)
            header = account_header(looking(DEMO_DAY), account_id)
            assert header.score == pytest.approx(health.score)
            assert header.score_without_issues == pytest.approx(health.score_without_issues)
            sheet = explanation(looking(DEMO_DAY), account_id).trust
            level = trust.reading(view, sum(contact.issue_shadow(view, issue) for issue in view.issues))
            assert sheet.level == pytest.approx(50.0 if level is None else level)
            shares = sum(row.of_level for row in sheet.rows) + sheet.rest_of_level
            assert shares == pytest.approx(sheet.level - 50.0)
