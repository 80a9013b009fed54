"""Rows into tables, in sets: what exists is compared, only what differs is written.

A row is found again by its key: (source, external_id) where the table has them, otherwise what makes it unique. Rows
that the database itself refuses are told one by one, with the rule that they break; their neighbours go in.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Table, func, insert, select, tuple_
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, StatementError
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement

from data_access.imports.broken_rule import in_words
from data_access.imports.outcomes import told_at, told_column
from data_access.imports.tally import Tally
from data_access.imports.update_rows import update_rows

CHUNK = 2_000
"""Keys asked for in one statement: SQLite takes 32,766 parameters, PostgreSQL 65,535."""

Values = dict[str, Any]
Key = tuple[Hashable, ...]


@dataclass(slots=True)
class Record:
    """A row to be stored: the line it comes from, and its values by column.

    `first` holds what counts only when the row is new: what people here may have changed since.
    """

    line: int
    values: Values
    first: Values | None = None
    outcome: str = ""
    id: int = 0
    before: Values | None = None


class Store:
    """One file's way into the database, within one transaction."""

    def __init__(self, session: Session, source: str, tally: Tally) -> None:
        self.session = session
        self.source = source
        self.tally = tally
        self.now = datetime.now(UTC).replace(microsecond=0)
        self._ids: dict[tuple[str, str], dict[Hashable, int]] = {}
        self._lines: dict[Key, int] = {}

    def ids(self, table: Table, names: Iterable[str | None]) -> dict[Hashable, int]:
        """Row numbers of `table` by external id of this file's source; unknown names are not in it."""
        return self.lookup(table, "external_id", names, table.c.source == self.source)

    def lookup(
        self, table: Table, column: str, values: Iterable[Hashable | None], within: ColumnElement[bool] | None = None
    ) -> dict[Hashable, int]:
        """Row numbers of `table` by the values of `column`, remembered for the rest of the file."""
        known = self._ids.setdefault((table.name, column), {})
        wanted = [value for value in set(values) if value is not None and value not in known]
        for part in chunks(wanted):
            query = select(table.c[column], table.c.id).where(table.c[column].in_(part))
            if within is not None:
                query = query.where(within)
            known.update(self.session.execute(query).all())
        return known

    def upsert(
        self,
        table: Table,
        key: Sequence[str],
        records: Sequence[Record],
        *,
        counted: bool = False,
        settle: Callable[[Record], None] | None = None,
    ) -> None:
        """Add or change rows; each record learns its outcome, row number and former values.

        All records must give the same columns. With `counted`, the outcomes are those of the file's rows. `settle` may
        adjust the values of a record that is there already, having seen what stands there.
        """
        if counted:
            records = self._first_of_each(key, records)
        told = _with_told(table, records)
        present = self._present(table, key, records)
        new: list[Record] = []
        changed: list[Record] = []
        for record in records:
            record.before = present.get(_key(record.values, key))
            if record.before is None:
                new.append(record)
                continue
            if settle:
                settle(record)
            if told:
                record.values[told] = told_at(table.name, record.before, record.values, self.now)
            if _is_changed(record, record.before):
                changed.append(record)
        self._insert(table, key, new)
        self._update(table, key, changed)
        if counted:
            for record in records:
                if record.outcome != "rejected":
                    self.tally.count(record.outcome)

    def _first_of_each(self, key: Sequence[str], records: Sequence[Record]) -> list[Record]:
        """Reject what a file says a second time: which of two rows holds would be a matter of luck."""
        kept: list[Record] = []
        for record in records:
            named = _key(record.values, key)
            first = self._lines.setdefault(named, record.line)
            if first == record.line:
                kept.append(record)
            else:
                record.outcome = "rejected"
                shown = " and ".join(str(part) for part in named if part != self.source)
                self.tally.reject(record.line, key[-1], shown, f"The same record stands in row {first} already.")
        return kept

    def _present(self, table: Table, key: Sequence[str], records: Sequence[Record]) -> dict[Key, Values]:
        if not records:
            return {}
        names = {*key, *records[0].values, *(records[0].first or {})} | ({"id"} if "id" in table.c else set())
        columns = [table.c[name] for name in sorted(names)]
        keys = {_key(record.values, key) for record in records}
        found: dict[Key, Values] = {}
        for part in chunks(keys):
            for row in self.session.execute(select(*columns).where(_is_one_of(table, key, part))).mappings():
                found[_key(row, key)] = dict(row)
        return found

    def _insert(self, table: Table, key: Sequence[str], records: list[Record]) -> None:
        for record in records:
            record.outcome = "added"

        def write(table: Table, some: Sequence[Record]) -> None:
            self._insert_some(table, key, some)

        for refused, error in self._write(table, records, write):
            refused.outcome = "rejected"
            self.tally.reject(refused.line, None, None, in_words(table, error))
        if "external_id" in table.c:
            known = self._ids.setdefault((table.name, "external_id"), {})
            known.update({r.values["external_id"]: r.id for r in records if r.outcome == "added"})

    def _insert_some(self, table: Table, key: Sequence[str], records: Sequence[Record]) -> None:
        known_now = {"recorded_at": self.now} if "recorded_at" in table.c else {}
        rows = [{**known_now, **(record.first or {}), **record.values} for record in records]
        if "id" not in table.c:
            # Asked to return something, SQLAlchemy sends many rows a statement on both databases: one trigger each.
            self.session.execute(insert(table).returning(*table.primary_key), rows).all()
            return
        statement = insert(table).returning(table.c.id, *[table.c[name] for name in key])
        numbers = {tuple(named): number for number, *named in self.session.execute(statement, rows)}
        for record in records:
            record.id = numbers[_key(record.values, key)]

    def _update(self, table: Table, key: Sequence[str], records: list[Record]) -> None:
        def write(table: Table, some: Sequence[Record]) -> None:
            update_rows(self.session, table, key, [(record.before or {}, record.values) for record in some])

        for refused, error in self._write(table, records, write):
            refused.outcome = "rejected"
            self.tally.reject(refused.line, None, None, in_words(table, error))

    def _write(self, table: Table, records: Sequence[Record], write: Any) -> Iterator[tuple[Record, StatementError]]:
        """Write all, or halve until the refused ones stand alone; yields these."""
        if not records:
            return
        try:
            with self.session.begin_nested():
                write(table, records)
        except StatementError as error:
            if isinstance(error, DBAPIError) and (error.connection_invalidated or not _is_about_data(error)):
                raise
            if len(records) == 1:
                yield records[0], error
                return
            half = len(records) // 2
            yield from self._write(table, records[:half], write)
            yield from self._write(table, records[half:], write)


