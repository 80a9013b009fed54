"""A Salesforce export, from its files to the rows of the contract."""

from datetime import date

from sqlalchemy import text

from data_access.session import maintaining
from tests.data_access.imports import crm
from tests.data_access.imports.conftest import Bring, WriteCsv
from tests.data_access.imports.reading import changes, everything, one, rows


def test_every_object_goes_to_its_table(database: str, write_csv: WriteCsv, bring: Bring) -> None:
    reports = bring(crm.write_export(write_csv))
    counts = {name: (report.tally.added, report.tally.rejected) for name, report in reports.items()}
    assert counts == {
        "1.csv": (3, 0),
        "2.csv": (3, 0),
        "3.csv": (1, 0),
        "4.csv": (2, 0),
        "5.csv": (2, 1),
        "6.csv": (3, 1),
        "7.csv": (1, 0),
        "8.csv": (0, 0),
    }
    assert reports["8.csv"].status is None


def test_accounts_carry_owner_parent_country_and_domain(database: str, write_csv: WriteCsv, bring: Bring) -> None:
    bring(crm.write_export(write_csv))
    found = rows(
        "SELECT a.name, a.lifecycle, a.country, a.employees, a.annual_revenue_cents, a.annual_revenue_currency, "
        "p.name, u.name, u.is_active, d.domain FROM accounts a LEFT JOIN accounts p ON p.id = a.parent_id "
        "LEFT JOIN users u ON u.id = a.owner_id LEFT JOIN account_domains d ON d.account_id = a.id ORDER BY a.name"
    )
    stub, north = "Salesforce user ", "Northwind Tools"
    assert [tuple(row) for row in found] == [
        ("NA", "active", None, None, None, None, None, stub + crm.OTHER, False, None),
        (
            north,
            "active",
            "Norway",
            577,
            675956000,
            "EUR",
            None,
            stub + crm.OWNER,
            False,
            "northwind.example",
        ),
        ('South "Best" Ltd', "prospect", "Chile", None, None, None, "Northwind Tools", stub + crm.OWNER, False, None),
    ]
    assert one("SELECT count(*) FROM account_owners") == 3


def test_contacts_become_stakeholders_with_seniority_and_a_manager(
    database: str, write_csv: WriteCsv, bring: Bring
) -> None:
    bring(crm.write_export(write_csv))
    assert rows("SELECT name, seniority, email, phone, account_id IS NULL FROM contacts ORDER BY name") == [
        ("Ada Berg", "executive", "ada@northwind.example", "00123", False),
        ("Ben Dahl", "vice_president", None, None, False),
        ("Cyd Eck", None, "cyd@free.example", None, True),
    ]
    lines = (
        "SELECT f.name, t.name, kind FROM contact_relations r "
        "JOIN contacts f ON f.id = r.from_contact_id JOIN contacts t ON t.id = r.to_contact_id"
    )
    assert rows(lines) == [("Ben Dahl", "Ada Berg", "reports_to")]
    assert one("SELECT count(*) FROM stakeholders") == 3
    assert rows("SELECT buying_role, is_confirmed FROM stakeholder_assessments") == [("decision_maker", False)]


def test_amounts_that_a_spreadsheet_cut_are_left_out_and_told(database: str, write_csv: WriteCsv, bring: Bring) -> None:
    reports = bring(crm.write_export(write_csv))
    assert rows("SELECT name, stage, kind, amount_cents, close_on FROM opportunities ORDER BY name") == [
        ("Expansion", "negotiating", "upsell", 112474115, _day("2024-11-10", database)),
        ("First order", "won", "new", None, _day("2024-11-10", database)),
    ]
    (told,) = reports["4.csv"].tally.rejects
    assert (told.row, told.column, told.value) == (3, "amount", "1.12E+06")
    assert "scientific notation" in told.reason


