"""A small book of business in the data contract's own files: header and rows by table; all of it is made up."""

from pathlib import Path

from tests.data_access.imports.conftest import WriteCsv

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

PARENTS = ("teams", "users", "products", "accounts", "contacts", "issues", "contracts", "subscriptions")
"""The tables that others refer to."""


def write_book(write: WriteCsv, tables: tuple[str, ...] = tuple(BOOK)) -> Path:
    """A folder with a file for each of `tables`, under names that tell nothing, but where only a name can tell."""
    for number, (table, (header, content)) in enumerate(BOOK.items()):
        if table in tables:
            write(f"{table if table in ('teams', 'products') else 99 - number}.csv", header, content)
    return write("note.txt", "nothing", []).parent
