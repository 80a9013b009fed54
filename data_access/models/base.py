"""The declarative base: column types that are the same on SQLite and PostgreSQL, and what tables have in common."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import (
    BigInteger,
    Date,
    DateTime,
    Dialect,
    Enum,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Text,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

BigId = BigInteger().with_variant(Integer, "sqlite")


class UtcInstant(TypeDecorator[datetime]):
    """An aware instant in whole seconds, UTC.

    PostgreSQL keeps `timestamptz(0)`; SQLite keeps the text `YYYY-MM-DD HH:MM:SS` in UTC, which sorts as it should
    and equals what `CURRENT_TIMESTAMP` writes. A naive datetime is refused.
    """

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """Choose the column type of the database at hand."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.TIMESTAMP(timezone=True, precision=0))
        return dialect.type_descriptor(
            sqlite.DATETIME(  # type: ignore[no-untyped-call]
                storage_format="%(year)04d-%(month)02d-%(day)02d %(hour)02d:%(minute)02d:%(second)02d",
            )
        )

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Convert to UTC and whole seconds."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}: instants are aware, in UTC")
        return value.astimezone(UTC).replace(microsecond=0)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Hand out an aware instant."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Base of every table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {str: Text, datetime: UtcInstant, date: Date, int: BigId}


def one_of(vocabulary: type[StrEnum]) -> Enum:
    """A text column whose values are those of `vocabulary`, held by a CHECK constraint."""
    return Enum(
        vocabulary,
        native_enum=False,
        create_constraint=True,
        length=40,
        name=f"{vocabulary.__name__.lower()}_known",
        values_callable=lambda kind: [member.value for member in kind],
    )


def refers(target: str, *, on_delete: str = "CASCADE") -> ForeignKey:
    """A foreign key to `table.column`; rows go with their parent unless told otherwise."""
    return ForeignKey(target, ondelete=on_delete)


class Identified:
    """A row number of its own."""

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-100)


class Recorded:
    """When the row became known here: what a look at an earlier day may use."""

    recorded_at: Mapped[datetime] = mapped_column(
        server_default=text("CURRENT_TIMESTAMP"),
        sort_order=90,
        comment="instant at which this fact became known here (UTC)",
    )


class Sourced:
    """Where the row came from; a source names each of its rows once."""

    source: Mapped[str] = mapped_column(
        server_default="nexus", sort_order=91, comment="system that wrote the row, e.g. salesforce"
    )
    external_id: Mapped[str | None] = mapped_column(
        sort_order=92, comment="the row's name in its source; unique within the source"
    )


def sourced_index(table: str) -> Index:
    """Unique (source, external_id) of `table`, where an external id is given."""
    given = text("external_id IS NOT NULL")
    return Index(
        f"uq_{table}_source_external_id",
        "source",
        "external_id",
        unique=True,
        sqlite_where=given,
        postgresql_where=given,
    )


class OfAccount:
    """A row that belongs to one account: the scope of a viewer is enforced on it."""

    account_id: Mapped[int] = mapped_column(refers("accounts.id"), sort_order=-90)


class Editable:
    """A row that people edit: a form compares the version that it was drawn with."""

    version: Mapped[int] = mapped_column(server_default="1", sort_order=93, comment="raised by one with every edit")
