"""A table of a Salesforce export, taken in batches."""

from collections.abc import Iterator

from sqlalchemy import delete, select

from data_access.imports.batches import Cells, cells_in
from data_access.imports.parsing.spool import Table
from data_access.imports.salesforce.columns import field_places
from data_access.imports.salesforce.context import Context, Row
from data_access.imports.salesforce.objects import SalesforceObject
from data_access.imports.salesforce.values import is_true, record_id, says_day_first
from data_access.imports.store import Store, chunks

_LONGEST_ID = 200
_GONE = ("isdeleted", "fivetrandeleted")


def take(store: Store, table: Table, kind: SalesforceObject, currency: str) -> Iterator[int]:
    """Take every row; yields how many were read so far."""
    columns, _ = field_places(table.header)
    context = Context(
        store, currency, present=frozenset(columns) & {*kind.fields}, day_first=_day_first(table, columns, kind)
    )
    wanted = {name: place for name, place in columns.items() if name in {*kind.fields, *_GONE, "id", "fivetranactive"}}
    for batch in cells_in(store.tally, table):
        rows, gone = _sorted_out(store, batch, wanted)
        kind.take(context, rows)
        _remove(store, kind, gone)
        yield store.tally.read
    if kind.finish:
        kind.finish(context)


def _day_first(table: Table, columns: dict[str, int], kind: SalesforceObject) -> bool:
    """Whether the file writes 31/12/2024: it does when any of its dates can be read in no other way."""
    dated = [place for name, place in columns.items() if name in kind.fields and "date" in name]
    return any(
        says_day_first(cells[place])
        for batch in table.batches()
        for _, cells in batch
        for place in dated
        if place < len(cells) and cells[place][2:3] in ("/", ".")
    )


def _sorted_out(store: Store, batch: list[Cells], wanted: dict[str, int]) -> tuple[list[Row], list[str]]:
    """The rows to take, and the ids of those that the CRM deleted, or replaced by a later version."""
    rows: list[Row] = []
    gone: list[str] = []
    for line, cells in batch:
        fields = {name: cells[place].strip() for name, place in wanted.items()}
        name = record_id(fields["id"])
        if name is None:
            store.tally.reject(line, "Id", None, "It has no id, so that it could not be found again.")
        elif len(name) > _LONGEST_ID:
            store.tally.reject(line, "Id", name, "It is too long for an id.")
        elif any(is_true(fields.get(column, "")) for column in _GONE):
            gone.append(name)
        elif fields.get("fivetranactive", "").lower() in ("false", "0"):
            store.tally.count("skipped")
        else:
            rows.append(Row(line, name, fields))
    alive = {row.id for row in rows}
    store.tally.count("skipped", sum(name in alive for name in gone))
    return rows, [name for name in gone if name not in alive]


def _remove(store: Store, kind: SalesforceObject, names: list[str]) -> None:
    """Remove what the CRM deleted where it is a mere record; accounts and people stay, with their history."""
    removed = 0
    table = kind.removable
    if table is not None:
        for part in chunks(names):
            here = (table.c.source == store.source) & table.c.external_id.in_(part)
            found = store.session.execute(select(table.c.id).where(here)).scalars().all()
            if found:
                store.session.execute(delete(table).where(table.c.id.in_(found)))
                removed += len(found)
    store.tally.count("changed", removed)
    store.tally.count("skipped", len(names) - removed)
