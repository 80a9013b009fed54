"""The data contract's own files, a table each."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook  # type: ignore[import-untyped]

import manage
from data_access.imports.contract.recognise import recognise
from data_access.imports.contract.spec import file_specs
from data_access.imports.parsing.refusal import UnreadableFileError
from data_access.migrate import migrate
from domain.vocabulary import ImportStatus
from tests.conftest import ENGINES, _in_use
from tests.data_access.imports.book import BOOK, PARENTS, write_book
from tests.data_access.imports.conftest import Bring, WriteCsv
from tests.data_access.imports.reading import changes, everything, one, rows
from tests.servers.databases import DatabaseMaker


@pytest.fixture
def book(write_csv: WriteCsv) -> Path:
    """The whole of it."""
    return write_book(write_csv)


def test_a_whole_book_goes_in_and_a_second_time_changes_nothing(database: str, book: Path, bring: Bring) -> None:
    first = bring(book)
    assert {report.kind: report.tally.rejects for report in first.values()} == {table: [] for table in BOOK}
    assert {report.kind: report.tally.added for report in first.values()} == {
        table: len(content) for table, (_, content) in BOOK.items()
    }
    before, noted = everything(), changes()
    for report in bring(book).values():
        assert (report.tally.added, report.tally.changed, report.tally.rejected) == (0, 0, 0), report.kind
    assert everything() == before
    assert changes() == noted


def test_money_dates_and_references_are_exact(database: str, book: Path, bring: Bring) -> None:
    bring(book)
    assert rows(
        "SELECT a.name, a.region, p.name, a.annual_revenue_cents, u.email FROM accounts a "
        "LEFT JOIN accounts p ON p.id = a.parent_id LEFT JOIN users u ON u.id = a.owner_id ORDER BY a.name"
    ) == [("Child", "NA", "Parent", None, None), ("Parent", None, None, 123450, "olga@us.example")]
    assert one("SELECT rate_e8 FROM exchange_rates") == 92345678
    assert one("SELECT arr_change_cents FROM contract_events") == -1250
    assert rows(
        "SELECT arr_cents, seats, account_id = (SELECT id FROM accounts WHERE name = 'Parent') "
        "FROM subscription_terms ORDER BY starts_on"
    ) == [(1200000, 10, True), (1500000, None, True)]
    assert str(one("SELECT occurred_at FROM touchpoints WHERE external_id = 'X1'")).startswith("2024-03-02 09:00:00")
    people = (
        "SELECT part, contact_id IS NOT NULL, user_id IS NOT NULL, address FROM touchpoint_participants "
        "ORDER BY position"
    )
    assert rows(people) == [
        ("sender", False, True, None),
        ("recipient", True, False, None),
        ("copied", False, False, "new@parent.example"),
    ]


def test_a_column_that_is_not_there_is_left_as_it_is(
    database: str, book: Path, write_csv: WriteCsv, bring: Bring
) -> None:
    bring(book)
    (report,) = bring(write_csv("some.csv", "external_id,name,region", [["A1", "Parent & Co", ""]])).values()
    assert (report.tally.changed, report.tally.rejects) == (1, [])
    assert rows("SELECT name, tier, region, version FROM accounts WHERE external_id = 'A1'") == [
        ("Parent & Co", "key", None, 2)
    ]


BAD = [
    ("touchpoints", "occurred_at", "2024-03-02T10:00:00", "no offset"),
    ("touchpoints", "occurred_at", "2024-03-02", "no offset"),
    ("touchpoints", "channel", "pigeon", "none of email, call"),
    ("touchpoints", "sentiment", "2", "rule of the data contract"),
    ("touchpoints", "account_external_id", "A9", "no such row in accounts"),
    ("touchpoints", "account_external_id", "", "must not be empty"),
    ("touchpoints", "participants", "Olga", "part:kind:name"),
    ("touchpoints", "external_id", "", "must not be empty"),
    ("touchpoints", "subject", "a\x00b", "NUL"),
    ("issues", "resolved_at", "2024-02-01T00:00:00Z", "resolved_at >= opened_at"),
    ("issues", "resolved_at", "", "rule of the data contract"),
    ("invoices", "amount", "1,000.00", "written as 1234.50"),
    ("invoices", "amount", "1.005", "written as 1234.50"),
    ("invoices", "currency", "usd", "three capitals"),
    ("invoices", "due_on", "1/2/2024", "YYYY-MM-DD"),
    ("invoices", "due_on", "2024-02-30", "no such day"),
    ("users", "time_zone", "Mars/Olympus", "IANA"),
    ("usage_weeks", "active_users", "5.5", "whole number"),
    ("survey_responses", "score", "40000", "whole number up to 32,767"),
    ("subscription_terms", "starts_on", "", "must not be empty"),
    ("subscription_terms", "ends_on", "2023-01-01", "ends_on > starts_on"),
]


@pytest.fixture(params=ENGINES)
def parents(
    request: pytest.FixtureRequest,
    table: str,
    database_maker: Callable[[str], DatabaseMaker],
    monkeypatch: pytest.MonkeyPatch,
    write_csv: WriteCsv,
    bring: Bring,
) -> Iterator[str]:
    """A database with the tables that others refer to, but for `table`: they go in once and are copied."""
    others = tuple(parent for parent in PARENTS if parent != table)

    def fill(url: str) -> None:
        with pytest.MonkeyPatch.context() as environment, _in_use(url, environment):
            migrate(url)
            bring(write_book(write_csv, others))

    maker = database_maker(request.param)
    with _in_use(maker.copy_of("-".join(others), fill), monkeypatch) as url:
        yield url
    maker.drop(url)


@pytest.mark.parametrize(("table", "column", "value", "said"), BAD)
def test_a_bad_value_rejects_its_row_and_no_other(
    parents: str, write_csv: WriteCsv, bring: Bring, table: str, column: str, value: str, said: str
) -> None:
    header, content = BOOK[table]
    bad = [str(cell) for cell in content[0]]
    bad[header.split(",").index(column)] = value
    (report,) = bring(write_csv(f"{table}.csv", header, [bad, *content[1:]])).values()
    (reject,) = report.tally.rejects
    assert reject.row == 2
    assert said in reject.reason
    assert (report.tally.rejected, report.tally.added) == (1, len(content) - 1)
    told = "SELECT count(*) FROM import_rejects r JOIN import_runs i ON i.id = r.run_id WHERE i.kind = "
    assert one(f"{told} '{table}'") == 1


def test_a_workbook_with_a_sheet_for_each_table(database: str, tmp_path: Path, bring: Bring) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "late"
    sheet.append(["external_id", "name", "account_external_id"])
    sheet.append([17, "Ada", 4711])
    accounts = book.create_sheet("accounts")
    accounts.append(["external_id", "name", "employees", "customer_since_on"])
    accounts.append([4711, "Parent", 12, "2024-01-31"])
    book.save(tmp_path / "book.xlsx")
    reports = bring(tmp_path / "book.xlsx")
    assert {name: report.tally.added for name, report in reports.items()} == {
        "book.xlsx [accounts]": 1,
        "book.xlsx [late]": 1,
    }
    assert rows(
        "SELECT c.external_id, a.external_id, a.employees FROM contacts c JOIN accounts a ON a.id = c.account_id"
    ) == [("17", "4711", 12)]


def test_sources_do_not_know_each_others_rows(database: str, write_csv: WriteCsv, bring: Bring) -> None:
    accounts = write_csv("accounts.csv", "external_id,name,tier", [["A1", "One", "key"]])
    bring(accounts, source="erp")
    bring(accounts, source="billing")
    assert rows("SELECT source, external_id FROM accounts ORDER BY source") == [("billing", "A1"), ("erp", "A1")]


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("external_id,name,ownr_email,tier", "'ownr_email' is no column of it (is it 'owner_email'?)"),
        ("external_id,occurred_at,channel,direction", "account_external_id is missing"),
        ("external_id,name", "fit several tables"),
        ("colour,smell,taste", "none that we know"),
        ("name,Name,external_id", "twice"),
    ],
)
def test_a_wrong_header_is_refused_with_what_is_wrong(header: str, said: str) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        recognise(tuple(header.split(",")), "whatever")
    assert said in refused.value.message


def test_each_tables_own_columns_are_recognised() -> None:
    for name, spec in file_specs().items():
        assert recognise(tuple(sorted(spec.names)), name).table.name == name


def test_a_refused_file_is_noted_and_the_others_go_on(database: str, write_csv: WriteCsv, bring: Bring) -> None:
    reports = bring(
        write_csv("odd.csv", "colour,smell", [["a", "b"]]),
        write_csv("accounts.csv", "external_id,name,tier", [["A1", "One", "key"]]),
    )
    assert reports["odd.csv"].status is ImportStatus.FAILED
    assert reports["accounts.csv"].tally.added == 1
    assert rows("SELECT file_name, status, rows_added FROM import_runs ORDER BY file_name") == [
        ("accounts.csv", "applied", 1),
        ("odd.csv", "failed", 0),
    ]


def test_a_part_of_the_key_that_the_file_leaves_out_is_empty(database: str, write_csv: WriteCsv, bring: Bring) -> None:
    bring(write_book(write_csv, (*PARENTS, "feature_requests")))
    path = write_csv("asked.csv", "request_external_id,account_external_id,asked_on", [["F1", "A1", "2024-03-01"]])
    for added in (1, 0):
        (report,) = bring(path).values()
        assert (report.tally.added, report.tally.changed, report.tally.rejected) == (added, 0, 0)


def test_the_rejects_of_a_folder_are_no_input(database: str, write_csv: WriteCsv, bring: Bring) -> None:
    write_csv("a.csv.rejects.csv", "row,column,value,reason", [])
    folder = write_csv("a.csv", "external_id,name,tier", [["A1", "One", "key"]]).parent
    assert list(bring(folder)) == ["a.csv"]


def test_the_currency_of_the_company_is_as_asked_for(database: str, write_csv: WriteCsv, bring: Bring) -> None:
    file = write_csv("accounts.csv", "external_id,name", [("1", "Kestrel")])
    for asked, told in ((None, "EUR"), ("USD", "USD"), (None, "USD")):
        bring(file, currency=asked)
        assert one("SELECT reporting_currency FROM workspace") == told
    bring(file, currency="CHF", dry_run=True)
    assert one("SELECT reporting_currency FROM workspace") == "USD"


def test_a_word_that_is_no_currency_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        manage.main(["import", "book", "--currency", "euros"])
    assert "euros is no currency: three letters, such as USD" in capsys.readouterr().err