def test_an_issue_is_never_resolved_before_it_was_opened(database: str, write_csv: WriteCsv, bring: Bring) -> None:
    bring(crm.write_export(write_csv))
    found = "SELECT title, severity, status, resolved_at = opened_at FROM issues ORDER BY title"
    assert rows(found) == [("Broken drill", "s2", "resolved", True), ("Late delivery", "s1", "open", None)]
    assert one("SELECT count(*) FROM issue_escalations") == 1
    assert rows("SELECT channel, direction, purpose FROM touchpoints WHERE subject = 'Late delivery'") == [
        ("call", "inbound", "issue")
    ]


def test_activities_find_their_account_channel_and_people(database: str, write_csv: WriteCsv, bring: Bring) -> None:
    bring(crm.write_export(write_csv))
    found = rows(
        "SELECT t.subject, a.name, channel, direction, purpose, is_planned, duration_minutes, "
        "(SELECT count(*) FROM touchpoint_participants p WHERE p.touchpoint_id = t.id) FROM touchpoints t "
        "JOIN accounts a ON a.id = t.account_id WHERE t.external_id LIKE '00%' ORDER BY t.occurred_at"
    )
    assert [tuple(row) for row in found] == [
        ("Call", "Northwind Tools", "call", "inbound", "other", False, 2, 2),
        ("Email: renewal terms", "Northwind Tools", "email", "outbound", "renewal", False, None, 2),
        ("Prepare visit", "Northwind Tools", "meeting", "mutual", "other", True, None, 1),
        ("QBR", "Northwind Tools", "video", "mutual", "qbr", False, 45, 2),
    ]
    noon = one("SELECT occurred_at FROM touchpoints WHERE subject = 'Call'")
    assert str(noon).startswith("2024-01-10 12:00:00")


def test_importing_twice_changes_nothing(database: str, write_csv: WriteCsv, bring: Bring) -> None:
    folder = crm.write_export(write_csv)
    bring(folder)
    before, noted = everything(), changes()
    for report in bring(folder).values():
        assert (report.tally.added, report.tally.changed) == (0, 0), report.name
    assert everything() == before
    assert changes() == noted


def test_a_dry_run_tells_the_same_and_changes_nothing(database: str, write_csv: WriteCsv, bring: Bring) -> None:
    folder = crm.write_export(write_csv)
    tried = {name: report.tally for name, report in bring(folder, dry_run=True).items()}
    assert all(not found for table, found in everything().items() if table != "sla_targets")
    assert {name: report.tally for name, report in bring(folder).items()} == tried


def test_the_same_crm_by_a_connector_is_the_same_rows(database: str, write_csv: WriteCsv, bring: Bring) -> None:
    bring(crm.write_export(write_csv))
    before = everything()
    again = write_csv(
        "by_connector.csv",
        "id,_fivetran_synced,is_deleted,name,owner_id,created_date,_fivetran_active",
        [
            [
                crm.NORTH[:15],
                "2024-02-01 10:00:00",
                "FALSE",
                "Northwind Tools",
                crm.OWNER[:15],
                "2024-01-22 14:49:34",
                "true",
            ],
            [crm.NORTH, "2024-01-01 10:00:00", "FALSE", "An older name", crm.OWNER, "2024-01-22 14:49:34", "false"],
            [crm.EAST.lower(), "2024-02-01 10:00:00", "", "NA", crm.OTHER, "2024-01-22 14:49:34", ""],
        ],
    )
    (report,) = bring(again).values()
    assert (report.tally.unchanged, report.tally.skipped) == (2, 1)
    assert everything() == before


def test_the_user_file_completes_a_stub(database: str, write_csv: WriteCsv, bring: Bring) -> None:
    bring(crm.write_export(write_csv))
    header = "Id,Username,Name,Email,IsActive,UserType,TimeZoneSidKey"
    users = write_csv(
        "u.csv",
        header,
        [
            [crm.OWNER, "x@y", "Olga Owner", "Olga@Us.example", "1", "Standard", "Europe/Oslo"],
            [crm.OTHER, "r@y", "Robot", "", "1", "AutomatedProcess", ""],
        ],
    )
    bring(users)
    assert rows("SELECT name, email, is_active, time_zone, role FROM users ORDER BY name") == [
        ("Olga Owner", "olga@us.example", True, "Europe/Oslo", "account_manager"),
        ("Robot", None, False, "UTC", "account_manager"),
    ]
    assert one("SELECT count(*) FROM accounts a JOIN users u ON u.id = a.owner_id WHERE u.name = 'Olga Owner'") == 2


