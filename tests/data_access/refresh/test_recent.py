"""What tells after the levels: remembered, dropped from where something changed, and read again from there."""

from datetime import UTC, date, datetime

import numpy as np
import pytest
from sqlalchemy import column
from sqlalchemy.dialects import sqlite

from data_access.refresh.reading.packed import pack
from data_access.refresh.reading.recent import COLUMNS, WIDTHS, Recent
from domain.events import NEVER
from tests.data_access.refresh.packing import packed_of

SINCE = datetime(2026, 11, 16, tzinfo=UTC)
TODAY = date(2026, 11, 20)
IDS = np.array([11, 12, 13, 14])


def at(day: int, hour: int = 9) -> int:
    return int(datetime(2026, 11, day, hour, tzinfo=UTC).timestamp())


def packed(*days: int) -> bytes:
    """Use of weeks that end on these days."""
    use = np.array([[at(day), at(day), 1.0, 2.0] for day in days])
    nothing = {name: (np.empty(0, dtype=np.int64), np.empty((0, WIDTHS[name]))) for name in ("touches", "reached")}
    return pack(1, {**nothing, "usage": (np.zeros(len(days), dtype=np.int64), use)}, WIDTHS)[0]


def recent(*changed: int) -> Recent:
    known = packed_of(IDS[[0, 2, 3]], [packed(17, 18, 20), packed(17), packed(19, 20)])
    return Recent(SINCE, TODAY, IDS, known, np.array(changed))


def kept(one: Recent) -> list[tuple[int, int]]:
    """(account, day) of the use that is still remembered."""
    nothing = {name: np.empty(0) for name in COLUMNS["usage"]}
    account, rows = one.with_read("usage", np.empty(0, dtype=np.int64), nothing)
    days = [datetime.fromtimestamp(instant, UTC).day for instant in rows["ends_at"]]
    return list(zip(IDS[account].tolist(), days, strict=True))


def asked(one: Recent) -> list[str]:
    conditions = one.of_instants(column("account_id"), column("happened_at"), column("recorded_at"))
    said = [str(each.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})) for each in conditions]
    return [" ".join(each.split()) for each in said]


def test_where_nothing_changed_all_is_remembered_and_nothing_is_asked_for() -> None:
    one = recent(NEVER, NEVER, NEVER, NEVER)
    assert kept(one) == [(11, 17), (11, 18), (11, 20), (13, 17), (14, 19), (14, 20)]
    assert asked(one) == []


@pytest.mark.parametrize(("changed", "read_from"), [(20, 20), (19, 19), (18, 16), (16, 16)])
def test_an_account_is_read_from_today_from_yesterday_or_from_the_beginning_of_the_week(
    changed: int, read_from: int
) -> None:
    one = recent(at(changed), NEVER, NEVER, NEVER)
    assert kept(one)[:-3] == [(11, day) for day in (17, 18, 20) if day < read_from]
    assert asked(one) == [f"(account_id IN (11)) AND happened_at >= '2026-11-{read_from} 00:00:00.000000'"]


def test_what_happened_before_the_levels_is_read_where_it_tells_after_them() -> None:
    one = recent(at(3), at(20), NEVER, at(9))
    assert kept(one) == [(13, 17)]
    since = "'2026-11-16 00:00:00.000000'"
    assert asked(one) == [
        "(account_id IN (11, 14)) AND happened_at >= '2026-11-03 00:00:00.000000' AND"
        f" (happened_at >= {since} OR recorded_at >= {since})",
        "(account_id IN (12)) AND happened_at >= '2026-11-20 00:00:00.000000'",
    ]


def test_what_is_read_stands_behind_what_is_remembered_of_the_account() -> None:
    one = recent(at(18), NEVER, NEVER, NEVER)
    new = {"ends_at": [at(18), at(19)], "known_at": [0, 0], "active_users": [5, 6], "seats": [7, 8]}
    account, rows = one.with_read("usage", np.array([0, 0]), {name: np.array(each) for name, each in new.items()})
    assert IDS[account].tolist() == [11, 11, 13, 14, 14]
    assert rows["active_users"].tolist() == [5, 6, 1, 1, 1]
