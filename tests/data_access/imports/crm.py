"""A small export of a CRM, under the true column names; its companies and people are made up."""

from pathlib import Path

from tests.data_access.imports.conftest import WriteCsv

ACCOUNT_HEADER = (
    "Id,IsDeleted,MasterRecordId,Name,Type,ParentId,BillingCountry,BillingAddress,Website,Industry,AnnualRevenue,"
    "NumberOfEmployees,Description,OwnerId,CreatedDate"
)
CONTACT_HEADER = "Id,AccountId,LastName,FirstName,Email,Phone,Title,Department,ReportsToId,CreatedDate"
TASK_HEADER = (
    "Id,WhoId,WhatId,Subject,ActivityDate,Status,OwnerId,Description,IsClosed,AccountId,CreatedDate,TaskSubtype,"
    "CallType,CallDurationInSeconds"
)

NORTH, SOUTH, EAST = "0010a00001AbCdEAAV", "0010a00001AbCdFAAV", "0010a00001AbCdGAAV"
"""Three accounts, as ids of 18 characters."""
ADA, BEN, CYD = "0030a00001AaAaAAAV", "0030a00001AaAaBAAV", "0030a00001AaAaCAAV"
OWNER, OTHER = "0050a00001OoOoOAAV", "0050a00001OoOoPAAV"
CREATED = "2024-01-22T14:49:34.000+0000"


def write_export(write: WriteCsv) -> Path:
    """Write a whole small export; returns its folder."""
    write(
        "1.csv",
        ACCOUNT_HEADER,
        [
            [
                NORTH,
                "",
                "",
                "Northwind Tools",
                "Customer - Direct",
                "",
                "Norway",
                "",
                "https://www.northwind.example/x",
                "Retail",
                "6759560",
                "577",
                "Two\nlines",
                OWNER,
                CREATED,
            ],
            [
                SOUTH,
                "false",
                "",
                'South "Best" Ltd',
                "Prospect",
                NORTH,
                "",
                '{"city":"X","country":"Chile"}',
                "",
                "",
                "",
                "",
                "",
                OWNER,
                CREATED,
            ],
            [EAST, "0", "", "NA", "", "", "", "", "", "", "", "", "", OTHER, CREATED],
        ],
        encoding="utf-8-sig",
    )
    write(
        "2.csv",
        CONTACT_HEADER,
        [
            [ADA, NORTH, "Berg", "Ada", "Ada@Northwind.example", "00123", "Chief Financial Officer", "", "", CREATED],
            [BEN, NORTH, "Dahl", "Ben", "", "", "VP of Operations", "", ADA, CREATED],
            [CYD, "", "Eck", "Cyd", "cyd@free.example", "", "", "", "", CREATED],
        ],
    )
    write(
        "3.csv",
        "Id,AccountId,ContactId,Roles,IsDirect,IsActive,CreatedDate",
        [["07k0a00001RrRrRAAV", SOUTH, ADA, "Decision Maker;Evaluator", "", "1", CREATED]],
    )
    write(
        "4.csv",
        "Id,AccountId,Name,StageName,Amount,Probability,CloseDate,Type,IsClosed,IsWon,OwnerId,CreatedDate",
        [
            [
                "0060a00001PpPpPAAV",
                NORTH,
                "Expansion",
                "Negotiation/Review",
                "1,124,741.15",
                "60",
                "2024-11-10",
                "Existing Customer - Upgrade",
                "",
                "",
                OWNER,
                CREATED,
            ],
            [
                "0060a00001PpPpQAAV",
                SOUTH,
                "First order",
                "Closed Won",
                "1.12E+06",
                "100",
                "11/10/2024",
                "New Customer",
                "1",
                "1",
                OWNER,
                CREATED,
            ],
        ],
    )
    write(
        "5.csv",
        "Id,ContactId,AccountId,CaseNumber,Subject,Priority,Status,IsClosed,ClosedDate,IsEscalated,Origin,CreatedDate",
        [
            [
                "5000a00001CcCcCAAV",
                ADA,
                NORTH,
                "00001014",
                "Broken drill",
                "High",
                "Closed",
                "1",
                "2024-01-20T00:00:00.000+0000",
                "",
                "",
                CREATED,
            ],
            [
                "5000a00001CcCcDAAV",
                BEN,
                "",
                "00001015",
                "Late delivery",
                "Critical",
                "New",
                "",
                "",
                "true",
                "Phone",
                CREATED,
            ],
            ["5000a00001CcCcEAAV", CYD, "", "00001016", "Homeless", "Low", "New", "", "", "", "", CREATED],
        ],
    )
    write(
        "6.csv",
        TASK_HEADER,
        [
            [
                "00T0a00001TtTtTAAV",
                ADA,
                "",
                "Call",
                "2024-01-10",
                "Completed",
                OWNER,
                "",
                "1",
                NORTH,
                CREATED,
                "Call",
                "Inbound",
                "90",
            ],
            [
                "00T0a00001TtTtUAAV",
                BEN,
                "",
                "Email: renewal terms",
                "2024-01-11",
                "Completed",
                OWNER,
                'A "b", c\nd',
                "1",
                "",
                CREATED,
                "Task",
                "",
                "",
            ],
            [
                "00T0a00001TtTtVAAV",
                "",
                "0060a00001PpPpPAAV",
                "Prepare visit",
                "2024-01-12",
                "Not Started",
                OWNER,
                "",
                "",
                "",
                CREATED,
                "Task",
                "",
                "",
            ],
            [
                "00T0a00001TtTtWAAV",
                CYD,
                "",
                "Lost",
                "2024-01-12",
                "Completed",
                OWNER,
                "",
                "1",
                "",
                CREATED,
                "Task",
                "",
                "",
            ],
        ],
    )
    write(
        "7.csv",
        "Id,WhoId,WhatId,Subject,StartDateTime,DurationInMinutes,Type,Location,OwnerId,CreatedDate",
        [
            [
                "00U0a00001EeEeEAAV",
                ADA,
                NORTH,
                "QBR",
                "2024-01-15T10:00:00.000+0000",
                "45",
                "Meeting",
                "Zoom",
                OWNER,
                CREATED,
            ]
        ],
    )
    return write(
        "8.csv", "Id,IsDeleted,LastName,Company,Status,IsConverted", [["00Q0a00001LlLlLAAV", "", "Q", "C", "New", ""]]
    ).parent
