"""The data version: seen to change with every write, and in nobody's way."""

import time

import pytest
from sqlalchemy.exc import IntegrityError

from data_access import version
from data_access.models import Team
from data_access.session import maintaining
from data_access.version import data_version
from tests.data_access.writers import write_elsewhere


def add_team(name: str) -> None:
    with maintaining() as session:
        session.add(Team(name=name))


def test_asking_for_the_version_keeps_nobody_from_writing(database: str) -> None:
    data_version()
    begun = time.monotonic()
    add_team("North")
    assert time.monotonic() - begun < 5


def test_the_version_stays_while_nobody_writes(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(version, "FRESH_SECONDS", 0.0)
    assert data_version() == data_version()


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO teams (id, name) VALUES (70, 'West')",
        "UPDATE teams SET name = 'East' WHERE id = 1",
        "DELETE FROM teams",
        "UPDATE exchange_rates SET rate_e8 = 2 WHERE currency = 'XXX' OR 1 = 1",
    ],
)
def test_a_write_by_another_process_is_told_within_two_seconds(own_company: str, statement: str) -> None:
    before = data_version()
    write_elsewhere(own_company, statement)
    deadline = time.monotonic() + 2
    while data_version() == before:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_write_of_ours_is_told_at_once(database: str) -> None:
    before = data_version()
    add_team("North")
    assert data_version() != before


def test_a_write_that_was_undone_is_not_told(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(version, "FRESH_SECONDS", 0.0)
    add_team("North")
    before = data_version()
    with pytest.raises(IntegrityError):
        add_team("North")
    assert data_version() == before


def test_a_writer_who_began_first_and_commits_last_is_told_too(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(version, "FRESH_SECONDS", 0.0)
    versions = [data_version()]
    if database.startswith("sqlite"):  # one writer at a time: the order of beginnings is that of commits
        add_team("First")
        versions.append(data_version())
        add_team("Second")
    else:
        with maintaining() as first:
            first.add(Team(name="First"))
            first.flush()
            add_team("Second")
            versions.append(data_version())
    versions.append(data_version())
    assert len(set(versions)) == 3
