"""What the owner of a file gets back."""

import csv
from pathlib import Path

import pytest

from data_access.imports.tally import Reject, guarded, write_rejects
from tests.data_access.imports.conftest import Bring, WriteCsv
from tests.data_access.imports.reading import rows


def test_rejects_are_told_with_row_column_value_and_reason(database: str, write_csv: WriteCsv, bring: Bring) -> None:
    header = "external_id,account_external_id,occurred_at,channel,direction"
    path = write_csv(
        "touchpoints.csv", header, [["X1", "=cmd|' /C calc'!A0", "2024-03-02T10:00:00Z", "call", "outbound"], ["X2"]]
    )
    report = bring(path)["touchpoints.csv"]
    assert report.rejects is not None
    with report.rejects.open(encoding="utf-8-sig", newline="") as file:
        told = list(csv.reader(file))
    assert told[0] == ["row", "column", "value", "reason"]
    assert told[1][:3] == ["2", "account_external_id", "'=cmd|' /C calc'!A0"]
    assert told[2][0] == "3"
    assert "has 1 values where the header has 5" in told[2][3]
    assert len(rows("SELECT * FROM import_rejects")) == 2


def test_the_same_record_twice_in_a_file_is_taken_once(database: str, write_csv: WriteCsv, bring: Bring) -> None:
    path = write_csv("a.csv", "external_id,name,tier", [["A1", "One", "key"], ["A1", "Two", "key"]])
    for added in (1, 0):
        (report,) = bring(path).values()
        assert (report.tally.added, report.tally.changed, report.tally.rejected) == (added, 0, 1)
        assert report.tally.rejects[0].reason == "The same record stands in row 2 already."


def test_a_mended_file_takes_its_rejects_away(tmp_path: Path) -> None:
    written = write_rejects(tmp_path, "a.csv", [Reject(2, None, None, "x")])
    assert written is not None
    assert written.exists()
    assert write_rejects(tmp_path, "a.csv", []) is None
    assert not written.exists()


@pytest.mark.parametrize("cell", ["=1+1", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", '  "=1', "＝1+1", "-cmd"])
def test_what_may_begin_a_formula_is_guarded(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "a=b", "-12.5", "+49", "2024-01-01", "1e5"])
def test_plain_text_and_numbers_are_not(cell: str) -> None:
    assert guarded(cell) == cell
