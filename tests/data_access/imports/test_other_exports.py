"""Exports as other people make them: fewer columns, other spellings, saved again by a spreadsheet, half deleted."""

from pathlib import Path

import pytest

from tests.data_access.imports import crm
from tests.data_access.imports.conftest import Bring, WriteCsv
from tests.data_access.imports.reading import one, rows


def test_a_report_saved_from_the_screen_is_read_by_its_labels(database: str, write_csv: WriteCsv, bring: Bring) -> None:
    bring(
        write_csv(
            "report1.csv",
            "Account ID,Account Name,Type,Employees,Annual Revenue,Created Date",
            [[crm.NORTH[:15], "Northwind", "Customer", "1,200", "USD 5,000.00", "1/22/2024"]],
        ),
        write_csv(
            "report2.csv",
            "Opportunity ID,Account ID,Opportunity Name,Stage,Amount,Close Date,Created Date",
            [["0060a00001PpPpP", crm.NORTH[:15], "More", "Proposal", "1,000.00", "31/12/2024", "22/1/2024"]],
        ),
    )
    assert rows("SELECT external_id, employees, annual_revenue_cents FROM accounts") == [(crm.NORTH, 1200, 500000)]
    assert rows("SELECT name, stage, CAST(close_on AS VARCHAR(10)) FROM opportunities") == [
        ("More", "proposed", "2024-12-31")
    ]


def test_many_changed_rows_are_written_and_their_versions_raised(
    database: str, write_csv: WriteCsv, bring: Bring
) -> None:
    def accounts(industry: str) -> Path:
        content = [[f"001{number:012d}", f"Account {number}", industry, "", number or ""] for number in range(1200)]
        return write_csv("a.csv", "Id,Name,Industry,Description,NumberOfEmployees", content)

    bring(accounts("Retail"))
    (report,) = bring(accounts("Finance")).values()
    assert (report.tally.changed, report.tally.rejected) == (1200, 0)
    assert rows("SELECT DISTINCT industry, version FROM accounts") == [("Finance", 2)]
    assert one("SELECT count(*) FROM accounts WHERE employees IS NULL") == 1
    assert one("SELECT sum(employees) FROM accounts") == sum(range(1200))


def test_hashed_ids_and_empty_cells_of_a_connector(database: str, write_csv: WriteCsv, bring: Bring) -> None:
    reports = bring(
        write_csv("a.csv", "id,is_deleted,name,owner_id,website", [["aGVsbG8=", "false", "", "b3du==", "d2Vi=="]]),
        write_csv(
            "t.csv",
            "id,account_id,who_id,what_id,subject,activity_date,status,owner_id",
            [
                ["dDE=", "aGVsbG8=", "d2hv", "", "", "2019-11-11 00:00:00", "Completed", ""],
                ["dDI=", "eA==", "", "", "", "", "", ""],
            ],
        ),
    )
    assert [report.tally.added for report in reports.values()] == [1, 1]
    assert rows("SELECT name FROM accounts") == [("Unnamed account aGVsbG8=",)]
    assert one("SELECT count(*) FROM account_domains") == 0
    assert [reject.row for reject in reports["t.csv"].tally.rejects] == [3]


@pytest.mark.parametrize("blank", ["", "false", "0", "No"])
def test_a_checkbox_that_is_not_ticked_says_no(database: str, write_csv: WriteCsv, bring: Bring, blank: str) -> None:
    bring(write_csv("a.csv", "Id,IsDeleted,Name,Type", [[crm.NORTH, blank, "Northwind", "Former Customer"]]))
    assert rows("SELECT name, lifecycle FROM accounts") == [("Northwind", "churned")]


def test_tasks_say_in_many_ways_what_they_were(database: str, write_csv: WriteCsv, bring: Bring) -> None:
    header = (
        "Id,AccountId,Subject,Status,Type,TaskSubtype,CallType,CallDurationInSeconds,ActivityDate,CompletedDateTime"
    )
    told = [
        ("Intro", "Completed", "", "Email", "", "", "email", "outbound"),
        ("RE: your offer", "Completed", "", "Task", "", "", "email", "outbound"),
        ("Talked", "Completed", "", "", "Inbound", "30", "call", "inbound"),
        ("[Outreach] [Email] [In] Hello", "Completed", "", "", "", "", "email", "inbound"),
        ("LinkedIn message", "Completed", "", "LinkedIn", "", "", "social", "outbound"),
        ("Newsletter", "Completed", "", "ListEmail", "", "", "email", "outbound"),
        ("Site visit", "Completed", "Meeting", "", "", "", "meeting", "mutual"),
        ("Hm", "Completed", "", "", "", "", "email", "outbound"),
    ]
    content = [[f"00T{number:012d}", crm.NORTH, *task[:6], "2024-01-10", ""] for number, task in enumerate(told)]
    early = [
        "00T000000000099",
        crm.NORTH,
        "Done early",
        "Completed",
        "",
        "",
        "",
        "",
        "2999-01-01",
        "2024-01-05T08:00:00Z",
    ]
    later = ["00T000000000098", crm.NORTH, "Open", "In Progress", "", "", "", "", "2024-01-05", ""]
    bring(
        write_csv("a.csv", "Id,Name,Industry", [[crm.NORTH, "Northwind", ""]]),
        write_csv("t.csv", header, [*content, early, later]),
    )
    told_of = rows("SELECT subject, channel, direction FROM touchpoints")
    found = {name: (channel, direction) for name, channel, direction in told_of}
    assert {task[0]: found[task[0]] for task in told} == {task[0]: task[6:] for task in told}
    day = "substr(CAST(occurred_at AS VARCHAR(19)), 1, 10)"
    assert rows(f"SELECT is_planned, {day} FROM touchpoints WHERE subject = 'Done early'") == [(False, "2024-01-05")]
    assert rows("SELECT is_planned FROM touchpoints WHERE subject = 'Open'") == [(True,)]
    assert rows("SELECT is_automated FROM touchpoints WHERE subject = 'Newsletter'") == [(True,)]