def test_what_people_decided_here_outlives_the_next_import(database: str, write_csv: WriteCsv, bring: Bring) -> None:
    folder = crm.write_export(write_csv)
    users = write_csv("u.csv", "Id,Username,Name,Email,IsActive", [[crm.OWNER, "x@y", "Olga", "olga@us.example", "1"]])
    bring(folder, users)
    _do("UPDATE users SET role = 'team_lead', is_active = false WHERE name = 'Olga'")
    _do("UPDATE accounts SET tier = 'key', lifecycle = 'renewing' WHERE name = 'Northwind Tools'")
    bring(folder, users)
    assert rows("SELECT role, is_active FROM users WHERE name = 'Olga'") == [("team_lead", False)]
    assert rows("SELECT tier, lifecycle FROM accounts WHERE name = 'Northwind Tools'") == [("key", "renewing")]


def test_a_new_owner_is_remembered_beside_the_old(database: str, write_csv: WriteCsv, bring: Bring) -> None:
    bring(crm.write_export(write_csv))
    header = "Id,Name,OwnerId,LastModifiedDate,BillingCity"
    bring(write_csv("a.csv", header, [[crm.NORTH, "Northwind Tools", crm.OTHER, "2024-03-01T00:00:00Z", ""]]))
    since = (
        "SELECT since_on FROM account_owners o JOIN accounts a ON a.id = o.account_id "
        "WHERE a.name LIKE 'North%' ORDER BY since_on"
    )
    assert [str(day)[:10] for (day,) in rows(since)] == ["2024-01-22", "2024-03-01"]


def test_parents_in_a_circle_are_told_and_the_accounts_kept(database: str, write_csv: WriteCsv, bring: Bring) -> None:
    circle = write_csv(
        "a.csv",
        "Id,Name,ParentId,CreatedDate",
        [[crm.NORTH, "A", crm.SOUTH, ""], [crm.SOUTH, "B", crm.EAST, ""], [crm.EAST, "C", crm.NORTH, ""]],
    )
    for _ in range(2):
        (report,) = bring(circle).values()
        assert [reject.reason for reject in report.tally.rejects] == [
            "The row would be its own parent. The row was taken without it."
        ]
    assert one("SELECT count(*) FROM accounts WHERE parent_id IS NOT NULL") == 2


def test_records_that_the_crm_deleted_are_removed_but_accounts_stay(
    database: str, write_csv: WriteCsv, bring: Bring
) -> None:
    bring(crm.write_export(write_csv))
    bring(
        write_csv("t.csv", "Id,IsDeleted,Subject,WhoId", [["00T0a00001TtTtTAAV", "true", "Call", crm.ADA]]),
        write_csv("a.csv", "Id,IsDeleted,Name", [[crm.NORTH, "1", "Northwind Tools"]]),
    )
    assert one("SELECT count(*) FROM touchpoints WHERE external_id = '00T0a00001TtTtTAAV'") == 0
    assert one("SELECT count(*) FROM accounts") == 3


def test_a_file_of_ids_and_names_alone_is_enough(database: str, write_csv: WriteCsv, bring: Bring) -> None:
    reports = bring(
        write_csv("x.csv", "Account ID,Id", [["", crm.NORTH]]),
        write_csv("y.csv", "Id,Account ID,Last Name", [[crm.ADA, crm.NORTH[:15], "Berg"]]),
        write_csv("z.csv", "Id,Account ID", [["5000a00001CcCcCAAV", crm.NORTH]]),
    )
    assert [report.tally.added for report in reports.values()] == [1, 1, 1]
    assert rows("SELECT name FROM accounts") == [(f"Unnamed account {crm.NORTH}",)]
    assert not any(report.tally.changed for report in bring(*[]).values())


def _day(day: str, url: str) -> object:
    return day if url.startswith("sqlite") else date.fromisoformat(day)


def _do(sql: str) -> None:
    with maintaining() as session:
        session.execute(text(sql))
