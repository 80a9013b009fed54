"""A table of the data contract's own form, taken in batches."""

from collections.abc import Hashable, Iterator
from typing import Any

from sqlalchemy import select

from data_access.imports.bad_value import BadValueError
from data_access.imports.batches import Cells, cells_in
from data_access.imports.circles import hang
from data_access.imports.contract.participants import ParticipantLists
from data_access.imports.contract.spec import FileSpec, Reference
from data_access.imports.contract.values import value_of
from data_access.imports.parsing.spool import Table
from data_access.imports.store import Record, Store, Values, chunks
from data_access.models import Stakeholder

_STAKEHOLDERS: Any = Stakeholder.__table__
Fields = dict[str, str]


class ContractFile:
    """One file of the contract on its way into its table."""

    def __init__(self, store: Store, spec: FileSpec, table: Table) -> None:
        self.store = store
        self.spec = spec
        self.table = table
        self.header = [column.strip().lower() for column in table.header]
        self.columns = [one for one in spec.columns.values() if one.name in self.header]
        self.references = [one for one in spec.references if not one.names.keys().isdisjoint(self.header)]
        self.later: list[tuple[Record, Reference, str]] = []

    def take(self) -> Iterator[int]:
        """Take every row; yields how many were read so far."""
        for batch in cells_in(self.store.tally, self.table):
            self._take_batch(batch)
            yield self.store.tally.read
        self._refer_to_own_table()

    def _take_batch(self, batch: list[Cells]) -> None:
        rows = [(line, dict(zip(self.header, cells, strict=True))) for line, cells in batch]
        records = [(fields, record) for line, fields in rows if (record := self._converted(line, fields))]
        for reference in self.references:
            records = self._refer(reference, records)
        if self.spec.parent:
            self._account_of_parent([record for _, record in records])
        if self.spec.table.name == "stakeholder_assessments":
            self._name_stakeholders([record for _, record in records])
        kept = [record for _, record in records]
        lists = ParticipantLists(self.store, records) if "participants" in self.header else None
        if lists:
            kept = lists.complete
        self.store.upsert(self.spec.table, self.spec.key, kept, counted=True)
        if lists:
            lists.write()

    def _converted(self, line: int, fields: Fields) -> Record | None:
        values: Values = dict.fromkeys(self.spec.key)  # a part of the key that the file leaves out is empty
        if "source" in self.spec.table.c:
            values["source"] = self.store.source
        first: Values = {}
        for column in self.columns:
            try:
                value = value_of(column, fields[column.name])
            except BadValueError as error:
                self.store.tally.reject(line, column.name, fields[column.name], str(error))
                return None
            if column.name in self.spec.key and value is None:
                self.store.tally.reject(line, column.name, None, "It must not be empty: the row is found again by it.")
                return None
            (first if column.name == "recorded_at" else values)[column.target.name] = value
        return Record(line, values, first)

    def _refer(self, reference: Reference, records: list[tuple[Fields, Record]]) -> list[tuple[Fields, Record]]:
        """Put row numbers in place of names; rows that name nobody known are rejected."""
        is_own = reference.table is self.spec.table
        found = {name: self._lookup(reference, name, records) for name in reference.names if name in self.header}
        kept = []
        for fields, record in records:
            given = [(name, fields[name].strip()) for name in found if fields[name].strip()]
            if is_own:
                self.later.append((record, reference, given[0][1] if given else ""))
            elif not given and reference.is_required:
                self.store.tally.reject(record.line, " or ".join(found), None, "It must not be empty.")
                continue
            else:
                numbers = {found[name].get(_plain(name, text)) for name, text in given} or {None}
                if given and (len(numbers) > 1 or None in numbers):
                    name, text = given[0]
                    reason = (
                        f"There is no such row in {reference.table.name}: import that file first, or correct the name."
                    )
                    self.store.tally.reject(record.line, name, text, reason)
                    continue
                record.values[reference.target.name] = numbers.pop()
            kept.append((fields, record))
        return kept

    def _lookup(self, reference: Reference, name: str, records: list[tuple[Fields, Record]]) -> dict[Hashable, int]:
        if reference.table is self.spec.table:
            return {}
        asked = {_plain(name, fields[name].strip()) for fields, _ in records} - {""}
        column = reference.names[name]
        if column == "external_id":
            return self.store.ids(reference.table, asked)
        return self.store.lookup(reference.table, column, asked)

    def _account_of_parent(self, records: list[Record]) -> None:
        parent = self.spec.parent or ""
        above = next(iter(self.spec.table.c[parent].foreign_keys)).column.table
        accounts: dict[int, int] = {}
        for part in chunks({record.values[parent] for record in records}):
            query = select(above.c.id, above.c.account_id).where(above.c.id.in_(part))
            accounts.update(self.store.session.execute(query).all())
        for record in records:
            record.values["account_id"] = accounts[record.values[parent]]

    def _name_stakeholders(self, records: list[Record]) -> None:
        """An assessment names account and contact; the stakeholder between them is made where there is none."""
        pairs: dict[tuple[int, int], Record] = {}
        for record in records:
            pair = record.values["account_id"], record.values.pop("stakeholder_id")
            values = {"account_id": pair[0], "contact_id": pair[1]}
            record.values["stakeholder_id"] = pairs.setdefault(pair, Record(record.line, values))
        self.store.upsert(_STAKEHOLDERS, ("account_id", "contact_id"), list(pairs.values()))
        for record in records:
            record.values["stakeholder_id"] = record.values["stakeholder_id"].id

    def _refer_to_own_table(self) -> None:
        """Parents within the same table follow when every row has its number."""
        for reference in self.references:
            if reference.table is self.spec.table:
                wanted = [(record, name or None) for record, one, name in self.later if one is reference]
                column, shown = reference.target.name, next(iter(reference.names))
                hang(self.store, self.spec.table, column, shown, wanted)


def _plain(name: str, text: str) -> str:
    return text.lower() if name.endswith("_email") else text
