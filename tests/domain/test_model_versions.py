"""Which version of the model a day was scored with."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.model_versions import ModelVersion, in_force, in_order, model_changes
from domain.policy import POLICY

SPRING = ModelVersion(1, "Spring", date(2026, 3, 1), POLICY)
SUMMER = ModelVersion(2, "Summer", date(2026, 6, 1), POLICY)
CORRECTED = ModelVersion(3, "Summer, corrected", date(2026, 6, 1), POLICY)
ALL = in_order([CORRECTED, SUMMER, SPRING])


def test_a_version_is_in_force_from_its_day_until_the_next() -> None:
    assert [version.id for version in ALL] == [1, 2, 3]
    assert in_force(ALL, date(2026, 3, 1)) is SPRING
    assert in_force(ALL, date(2026, 5, 31)) is SPRING
    assert in_force(ALL, date(2027, 1, 1)) is CORRECTED


def test_the_first_version_covers_all_days_before_it() -> None:
    assert in_force(ALL, date(2020, 1, 1)) is SPRING


def test_of_two_versions_of_one_day_the_later_counts() -> None:
    assert in_force(ALL, date(2026, 6, 1)) is CORRECTED


def test_a_change_of_the_model_is_marked_from_its_day_and_the_first_changes_nothing() -> None:
    assert model_changes(ALL) == ((date(2026, 6, 1), "Summer, corrected"),)
    assert model_changes((SPRING,)) == model_changes(()) == ()
    same_day = ModelVersion(4, "At once", SPRING.published_on, POLICY)
    assert model_changes((SPRING, same_day)) == ((SPRING.published_on, "At once"),)


days = st.integers(0, 400).map(lambda number: date(2026, 1, 1) + timedelta(days=number))


@given(published=st.lists(days, min_size=1), day=days)
def test_it_is_the_last_of_those_published_by_then(published: list[date], day: date) -> None:
    versions = in_order([ModelVersion(number, "", when, POLICY) for number, when in enumerate(published)])
    slow = [version for version in versions if version.published_on <= day]
    assert in_force(versions, day) is (slow[-1] if slow else versions[0])
