"""How much people were in touch: by hand, and against a slow count."""

from datetime import UTC, date, datetime, timedelta

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from domain.reports.contact import MONTHS, REVIEW_DAYS, Month, contact

TODAY = date(2026, 11, 22)
Row = tuple[int, str, str, bool, bool]


def touches(*rows: Row) -> pd.DataFrame:
    """Touches so many days ago (negative: ahead): direction, channel, whether automated, whether planned."""
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    frame = pd.DataFrame(rows, columns=["ago", "direction", "channel", "is_automated", "is_planned"])
    when = pd.to_datetime(pd.Series([noon - timedelta(days=ago) for ago in frame["ago"]]), utc=True)
    return frame.assign(occurred_at=when)


def test_nothing_is_no_contact() -> None:
    told = contact(touches(), TODAY)
    assert (told.touches, told.theirs, told.met, told.next_meeting_on) == (0, 0, 0, None)
    assert len(told.months) == MONTHS
    assert told.months[0] == Month(date(2025, 12, 1), 0, 0)
    assert told.months[-1] == Month(date(2026, 11, 1), 0, 0)


def test_touches_between_people_are_counted_by_direction_and_month() -> None:
    told = contact(
        touches(
            (0, "inbound", "email", False, False), (1, "outbound", "meeting", False, False),
            (90, "internal", "video", False, False), (91, "inbound", "call", False, False),
            (2, "outbound", "email", True, False), (-19, "outbound", "meeting", False, True),
            (-3, "outbound", "call", False, True),
        ),
        TODAY,
    )  # fmt: skip
    assert (told.touches, told.theirs, told.met) == (3, 1, 2)
    assert told.months[-1] == Month(date(2026, 11, 1), 1, 1)
    assert told.months[-4] == Month(date(2026, 8, 1), 1, 1)
    assert told.next_meeting_on == date(2026, 12, 11)


rows = st.tuples(
    st.integers(-40, 500), st.sampled_from(["inbound", "outbound"]), st.sampled_from(["email", "meeting", "event"]),
    st.booleans(), st.booleans(),
)  # fmt: skip


@given(st.lists(rows, max_size=40))
def test_the_counts_are_those_of_a_slow_count(found: list[Row]) -> None:
    told = contact(touches(*found), TODAY)
    happened = [row for row in found if not row[3] and not row[4]]
    recent = [row for row in happened if 0 <= row[0] < REVIEW_DAYS]
    assert told.touches == len(recent)
    assert told.theirs == sum(row[1] == "inbound" for row in recent)
    assert told.met == sum(row[2] != "email" for row in recent)
    for month in told.months:
        days = [TODAY - timedelta(days=row[0]) for row in happened]
        mine = [row for row, day in zip(happened, days, strict=True) if day.replace(day=1) == month.month_on]
        assert month.ours + month.theirs == len(mine)
        assert month.theirs == sum(row[1] == "inbound" for row in mine)
