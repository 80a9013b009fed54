"""What an import says later about the outcome of a record never reaches back."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.data_access.imports.conftest import Bring, WriteCsv
from tests.data_access.imports.reading import everything, one

ISSUES = "external_id,account_external_id,title,severity,status,opened_at,resolved_at"
PROMISES = "external_id,account_external_id,promise,department,made_on,due_on,kept_on,broken_on"
OPEN = ["I1", "A1", "Broken", "s1", "open", "2024-03-01T00:00:00Z", ""]
RESOLVED = ["I1", "A1", "Broken", "s1", "resolved", "2024-03-01T00:00:00Z", "2024-03-05T00:00:00Z"]
MADE = ["K1", "A1", "Send it", "support", "2024-03-01", "2024-03-08"]
FILES = {
    "issues.csv": (ISSUES, OPEN, RESOLVED, "SELECT resolution_recorded_at FROM issues"),
    "commitments.csv": (
        PROMISES,
        [*MADE, "", ""],
        [*MADE, "", "2024-03-07"],
        "SELECT outcome_recorded_at FROM commitments",
    ),
}


@pytest.fixture
def account(database: str, write_csv: WriteCsv, bring: Bring) -> None:
    """The account that the files speak of."""
    bring(write_csv("accounts.csv", "external_id,name", [["A1", "Northwind"]]))


@pytest.mark.parametrize("name", FILES)
def test_an_outcome_that_is_told_later_is_known_since_then(
    name: str, account: None, write_csv: WriteCsv, bring: Bring
) -> None:
    header, before, after, asked = FILES[name]
    bring(write_csv(name, header, [before]))
    assert one(asked) is None
    bring(write_csv(name, header, [after]))
    known = _instant(one(asked))
    assert abs(known - datetime.now(UTC)) < timedelta(minutes=5)
    stands = everything()
    assert bring(write_csv(name, header, [after]))[name].tally.changed == 0
    assert everything() == stands
    bring(write_csv(name, header, [before]))
    assert one(asked) is None


@pytest.mark.parametrize("name", FILES)
def test_history_is_known_when_it_happened(name: str, account: None, write_csv: WriteCsv, bring: Bring) -> None:
    header, _, after, asked = FILES[name]
    bring(write_csv(name, header, [after]))
    assert one(asked) is None


def test_what_the_file_says_of_it_holds(account: None, write_csv: WriteCsv, bring: Bring) -> None:
    header = f"{ISSUES},resolution_recorded_at"
    bring(write_csv("issues.csv", header, [[*OPEN, ""]]))
    bring(write_csv("issues.csv", header, [[*RESOLVED, "2024-03-06T00:00:00Z"]]))
    assert _instant(one(FILES["issues.csv"][-1])) == datetime(2024, 3, 6, tzinfo=UTC)


def test_a_file_without_outcomes_leaves_them(account: None, write_csv: WriteCsv, bring: Bring) -> None:
    header, before, after, asked = FILES["issues.csv"]
    bring(write_csv("issues.csv", header, [before]))
    bring(write_csv("issues.csv", header, [after]))
    known = one(asked)
    bring(write_csv("issues.csv", header.removesuffix(",resolved_at"), [after[:-1]]))
    assert one(asked) == known


def _instant(told: object) -> datetime:
    found = told if isinstance(told, datetime) else datetime.fromisoformat(str(told))
    return found if found.tzinfo else found.replace(tzinfo=UTC)
