"""Bulk loading into PostgreSQL: COPY of whole column blocks in one transaction."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

import pyarrow.csv
from psycopg import Connection as Driver
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

from data_access.demo.blocks import Block, as_arrow_table
from data_access.demo.tables import refuse_foreign_data, table_names
from domain.errors import Unavailable

ROWS_AT_ONCE = 50_000
"""Rows turned into CSV at a time: enough to be fast, few enough to stay small in memory."""

WAIT = "30s"
"""How long to wait for others who use the tables."""

SORT_MEMORY = "256MB"
"""What PostgreSQL may use to build one index: fits the largest of size m."""

_FOREIGN_KEYS = text(
    """
    SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
    FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY 1, 2
    """
)
_INDEXES = text(
    """
    SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relname = ANY(:tables)
      AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid) ORDER BY 1
    """
)
_SEQUENCES = text(
    """
    SELECT c.relname, pg_get_serial_sequence(quote_ident(c.relname), a.attname)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'id'
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relname = ANY(:tables)
    """
)


class PostgresLoader:
    """Puts blocks into an open PostgreSQL transaction."""

    def __init__(self, connection: Connection, driver: "Driver[object]") -> None:
        self._connection = connection
        self._driver = driver
        self._afterwards: list[str] = []

    def begin(self) -> None:
        """Empty the tables; without triggers, indexes and foreign keys, which `finish` brings back."""
        tables = table_names()
        self._run(f"SET LOCAL lock_timeout = '{WAIT}'")
        self._run(f"SET LOCAL maintenance_work_mem = '{SORT_MEMORY}'")
        try:
            self._run(f"LOCK TABLE {', '.join(tables)} IN ACCESS EXCLUSIVE MODE")
        except OperationalError as busy:
            raise Unavailable("Others are using this database.", "Try again when they have finished.") from busy
        refuse_foreign_data(self._first_value)
        keys = self._connection.execute(_FOREIGN_KEYS).all()
        indexes = self._connection.execute(_INDEXES, {"tables": tables}).all()
        for name in tables:
            self._run(f"ALTER TABLE {name} DISABLE TRIGGER USER")
        for table, name, _ in keys:
            self._run(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        for name, _ in indexes:
            self._run(f"DROP INDEX {name}")
        self._run(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY")
        self._afterwards = [words for _, words in indexes]
        self._afterwards += [f"ALTER TABLE {table} ADD CONSTRAINT {name} {words}" for table, name, words in keys]

    def append(self, table: str, block: Block) -> None:
        """Add rows: as CSV, where a NULL is empty and an empty text is quoted."""
        rows = as_arrow_table(block)
        columns = ", ".join(f'"{name}"' for name in block)
        options = pyarrow.csv.WriteOptions(include_header=False)
        with (
            self._driver.cursor() as cursor,
            cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN (FORMAT csv)') as copy,
        ):
            for start in range(0, rows.num_rows, ROWS_AT_ONCE):
                lines = io.BytesIO()
                pyarrow.csv.write_csv(rows.slice(start, ROWS_AT_ONCE), lines, options)
                copy.write(lines.getbuffer())

    def finish(self) -> None:
        """Make indexes, foreign keys (which checks every key) and triggers again; sequences go on past the last ids."""
        for words in self._afterwards:
            self._run(words)
        for name in table_names():
            self._run(f"ALTER TABLE {name} ENABLE TRIGGER USER")
        self._run("INSERT INTO data_changes (what) VALUES ('demo')")
        for table, sequence in self._connection.execute(_SEQUENCES, {"tables": table_names()}).all():
            if sequence is not None:
                self._run(f"SELECT setval('{sequence}', coalesce((SELECT max(id) FROM {table}), 1))")  # noqa: S608
        self._run("ANALYZE")

    def _first_value(self, words: str) -> object:
        return self._connection.exec_driver_sql(words).scalar()

    def _run(self, words: str) -> None:
        self._connection.exec_driver_sql(words)


@contextmanager
def postgresql_loader(engine: Engine) -> Iterator[PostgresLoader]:
    """A loader in one transaction: committed at the end of the block, or nothing of it stays."""
    with engine.begin() as connection:
        driver = connection.connection.driver_connection
        if not isinstance(driver, Driver):
            raise TypeError("bulk loading needs the psycopg driver")
        yield PostgresLoader(connection, driver)
