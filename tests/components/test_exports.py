"""Tables as files: every value comes back, and no cell is a formula."""

import csv
import io
import zipfile
from datetime import date
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from components.exports import csv_file, xlsx_file
from tests.hostile import HOSTILE

AS_OF = date(2026, 11, 20)
FRAME = pd.DataFrame(
    {
        "account_id": [1, 2],
        "name": ["=1+1", "Kestrel & <Sons>"],
        "arr_cents": pd.array([123_456, None], dtype="Int64"),
        "score": [71.25, np.nan],
        "renewal_on": [date(2027, 1, 31), None],
        "bands": [["● A 80", "▲ C 49"], []],
    }
)


def sheet(data: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def test_a_csv_guards_formulas_and_leaves_what_is_unknown_empty() -> None:
    rows = list(csv.reader(io.StringIO(csv_file(FRAME, AS_OF).decode("utf-8-sig"))))
    assert rows[0] == ["Name", "Arr", "Score", "Renewal on", "Bands", "As of"]
    assert rows[1] == ["'=1+1", "1234.56", "71.25", "2027-01-31", "● A 80 → ▲ C 49", "2026-11-20"]
    assert rows[2] == ["Kestrel & <Sons>", "", "", "", "", "2026-11-20"]


def test_a_workbook_holds_numbers_as_numbers_and_text_as_text() -> None:
    rows = sheet(xlsx_file(FRAME, AS_OF))
    assert rows[1][:4] == ["=1+1", 1234.56, 71.25, "2027-01-31"]
    assert rows[2][0] == "Kestrel & <Sons>"


@pytest.mark.parametrize("text", [*HOSTILE, '=HYPERLINK("http://x")', "+1", "-1", "@x", "\t=1", "＝1", "\x00\x0b=1"])
def test_no_cell_of_a_workbook_is_a_formula_or_a_link(text: str) -> None:
    data = xlsx_file(pd.DataFrame({"name": [text]}), AS_OF)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        tree = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
        assert not any("hyperlink" in name for name in archive.namelist())
    kinds = {cell.get("t") for cell in tree.iter() if cell.tag.endswith("}c")}
    assert kinds == {"inlineStr"}
    assert not [one for one in tree.iter() if one.tag.endswith("}f")]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20), min_size=1, max_size=30))
def test_every_text_comes_back_from_a_workbook(texts: list[str]) -> None:
    rows = sheet(xlsx_file(pd.DataFrame({f"c{place}": [text] for place, text in enumerate(texts)}), AS_OF))
    assert [cell or "" for cell in rows[1]][: len(texts)] == texts
