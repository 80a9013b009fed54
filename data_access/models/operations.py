"""What the system notes about itself: audit log, imports, changes."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from data_access.models.base import Base, Identified, one_of, refers
from domain.vocabulary import ImportStatus


class AuditEntry(Identified, Base):
    """One change by one person: rows are only ever added."""

    __tablename__ = "audit_log"
    __table_args__ = (
        UniqueConstraint("operation_id", name="uq_audit_log_operation"),
        Index("ix_audit_log_account", "account_id", "id"),
    )

    operation_id: Mapped[str] = mapped_column(comment="drawn with the form: a repeated write is recognised by it")
    happened_at: Mapped[datetime] = mapped_column(server_default=text("CURRENT_TIMESTAMP"))
    user_id: Mapped[int | None] = mapped_column(refers("users.id", on_delete="SET NULL"), comment="null: the system")
    account_id: Mapped[int | None] = mapped_column(comment="not a foreign key: the entry outlives the account")
    action: Mapped[str]
    subject: Mapped[str | None] = mapped_column(comment="table and row number")
    before: Mapped[str | None] = mapped_column(comment="JSON")
    after: Mapped[str | None] = mapped_column(comment="JSON")


class ImportRun(Identified, Base):
    """One file brought in, or refused."""

    __tablename__ = "import_runs"

    source: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[str]
    kind: Mapped[str] = mapped_column(comment="what the file was recognised as")
    status: Mapped[ImportStatus] = mapped_column(one_of(ImportStatus))
    started_at: Mapped[datetime] = mapped_column(server_default=text("CURRENT_TIMESTAMP"))
    finished_at: Mapped[datetime | None]
    rows_read: Mapped[int] = mapped_column(server_default=text("0"))
    rows_added: Mapped[int] = mapped_column(server_default=text("0"))
    rows_changed: Mapped[int] = mapped_column(server_default=text("0"))
    rows_unchanged: Mapped[int] = mapped_column(server_default=text("0"))
    rows_rejected: Mapped[int] = mapped_column(server_default=text("0"))
    message: Mapped[str | None]


class ImportReject(Identified, Base):
    """A row of an imported file that could not be taken, and why."""

    __tablename__ = "import_rejects"
    __table_args__ = (Index("ix_import_rejects_run_id", "run_id"),)

    run_id: Mapped[int] = mapped_column(refers("import_runs.id"))
    row_number: Mapped[int] = mapped_column(comment="line of the record in the file, header = 1")
    column: Mapped[str | None]
    value: Mapped[str | None]
    reason: Mapped[str]


class DataChange(Identified, Base):
    """A write by anybody: (number of rows, highest id) is the data version that caches are keyed by."""

    __tablename__ = "data_changes"

    changed_at: Mapped[datetime] = mapped_column(server_default=text("CURRENT_TIMESTAMP"))
    what: Mapped[str] = mapped_column(comment="table that was written, or the name of the operation")


class RefreshRun(Identified, Base):
    """One computation of the read models."""

    __tablename__ = "refresh_runs"

    started_at: Mapped[datetime] = mapped_column(server_default=text("CURRENT_TIMESTAMP"))
    finished_at: Mapped[datetime | None]
    as_of_on: Mapped[date]
    is_full: Mapped[bool]
    accounts: Mapped[int] = mapped_column(server_default=text("0"))
    message: Mapped[str | None]


class BacktestRun(Identified, Base):
    """One judgement of the health score by what happened afterwards; it names no account."""

    __tablename__ = "backtest_runs"

    ran_at: Mapped[datetime] = mapped_column(server_default=text("CURRENT_TIMESTAMP"))
    as_of_on: Mapped[date] = mapped_column(comment="last day of which anything was used")
    horizon_days: Mapped[int] = mapped_column(comment="days after a score in which an outcome counts")
    outcomes_from: Mapped[str] = mapped_column(comment="the records, or the name of a file")
    result: Mapped[str] = mapped_column(comment="every figure, JSON; names no account")
