"""What key figures compare with: deadlines as they stood on past days."""

from datetime import date, timedelta
from typing import Any

import pytest

from data_access.models import Contract, Renewal
from data_access.queries.revenue import past
from domain.viewer import Viewer
from domain.vocabulary import RenewalStatus, Role
from tests.builders import DAY, LONG_AGO, add, make_account, make_current, make_user, make_workspace, viewer_for

ONE = timedelta(days=1)


@pytest.fixture
def viewer(database: str) -> Viewer:
    make_workspace()
    return viewer_for(make_user(), Role.EXECUTIVE)


def told(viewer: Viewer) -> list[list[date | None]]:
    """For the first and the last of the days, the next end of each account."""
    found = past(viewer).renewal_on
    return [[date.fromordinal(day) if day else None for day in row] for row in (found[0].tolist(), found[-1].tolist())]


def account(**renewal: Any) -> int:
    number = make_account()
    make_current(number)
    if renewal:
        add(Renewal(account_id=number, recorded_at=LONG_AGO, **renewal))
    return number


def test_a_renewal_without_a_contract_counts_while_it_is_open(viewer: Viewer) -> None:
    soon, decided_on = DAY + 40 * ONE, DAY - 2 * ONE
    account(due_on=soon, status=RenewalStatus.OPEN)
    account(due_on=soon, status=RenewalStatus.LOST, decided_on=decided_on)
    assert told(viewer) == [[soon, soon], [soon, None]]


def test_a_contract_counts_from_its_first_day_until_it_ends(viewer: Viewer) -> None:
    number = account()
    row = {"account_id": number, "name": "Frame", "recorded_at": LONG_AGO, "starts_on": DAY - 400 * ONE}
    add(Contract(**row, ends_on=DAY - 3 * ONE))
    add(Contract(**row | {"starts_on": DAY - 2 * ONE}, ends_on=DAY + 363 * ONE))
    assert told(viewer) == [[DAY - 3 * ONE], [DAY + 363 * ONE]]
