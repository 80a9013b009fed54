"""A file of outcomes is taken whole, or refused with its rows."""

from pathlib import Path

import pytest

from data_access.backtest.outcome_file import OutcomeFileError, read_outcomes
from data_access.session import reading
from domain.backtest.samples import Outcomes
from domain.vocabulary import Role
from tests.builders import make_account, viewer_for

ADMINISTRATOR = viewer_for(1, Role.ADMINISTRATOR)


def read(folder: Path, text: str) -> Outcomes:
    file = folder / "outcomes.csv"
    file.write_bytes(text.encode())
    with reading(ADMINISTRATOR) as session:
        return read_outcomes(file, session)


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(OutcomeFileError) as caught:
        read(folder, text)
    return caught.value.message


def test_accounts_are_found_by_external_id_name_and_number(database: str, tmp_path: Path) -> None:
    first = make_account(name="Kestrel, Sons", source="crm", external_id="A-1")
    second = make_account(name="Øresund")
    text = (
        f'\ufeffAccount , Date,note\r\nA-1,2026-01-31,x\r\n"Kestrel, Sons",2026-02-01,\r\n\r\n{second},2026-03-01\r\n'
    )
    found = read(tmp_path, text)
    assert found.account.tolist() == [first, first, second]
    assert found.day.tolist() == [20484, 20485, 20513]


def test_wrong_rows_are_told_by_number_and_nothing_is_taken(database: str, tmp_path: Path) -> None:
    make_account(name="Twin")
    make_account(name="Twin")
    number = make_account(name="Known")
    told = refusal(
        tmp_path,
        f"account,date\nKnown,2026-01-31\nNobody,2026-01-31\n{number},31.01.2026\n,2026-01-01\nTwin,2026-01-01\n",
    )
    assert "row 3: no account is called 'Nobody'" in told
    assert "row 4: '31.01.2026' is not a date" in told
    assert "row 5: no account is given" in told
    assert "row 6: 'Twin' may be any of 2 accounts" in told
    assert "row 2" not in told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "outcomes.csv is empty"),
        ("\n \n", "outcomes.csv is empty"),
        ("account,when\nA,2026-01-01\n", "has no column date"),
        ("account,date\n", "has no outcomes"),
        ('account,date\n"Known,2026-01-01\n', "row"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(database: str, tmp_path: Path, text: str, words: str) -> None:
    make_account(name="Known")
    assert words in refusal(tmp_path, text)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_commas_semicolons_and_tabs_are_told_apart_as_in_an_import(
    database: str, tmp_path: Path, delimiter: str
) -> None:
    account_id = make_account(name="Kestrel, Sons; and more")
    rows = (("account", "date", "note"), ('"Kestrel, Sons; and more"', "2026-01-31", "x"))
    found = read(tmp_path, "\n".join(delimiter.join(row) for row in rows))
    assert (found.account.tolist(), found.day.tolist()) == ([account_id], [20484])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-01-31T00:00:00", 20484),
        ("2026-01-31 00:00:00", 20484),
        ("2026-01-31T23:59:59Z", 20484),
        ("2026-01-31T00:30:00+02:00", 20483),
    ],
)
def test_an_instant_counts_on_its_day_in_utc(database: str, tmp_path: Path, text: str, day: int) -> None:
    make_account(name="Known")
    assert read(tmp_path, f"account,date\nKnown,{text}\n").day.tolist() == [day]


def test_a_file_in_no_encoding_that_is_known_is_refused(database: str, tmp_path: Path) -> None:
    file = tmp_path / "outcomes.csv"
    file.write_bytes("account,date\nKästner,2026-01-01\n".encode("cp1252"))
    with reading(ADMINISTRATOR) as session, pytest.raises(OutcomeFileError, match="not UTF-8"):
        read_outcomes(file, session)


def test_many_wrong_rows_are_counted(database: str, tmp_path: Path) -> None:
    told = refusal(tmp_path, "account,date\n" + "Nobody,2026-01-01\n" * 25)
    assert told.count("row ") == 10
    assert "and 15 more rows" in told


def test_a_file_that_is_not_there_is_refused(database: str, tmp_path: Path) -> None:
    with reading(ADMINISTRATOR) as session, pytest.raises(OutcomeFileError, match="There is no file"):
        read_outcomes(tmp_path / "missing.csv", session)
