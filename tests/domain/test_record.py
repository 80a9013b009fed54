"""What followed a record: soonest first, a thread once, nothing of its own and nothing of before."""

from datetime import date, timedelta

from domain.evidence import Kind
from domain.occurrence import Lane, Occurrence, Sign
from domain.record import FOLLOWERS, followed, noon
from tests.domain.test_timeline import touches

AT = noon(date(2026, 3, 1))


def issue(number: int, on: date) -> Occurrence:
    return Occurrence(Kind.ISSUE, number, Lane.ISSUES, on, on, "Outage", "S1", Sign.PLAIN, 1)


def test_what_came_within_two_weeks_is_told_soonest_first_and_a_thread_once() -> None:
    frame = touches(
        {"occurred_at": "2026-03-03", "thread_key": "t", "subject": "First"},
        {"occurred_at": "2026-03-04", "thread_key": "t", "subject": "Second"},
        {"occurred_at": "2026-02-20"}, {"occurred_at": "2026-03-20"},
        {"occurred_at": "2026-03-05", "is_automated": True}, {"occurred_at": "2026-03-05", "is_planned": True},
        {"occurred_at": "2026-03-02", "subject": None},
    )  # fmt: skip
    others = [issue(9, date(2026, 3, 3)), issue(8, date(2026, 3, 20)), issue(7, date(2026, 3, 2))]
    found = followed(frame, others, AT, frozenset(), (Kind.ISSUE, 7))
    assert [(one.kind, one.label) for one in found] == [
        (Kind.TOUCH, "email"), (Kind.ISSUE, "Outage, S1"), (Kind.TOUCH, "First")
    ]  # fmt: skip


def test_a_thread_does_not_follow_itself_and_no_more_than_a_few_are_told() -> None:
    frame = touches(*({"occurred_at": str(AT + timedelta(hours=hours))} for hours in range(1, 20)))
    found = followed(frame, [], AT, frozenset({1, 2}), (Kind.TOUCH, 1))
    assert [one.id for one in found] == list(range(3, 3 + FOLLOWERS))
