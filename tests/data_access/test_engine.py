"""The engines: one of each a process, writers that wait for one another, readers that cannot write."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from data_access.engine import dispose_engines, driver_url, reader_engine, viewer_engine, writer_engine
from data_access.models import Team
from data_access.session import maintaining, reading
from tests.company import EXECUTIVE, OUTSIDER, OWNER, viewer


def test_a_process_has_one_engine_of_each_kind(database: str) -> None:
    with ThreadPoolExecutor(8) as threads:
        engines = {id(engine) for engine in threads.map(lambda _: writer_engine(database), range(32))}
    assert len(engines) == 1
    assert writer_engine(database) is not reader_engine(database)
    assert reader_engine(database) is reader_engine(database)


def test_viewers_share_the_connections_of_their_kind(database: str) -> None:
    ours, theirs, book = (viewer_engine(database, viewer(person)) for person in (OWNER, OUTSIDER, EXECUTIVE))
    assert ours.pool is theirs.pool
    assert (ours.pool is book.pool) == database.startswith("postgresql")


def test_engines_that_were_disposed_of_are_made_anew(database: str) -> None:
    engine = writer_engine(database)
    dispose_engines()
    assert writer_engine(database) is not engine
    with writer_engine(database).connect() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar_one() == 1


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_way_to_write_postgresql_means_our_driver(scheme: str) -> None:
    assert driver_url(f"{scheme}://nexus:p%40ss@db/nexus") == "postgresql+psycopg://nexus:p%40ss@db/nexus"


def test_writers_wait_for_one_another(database: str) -> None:
    def write(number: int) -> None:
        with maintaining() as session:
            known = session.scalar(select(func.count()).select_from(Team))
            session.add(Team(name=f"Team {number}, after {known}"))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write, range(40)))
    with reading(viewer(OWNER)) as session:
        assert session.scalar(select(func.count()).select_from(Team)) == 40


def test_nobody_writes_through_a_reader(database: str) -> None:
    write = "INSERT INTO teams (name) VALUES ('North')"
    with reader_engine(database).connect() as connection, pytest.raises(DBAPIError):
        connection.exec_driver_sql(write)


def test_a_reader_does_not_wait_for_a_writer(database: str) -> None:
    with maintaining() as writing:
        writing.add(Team(name="North"))
        writing.flush()
        with reading(viewer(OWNER)) as session:
            assert session.scalar(select(func.count()).select_from(Team)) == 0


def test_connections_are_set_up_as_the_rest_relies_on(database: str) -> None:
    with writer_engine(database).connect() as writer:
        if database.startswith("sqlite"):
            settings = [
                writer.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("journal_mode", "foreign_keys")
            ]
            assert settings == ["wal", 1]
        else:
            assert writer.exec_driver_sql("SHOW timezone").scalar_one() == "UTC"
            with reader_engine(database).connect() as reader:
                shown = [
                    reader.exec_driver_sql(f"SHOW {name}").scalar_one() for name in ("timezone", "statement_timeout")
                ]
            assert shown == ["UTC", "30s"]


def test_a_reader_of_a_file_that_is_not_there_says_so(database: str) -> None:
    if database.startswith("sqlite"):
        with pytest.raises(DBAPIError):
            reader_engine("sqlite:////nowhere/at/all.db").connect()
    else:
        with pytest.raises(DBAPIError):
            reader_engine(database.replace("/test_", "/no_such_test_")).connect()


def test_the_file_stays_whole_when_readers_come_and_go(database: str) -> None:
    for _ in range(3):
        with reading(viewer(OWNER)) as session:
            session.scalars(select(Team.id)).all()
        with maintaining() as session:
            session.add(Team(name=f"Team {id(session)} {_}"))
        dispose_engines()
    if database.startswith("sqlite"):
        connection = sqlite3.connect(database.removeprefix("sqlite:///"))
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        connection.close()
