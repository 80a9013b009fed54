"""A company in which everybody stands differently to two accounts, with a row of every table for each account.

The rows are made from the contract itself, so that a table that is added later is among them without anybody's doing.
"""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Date, Enum, Float, Integer, LargeBinary, SmallInteger, Table, text
from sqlalchemy.orm import Session

from data_access.models import Base, UtcInstant
from data_access.session import maintaining
from domain.viewer import Viewer
from domain.vocabulary import Role

TODAY = date(2026, 6, 30)
OURS, THEIRS = 1, 2
"""Two accounts; every other row has the number of its account too."""

OWNER, OUTSIDER, TEAMMATE, LEAD, OTHER_LEAD, EXECUTIVE, ADMINISTRATOR, NEWCOMER = range(1, 9)
_PEOPLE: dict[int, tuple[Role, int | None]] = {
    OWNER: (Role.ACCOUNT_MANAGER, 1),
    OUTSIDER: (Role.ACCOUNT_MANAGER, 2),
    TEAMMATE: (Role.ACCOUNT_MANAGER, 2),
    LEAD: (Role.TEAM_LEAD, 1),
    OTHER_LEAD: (Role.TEAM_LEAD, 2),
    EXECUTIVE: (Role.EXECUTIVE, None),
    ADMINISTRATOR: (Role.ADMINISTRATOR, None),
    NEWCOMER: (Role.ACCOUNT_MANAGER, None),
}
"""Each person's role and team, by number."""
SEEN: dict[int, set[int]] = {
    OWNER: {OURS},
    OUTSIDER: {THEIRS},
    TEAMMATE: {OURS},
    LEAD: {OURS},
    OTHER_LEAD: {THEIRS},
    EXECUTIVE: {OURS, THEIRS},
    ADMINISTRATOR: {OURS, THEIRS},
    NEWCOMER: set(),
}
"""The accounts that each person sees: what the product promises, written down by hand."""

_TELLING = {("contacts", "account_id"), ("audit_log", "account_id"), ("saved_views", "user_id")}
"""Columns that may be empty, or that say whose a row is, and so are filled."""
_FIRST_OF_ACCOUNT = {"account_team": {"user_id": {OURS: TEAMMATE, THEIRS: OUTSIDER}}}
_SECOND_CONTACT = 10
_BY_HAND = {"users", "workspace", "teams", "data_changes"}
_BESIDE_TRIGGERS = {"account_changes": 1000}
"""Tables in which triggers write rows too, and by how much ours are numbered apart."""


def viewer(user_id: int, day: date = TODAY) -> Viewer:
    """That person as a viewer."""
    return Viewer(user_id, f"Person {user_id}", _PEOPLE[user_id][0], day)


EVERYBODY = tuple(_PEOPLE)


def fill_company() -> None:
    """Write the people, the two accounts and a row of every table for each of them."""
    tables = {table.name: table for table in Base.metadata.sorted_tables}
    with maintaining() as session:
        _write(session, tables["workspace"], {"id": 1, "name": "Nexus", "reporting_currency": "EUR"})
        for number in (OURS, THEIRS):
            _write(session, tables["teams"], {"id": number, "name": f"Team {number}"})
        for number, (role, team) in _PEOPLE.items():
            _write(session, tables["users"], {"id": number, "name": f"Person {number}", "role": role, "team_id": team})
        for account in (OURS, THEIRS):
            for name, table in tables.items():
                if name not in _BY_HAND:
                    row = row_of(table, account)
                    if name in _BESIDE_TRIGGERS:
                        row["id"] += account * _BESIDE_TRIGGERS[name]
                    _write(session, table, row)
                if name == "contacts":
                    _write(session, table, row_of(table, account) | {"id": account + _SECOND_CONTACT})
        if session.get_bind().dialect.name == "postgresql":
            _number_from_there(session, tables)


def _number_from_there(session: Session, tables: dict[str, Table]) -> None:
    """Let the sequences of PostgreSQL go on behind the numbers that were given."""
    for name, table in tables.items():
        if "id" in table.columns and table.columns["id"].autoincrement is not False:
            words = f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM {name}))"
            session.execute(text(words))


def row_of(table: Table, account: int) -> dict[str, Any]:
    """A row of any table that belongs to `account`, or to its owner: only what the table asks for."""
    row = {column.name: _value(column, account) for column in table.columns if _is_asked_for(column)}
    if table.name == "accounts":
        row |= {"owner_id": account}
    if table.name == "contact_relations":
        row |= {"to_contact_id": account + _SECOND_CONTACT}
    if table.name == "touchpoint_participants":
        row |= {"contact_id": account}
    for column, by_account in _FIRST_OF_ACCOUNT.get(table.name, {}).items():
        row |= {column: by_account[account]}
    return row


def _is_asked_for(column: Column[Any]) -> bool:
    if (column.table.name, column.name) in _TELLING or column.primary_key:
        return True
    return not column.nullable and column.server_default is None


def _value(column: Column[Any], account: int) -> Any:
    kind = column.type
    if column.name.startswith("currency") or column.name == "reporting_currency":
        return ("EUR", "USD")[account - 1]
    if isinstance(kind, Enum):
        return [*(kind.enum_class or kind.enums)][account - 1]
    if isinstance(kind, Boolean):
        return False
    for types, value in (
        (UtcInstant, datetime(2026, 6, 1, 12, account, tzinfo=UTC)),
        (Date, date(2026, 6, account)),
        ((BigInteger, Integer, SmallInteger), account),
        (Float, 0.5),
        (LargeBinary, b""),
    ):
        if isinstance(kind, types):
            return value
    return f"{column.name} {account}"


def _write(session: Session, table: Table, row: dict[str, Any]) -> None:
    session.connection().execute(table.insert().values(row))
