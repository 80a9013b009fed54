"""What every object of a Salesforce export needs while it is taken: values told apart, people looked up."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Table, select

from data_access.imports.bad_value import BadValueError
from data_access.imports.salesforce.values import currency, day, first_given, instant, record_id
from data_access.imports.store import Record, Store, chunks
from data_access.models import Account, Contact, Issue, Opportunity, Touchpoint, User
from domain.vocabulary import Role

Fields = Mapping[str, str]
Value = TypeVar("Value")

ACCOUNTS: Table = Account.__table__  # type: ignore[assignment]
CONTACTS: Table = Contact.__table__  # type: ignore[assignment]
OPPORTUNITIES: Table = Opportunity.__table__  # type: ignore[assignment]
ISSUES: Table = Issue.__table__  # type: ignore[assignment]
TOUCHPOINTS: Table = Touchpoint.__table__  # type: ignore[assignment]
USERS: Table = User.__table__  # type: ignore[assignment]
SOURCED = ("source", "external_id")
_QUEUE = "00G"


@dataclass(frozen=True, slots=True)
class Row:
    """One record of the export: its line in the file, its id, and its values by plain column name."""

    line: int
    id: str
    fields: Fields

    def text(self, *columns: str) -> str | None:
        """The first of `columns` that is not blank."""
        return first_given(self.fields, *columns) or None


@dataclass(slots=True)
class Context:
    """The state of one file's import."""

    store: Store
    currency: str
    present: frozenset[str]
    day_first: bool = False
    later: list[tuple[Record, str | None]] = field(default_factory=list)

    def value(self, row: Row, column: str, convert: Callable[[str], Value | None]) -> Value | None:
        """One value converted; one that cannot be is left out, and told."""
        try:
            return convert(row.fields.get(column, ""))
        except BadValueError as error:
            self.store.tally.leave_out(row.line, column, row.fields.get(column), str(error))
            return None

    def currency_of(self, row: Row) -> str:
        """The currency that a record names, else the workspace's."""
        return self.value(row, "currencyisocode", currency) or self.currency

    def instant(self, row: Row, *columns: str) -> datetime | None:
        """The first instant that is given in `columns`."""
        for column in columns:
            found = self.value(row, column, lambda text: instant(text, self.day_first))
            if found:
                return found
        return None

    def day(self, row: Row, *columns: str) -> date | None:
        """The first day that is given in `columns`."""
        for column in columns:
            found = self.value(row, column, lambda text: day(text, self.day_first))
            if found:
                return found
        return None

    def recorded(self, row: Row) -> datetime:
        """When the CRM recorded it, never later than now: what was known here on a day goes by that."""
        return min(
            self.instant(row, "createddate", "lastmodifieddate", "systemmodstamp") or self.store.now, self.store.now
        )

    def accounts(self, rows: Iterable[Row], *columns: str) -> dict[Hashable, int]:
        """Row numbers of the accounts that `rows` name in `columns`."""
        return self.store.ids(ACCOUNTS, _named(rows, columns))

    def contacts(self, rows: Iterable[Row], *columns: str) -> dict[Hashable, int]:
        """Row numbers of the contacts that `rows` name in `columns`."""
        return self.store.ids(CONTACTS, _named(rows, columns))

    def users(self, rows: Iterable[Row], *columns: str) -> dict[Hashable, int]:
        """Row numbers of the users that `rows` name; one whose file was not seen yet is kept as a stub, inactive."""
        names = {name for name in _named(rows, columns) if name and not name.startswith(_QUEUE)}
        known = self.store.ids(USERS, names)
        missing = sorted(names - set(known))
        if missing:
            self.store.upsert(USERS, SOURCED, [_stub(self.store.source, name) for name in missing])
        return known

    def homes(self, table: Table, names: Iterable[str | None]) -> dict[Hashable, int]:
        """Row numbers of the accounts that the records called `names` in `table` belong to."""
        found: dict[Hashable, int] = {}
        for part in chunks({name for name in names if name}):
            query = select(table.c.external_id, table.c.account_id).where(
                table.c.source == self.store.source, table.c.external_id.in_(part), table.c.account_id.is_not(None)
            )
            found.update(self.store.session.execute(query).all())
        return found

    def write(
        self, table: Table, key: tuple[str, ...], rows: Iterable[tuple[int, dict[str, Any], datetime]]
    ) -> list[Record]:
        """Store what hangs on the file's records, each key once: (line, values, recorded at)."""
        records: dict[tuple[Any, ...], Record] = {}
        for line, values, recorded_at in rows:
            first = {"recorded_at": recorded_at} if "recorded_at" in table.c else {}
            records.setdefault(tuple(values[name] for name in key), Record(line, values, first))
        self.store.upsert(table, key, list(records.values()))
        return list(records.values())


def stub_name(external_id: str) -> str:
    """What a user is called until the User file arrives."""
    return f"Salesforce user {external_id}"


def _named(rows: Iterable[Row], columns: tuple[str, ...]) -> list[str | None]:
    return [record_id(row.fields.get(column, "")) for row in rows for column in columns]


def _stub(source: str, external_id: str) -> Record:
    values = {"source": source, "external_id": external_id}
    first = {"name": stub_name(external_id), "role": Role.ACCOUNT_MANAGER, "is_active": False}
    return Record(0, values, first)
