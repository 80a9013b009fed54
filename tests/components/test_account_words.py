"""What the account's page says in words."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from components.account_commercials import ageing_sentence
from components.account_header import change_text, health_label, shadow_text
from components.account_overview import readings_frame, score_note
from components.account_plan import share_reached
from components.account_record import recovery_text
from domain.account import AccountHeader
from domain.landmarks import contract_landmarks
from domain.policy import POLICY
from domain.recovery import Recovery
from domain.scoring import model_indicators
from domain.shadow import Casting
from domain.vocabulary import Band, Lifecycle, RenewalStatus, Tier

ACCOUNT = AccountHeader(
    account_id=1, name="Kestrel", tier=Tier.KEY, lifecycle=Lifecycle.ACTIVE, industry=None, region=None,
    time_zone="UTC", customer_since_on=None, owner_id=None, owner_name=None, currency="EUR", arr_cents=None,
    renewal_on=None, notice_on=None, score=54.0, score_without_issues=78.0, score_change=-12.4, band=Band.WATCH,
    main_reason="Slow.",
    completeness=0.8, last_touch_at=None, health_on=None,
)  # fmt: skip


def test_a_shadow_names_the_issue_and_is_silent_without_one() -> None:
    heavy, light = Casting(1, "Exports fail", True, 12.0), Casting(2, "Slow", False, 1.0)
    assert shadow_text(ACCOUNT, [heavy]) == "Health 54; 78 without “Exports fail”"
    assert shadow_text(ACCOUNT, [heavy, light]) == "Health 54; 78 without “Exports fail” and 1 more issue"
    assert shadow_text(replace(ACCOUNT, score_without_issues=54.5), [heavy]) is None
    assert shadow_text(replace(ACCOUNT, score=None), []) is None


def test_what_came_back_after_an_issue_is_told() -> None:
    opened, closed = date(2026, 3, 2), date(2026, 4, 1)
    open_still, half, back, calm = (
        Recovery(78.0, 54.0, 54.0, None), Recovery(78.0, 54.0, 66.0, None),
        Recovery(78.0, 54.0, 80.0, date(2026, 5, 6)), Recovery(78.0, 78.0, 80.0, None),
    )  # fmt: skip

    def told(one: Recovery | None, closed_on: date | None = closed) -> str:
        return recovery_text(one, opened, closed_on).replace("\xa0", " ")

    fell = "Health was 78 before it opened and fell to 54"
    assert told(open_still, None) == f"{fell}; it is 54 now, with the issue open."
    assert told(half) == f"{fell}; 50% of the loss has come back since it closed on 1 Apr 2026."
    assert told(back) == f"{fell}; it was back 5 weeks after the issue closed."
    assert told(calm) == "Health did not fall under it: 78 before, 80 now."
    assert "is not known" in told(None)


def test_a_change_has_its_sign_and_its_span() -> None:
    assert change_text(ACCOUNT) == "−12 in 4 weeks"
    for small in (0.2, -2.9, 2.9):
        assert change_text(replace(ACCOUNT, score_change=small)) == "flat in 4 weeks"
    assert change_text(replace(ACCOUNT, score_change=None)) is None


def test_what_the_readings_take_adds_up_to_the_score() -> None:
    rules = model_indicators(POLICY)
    readings = {rule.key: 20.0 * place for place, rule in enumerate(rules)} | {rules[0].key: float("nan")}
    frame = readings_frame(readings, rules, POLICY.weights)
    known = {rule.key: readings[rule.key] for rule in rules[1:]}
    total = sum(POLICY.weights[key] for key in known)
    score = sum(POLICY.weights[key] * value for key, value in known.items()) / total
    assert 100 + frame["Takes from the score"].sum() == pytest.approx(score)
    assert frame["Reading"].isna().sum() == 1


def test_a_score_that_is_not_of_the_day_looked_at_names_its_day() -> None:
    told = replace(ACCOUNT, health_on=date(2026, 11, 18))
    assert health_label(told, date(2026, 11, 18)) == "Health"
    assert health_label(told, date(2026, 11, 22)).replace("\xa0", " ") == "Health on 18 Nov 2026"
    assert health_label(replace(told, score=None), date(2026, 11, 22)) == "Health"


def test_a_reading_is_told_as_scores_are() -> None:
    rule = next(rule for rule in model_indicators(POLICY) if rule.key == "trust")
    frame = readings_frame({"trust": 11.7}, [rule], POLICY.weights)
    assert frame["Reading"].tolist() == [11]  # as the list of accounts and the chart of trust say it


def test_a_score_that_an_issue_holds_down_says_so() -> None:
    readings = dict.fromkeys(POLICY.weights, 80.0)
    assert score_note(ACCOUNT, readings, POLICY.weights).startswith("Held at 54 by a severe open issue")
    assert score_note(replace(ACCOUNT, score=80.0), readings, POLICY.weights) == "Slow."
    assert score_note(ACCOUNT, {}, POLICY.weights) == "Slow."


def test_overdue_invoices_are_told_by_age_and_currency() -> None:
    bills = pd.DataFrame(
        {"amount_cents": [100_00, 200_00, 300_00, 50_00], "currency": ["EUR", "EUR", "USD", "EUR"],
         "days_overdue": [10, 10, 95, 0]}
    )  # fmt: skip
    assert ageing_sentence(bills) == "Overdue: €300 up to 30 days; $300 over 90 days."
    assert ageing_sentence(bills.iloc[3:]) == "Nothing is overdue."


@pytest.mark.parametrize(
    ("way", "share"),
    [((10, 15, 20), 0.5), ((20, 15, 10), 0.5), ((0, 30, 20), 1.0), ((5, 5, 5), None), ((0, float("nan"), 5), None)],
)
def test_a_goal_has_come_a_share_of_its_way(way: tuple[float, float, float], share: float | None) -> None:
    assert share_reached(*way) == share


def test_a_day_of_the_contract_is_named_once_by_what_matters_most() -> None:
    end, notice = date(2027, 5, 2), date(2027, 2, 1)
    contracts = pd.DataFrame({"ends_on": [end, None], "notice_on": [notice, None]})
    renewals = pd.DataFrame(
        {"due_on": [end, date(2025, 1, 1)], "notice_on": [notice, None],
         "status": [RenewalStatus.OPEN.value, RenewalStatus.RENEWED.value]}
    )  # fmt: skip
    found = contract_landmarks(contracts, renewals)
    assert [(mark.day, mark.name, mark.is_firm) for mark in found] == [
        (notice, "Notice", False),
        (end, "Renewal", True),
    ]
    assert contract_landmarks(contracts.iloc[:0], renewals.iloc[:0]) == []
