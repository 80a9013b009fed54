"""Facts by hand: contact by channel and department, the owner, the contract's end; and levels that are carried."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.facts import CHANNELS, Facts, gather
from domain.facts.carried import Carried
from domain.facts.touches import BY_CHANNEL, BY_DEPARTMENT
from domain.grid import DAY_SECONDS, Grid, place
from domain.policy import POLICY
from domain.vocabulary import Channel, Department
from tests.domain.happenings import END, GRID, ago, facts_of, happened, milestone, touch

DEPARTMENTS = tuple(Department)


def test_contact_is_counted_by_channel_and_by_department() -> None:
    call, support = CHANNELS.index(Channel.CALL), DEPARTMENTS.index(Department.SUPPORT)
    half = POLICY.engagement_half_life_days
    facts = facts_of(
        touches=[
            touch(half, channel=call, department=support),
            touch(2 * half, channel=call, department=support, is_automated=True),
            touch(half),
        ]
    )
    assert facts.channel_call[0, -1] == pytest.approx(0.75)
    assert facts.channel_email[0, -1] == pytest.approx(0.5)
    assert facts.department_support[0, -1] == pytest.approx(0.5), "a machine's touch is nobody's"
    assert facts.department_sales[0, -1] == 0


def test_every_channel_and_department_has_its_fact() -> None:
    assert {*BY_CHANNEL, *BY_DEPARTMENT} <= set(Facts.__slots__)


def test_the_owner_changed_and_the_contract_ends() -> None:
    facts = facts_of(
        owner_changes=[milestone(100, 100), milestone(30, 30)],
        contract_ends=[milestone(-40), milestone(-200), milestone(10)],
    )
    assert facts.owner_days[0, -1] == 30
    assert facts.runway_days[0, -1] == 40
    assert np.isnan(facts_of().owner_days[0, -1])
    assert np.isnan(facts_of().runway_days[0, -1])


touches = st.lists(
    st.builds(
        touch,
        st.floats(0, 260),
        channel=st.integers(0, len(CHANNELS) - 1),
        department=st.integers(-1, len(DEPARTMENTS) - 1),
        is_automated=st.booleans(),
        sentiment=st.sampled_from([float("nan"), -0.5, 0.5]),
    ),
    max_size=30,
)


@given(touches, st.integers(1, 28))
def test_going_on_from_carried_levels_gives_the_same_bits(drawn: list[dict[str, object]], weeks: int) -> None:
    """Known as they happen, so that what is read of the weeks that are carried is nothing.

    What is carried is of the weeks before the present one, which is not over.
    """
    whole = gather(happened(touches=drawn), GRID, POLICY)
    first = Grid(GRID.days[: weeks + 1], GRID.ends_at[: weeks + 1])
    carried = Carried(first)
    gather(happened(touches=drawn), first, POLICY, carried)
    since = int(first.ends_at[-2])
    rest = Grid(GRID.days[weeks:], GRID.ends_at[weeks:], since)
    new = [one for one in drawn if int(str(one["at"])) >= since]
    after = gather(happened(touches=new), rest, POLICY, Carried(rest, carried.kept))
    for name in ("touches", "trust_entries", "tone", "human", "records", *BY_CHANNEL, *BY_DEPARTMENT):
        np.testing.assert_array_equal(getattr(after, name), getattr(whole, name)[:, weeks:], name)


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(-1, 2), st.floats(0, 200), st.floats(0, 9)), max_size=30))
def test_sums_by_kind_are_sums_of_each_kind(drawn: list[tuple[int, int, float, float]]) -> None:
    account, kind = (np.array([one[column] for one in drawn], dtype=np.int64) for column in (0, 1))
    at = np.array([ago(one[2]) for one in drawn], dtype=np.int64)
    weight = np.array([one[3] for one in drawn])
    placed = place(GRID, 2, account, at, at)
    for number, level in enumerate(placed.decayed_sums(weight, 60.0, kind, 3)):
        np.testing.assert_array_equal(level, placed.decayed_sum(np.where(kind == number, weight, 0.0), 60.0))


def test_a_sum_is_the_same_bits_wherever_the_grid_begins() -> None:
    at = np.array([END - days * DAY_SECONDS - 7 for days in (3, 9, 150, 500, 1_500)], dtype=np.int64)
    weight, account = np.array([0.1, 0.7, 1 / 3, 2.0, 5.0]), np.zeros(5, dtype=np.int64)
    whole = place(GRID, 1, account, at, at).decayed_sum(weight, 90.0)
    for rows in (1, 2, 13):
        late = Grid(GRID.days[-rows:], GRID.ends_at[-rows:])
        np.testing.assert_array_equal(place(late, 1, account, at, at).decayed_sum(weight, 90.0), whole[:, -rows:])
