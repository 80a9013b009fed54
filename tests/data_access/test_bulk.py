"""Numbers in bulk are those that were written, on both databases."""

from datetime import UTC, date, datetime

import numpy as np
import pytest
from sqlalchemy import case, select

from data_access import bulk
from data_access.bulk import numbers, packed, write
from data_access.columns import day_number, epoch, whole
from data_access.models import ExchangeRate, RefreshRecords, Touchpoint
from data_access.session import maintaining
from tests.builders import make_account, make_touchpoint, make_workspace
from tests.oracles.raw import opened

RATES = ExchangeRate.metadata.tables["exchange_rates"]
RECORDS = RefreshRecords.metadata.tables["refresh_records"]


def test_numbers_are_read_exactly_and_null_is_nan(database: str) -> None:
    make_workspace()
    account_id = make_account()
    instant = datetime(2026, 2, 28, 23, 59, 59, tzinfo=UTC)
    make_touchpoint(account_id, occurred_at=instant, sentiment=-0.1, response_seconds=2**52 + 1, is_automated=True)
    make_touchpoint(account_id, occurred_at=instant, sentiment=None, response_seconds=None)
    t = Touchpoint
    statement = select(
        t.account_id, epoch(t.occurred_at).label("at"), t.sentiment, t.response_seconds,
        case((t.is_automated, 1), else_=0).label("automated"),
    ).order_by(t.id)  # fmt: skip
    with maintaining() as session:
        read = numbers(session, statement)
    assert whole(read["account_id"]).tolist() == [account_id] * 2
    assert whole(read["at"]).tolist() == [int(instant.timestamp())] * 2
    np.testing.assert_array_equal(read["sentiment"], [-0.1, np.nan])
    assert whole(read["response_seconds"], -1).tolist() == [2**52 + 1, -1]
    assert read["automated"].tolist() == [1, 0]


def test_no_rows_are_empty_columns(database: str) -> None:
    with maintaining() as session:
        read = numbers(session, select(Touchpoint.id, Touchpoint.sentiment))
    assert {name: values.shape for name, values in read.items()} == {"id": (0,), "sentiment": (0,)}


def test_columns_are_written_as_rows(database: str) -> None:
    days = [date(1969, 12, 31), date(1970, 1, 1), date(2026, 11, 22)]
    with maintaining() as session:
        write(session, RATES, {"currency": ["USD"] * 3, "starts_on": days, "rate_e8": [1, 2, 10**15]})
        read = numbers(
            session, select(day_number(ExchangeRate.starts_on).label("day")).order_by(ExchangeRate.starts_on)
        )
    assert whole(read["day"]).tolist() == [-1, 0, (days[2] - days[1]).days]
    with opened(database) as raw:
        rows = raw.rows("SELECT currency, starts_on, rate_e8 FROM exchange_rates ORDER BY starts_on")
    assert [(row["starts_on"], row["rate_e8"]) for row in rows] == list(zip(days, [1, 2, 10**15], strict=True))


@pytest.mark.parametrize("accounts", [0, 1, 3, 4, 7, 100])
def test_packed_numbers_are_read_in_parts_and_put_together(
    database: str, monkeypatch: pytest.MonkeyPatch, accounts: int
) -> None:
    monkeypatch.setattr(bulk, "LONG_ROWS_AT_ONCE", 3)
    monkeypatch.setattr(bulk, "_ROOM", 8)
    make_workspace()
    ids = sorted(make_account() for _ in range(accounts))
    # Of some parts, the second among them, every value is empty.
    values = [np.arange(place % 4 * (place // 3 % 3 != 1)) + place / 10 for place in range(accounts)]
    with maintaining() as session:
        write(session, RECORDS, {"account_id": ids, "packed": [one.astype("<f8").tobytes() for one in values]})
        found = packed(session, select(RECORDS.c.account_id, RECORDS.c.packed).order_by(RECORDS.c.account_id))
    assert found.key.tolist() == ids
    assert found.size.tolist() == [len(one) for one in values]
    np.testing.assert_array_equal(found.numbers, np.concatenate([np.empty(0), *values]))