def chunks(values: Iterable[Any], size: int = CHUNK) -> Iterator[list[Any]]:
    """`values` in lists of at most `size`, in a fixed order."""
    ordered = list(values)
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]


def _is_about_data(error: DBAPIError) -> bool:
    too_long_for_an_index = getattr(error.orig, "sqlstate", None) == "54000"
    return isinstance(error, IntegrityError | DataError) or too_long_for_an_index


def _with_told(table: Table, records: Sequence[Record]) -> str | None:
    """Give the records the column that says when their outcome was known, if it is to be filled; its name."""
    told = told_column(table.name, list(records[0].values)) if records else None
    if told:
        for record in records:
            record.values[told] = None
    return told


def _is_changed(record: Record, before: Values) -> bool:
    """Whether anything of a record that is there differs; it learns its row number and outcome."""
    is_changed = any(before[name] != value for name, value in record.values.items())
    record.id, record.outcome = before.get("id", 0), "changed" if is_changed else "unchanged"
    return is_changed


def _key(values: Any, key: Sequence[str]) -> Key:
    return tuple(values[name] for name in key)


def _is_one_of(table: Table, key: Sequence[str], keys: list[Key]) -> ColumnElement[bool]:
    if key[0] == "source":  # one source a file: the index is on (source, external_id)
        names = [given[1] for given in keys]
        return (table.c.source == keys[0][0]) & table.c[key[1]].in_(names)
    if len(key) == 1:
        return table.c[key[0]].in_([given[0] for given in keys])
    columns = [func.coalesce(table.c[name], -1) if table.c[name].nullable else table.c[name] for name in key]
    return tuple_(*columns).in_([tuple(-1 if part is None else part for part in given) for given in keys])
