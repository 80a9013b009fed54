"""Real exports, made by others: they go in whole, twice the same, and nothing is lost without a word."""

from pathlib import Path

import pytest

from domain.vocabulary import ImportStatus
from tests.data_access.imports.conftest import Bring
from tests.data_access.imports.reading import changes, everything, one

FOLDERS = ("salesforce_dataloader", "fivetran_salesforce")


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_row_is_taken_left_out_or_told(database: str, real_data: Path, bring: Bring, folder: str) -> None:
    for report in bring(real_data / folder).values():
        tally = report.tally
        assert report.status in (ImportStatus.APPLIED, None)
        assert tally.read == tally.added + tally.changed + tally.unchanged + tally.skipped + tally.rejected
        assert all(reject.reason for reject in tally.rejects)


def test_the_first_export_fills_the_book(database: str, real_data: Path, bring: Bring) -> None:
    bring(real_data / "salesforce_dataloader")
    counts = {
        table: one(f"SELECT count(*) FROM {table}")
        for table in ("accounts", "contacts", "opportunities", "issues", "touchpoints", "stakeholders")
    }
    assert counts == {
        "accounts": 22,
        "contacts": 102,
        "opportunities": 50,
        "issues": 14,
        "touchpoints": 36,
        "stakeholders": 22,
    }


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_second_import_changes_nothing(database: str, real_data: Path, bring: Bring, folder: str) -> None:
    bring(real_data / folder)
    before, noted = everything(), changes()
    for report in bring(real_data / folder).values():
        assert (report.tally.added, report.tally.changed) == (0, 0), report.name
    assert everything() == before
    assert changes() == noted


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_dry_run_leaves_nothing(database: str, real_data: Path, bring: Bring, folder: str) -> None:
    before = everything()
    bring(real_data / folder, dry_run=True)
    assert everything() == before


def test_files_of_other_systems_are_not_taken_for_this_one(database: str, real_data: Path, bring: Bring) -> None:
    for folder in ("fivetran_hubspot", "ravenstack", "maven_crm_original"):
        for report in bring(real_data / folder).values():
            assert report.status is not ImportStatus.APPLIED, report.name
    assert one("SELECT count(*) FROM accounts") == 0
