"""What stands beside the touches: how it stands on a day, whatever became known later."""

from datetime import date, timedelta

import pandas as pd
import pytest

from domain.occurrence import (
    Lane,
    Sign,
    contract_sign,
    invoice_state,
    issue_occurrences,
    lanes_taken,
    occurring,
    promise_occurrences,
    step_state,
    survey_sign,
    survey_words,
)
from domain.vocabulary import ContractEventKind, SurveyKind

DAY = date(2026, 6, 30)


def issues(**given: object) -> pd.DataFrame:
    row = {"id": 3, "title": "Outage", "severity": "s2", "opened_at": "2026-06-01", "resolved_at": None} | given
    frame = pd.DataFrame([row])
    return frame.assign(
        opened_at=pd.to_datetime(frame["opened_at"], utc=True),
        resolved_at=pd.to_datetime(frame["resolved_at"], utc=True),
    )


def test_an_open_issue_lasts_until_the_day_looked_at_and_a_resolved_one_until_then() -> None:
    (running,) = issue_occurrences(issues(), DAY)
    (done,) = issue_occurrences(issues(resolved_at="2026-06-09"), DAY)
    assert (running.until, running.word, running.level) == (DAY, "S2, open", 2)
    assert (done.until, done.word) == (date(2026, 6, 9), "S2, resolved")


def test_an_issue_that_opens_ahead_lasts_no_time() -> None:
    (ahead,) = issue_occurrences(issues(opened_at="2026-08-01"), DAY)
    assert ahead.on == ahead.until == date(2026, 8, 1)


def test_a_promise_stands_on_its_due_day_with_its_state() -> None:
    frame = pd.DataFrame([{"id": 1, "promise": "Roadmap", "is_ours": False, "due_on": DAY, "state": "late"}])
    (found,) = promise_occurrences(frame)
    assert (found.lane, found.on, found.label, found.sign) == (Lane.PROMISES, DAY, "They promised: Roadmap", Sign.LATE)


@pytest.mark.parametrize(
    ("due", "paid", "cancelled", "state"),
    [
        (DAY, None, False, ("open", Sign.OPEN)),
        (DAY - timedelta(days=1), None, False, ("overdue", Sign.OVERDUE)),
        (DAY - timedelta(days=1), DAY + timedelta(days=1), False, ("overdue", Sign.OVERDUE)),
        (DAY - timedelta(days=1), DAY, False, ("paid late", Sign.LATE)),
        (DAY, DAY, False, ("paid", Sign.GOOD)),
        (DAY - timedelta(days=9), None, True, ("cancelled", Sign.PLAIN)),
    ],
)
def test_an_invoice_stands_as_known_on_the_day(
    due: date, paid: date | None, cancelled: bool, state: tuple[str, Sign]
) -> None:
    assert invoice_state(due, paid, cancelled, DAY) == state


@pytest.mark.parametrize(
    ("due", "done", "dropped", "state"),
    [
        (DAY, None, False, ("open", Sign.OPEN)),
        (None, None, False, ("open", Sign.OPEN)),
        (DAY - timedelta(days=1), None, False, ("overdue", Sign.OVERDUE)),
        (DAY - timedelta(days=1), DAY, False, ("done late", Sign.LATE)),
        (DAY - timedelta(days=1), DAY + timedelta(days=1), False, ("overdue", Sign.OVERDUE)),
        (DAY, DAY, False, ("done", Sign.GOOD)),
        (DAY - timedelta(days=9), None, True, ("dropped", Sign.PLAIN)),
    ],
)
def test_a_step_of_the_plan_stands_as_known_on_the_day(
    due: date | None, done: date | None, dropped: bool, state: tuple[str, Sign]
) -> None:
    assert step_state(due, done, dropped, DAY) == state


def test_promoters_are_good_and_detractors_bad() -> None:
    assert [survey_sign(SurveyKind.NPS, score) for score in (10, 9, 8, 7, 6, 0)] == [
        Sign.GOOD, Sign.GOOD, Sign.PLAIN, Sign.PLAIN, Sign.BAD, Sign.BAD
    ]  # fmt: skip
    assert [survey_sign(SurveyKind.CSAT, score) for score in (5, 4, 3, 2)] == [
        Sign.GOOD, Sign.GOOD, Sign.PLAIN, Sign.BAD
    ]  # fmt: skip
    assert survey_words(SurveyKind.CSAT, 4) == "CSAT 4 of 5"
    assert contract_sign(ContractEventKind.NOTICE) is Sign.BAD
    assert contract_sign(ContractEventKind.SIGNED) is Sign.PLAIN


def test_what_reaches_into_a_period_lies_in_it() -> None:
    found = issue_occurrences(issues(resolved_at="2026-06-09"), DAY)
    assert occurring(found, date(2026, 6, 9), DAY) == found
    assert occurring(found, date(2026, 6, 10), DAY) == []
    assert occurring(found, date(2026, 5, 1), date(2026, 5, 31)) == []
    assert lanes_taken(found) == [Lane.ISSUES]
