"""Files that bite: each is read right, or refused with words that its owner can act on."""

import csv
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook  # type: ignore[import-untyped]

from data_access.imports.parsing.refusal import UnreadableFileError
from data_access.imports.parsing.spool import parsed

Parsed = tuple[tuple[str, ...], list[tuple[int, list[str]]]]


def read(path: Path, encoding: str | None = None) -> Parsed:
    """Header and rows of a file's only table."""
    with parsed(path, encoding) as (table,):
        return table.header, [row for batch in table.batches(2) for row in batch]


def refusal_of(path: Path) -> str:
    """Why a file is refused, with the advice."""
    with pytest.raises(UnreadableFileError) as refused, parsed(path):
        pytest.fail("the file was read")
    return f"{refused.value.message} {refused.value.hint}"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a test puts its file."""
    return tmp_path / "file.csv"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_delimiter_and_byte_order_mark_are_seen(file: Path, delimiter: str, mark: bytes) -> None:
    lines = [delimiter.join(cells) for cells in (["Id", '"a,b;c"', "Größe"], ["1", "NA", "00123"])]
    file.write_bytes(mark + "\r\n".join(lines).encode() + b"\r\n")
    assert read(file) == (("Id", "a,b;c", "Größe"), [(2, ["1", "NA", "00123"])])


def test_utf_16_is_read_by_its_mark(file: Path) -> None:
    file.write_text("Id,Name\n1,Łódź\n", encoding="utf-16")
    assert read(file)[1] == [(2, ["1", "Łódź"])]


def test_rows_are_numbered_by_the_line_they_begin_on(file: Path) -> None:
    file.write_text('Id,Note\n1,"two\nlines"\n\n , \n2,"a ""b"""\n')
    assert read(file)[1] == [(2, ["1", "two\nlines"]), (6, ["2", 'a "b"'])]


def test_another_encoding_is_refused_with_a_proposal_and_read_on_demand(file: Path) -> None:
    file.write_bytes("Id,Name\n1,Müller\n".encode("cp1252"))
    said = refusal_of(file)
    assert "line 2" in said
    assert "Müller" in said
    assert "--encoding cp1252" in said
    assert read(file, "cp1252")[1] == [(2, ["1", "Müller"])]


def test_a_lone_surrogate_is_no_utf_8(file: Path) -> None:
    file.write_bytes(b"Id,Name\n1,a\xed\xa0\x80b\n")
    assert "line 2" in refusal_of(file)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not a single byte"),
        (b'Id,Name\n1,"open\n2,x\n', "begins on line 2"),
        (b'Id,Name\n1,"a"b\n', "begins on line 2"),
        (b"Id,Name,Name\n1,2,3\n", "twice: 'Name'"),
        (b"Id,Name\n1," + b"x" * 1_000_001 + b"\n", "begins on line 2"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "old or a password-protected workbook"),
        (b"PK\x03\x04 and then nothing", "damaged"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(file: Path, content: bytes, said: str) -> None:
    file.write_bytes(content)
    assert said in refusal_of(file)


def test_a_header_alone_is_a_table_without_rows(file: Path) -> None:
    file.write_text("Id,Name\n")
    assert read(file) == (("Id", "Name"), [])


def test_an_unknown_encoding_is_refused(file: Path) -> None:
    file.write_text("Id\n1\n")
    with pytest.raises(UnreadableFileError, match="no encoding called"), parsed(file, "klingon"):
        pytest.fail("the file was read")


def test_cells_of_a_workbook_are_text(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Id", "Count", "Share", "Flag", "Text"],
        [1, 577.0, 0.25, True, "00123"],
        ["x", None, None, None, "=1+1"],
    ):
        sheet.append(row)
    book.create_sheet("second").append(["Only", "header"])
    book.save(path)
    with parsed(path) as tables:
        assert [(table.part, table.rows) for table in tables] == [("Sheet", 2), ("second", 0)]
        rows = [cells for batch in tables[0].batches() for _, cells in batch]
    assert rows[0] == ["1", "577", "0.25", "true", "00123"]
    assert rows[1][0] == "x"


def test_a_far_cell_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "far.xlsx"
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["XFD1048576"] = "Id", "far"
    book.save(path)
    assert "row 1,048,576 and column 16,384" in refusal_of(path)


def test_a_bomb_is_refused_before_it_unpacks(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    assert "would unpack to 60 MB" in refusal_of(path)


def test_a_child_that_runs_out_of_memory_is_a_plain_refusal(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data_access.imports.parsing.spool.MODULE", "tests.data_access.imports.greedy_child")
    file.write_text("Id\n1\n")
    assert "too large for the memory" in refusal_of(file)


def test_many_rows_come_back_in_order(file: Path) -> None:
    with file.open("w", newline="") as out:
        csv.writer(out).writerows([["Id", "Text"], *([number, f"row {number}"] for number in range(12_345))])
    assert [cells[0] for _, cells in read(file)[1]] == [str(number) for number in range(12_345)]
