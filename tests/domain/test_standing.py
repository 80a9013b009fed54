"""How an account stands on a day, by hand: each rule at its edge."""

from typing import Any

import pytest

from domain.events import NEVER
from domain.portfolio_columns import NO_DAY
from domain.standing import Standing, standing
from tests.domain.happenings import DAY, ago, contact, contract_end, happened, issue, promise, stance, survey


def stands(**kinds: Any) -> Standing:
    return standing(happened(**kinds), DAY)


def test_nothing() -> None:
    one = stands()
    assert (one.open_issues[0], one.worst_level[0], one.overdue_promises[0], one.people[0]) == (0, 0, 0, 0)
    assert (one.oldest_issue_at[0], one.ends[0], one.notice[0], one.champion[0]) == (NEVER, NO_DAY, NO_DAY, 0)
    assert one.nps[0] != one.nps[0]


def test_of_open_issues_the_worst_and_the_oldest() -> None:
    one = stands(
        issues=[issue(30, level=3), issue(9, level=2), issue(90, 5, level=1), issue(40, level=1, known_at=ago(-1))]
    )
    assert (one.open_issues[0], one.worst_level[0], one.oldest_issue_at[0]) == (2, 2, ago(30))


def test_a_resolution_that_is_told_later_leaves_the_issue_open() -> None:
    assert stands(issues=[issue(9, 2, resolution_known_at=ago(-1))]).open_issues[0] == 1


@pytest.mark.parametrize(
    ("one", "overdue"),
    [
        (promise(1), 1),
        (promise(0), 0),  # due on the day itself
        (promise(5, kept_days_ago=1), 0),
        (promise(5, broken_days_ago=1), 0),
        (promise(5, kept_days_ago=1, outcome_known_at=ago(-2)), 1),
        (promise(5, known_at=ago(-1)), 0),
    ],
)
def test_overdue_promises(one: Any, overdue: int) -> None:
    assert stands(promises=[one]).overdue_promises[0] == overdue


def test_the_contract_that_ends_next_with_its_earliest_notice() -> None:
    one = stands(ends=[contract_end(90, 20), contract_end(30), contract_end(30, 10), contract_end(-1, -40)])
    assert (one.ends[0] - DAY.toordinal(), one.notice[0] - DAY.toordinal()) == (30, 10)


def test_people_on_the_map_who_are_still_there() -> None:
    on_map = {"on_map_at": ago(100)}
    people = [contact(**on_map), contact(left_days_ago=1, **on_map), contact(), contact(on_map_at=ago(-1))]
    assert stands(contacts=people).people[0] == 1


def test_of_champions_the_one_with_the_most_influence_and_then_the_first() -> None:
    people = [contact(id=number, on_map_at=ago(99)) for number in (4, 7, 9, 11)]
    stances = [stance(9, 2, 0), stance(9, 2, 1, influence=80), stance(9, 2, 2, influence=80), stance(9, 1, 3)]
    assert stands(contacts=people, stances=stances).champion[0] == 7


def test_a_champion_of_before_or_who_left_or_is_not_on_the_map_is_none() -> None:
    people = [
        contact(id=4, on_map_at=ago(99)), contact(id=7, left_days_ago=2, on_map_at=ago(99)), contact(id=8)
    ]  # fmt: skip
    stances = [stance(9, 2, 0, until=ago(3)), stance(3, 0, 0), stance(9, 2, 1), stance(9, 2, 2)]
    assert stands(contacts=people, stances=stances).champion[0] == 0


def test_nps_of_the_last_year() -> None:
    answers = [survey(1, 90, is_nps=True), survey(365, 60, is_nps=True), survey(366, 0, is_nps=True), survey(1, 100)]
    assert stands(surveys=answers).nps[0] == 7.5
