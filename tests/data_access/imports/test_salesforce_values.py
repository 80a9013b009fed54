"""Single values of a CRM, as exports and spreadsheets write them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.imports.bad_value import BadValueError
from data_access.imports.salesforce.objects import recognise
from data_access.imports.salesforce.values import (
    activity_instant,
    cents,
    day,
    domain,
    email,
    instant,
    is_true,
    plain_name,
    record_id,
    whole,
)

MOMENT = datetime(2024, 1, 19, 9, 42, 24, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2024-01-19T09:42:24.000+0000",
        "2024-01-19T09:42:24Z",
        "2024-01-19 09:42:24",
        "2024-01-19 09:42:24.829",
        "2024-01-19T04:42:24-05:00",
        "1/19/2024 9:42:24",
        "1/19/2024 9:42:24 AM",
        "2024/01/19 09:42:24",
        "1705657344000",
    ],
)
def test_an_instant_is_read_in_every_form(text: str) -> None:
    assert instant(text) == MOMENT


@pytest.mark.parametrize(
    ("text", "day_first", "expected"),
    [
        ("2024-01-02", False, date(2024, 1, 2)),
        ("1/2/2024", False, date(2024, 1, 2)),
        ("1/2/2024", True, date(2024, 2, 1)),
        ("02.01.2024", False, date(2024, 1, 2)),
        ("1/2/24", False, date(2024, 1, 2)),
        ("2-Jan-2024", False, date(2024, 1, 2)),
        ("2024-01-02 00:00:00", False, date(2024, 1, 2)),
        ("", False, None),
    ],
)
def test_a_day_is_read_in_every_form(text: str, day_first: bool, expected: date | None) -> None:
    assert day(text, day_first) == expected


@pytest.mark.parametrize("text", ["yesterday", "31/31/2024", "2024-13-01", "0001-01-01"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(BadValueError):
        instant(text)


def test_an_activity_without_a_time_is_at_noon() -> None:
    assert (
        activity_instant("2024-01-02 00:00:00")
        == activity_instant("2024-01-02")
        == datetime(2024, 1, 2, 12, tzinfo=UTC)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,124,741.15", 112474115),
        ("1.124.741,15", 112474115),
        ("$1,200", 120000),
        ("USD 1,200.50", 120050),
        ("1124741,15", 112474115),
        ("(500.00)", -50000),
        ("0", 0),
        ("", None),
    ],
)
def test_money_is_exact(text: str, expected: int | None) -> None:
    assert cents(text) == expected


@pytest.mark.parametrize("text", ["1.12E+06", "1e6", "nan", "Infinity", "about 5", "9" * 30])
def test_money_that_lost_its_digits_is_refused(text: str) -> None:
    with pytest.raises(BadValueError):
        cents(text)


def test_half_a_person_is_refused() -> None:
    assert whole("1,200.0") == 1200
    with pytest.raises(BadValueError):
        whole("1.5")


def test_an_id_of_15_characters_is_the_one_of_18() -> None:
    full = record_id("0010a00001AbCdE")
    assert full == "0010a00001AbCdEAAV"
    assert record_id(full) == record_id(f" {full.lower()} ") == full
    assert record_id("uO6h+sx0Zg==") == "uO6h+sx0Zg=="
    assert record_id(" ") is None


@given(st.text(alphabet="abcXYZ019", min_size=15, max_size=15))
def test_folding_the_case_of_a_full_id_loses_nothing(letters: str) -> None:
    full = record_id(letters)
    assert full is not None
    assert full[:15] == letters
    assert record_id(full.lower()) == record_id(full.upper()) == full


def test_small_things() -> None:
    assert [is_true(text) for text in ("1", "TRUE", "Yes", "", "0", "false")] == [True, True, True, False, False, False]
    assert email(" MAILTO:A@B.example ") == "a@b.example"
    assert domain("HTTPS://www.Shop.example:80/a?b") == "shop.example"
    assert domain("linkedin.com/company/x") is None
    assert plain_name("Account ID") == plain_name("account_id") == plain_name("AccountId")


@pytest.mark.parametrize(
    ("columns", "ids", "expected"),
    [
        ("id name", ["0010a00001AbCdEAAV"], "Account"),
        ("id name ownerid createddate industry", ["hash=="], "Account"),
        ("id lastname accountid", ["x"], "Contact"),
        ("id name stagename", ["006x"], "Opportunity"),
        ("id name stagename closedate accountid", ["x"], "Opportunity"),
        ("id subject whoid activitydate", [], "Task"),
        ("id subject startdatetime whoid", [], "Event"),
        ("id casenumber subject isclosed", [], "Case"),
        ("id fivetranstart fivetranend name", [], "history"),
        ("id subject priority status requesterid createdat", ["1"], None),
        ("id portalid propertyname isdeleted industry", ["1"], None),
        ("name industry", [], None),
    ],
)
def test_an_object_is_told_by_its_columns_and_ids(columns: str, ids: list[str], expected: str | None) -> None:
    assert recognise(columns.split(), ids) == expected
