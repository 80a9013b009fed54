"""The data version: seen to change with every write, and in nobody's way."""

import time

import pytest

from data_access import version
from data_access.models import Team
from data_access.session import maintaining
from data_access.version import data_version


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