def test_series_and_copies_of_an_event_are_left_out(database: str, write_csv: WriteCsv, bring: Bring) -> None:
    header = "Id,AccountId,Subject,StartDateTime,IsRecurrence,IsChild,IsAllDayEvent"
    start = "2024-01-10T00:00:00Z"
    reports = bring(
        write_csv("a.csv", "Id,Name,Industry", [[crm.NORTH, "Northwind", ""]]),
        write_csv(
            "e.csv",
            header,
            [
                ["00U000000000001", crm.NORTH, "Fair", start, "", "", "1"],
                ["00U000000000002", crm.NORTH, "Series", start, "1", "", ""],
                ["00U000000000003", crm.NORTH, "Copy", start, "", "true", ""],
            ],
        ),
    )
    assert (reports["e.csv"].tally.added, reports["e.csv"].tally.skipped) == (1, 2)
    assert rows("SELECT subject, substr(CAST(occurred_at AS VARCHAR(19)), 1, 13) FROM touchpoints") == [
        ("Fair", "2024-01-10 12")
    ]


def test_rows_out_of_shape_are_rejected_and_the_rest_goes_in(database: str, tmp_path: Path, bring: Bring) -> None:
    path = tmp_path / "Account.csv"
    good, more = f"{crm.NORTH},Northwind,Retail", f"{crm.SOUTH},South,"
    path.write_bytes(f"Id,Name,Industry\r\n{good}\r\n,No id,\r\n1,2\r\n1,2,3,4\r\n1,a\0b,\r\n,,\r\n{more}\r\n".encode())
    (report,) = bring(path).values()
    assert (report.tally.read, report.tally.added, report.tally.rejected) == (6, 2, 4)
    assert sorted(reject.row for reject in report.tally.rejects) == [3, 4, 5, 6]
    assert sorted(rows("SELECT name FROM accounts")) == [("Northwind",), ("South",)]


def test_contacts_come_home_when_their_account_arrives(database: str, write_csv: WriteCsv, bring: Bring) -> None:
    contacts = write_csv("c.csv", "Id,LastName,AccountId", [[crm.ADA, "Berg", crm.NORTH]])
    (early,) = bring(contacts).values()
    assert early.tally.added == 1
    assert early.tally.rejects[0].reason == "The account is not known. The row was taken without it."
    reports = bring(contacts, write_csv("a.csv", "Id,Name,Industry", [[crm.NORTH, "Northwind", ""]]))
    assert reports["c.csv"].tally.changed == 1
    assert one("SELECT count(*) FROM stakeholders") == 1


def test_a_reporting_line_that_changed_ends_the_former_one(database: str, write_csv: WriteCsv, bring: Bring) -> None:
    def contacts(manager: str) -> Path:
        header = "Id,LastName,AccountId,ReportsToId"
        people = [[name, name[-4:], crm.NORTH, ""] for name in (crm.ADA, crm.BEN)]
        return write_csv("c.csv", header, [*people, [crm.CYD, "Eck", crm.NORTH, manager]])

    bring(write_csv("a.csv", "Id,Name,Industry", [[crm.NORTH, "Northwind", ""]]), contacts(crm.ADA))
    (report,) = bring(contacts(crm.BEN)).values()
    assert report.tally.changed == 1
    lines = (
        "SELECT c.external_id, r.ended_on IS NULL FROM contact_relations r "
        "JOIN contacts c ON c.id = r.to_contact_id ORDER BY 1"
    )
    assert rows(lines) == [(crm.ADA, False), (crm.BEN, True)]


def test_roles_on_opportunities_are_assumptions_about_people(database: str, write_csv: WriteCsv, bring: Bring) -> None:
    bring(crm.write_export(write_csv))
    header = "Id,OpportunityId,ContactId,Role,IsPrimary,CreatedDate"
    path = write_csv(
        "r.csv",
        header,
        [
            ["00K000000000001", "0060a00001PpPpPAAV", crm.CYD, "Economic Buyer", "1", crm.CREATED],
            ["00K000000000002", "0060a00001NoNoN", crm.CYD, "User", "", crm.CREATED],
        ],
    )
    for added in (1, 0):
        (report,) = bring(path).values()
        assert (report.tally.added, report.tally.changed, report.tally.rejected) == (added, 0, 1)
    assert one("SELECT count(*) FROM stakeholder_assessments WHERE buying_role = 'economic_buyer'") == 1
