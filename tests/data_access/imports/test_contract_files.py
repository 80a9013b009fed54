"""The data contract's own files, a table each."""

from pathlib import Path

import pytest
from openpyxl import Workbook  # type: ignore[import-untyped]

from data_access.imports.contract.recognise import recognise
from data_access.imports.contract.spec import file_specs
from data_access.imports.parsing.refusal import UnreadableFileError
from domain.vocabulary import ImportStatus
from tests.data_access.imports.conftest import Bring, WriteCsv
from tests.data_access.imports.reading import changes, everything, one, rows

BOOK = {
    "teams": ("external_id,name", [["T1", "North"]]),
    "users": (
        "external_id,name,email,role,team_name,time_zone",
        [["U1", "Olga", "Olga@Us.example", "account_manager", "North", "Europe/Oslo"]],
    ),
    "products": ("external_id,name", [["P1", "Drill Cloud"], ["P2", "Saw Cloud"]]),
    "accounts": (
        "external_id,name,tier,owner_email,parent_external_id,annual_revenue,annual_revenue_currency,region",
        [
            ["A2", "Child", "tactical", "", "A1", "", "", "NA"],
            ["A1", "Parent", "key", "olga@us.example", "", "1234.50", "USD", ""],
        ],
    ),
    "account_domains": ("account_external_id,domain", [["A1", "Parent.example"]]),
    "account_team": ("account_external_id,user_email,part", [["A2", "olga@us.example", "helps"]]),
    "contacts": (
        "external_id,name,account_external_id,email",
        [["C1", "Ada", "A1", "ADA@parent.example"], ["C2", "Ben", "A1", ""]],
    ),
    "stakeholders": ("account_external_id,contact_external_id", [["A1", "C1"]]),
    "stakeholder_assessments": (
        "account_external_id,contact_external_id,assessed_on,buying_role,stance,influence,is_confirmed,author_email",
        [
            ["A1", "C1", "2024-03-01", "economic_buyer", "champion", "80", "true", "olga@us.example"],
            ["A1", "C2", "2024-03-01", "", "blocker", "", "", ""],
        ],
    ),
    "contact_relations": (
        "account_external_id,from_contact_external_id,to_contact_external_id,kind",
        [["A1", "C2", "C1", "reports_to"]],
    ),
    "touchpoints": (
        "external_id,account_external_id,occurred_at,channel,direction,purpose,sentiment,subject,participants",
        [
            [
                "X1",
                "A1",
                "2024-03-02T10:00:00+01:00",
                "call",
                "outbound",
                "",
                "0.5",
                "Hello",
                "sender:user:olga@us.example; recipient:contact:C1; copied:address:New@parent.example",
            ],
            ["X2", "A1", "2024-03-03T10:00:00Z", "email", "inbound", "check_in", "", "=1+1", ""],
        ],
    ),
    "issues": (
        "external_id,account_external_id,title,severity,status,opened_at,resolved_at",
        [["I1", "A1", "Broken", "s1", "resolved", "2024-03-01T00:00:00Z", "2024-03-05T00:00:00Z"]],
    ),
    "issue_updates": ("issue_external_id,told_at,told", [["I1", "2024-03-02T00:00:00Z", "We are at it"]]),
    "commitments": (
        "external_id,account_external_id,promise,department,made_on,due_on,kept_on",
        [["K1", "A1", "Send it", "support", "2024-03-01", "2024-03-08", "2024-03-07"]],
    ),
    "survey_responses": (
        "external_id,account_external_id,kind,score,answered_at",
        [["S1", "A1", "nps", "9", "2024-03-01T00:00:00Z"]],
    ),
    "usage_weeks": (
        "account_external_id,week_on,product_name,active_users,events",
        [["A1", "2024-03-04", "Drill Cloud", "5", "100"]],
    ),
    "contracts": (
        "external_id,account_external_id,name,starts_on,ends_on,notice_on",
        [["N1", "A1", "Frame", "2024-01-01", "2025-01-01", "2024-10-01"]],
    ),
    "contract_events": (
        "external_id,account_external_id,contract_external_id,kind,happened_on,arr_change,currency",
        [["E1", "A1", "N1", "signed", "2024-01-01", "-12.5", "EUR"]],
    ),
    "subscriptions": (
        "external_id,account_external_id,product_external_id,contract_external_id,currency",
        [["B1", "A1", "P1", "N1", "USD"]],
    ),
    "subscription_terms": (
        "subscription_external_id,starts_on,ends_on,arr,seats",
        [["B1", "2024-01-01", "2025-01-01", "12000.00", "10"], ["B1", "2025-01-01", "", "15000", ""]],
    ),
    "exchange_rates": ("currency,starts_on,rate", [["USD", "2024-01-01", "0.92345678"]]),
    "invoices": (
        "external_id,account_external_id,number,issued_on,due_on,status,amount,currency",
        [["V1", "A1", "0001", "2024-01-01", "2024-02-01", "open", "99.90", "USD"]],
    ),
    "feature_requests": ("external_id,title,product_name", [["F1", "Quieter", "Saw Cloud"]]),
    "feature_request_askers": (
        "request_external_id,account_external_id,contact_external_id,asked_on",
        [["F1", "A1", "", "2024-03-01"], ["F1", "A1", "C1", "2024-03-01"]],
    ),
}


def write_book(write: WriteCsv, without: str = "") -> Path:
    """A folder with a file for most tables, under names that tell nothing, but where only a name can tell."""
    for number, (table, (header, content)) in enumerate(BOOK.items()):
        if table != without:
            write(f"{table if table in ('teams', 'products') else 99 - number}.csv", header, content)
    return write("note.txt", "nothing", []).parent


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


@pytest.mark.parametrize(("table", "column", "value", "said"), BAD)
def test_a_bad_value_rejects_its_row_and_no_other(
    database: str, write_csv: WriteCsv, bring: Bring, table: str, column: str, value: str, said: str
) -> None:
    header, content = BOOK[table]
    bad = [str(cell) for cell in content[0]]
    bad[header.split(",").index(column)] = value
    bring(write_book(write_csv, without=table))
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
