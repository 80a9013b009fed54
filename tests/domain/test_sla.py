"""Issues against their targets: hand-computed at the edges, and what holds of any issues."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.events import NEVER
from domain.grid import DAY_SECONDS
from domain.open_issues import Age, age_of, open_issues
from domain.service import looked_from
from domain.sla import NO_TARGET, Issues, Looked, Measure, Served, Verdict, cells, judge, served
from tests.domain.books import book
from tests.portfolios import AS_OF

HOUR = 3600
END = 1_000 * DAY_SECONDS
LOOKED = Looked(END, END, has_answers=True)


def issue(**given: Any) -> dict[str, int]:
    """One that opened ten hours before the end of the day, of a key account, to be answered in 4 h and done in 8."""
    opened = given.pop("opened_at", END - 10 * HOUR)
    usual = {
        "id": 1, "at": 0, "severity": 1, "tier": 1, "opened_at": opened, "known_at": opened, "answered_at": NEVER,
        "resolved_at": NEVER, "resolution_known_at": NEVER, "first_response": 4 * HOUR, "resolution": 8 * HOUR,
    }  # fmt: skip
    made = usual | given
    if "resolved_at" in given and "resolution_known_at" not in given:
        made["resolution_known_at"] = given["resolved_at"]
    return made


def issues(*rows: dict[str, int]) -> Issues:
    ordered = sorted(rows, key=lambda row: (row["opened_at"], row["id"]))
    return Issues(**{name: np.array([row[name] for row in ordered], dtype=np.int64) for name in Issues.__slots__})


def verdicts(row: dict[str, int], looked: Looked = LOOKED) -> list[Verdict]:
    return [Verdict(judge(issues(row), measure, looked).verdict[0]) for measure in Measure]


def after(hours: float, opened: int = END - 10 * HOUR) -> int:
    return opened + int(hours * HOUR)


@pytest.mark.parametrize(
    ("row", "answer", "resolution"),
    [
        (issue(), Verdict.MISSED, Verdict.MISSED),
        (issue(answered_at=after(4)), Verdict.MET, Verdict.MISSED),
        (issue(answered_at=after(4) + 1), Verdict.MISSED, Verdict.MISSED),
        (issue(answered_at=after(1), resolved_at=after(8)), Verdict.MET, Verdict.MET),
        (issue(answered_at=after(1), resolved_at=after(8) + 1), Verdict.MET, Verdict.MISSED),
        (issue(resolved_at=after(2)), Verdict.UNTOLD, Verdict.MET),
        (issue(opened_at=END - 4 * HOUR), Verdict.WAITING, Verdict.WAITING),
        (issue(opened_at=END - 4 * HOUR - 1), Verdict.MISSED, Verdict.WAITING),
        (issue(first_response=NO_TARGET, resolution=NO_TARGET, answered_at=after(1)), Verdict.UNTOLD, Verdict.UNTOLD),
        # What became known only after the day had not happened on it.
        (issue(answered_at=END, resolved_at=after(2), resolution_known_at=END), Verdict.MISSED, Verdict.MISSED),
        (issue(resolved_at=END), Verdict.MISSED, Verdict.MISSED),
    ],
)
def test_an_issue_is_judged_by_what_was_known_at_the_end_of_the_day(
    row: dict[str, int], answer: Verdict, resolution: Verdict
) -> None:
    assert verdicts(row) == [answer, resolution]


def test_nothing_is_said_of_answers_where_none_is_on_record() -> None:
    assert verdicts(issue(), Looked(END, END, has_answers=False)) == [Verdict.UNTOLD, Verdict.MISSED]


def test_on_a_day_that_is_not_over_a_target_has_passed_only_once_it_has() -> None:
    now = Looked(END, END - 7 * HOUR, has_answers=True)
    assert verdicts(issue(), now) == [Verdict.WAITING, Verdict.WAITING]
    assert verdicts(issue(opened_at=END - 12 * HOUR), now) == [Verdict.MISSED, Verdict.WAITING]
    assert LOOKED.before(7).clock == END - 7 * DAY_SECONDS


def test_the_clock_stops_at_the_last_refresh_but_never_before_the_day() -> None:
    midnight = looked_from(AS_OF, 0.0, has_answers=True)
    assert midnight.clock == midnight.end - DAY_SECONDS
    assert looked_from(AS_OF, midnight.end + 9.0, has_answers=True).clock == midnight.end
    assert looked_from(AS_OF, midnight.end - 9.0, has_answers=True).clock == midnight.end - 9


def test_the_median_is_over_what_is_done_in_time_or_not() -> None:
    rows = [issue(id=place, answered_at=after(hours)) for place, hours in enumerate((1, 2, 9))]
    told = served(judge(issues(*rows, issue(id=9)), Measure.FIRST_RESPONSE, LOOKED))
    assert told == Served(met=2, missed=2, waiting=0, untold=0, done=3, median_hours=2.0)
    assert (told.due, told.share, told.says_something) == (4, 0.5, False)


def test_issues_are_those_that_opened_in_the_time_and_were_known() -> None:
    found = issues(
        issue(id=1, opened_at=END - 90 * DAY_SECONDS - 1), issue(id=2, opened_at=END - 90 * DAY_SECONDS),
        issue(id=3, opened_at=END - 1), issue(id=4, opened_at=END - 5, known_at=END), issue(id=5, opened_at=END),
    )  # fmt: skip
    assert found.opened_within(END, 90).id.tolist() == [2, 3]
    assert found.opened_within(END, None).id.tolist() == [1, 2, 3]


drawn = st.builds(
    issue,
    opened_at=st.integers(0, 9).map(lambda days: END - days * DAY_SECONDS - 1),
    severity=st.integers(0, 3),
    tier=st.integers(0, 3),
    answered_at=st.one_of(st.just(NEVER), st.integers(END, END + 9)),
    resolved_at=st.one_of(st.just(NEVER), st.integers(END - 50, END + 50)),
    first_response=st.sampled_from([NO_TARGET, 60, 90 * DAY_SECONDS]),
    resolution=st.sampled_from([NO_TARGET, 60, 90 * DAY_SECONDS]),
)


@given(st.lists(drawn, max_size=12), st.booleans())
def test_cells_add_up_to_their_sums_and_no_issue_is_lost(rows: list[dict[str, int]], has_answers: bool) -> None:
    found = issues(*rows)
    judged = {measure: judge(found, measure, Looked(END, END, has_answers)) for measure in Measure}
    told = cells(found, judged)
    for measure in Measure:
        mine = [cell for cell in told if cell.measure is measure]
        alone = [cell.served for cell in mine if cell.tier is not None and cell.severity is not None]
        for name in ("met", "missed", "waiting", "untold", "done"):
            total = sum(getattr(one, name) for one in alone)
            for sums in (
                [cell.served for cell in mine if cell.tier is not None and cell.severity is None],
                [cell.served for cell in mine if cell.tier is None and cell.severity is not None],
                [cell.served for cell in mine if cell.tier is None and cell.severity is None],
            ):
                assert sum(getattr(one, name) for one in sums) == total
        assert sum(one.due + one.waiting + one.untold for one in alone) == len(rows)
        assert all(one.share is None or 0 <= one.share <= 1 for one in alone)


def test_an_account_stands_once_by_its_oldest_issue_and_its_worst_severity() -> None:
    shown = book({"arr": 500}, {"arr": 70}, {"arr": 9, "is_customer": False}, {})
    ago = {days: END - 1 - days * DAY_SECONDS for days in (2, 7, 8, 91)}
    found = issues(
        issue(id=1, at=0, opened_at=ago[91], severity=3), issue(id=2, at=0, opened_at=ago[2], severity=0),
        issue(id=3, at=1, opened_at=ago[7]), issue(id=4, at=2, opened_at=ago[8]), issue(id=5, at=3, opened_at=ago[8]),
        issue(id=6, at=1, opened_at=ago[91], resolved_at=END - 1),
    )  # fmt: skip
    told = open_issues(shown, found, found.at, LOOKED)
    rows = told.accounts.sort_values("row").to_dict("records")
    assert [tuple(row.values()) for row in rows] == [
        (0, 2, 0, 91, Age.LONGER, 500), (1, 1, 1, 7, Age.WEEK, 70), (3, 1, 1, 8, Age.MONTH, 0)
    ]  # fmt: skip
    parts = told.by_age
    assert (parts["accounts"].sum(), parts["issues"].sum(), parts["arr_cents"].sum()) == (3, 4, 570)


def test_the_last_day_of_an_age_belongs_to_it() -> None:
    days = np.array([0, 7, 8, 30, 31, 90, 91])
    assert age_of(days).tolist() == [0, 0, 1, 1, 2, 2, 3]
