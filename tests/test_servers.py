"""The throw-away PostgreSQL starts with whatever programs a machine has, and each test's database is its own."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from data_access.engine import writer_engine
from tests.servers import chromium, postgresql


def test_the_bundled_postgresql_starts_and_leaves_nothing_behind() -> None:
    server = postgresql.start(postgresql.bundled_programs())
    engine = create_engine(server.url(server.create()))
    with engine.connect() as connection:
        version = int(connection.execute(text("SHOW server_version_num")).scalar_one())
    engine.dispose()
    server.stop()
    assert version >= postgresql.OLDEST_MAJOR * 10_000
    assert not server.folder.exists()


def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("initdb", "postgres"):
        program = programs / name
        program.write_text("#!/bin/sh\necho no such locale >&2\nexit 1\n")
        program.chmod(0o755)
    tmp_path.chmod(0o755)
    with pytest.raises(RuntimeError, match="no such locale"):
        postgresql.start(programs)


def test_a_fresh_database_has_the_schema(database: str) -> None:
    assert inspect(writer_engine(database)).has_table("accounts")


@pytest.mark.parametrize("turn", [1, 2])
def test_what_one_test_writes_no_other_test_sees(database: str, turn: int) -> None:
    with writer_engine(database).begin() as connection:
        assert not inspect(connection).has_table("scribble"), f"turn {turn} sees the other's table"
        connection.execute(text("CREATE TABLE scribble (id integer)"))


def test_a_machine_without_a_browser_gets_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(chromium.ChromiumMissingError, match="apt-get install chromium"):
        chromium.ensure_chromium()
