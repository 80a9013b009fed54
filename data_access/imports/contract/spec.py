"""What a file of each table looks like: derived from the models, so that both say the same.

Money is `amount` in the file and `amount_cents` in the table; a row of another table is named by its external id
(`account_external_id`), a user also by `…_email`, a product or team also by `…_name`.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from sqlalchemy import BigInteger, Boolean, Column, Date, Enum, Float, Integer, SmallInteger, Table, Text

from data_access.models import Base, UtcInstant

KEYS: dict[str, tuple[str, ...]] = {
    "account_domains": ("account_id", "domain"),
    "account_owners": ("account_id", "since_on"),
    "account_team": ("account_id", "user_id"),
    "account_blackouts": ("account_id", "starts_on"),
    "stakeholders": ("account_id", "contact_id"),
    "stakeholder_assessments": ("stakeholder_id", "assessed_on"),
    "contact_relations": ("account_id", "from_contact_id", "to_contact_id", "kind"),
    "touchpoint_participants": ("touchpoint_id", "position"),
    "issue_escalations": ("issue_id", "department", "escalated_at"),
    "issue_updates": ("issue_id", "told_at"),
    "usage_weeks": ("account_id", "week_on", "product_id"),
    "subscription_terms": ("subscription_id", "starts_on"),
    "account_products": ("account_id", "product_id"),
    "exchange_rates": ("currency", "starts_on"),
    "feature_request_askers": ("request_id", "account_id", "contact_id"),
    "health_pulses": ("account_id", "given_on"),
    "sla_targets": ("tier", "severity"),
}
"""What makes a row unique in the tables that have no external id."""

SOURCED = ("source", "external_id")
_OF_PARENT = {
    "subscription_terms": "subscription_id",
    "issue_escalations": "issue_id",
    "issue_updates": "issue_id",
}
"""Tables whose account is that of the row they hang on."""
_ALSO_BY = {"users": ("email", "email"), "products": ("name", "name"), "teams": ("name", "name")}
_NEVER = {"id", "source", "version", "sessions_valid_after"}


class Form(StrEnum):
    """How a value is written in a file."""

    TEXT = "text"
    WORD = "one of its vocabulary"
    WHOLE = "whole number"
    DECIMAL = "decimal number"
    MONEY = "decimal number with at most two decimals"
    RATE = "decimal number with at most eight decimals"
    FLAG = "true or false"
    DAY = "YYYY-MM-DD"
    INSTANT = "ISO 8601 with an offset"
    CURRENCY = "ISO 4217 code"


@dataclass(frozen=True, slots=True)
class FileColumn:
    """A column of the file that holds a value."""

    name: str
    target: Column[object]
    form: Form

    @property
    def is_required(self) -> bool:
        """Whether every row must give it."""
        return not self.target.nullable and self.target.server_default is None


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns of the file, any one of which names a row of another table."""

    target: Column[object]
    table: Table
    names: dict[str, str]
    """By the file's column: the other table's column that it is looked up in."""

    @property
    def is_required(self) -> bool:
        """Whether every row must name one."""
        return not self.target.nullable


@dataclass(frozen=True, slots=True)
class FileSpec:
    """The file of one table."""

    table: Table
    key: tuple[str, ...]
    columns: dict[str, FileColumn]
    references: tuple[Reference, ...]
    parent: str | None = None

    @property
    def names(self) -> set[str]:
        """Every column that the file may have."""
        extra = {"participants"} if self.table.name == "touchpoints" else set()
        return set(self.columns) | {name for one in self.references for name in one.names} | extra

    def lacks(self, header: set[str]) -> list[str]:
        """The required columns that `header` does not have."""
        lacking = [one.name for one in self.columns.values() if one.is_required and one.name not in header]
        return lacking + [
            " or ".join(one.names) for one in self.references if one.is_required and header.isdisjoint(one.names)
        ]


@cache
def file_specs() -> dict[str, FileSpec]:
    """The specification of every table that a file may bring, parents first."""
    tables = [table for table in Base.metadata.sorted_tables if "external_id" in table.c or table.name in KEYS]
    return {table.name: _spec(table) for table in tables}


def _spec(table: Table) -> FileSpec:
    columns: dict[str, FileColumn] = {}
    references: list[Reference] = []
    parent = _OF_PARENT.get(table.name)
    for column in table.columns:
        if column.name in _NEVER or (parent and column.name == "account_id"):
            continue
        if column.foreign_keys:
            references += _references(column)
        else:
            one = _file_column(column)
            columns[one.name] = one
    key = KEYS.get(table.name, SOURCED)
    return FileSpec(table, key, columns, tuple(references), parent)


def _references(column: Column[object]) -> list[Reference]:
    target = next(iter(column.foreign_keys)).column.table
    stem = column.name.removesuffix("_id")
    if target.name == "stakeholders":  # named by the two that it joins: account and contact
        contacts = Base.metadata.tables["contacts"]
        return [Reference(column, contacts, {"contact_external_id": "external_id"})]
    names = {f"{stem}_external_id": "external_id"}
    if target.name in _ALSO_BY:
        suffix, looked_up = _ALSO_BY[target.name]
        names[f"{stem}_{suffix}"] = looked_up
    return [Reference(column, target, names)]


def _file_column(column: Column[object]) -> FileColumn:
    name, form = column.name, _form(column)
    if name.endswith("_cents"):
        name, form = name.removesuffix("_cents"), Form.MONEY
    elif name.endswith("_e8"):
        name, form = name.removesuffix("_e8"), Form.RATE
    elif name.endswith("currency"):
        form = Form.CURRENCY
    return FileColumn(name, column, form)


_FORMS = (
    (Enum, Form.WORD),
    (Boolean, Form.FLAG),
    (UtcInstant, Form.INSTANT),
    (Date, Form.DAY),
    (Float, Form.DECIMAL),
    ((BigInteger, SmallInteger, Integer), Form.WHOLE),
    (Text, Form.TEXT),
)


def _form(column: Column[object]) -> Form:
    return next((form for kind, form in _FORMS if isinstance(column.type, kind)), Form.TEXT)
