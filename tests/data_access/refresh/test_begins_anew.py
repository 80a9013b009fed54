"""What an account that must begin anew reads again."""

import pytest
from sqlalchemy.orm import Session

from data_access.bulk import numbers
from data_access.columns import AnySelect
from data_access.refresh import refresh
from domain.grid import Floats
from tests.data_access.refresh.happenings import company, is_as_if_full
from tests.oracles.raw import opened
from tests.oracles.records import DAY

__all__ = ["company"]


def test_an_account_that_begins_anew_reads_only_the_small_tables_that_changed(
    company: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh(DAY)
    with opened(company) as raw:
        old = raw.value(f"SELECT min(id) FROM touchpoints WHERE account_id = 2 AND recorded_at < '{DAY}'")
        raw.run(f"UPDATE touchpoints SET sentiment = -0.4, is_automated = false WHERE id = {old}")
        raw.run(f"UPDATE invoices SET due_on = '{DAY}' WHERE account_id = 2")
    read: list[str] = []

    def noted(session: Session, statement: AnySelect) -> dict[str, Floats]:
        read.append(str(statement.compile(session.get_bind())))
        return numbers(session, statement)

    monkeypatch.setattr("data_access.refresh.reading.group.numbers", noted)
    assert refresh(DAY).from_the_start == 1
    assert any("FROM touchpoints" in one for one in read)
    assert any("FROM invoices" in one for one in read)
    assert not any(
        f"FROM {table}" in one for table in ("issues", "contracts", "plan_goals", "contacts") for one in read
    )
    assert is_as_if_full(company, DAY)
